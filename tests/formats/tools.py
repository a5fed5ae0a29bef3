"""Programs that exports are for, started where they are installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def tool(*names: str) -> str:
    """The path of a program; without it the test is skipped."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def converted(file: Path, form: str, options: str = "") -> Path:
    """What LibreOffice makes of a file, without a screen and with a profile of its own."""
    office = tool("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    command = [office, profile, "--headless", *([f"--infilter={options}"] if options else []), "--convert-to", form]
    said = subprocess.run(
        [*command, "--outdir", str(file.parent / "made"), str(file)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env=os.environ | {"HOME": str(file.parent)},
    )
    [made] = list((file.parent / "made").glob(f"{file.stem}.{form}")) or pytest.fail(said.stdout + said.stderr)
    return made


def browsed(page: Path, proxy: int) -> str:
    """A page as Chromium has it after its scripts ran; all that it asks of the network goes to a port of this machine."""
    browser = tool("chromium", "chromium-browser", "google-chrome")
    quiet = ("background-networking", "component-update", "sync", "default-apps", "domain-reliability", "gpu", "dev-shm-usage")
    command = [browser, "--headless", "--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    command += [
        f"--user-data-dir={page.parent / 'profile'}",
        f"--proxy-server=127.0.0.1:{proxy}",
        "--proxy-bypass-list=<-loopback>",
    ]
    said = subprocess.run(
        [*command, "--virtual-time-budget=3000", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,  # one that waits for the network waits for ever
        check=False,
        env=os.environ | {"HOME": str(page.parent)},
    )
    return said.stdout
