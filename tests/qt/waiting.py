"""Waiting for what another thread sends."""

import time
from collections.abc import Callable

from tests.driver import PATIENCE, Driver


def wait_until(driver: Driver, done: Callable[[], bool]) -> None:
    """Handle events until something holds."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it never came"
        driver.application.processEvents()
