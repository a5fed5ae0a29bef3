"""The files by which a desktop knows the program are valid, complete, and go as they came."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reader.errors import ReaderError
from reader.resources import resource
from reader.services import desktop_files
from reader.services.desktop_files import ENTRY, FILES, install_desktop_files, remove_desktop_files

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="desktops of Linux and BSD")


@pytest.fixture(autouse=True)
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the desktop was told, in place of telling it."""
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(desktop_files, "_run", lambda *command: told.append(command))
    return told


def entry(folder: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names are told apart by case
    parser.read_string((folder / ENTRY).read_text("utf-8"))
    return parser["Desktop Entry"]


def checked(program: str, *arguments: object) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    ended = subprocess.run([program, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_what_is_installed_goes_again(tmp_path: Path, ran: list[tuple[str, ...]]) -> None:
    written = install_desktop_files(["/opt/jianbao"], tmp_path)
    assert sorted(written) == sorted(tmp_path / place for place in FILES)
    assert entry(tmp_path)["Exec"] == "/opt/jianbao open %U"
    assert ("xdg-mime", "default", "jianbao.desktop", "x-scheme-handler/jianbao") in ran
    assert ("update-desktop-database", str(tmp_path / "applications")) in ran
    (tmp_path / "applications" / "other.desktop").touch()
    assert remove_desktop_files(tmp_path) == written
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["other.desktop"]
    assert remove_desktop_files(tmp_path) == []


def test_the_entry_is_valid_whatever_the_program_is_called(tmp_path: Path) -> None:
    install_desktop_files(['/opt/my $programs/100 %/`a"\\b', "-m", "reader"], tmp_path)
    assert entry(tmp_path)["Exec"] == r'"/opt/my \\$programs/100 %%/\\`a\\"\\\\b" -m reader open %U'
    checked("desktop-file-validate", tmp_path / ENTRY)


def test_the_metadata_is_valid() -> None:
    checked("appstreamcli", "validate", "--no-net", resource("desktop/io.github.jianbao.jianbao.metainfo.xml"))


def test_all_files_speak_of_the_same_type_and_entry(tmp_path: Path) -> None:
    install_desktop_files(["jianbao"], tmp_path)
    types = set(entry(tmp_path)["MimeType"].rstrip(";").split(";"))
    about = ElementTree.parse(resource("desktop/io.github.jianbao.jianbao.metainfo.xml"))
    assert {element.text for element in about.iter("mediatype")} == types
    assert about.findtext("launchable") == ENTRY.name
    [kind] = ElementTree.parse(resource("desktop/jianbao-mime.xml")).getroot()
    assert kind.get("type") in types
    assert [glob.get("pattern") for glob in kind if glob.tag.endswith("glob")] == ["*.jianbao"]


def test_what_cannot_be_written_or_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "applications").write_text("no folder")
    with pytest.raises(ReaderError, match=r"jianbao\.desktop could not be written"):
        install_desktop_files(["jianbao"], tmp_path)
    with pytest.raises(ReaderError, match=r"jianbao\.desktop could not be removed"):
        remove_desktop_files(tmp_path)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_told_so(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(ReaderError, match="for Linux and BSD"):
        install_desktop_files(["jianbao"])
