"""Waiting for what another thread sends."""

import time
from collections.abc import Callable

from reader.qt.export_prompt import ExportPrompt
from tests.driver import PATIENCE, Driver


def wait_until(driver: Driver, done: Callable[[], bool]) -> None:
    """Handle events until something holds."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it never came"
        driver.application.processEvents()


def wait_for_export(driver: Driver) -> None:
    """Wait until nothing is looked for in the prompt of exports, and nothing written any more."""

    def is_settled() -> bool:
        prompts = driver.window.findChildren(ExportPrompt)
        return not driver.window.exporting() and not any(prompt.is_looking for prompt in prompts)

    driver.wait_until(is_settled)
