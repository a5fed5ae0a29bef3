"""Backups by themselves: when there is something new, within their room, and with the annotations beside them."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import ExportError, LibraryError, NotFoundError
from reader.services import backing_up
from reader.services.backing_up import (
    back_up,
    back_up_daily,
    before_import,
    copied_to,
    go_back_to,
    listed,
    wanted_file,
)
from reader.services.receiving import receive
from reader.store.annotations import Annotations
from reader.store.backups import Reason, backups_of, folder_of, is_sound
from reader.store.library import Library, open_library, open_to_read
from tests.fixtures import BRIDGE, bin_it, by_hand, content, mark, reading, store


@pytest.fixture
def small(library: Library) -> Iterator[Library]:
    store(library, reading(BRIDGE))
    mark(library, 1, "两岸只要五分钟", note="快")
    return library


def room(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(backing_up, "room_for_backups", lambda: size)


def test_a_backup_holds_the_library_and_beside_it_the_annotations_for_other_programs(small: Library) -> None:
    bin_it(small, mark(small, 1, "桥通了", note="扔掉"))
    file = back_up(small, Reason.DAILY)
    assert file is not None
    with closing(open_to_read(file)) as copy:
        assert content(copy) == content(small)
    notes = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert [(a["quote"], a["note"]) for a in notes["annotations"]] == [("桥通了", "扔掉"), ("两岸只要五分钟", "快")]
    [shown] = listed(small.path, verified=True)
    assert (shown.pages, shown.annotations, shown.sound, shown.file) == (1, 1, True, file)


def test_nothing_new_is_no_new_backup(small: Library) -> None:
    assert back_up(small, Reason.IMPORT) is not None
    assert back_up(small, Reason.IMPORT) is None
    mark(small, 1, "桥通了")
    assert back_up(small, Reason.IMPORT) is not None


def test_once_a_day_by_the_clock_of_this_place(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert back_up_daily(small) is not None
    mark(small, 1, "桥通了")
    assert back_up_daily(small) is None

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=1)

    monkeypatch.setattr(backing_up, "datetime", Tomorrow)
    assert back_up_daily(small) is not None


@pytest.mark.parametrize("year", [1900, 2100])
def test_a_clock_that_is_wrong_by_a_century_keeps_nobody_from_backing_up(
    small: Library, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    first = back_up_daily(small)
    mark(small, 1, "桥通了")

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(year, 1, 2, 3, 4, 5, 6, tzinfo=UTC)

    monkeypatch.setattr(backing_up, "datetime", Wrong)
    monkeypatch.setattr("reader.store.backups.datetime", Wrong)
    second = back_up_daily(small)
    assert second is not None
    assert {first, second} == {b.whole for b in backups_of(small.path)}


def test_a_library_too_large_for_its_room_has_its_annotations_copied(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    room(monkeypatch, small.path.stat().st_size)
    file = back_up(small, Reason.DAILY)
    assert file is not None
    assert file.suffix == ".json"
    assert back_up(small, Reason.IMPORT) is None
    with pytest.raises(LibraryError, match=r"holds the annotations alone. `jianbao import-annotations"):
        wanted_file(small.path, backups_of(small.path)[0].id)
    whole = back_up(small, Reason.HAND, always=True)
    assert whole is not None
    assert whole.suffix == ".jianbao"


def test_annotations_of_a_backup_come_back_into_a_library_that_lost_them(small: Library, tmp_path: Path) -> None:
    file = back_up(small, Reason.DAILY)
    assert file is not None
    with closing(open_library(tmp_path / "other.jianbao")) as other:
        store(other, reading(BRIDGE))
        receive(other, file.with_suffix(".json"))
        assert [(a.quote, a.note) for a in Annotations(other).find()] == [("两岸只要五分钟", "快")]


def test_pages_that_come_into_a_library_without_annotations_need_no_backup(library: Library) -> None:
    store(library, reading(BRIDGE))
    assert before_import(library) == ""
    assert backups_of(library.path) == []
    mark(library, 1, "两岸只要五分钟")
    assert before_import(library) == ""
    assert [b.reason for b in backups_of(library.path)] == [Reason.IMPORT]


def test_where_no_backup_can_be_made_the_import_goes_on_and_nothing_claims_to_be_one(small: Library) -> None:
    folder_of(small.path).write_text("in the way", encoding="utf-8")
    assert before_import(small).startswith("No backup was made: The folder of backups ")


@pytest.mark.parametrize("failing", ["export", "seal"])
def test_a_backup_that_fails_in_the_end_leaves_nothing_that_claims_to_be_one(
    small: Library, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*given: object) -> None:
        full = OSError(errno.ENOSPC, "No space left on device")
        raise (ExportError if failing == "export" else LibraryError)("It could not be written. Choose another place.") from full

    with monkeypatch.context() as patch:
        patch.setattr(backing_up, failing, fail)
        said = before_import(small)
    assert said.startswith("No backup was made: ")
    assert failing != "export" or "(No space left on device). Make room" in said
    assert list(folder_of(small.path).iterdir()) == []
    assert before_import(small) == ""
    assert all(is_sound(backup) for backup in backups_of(small.path))


def test_going_back_can_be_taken_back(small: Library) -> None:
    first, before = back_up(small, Reason.DAILY), content(small)
    mark(small, 1, "桥通了", note="后来")
    later = content(small)
    assert first is not None
    kept = go_back_to(small.path, first)
    assert content(small) == before
    assert kept is not None
    go_back_to(small.path, kept)
    assert content(small) == later


def test_going_back_from_a_damaged_library_keeps_what_there_was(small: Library) -> None:
    file, before = back_up(small, Reason.DAILY), content(small)
    small.close()
    by_hand(small.path, "DROP TABLE piece")
    assert file is not None
    kept = go_back_to(small.path, file)
    with closing(open_library(small.path)) as library:
        assert content(library) == before
    assert kept is not None
    assert ".damaged." in kept.name


def test_a_copy_goes_to_a_file_that_is_not_there_yet(small: Library, tmp_path: Path) -> None:
    target = tmp_path / "usb" / "copy.jianbao"
    with pytest.raises(LibraryError, match=r"The folder .* does not exist"):
        copied_to(small, target)
    target.parent.mkdir()
    copied_to(small, target)
    with pytest.raises(LibraryError, match="is there already"):
        copied_to(small, target)
    with closing(open_library(target)) as copy:
        assert content(copy) == content(small)
    assert os.listdir(target.parent) == [target.name]


def test_a_name_that_is_neither_a_backup_nor_a_file_is_told(small: Library) -> None:
    for name, words in (("2020", "There is no backup 2020"), ("x/y.jianbao", "There is no file x/y.jianbao")):
        with pytest.raises(NotFoundError, match=words):
            wanted_file(small.path, name)
