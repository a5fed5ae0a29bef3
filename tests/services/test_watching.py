"""A watched folder: what lies in it is imported, then what comes, once it is written to its end."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.watching import SETTLED, UNTOLD, ticks_of, watch
from reader.store.library import Library
from tests.fixtures import rows

Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    write(made / "a.txt", "本报讯 昨日小雨。")
    return made


def write(path: Path, text: str, age: float = 60) -> None:
    """A file that was written so many seconds ago, by the clock of the tests."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1000 - age, 1000 - age))


def watched(library: Library, folder: Path, *steps: Step | None, told: bool = True) -> list[list[str]]:
    """Watch a folder in which something happens at each tick; gives what became of which files until each rest."""
    now = [1000.0]

    def ticks() -> Iterator[bool]:
        for step in steps:
            now[0] += SETTLED
            if step is not None:
                step()
            yield step is not None and told

    rounds: list[list[str]] = [[]]
    for outcome in watch(library, [folder], ticks=ticks(), clock=lambda: now[0]):
        if outcome is None:
            rounds.append([])
        else:
            rounds[-1].append(f"{Path(outcome.source).name} {outcome.outcome}")
    return rounds[:-1]


def test_what_is_there_comes_in_then_what_is_added_or_changed(library: Library, folder: Path) -> None:
    def add() -> None:
        write(folder / "b.txt", "本报讯 今日大风。")

    def change() -> None:
        write(folder / "a.txt", "本报讯 昨日小雨转晴。")

    found = watched(library, folder, None, add, None, change, None, None)
    assert found == [["a.txt new"], ["b.txt new"], ["a.txt changed"]]


def test_a_file_that_is_being_written_is_read_when_it_has_stopped_growing(library: Library, folder: Path) -> None:
    def grow(size: int, at: float) -> Step:
        return lambda: write(folder / "b.txt", "本报讯 今日大风。" + "风" * size, age=-at)

    steps = [grow(1, SETTLED), grow(2, 2 * SETTLED), grow(3, 3 * SETTLED)]
    assert watched(library, folder, *steps) == [["a.txt new"]]
    library_rows = rows(library)["page"]
    assert len(library_rows) == 1
    assert watched(library, folder, *steps, None) == [["a.txt unchanged"], ["b.txt new"]]


def test_a_file_from_the_future_is_read_when_it_rests(library: Library, folder: Path) -> None:
    write(folder / "a.txt", "本报讯 昨日小雨。", age=-1e6)
    assert watched(library, folder, None, None) == [[], ["a.txt new"]]


def test_what_vanishes_changes_nothing_and_may_come_back(library: Library, folder: Path) -> None:
    away = folder.parent / "away.txt"
    assert watched(library, folder) == [["a.txt new"]]
    before = rows(library)
    found = watched(library, folder, lambda: (folder / "a.txt").rename(away), None, lambda: away.rename(folder / "a.txt"), None)
    assert found == [["a.txt unchanged"], ["a.txt unchanged"]]
    assert rows(library) == before


def test_a_folder_moved_in_whole_is_seen(library: Library, folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    write(other / "c.txt", "本报讯 今日大风。")
    assert watched(library, folder, lambda: other.rename(folder / "new"), None)[1:] == [["c.txt new"]]


def test_what_cannot_be_read_is_said_once_and_the_watch_goes_on(library: Library, folder: Path) -> None:
    def spoil() -> None:
        (folder / "b.txt").write_bytes(bytes(999))
        os.utime(folder / "b.txt", (0, 0))

    def mend() -> None:
        write(folder / "b.txt", "本报讯 今日大风。")

    assert watched(library, folder, spoil, spoil, None, mend)[1:] == [["b.txt failed"], ["b.txt new"]]


def test_an_empty_folder_and_one_that_goes_are_waited_for(library: Library, folder: Path) -> None:
    (folder / "a.txt").unlink()
    found = watched(
        library,
        folder,
        None,
        lambda: shutil.rmtree(folder),
        lambda: folder.mkdir(),
        lambda: write(folder / "b.txt", "本报讯 今日大风。"),
    )
    assert found == [[], ["pages failed"], ["b.txt new"]]


def test_what_came_before_anybody_listened_is_seen(library: Library, folder: Path) -> None:
    def add() -> None:
        write(folder / "b.txt", "本报讯 今日大风。")

    assert watched(library, folder, add, told=False) == [["a.txt new"], ["b.txt new"]]


def test_a_disk_that_tells_nothing_is_looked_through_now_and_then(library: Library, folder: Path) -> None:
    def add() -> None:
        write(folder / "b.txt", "本报讯 今日大风。")

    quiet = [None] * (UNTOLD - 2)
    assert watched(library, folder, None, add, *quiet, told=False) == [["a.txt new"]]
    (folder / "b.txt").unlink()
    assert watched(library, folder, None, add, *quiet, None, None, told=False)[1:] == [["b.txt new"]]


def test_only_folders_are_watched(library: Library, folder: Path) -> None:
    with pytest.raises(ReaderError, match="is no folder, so it cannot be watched"):
        list(watch(library, [folder / "a.txt"]))


def test_the_system_tells_what_happens_in_a_folder(folder: Path) -> None:
    from threading import Event

    stopped = Event()
    ticks = ticks_of([folder], stopped)
    assert next(ticks) is False
    write(folder / "b.txt", "本报讯 今日大风。")
    assert any(ticks)  # waits for it
    stopped.set()
    assert [tick for tick in ticks if not tick] == []
