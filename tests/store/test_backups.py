"""Backups: whole, verified, private, thinned, and nothing else in their folder is ever touched."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import Cancelled, LibraryError, NotFoundError
from reader.store import backups as backups_module
from reader.store import copying
from reader.store.annotations import Annotations
from reader.store.backups import Reason, backups_of, copy_whole, folder_of, is_sound, named, new_stem, seal, thin
from reader.store.checks import faults
from reader.store.copying import Snapshot
from reader.store.library import Library, open_library
from reader.store.restoring import restore
from tests.fixtures import BRIDGE, by_hand, content, mark, reading, rows, store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def small(library: Library) -> Library:
    store(library, reading(BRIDGE))
    mark(library, 1, "两岸只要五分钟", note="快")
    return library


def copied(library: Library, reason: Reason = Reason.HAND) -> Path:
    with closing(Snapshot(library.path)) as snapshot:
        stem = new_stem(library.path, reason)
        whole = copy_whole(snapshot, stem)
    seal(stem)
    return whole


def names(library: Library) -> list[str]:
    return sorted(path.name for path in folder_of(library.path).iterdir())


def test_a_copy_is_what_the_library_was_when_it_was_begun(small: Library) -> None:
    wanted = content(small)
    with closing(Snapshot(small.path)) as snapshot:
        mark(small, 1, "桥通了", note="后来")
        whole = copy_whole(snapshot, new_stem(small.path, Reason.DAILY))
    with closing(open_library(whole)) as copy:
        assert content(copy) == wanted
        assert list(faults(copy)) == []
    assert [path.name for path in folder_of(small.path).iterdir()] == [whole.name]


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_backup_is_for_its_owner_alone(small: Library) -> None:
    copied(small)
    folder = folder_of(small.path)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_copy_that_is_stopped_leaves_nothing(small: Library) -> None:
    def stop() -> None:
        raise Cancelled("")

    with closing(Snapshot(small.path)) as snapshot, pytest.raises(Cancelled):
        copy_whole(snapshot, new_stem(small.path, Reason.DAILY), stop)
    assert names(small) == []


def test_a_copy_that_lost_something_on_the_way_is_no_backup(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(((1, 5), (1, 6)))
    monkeypatch.setattr(copying, "_counts", lambda connection: next(numbers))
    lost = pytest.raises(LibraryError, match="does not hold what the library holds")
    with closing(Snapshot(small.path)) as snapshot, lost:
        copy_whole(snapshot, new_stem(small.path, Reason.DAILY))
    assert names(small) == []


def test_a_damaged_library_gives_no_backup_that_passes_for_one(seeded: Library) -> None:
    root = seeded.value("SELECT rootpage FROM sqlite_master WHERE name = 'piece'")
    seeded.close()
    with seeded.path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 64)
    with pytest.raises(LibraryError, match="damaged"):
        copied(seeded)
    assert not folder_of(seeded.path).exists() or names(seeded) == []


def test_a_library_that_has_gone_is_not_made_anew_by_backing_it_up(small: Library) -> None:
    small.path.unlink()
    with pytest.raises(LibraryError, match="is not there any more"):
        Snapshot(small.path)
    assert not small.path.exists()


def test_one_changed_byte_of_a_backup_shows(small: Library) -> None:
    whole = copied(small)
    [backup] = backups_of(small.path)
    assert is_sound(backup)
    changed = bytearray(whole.read_bytes())
    changed[len(changed) // 2] ^= 1
    whole.write_bytes(changed)
    assert not is_sound(backup)


def test_a_backup_is_named_by_the_beginning_of_its_id(small: Library) -> None:
    for _ in range(2):
        copied(small)
    newest, older = backups_of(small.path)
    assert newest.id > older.id
    assert named(small.path, newest.id) == newest
    with pytest.raises(NotFoundError, match="20 names more than one backup"):
        named(small.path, "20")
    with pytest.raises(NotFoundError, match="There is no backup 1999"):
        named(small.path, "1999")


def lay(library: Library, made: datetime, reason: Reason = Reason.DAILY, size: int = 10) -> str:
    """Files that are named as a backup is."""
    folder = folder_of(library.path)
    folder.mkdir(exist_ok=True)
    stem = f"{made:%Y%m%d-%H%M%S-%f}.{reason}"
    for kind in ("jianbao", "json", "sha256"):
        (folder / f"{stem}.{kind}").write_bytes(b"x" * size)
    return stem


def test_thinning_deletes_only_backups_that_the_program_made_by_itself(library: Library) -> None:
    old = [lay(library, NOON - timedelta(days=400 + 20 * n)) for n in range(40)]
    mine = lay(library, NOON - timedelta(days=4000), Reason.HAND)
    broken = lay(library, NOON - timedelta(days=5000), Reason.DAMAGED)
    folder = folder_of(library.path)
    others = ("论文.jianbao", "20200101-000000-000000.daily.jianbao.txt", "x20200101-000000-000000.daily.json", "notes.json")
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / "20000101-000000-000000.daily.json").mkdir()
    newest = lay(library, NOON)
    beside = library.path.with_name("20190101-000000-000000.daily.jianbao")
    beside.write_text("mine", encoding="utf-8")
    thin(library.path, 10**9)
    left = set(names(library))
    assert {*others, "20000101-000000-000000.daily.json"} <= left
    assert all(f"{stem}.jianbao" in left for stem in (newest, mine, broken))
    assert sum(f"{stem}.jianbao" in left for stem in old) < 25
    assert beside.exists()
    assert library.path.exists()


def test_whole_copies_beyond_their_room_go_the_oldest_first_and_leave_their_annotations(library: Library) -> None:
    stems = [lay(library, NOON - timedelta(days=n), size=100) for n in range(5)]
    thin(library.path, 250)
    left = names(library)
    assert [f"{stem}.jianbao" in left for stem in stems] == [True, True, False, False, False]
    assert all(f"{stem}.json" in left for stem in stems)
    thin(library.path, 0)
    assert [backup.whole is not None for backup in backups_of(library.path)] == [True, False, False, False, False]


def test_what_a_killed_backup_left_goes_after_a_day(library: Library) -> None:
    folder = folder_of(library.path)
    folder.mkdir()
    fresh, old = (folder / f"2026112{n}-120000-000000.daily.jianbao.part" for n in (1, 2))
    for path in (fresh, old):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    thin(library.path, 10**9)
    assert names(library) == [fresh.name]


def restored(library: Library, source: Path) -> None:
    restore(library.path, source, lambda: None)


def test_a_library_that_lies_open_goes_on_with_what_was_restored(small: Library) -> None:
    wanted, whole = rows(small), copied(small)
    mark(small, 1, "桥通了", note="后来")
    identity = small.path.stat().st_ino
    restored(small, whole)
    assert rows(small) == wanted
    assert small.path.stat().st_ino == identity
    assert mark(small, 1, "桥通了", note="再来").note == "再来"
    assert list(faults(small)) == []
    assert names(small) == sorted([whole.name, whole.with_suffix(".sha256").name])


def test_a_backup_of_an_older_format_is_brought_up_and_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.jianbao"
    with monkeypatch.context() as patch:
        patch.setattr("reader.store.schema.STEPS", backups_steps()[:3])
        patch.setattr("reader.store.schema.VERSION", 3)
        open_library(old).close()
    before = old.read_bytes()
    with closing(open_library(tmp_path / "x.jianbao")) as library:
        restored(library, old)
        assert library.value("PRAGMA user_version") == len(backups_steps())
    assert old.read_bytes() == before
    assert not folder_of(old).exists()


def backups_steps() -> tuple[str, ...]:
    from reader.store import schema

    return schema.STEPS


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"x"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:9000]),
        lambda path: path.write_bytes(path.read_bytes()[: 9 * 4096] + b"\xff" * 4096 + path.read_bytes()[10 * 4096 :]),
        lambda path: by_hand(path, "PRAGMA user_version = 99"),
        lambda path: path.write_text("株洲日报讯" * 100, encoding="utf-8"),
        lambda path: path.unlink(),
    ],
    ids=["one byte", "empty", "truncated", "a page", "newer", "text", "gone"],
)
def test_a_backup_that_cannot_be_used_leaves_the_library_as_it_is(small: Library, spoil: Spoil) -> None:
    whole, wanted = copied(small), rows(small)
    spoil(whole)
    with pytest.raises(LibraryError):
        restored(small, whole)
    assert rows(small) == wanted
    assert not list(folder_of(small.path).glob("*.part*"))


def test_a_library_that_cannot_be_opened_is_put_aside_not_lost(small: Library) -> None:
    whole, wanted = copied(small), content(small)
    small.close()
    small.path.write_bytes(b"nothing that anybody knows" * 50)
    restored(small, whole)
    with closing(open_library(small.path)) as library:
        assert content(library) == wanted
    [damaged] = [b for b in backups_of(small.path) if b.reason is Reason.DAMAGED]
    assert damaged.whole is not None
    assert damaged.whole.read_bytes().startswith(b"nothing that anybody knows")


def test_a_library_comes_in_the_place_of_a_damaged_one_also_where_no_digest_can_be_written(
    small: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(stem: Path) -> None:
        raise LibraryError("no room")

    whole, wanted = copied(small), content(small)
    small.close()
    small.path.write_bytes(b"nothing that anybody knows" * 50)
    monkeypatch.setattr("reader.store.restoring.seal", full)
    restored(small, whole)
    with closing(open_library(small.path)) as library:
        assert content(library) == wanted


def test_what_is_no_library_is_not_replaced_by_one(small: Library, tmp_path: Path) -> None:
    whole, other = copied(small), tmp_path / "mail.db"
    by_hand(other, "CREATE TABLE mail (id)")
    before = other.read_bytes()
    for path in (other, tmp_path):
        with pytest.raises(LibraryError):
            restore(path, whole, lambda: None)
    assert other.read_bytes() == before


def test_a_library_that_another_program_writes_to_is_waited_for_and_then_told(
    small: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copied(small)
    monkeypatch.setattr("reader.store.restoring.BUSY_MS", 0)
    monkeypatch.setattr("reader.store.library.BUSY_MS", 1)
    with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="in use by another program"):
            restored(small, whole)
    restored(small, whole)


def test_a_missing_library_is_restored(small: Library) -> None:
    whole, wanted = copied(small), content(small)
    small.close()
    small.path.unlink()
    restored(small, whole)
    with closing(open_library(small.path)) as library:
        assert content(library) == wanted
        assert Annotations(library).find() != []


def test_the_folder_of_backups_may_be_of_any_kind(small: Library) -> None:
    folder_of(small.path).write_text("a file in its place", encoding="utf-8")
    for work in (lambda: copied(small), lambda: backups_of(small.path)):
        with pytest.raises(LibraryError, match="backup"):
            work()


def test_two_backups_of_one_moment_have_two_names(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([NOON, NOON, NOON, NOON + timedelta(microseconds=1)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return next(moments)

    monkeypatch.setattr(backups_module, "datetime", Clock)
    first = new_stem(small.path, Reason.HAND)
    first.with_name(first.name + ".jianbao").touch()
    assert new_stem(small.path, Reason.HAND) != first
