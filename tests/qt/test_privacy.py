"""What is kept is for its owner alone, nothing is left in the folder for temporary files, and nothing goes over a network."""

import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.app import main
from reader.commands import COMMANDS
from reader.fault_log import log_error, log_path
from reader.safe_mode import start_safely
from reader.services.backing_up import Reason, back_up
from reader.settings import Settings, load_settings
from reader.store.library import open_library
from reader.store.marks import Marks
from tests.driver import Driver
from tests.fixtures import ROOT, SEEDS

WATCHED = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname", "urllib.Request"):
        if event != "socket.connect" or not isinstance(arguments[1], (str, bytes)):  # a name in the file system is no network
            print("NETWORK", event, arguments[1:], flush=True)

sys.addaudithook(refuse)
from PySide6.QtCore import QTimer
from reader.app import main
from reader.qt import application

def and_close_when_imported(started, window):
    after_first_paint(started, window)
    if window.import_bar is not None and window.import_bar.running:
        window.import_bar.ended.connect(lambda: QTimer.singleShot(0, window.close))
    else:
        window.close()

after_first_paint, application._after_first_paint = application._after_first_paint, and_close_when_imported
code = main(sys.argv[1:])
print("MODULES", sorted(m for m in sys.modules if m in ("PySide6.QtNetwork", "urllib.request", "http.client")))
sys.exit(code)
"""


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        (tmp_path / "data").mkdir()
        with closing(open_library(tmp_path / "data" / "x.jianbao")) as library:
            Marks(library).set_session({"a": 1})
            back_up(library, Reason.HAND, always=True)
            Settings(tmp_path / "config" / "settings.toml").choose("author", "张三")
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "data").rglob("*") if p.is_file()}
            assert set(modes.values()) == {0o600}, modes
            assert len(modes) >= 4
        assert stat.S_IMODE((tmp_path / "config" / "settings.toml").stat().st_mode) == 0o600
        log_error(ValueError())
        assert stat.S_IMODE(log_path().stat().st_mode) == 0o600
        assert stat.S_IMODE(log_path().parent.stat().st_mode) == 0o700
    finally:
        os.umask(old)


def test_an_import_and_a_whole_start_reach_for_no_network_and_leave_nothing_behind(tmp_path: Path) -> None:
    temporary = tmp_path / "temp"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    environment["XDG_RUNTIME_DIR"] = ""  # then the socket for second starts lies in the folder for temporary files
    command = [sys.executable, "-c", WATCHED, "--library", str(tmp_path / "x.jianbao"), "open", *map(str, SEEDS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["MODULES ['PySide6.QtNetwork']"]
    used = [path for path in (ROOT / "reader").rglob("*.py") if "QtNetwork" in path.read_text("utf-8")]
    lines = [line for path in used for line in path.read_text("utf-8").splitlines() if "QtNetwork" in line]
    assert lines == ["from PySide6.QtNetwork import QLocalServer, QLocalSocket"]  # which never leave this machine
    with closing(open_library(tmp_path / "x.jianbao")) as library:
        assert library.value("SELECT count(*) FROM page") == len(SEEDS)
    assert list(temporary.iterdir()) == []


def test_a_safe_start_leaves_out_session_and_settings_and_keeps_them(
    seeds_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, settings = tmp_path / "x.jianbao", tmp_path / "settings.toml"
    shutil.copy(seeds_library, path)
    settings.write_text('language = "zh_CN"\n', encoding="utf-8")
    with closing(open_library(path)) as library:
        Marks(library).set_session({"article": 5, "geometry": 7, "panes": "x", "hidden": 3})
    asked: list[object] = []
    monkeypatch.setattr("reader.app._open_window", lambda *values: asked.append(values) or 0)
    try:
        assert main(["--library", str(path), "open", "--safe-mode"]) == 0
        assert asked
        assert load_settings(settings).values == {}
        load_settings(settings).choose("theme", "dark")
        driver = Driver(path, settings)
        assert driver.window.desk.article_id == driver.window.desk.shelves.first()
        driver.close()
    finally:
        start_safely(False)
    assert settings.read_text("utf-8") == 'language = "zh_CN"\n'
    with closing(open_library(path)) as library:
        assert Marks(library).session("article") == 5


ODD = ('{"half', "null", "7", "-1", '"x"', '[[], "x", 1e9, {}, null, -5]', '{"orders": 5, "scope": []}')


@pytest.mark.parametrize("value", ODD)
def test_a_damaged_value_of_the_session_is_as_none(seeds_library: Path, tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.jianbao"
    shutil.copy(seeds_library, path)
    kept = ("article", "geometry", "panes", "hidden", "colour", "list", "searches", "watched", "last_export", "kept_export")
    with closing(open_library(path)) as library, library.transaction():
        for key in (*kept, "import_folder"):
            library.execute("INSERT INTO session VALUES (?, ?)", (key, value))
    driver = Driver(path, tmp_path / "settings.toml")
    assert driver.window.desk.article_id
    for command in ("search_library", "export_again", "import_pages"):
        driver.window.run(COMMANDS[command])
        driver.settle()
    driver.close()


def test_a_library_in_a_synced_folder_is_warned_of_in_the_window(seeds_library: Path, tmp_path: Path) -> None:
    path = tmp_path / "Dropbox" / "x.jianbao"
    path.parent.mkdir()
    shutil.copy(seeds_library, path)
    driver = Driver(path, tmp_path / "settings.toml")
    driver.window.warn_of_its_place()
    assert "in a folder synced by Dropbox" in driver.window.statusBar().currentMessage()
    driver.close()
