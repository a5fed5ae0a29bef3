"""The libraries that were opened lately."""

from pathlib import Path

import pytest

from reader.services import recent_libraries as recent


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "user_state_path", lambda *names, **more: tmp_path / "state")


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.touch()
    return path


def test_the_newest_stands_first_and_each_once(tmp_path: Path) -> None:
    one, other = made(tmp_path, "one.jianbao"), made(tmp_path, "二.jianbao")
    for path in (one, other, one):
        recent.note_library(path)
    assert recent.recent_libraries() == [one, other]


def test_only_so_many_are_kept_and_only_those_that_are_there(tmp_path: Path) -> None:
    for number in range(recent.KEPT + 3):
        recent.note_library(made(tmp_path, f"{number}.jianbao"))
    (tmp_path / f"{recent.KEPT}.jianbao").unlink()
    assert len(recent.recent_libraries()) == recent.KEPT - 1


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"{}", b"\xff"])
def test_a_damaged_list_is_begun_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "recent.json").write_bytes(data)
    assert recent.recent_libraries() == []
    recent.note_library(made(tmp_path, "a.jianbao"))
    assert recent.recent_libraries() == [tmp_path / "a.jianbao"]


def test_what_cannot_be_written_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    recent.note_library(made(tmp_path, "a.jianbao"))
    assert recent.recent_libraries() == []
