"""Imports that are repeated, disturbed, or done by two at once: nothing is lost, nothing doubled, and what fails is said."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reader.errors import BusyError, Cancelled
from reader.services import importing
from reader.services.importing import Outcome, Progress, import_paths
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.index import Index
from reader.store.library import Library, open_library
from tests.fixtures import ROOT, SEEDS, content, mark, rows

ARTICLE = "## {town}新桥通车\n\n{town}日报讯 桥通了。{town}的人去对岸只要五分钟，克服了许多\n\n（下转A2版）\n"
REST = "## {town}新桥通车\n\n（上接A1版）困难，提前完成。\n\n{town}日报讯 昨日小雨。\n"


def write_archive(folder: Path, more: str = "", day: str = "05") -> Path:
    """Pages of issues with articles over two pages, articles as records and as a table, archives, copies, and what fails."""
    folder.mkdir(exist_ok=True)
    for town in ("江北", "江东", "江南", "江西", "江中"):
        for label, text in (("A01", ARTICLE), ("A02", REST)):
            (folder / f"{town}日报_202103{day}_{label}.txt").write_text(text.format(town=town) + more, encoding="utf-8")
    place = {"paper": "江山日报", "date": f"2021-03-{day}", "page": "1", "paragraphs": ["昨日小雨。" + more]}
    records = [json.dumps(place | {"headline": f"第{n}条"}, ensure_ascii=False) for n in range(40)]
    (folder / "记录.jsonl").write_text("\n".join([*records[:20], "{broken", *records[20:]]), encoding="utf-8")
    (folder / "表.csv").write_text(f"title,text,date\n小雨,昨日小雨。{more},2021-03-06\n", encoding="utf-8")
    with ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("江岸日报_20210305_A01.txt", ARTICLE.format(town="江岸") + more)
        archive.writestr("别处/江岸日报_20210305_A01.txt", ARTICLE.format(town="江岸") + more)
    (folder / "副本.txt").write_bytes(next(folder.glob("江北*A01.txt")).read_bytes())
    (folder / "坏.txt").write_bytes(bytes(999))
    with suppress(OSError):  # where names must be text
        (folder / os.fsdecode(b"\xd6\xd0.txt")).write_text("本报讯 今日大风。" + more, encoding="utf-8")
    return folder


def kinds(outcomes: list[Outcome]) -> set[str]:
    return {outcome.outcome for outcome in outcomes}


def test_importing_everything_twice_changes_no_row(library: Library, tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "archive")
    first = list(import_paths(library, [folder, *SEEDS]))
    assert len(first) == 18
    mark(library, 1, "的人去对岸只要五分钟", note="快")
    for more in ("", "今天大风。"):
        list(import_paths(library, [write_archive(folder, more), *SEEDS]))
        before = rows(library)
        again = list(import_paths(library, [folder, *SEEDS]))
        assert kinds(again) == {"unchanged", "failed"}
        assert rows(library) == before
    assert list(faults(library)) == []


IMPORT = """
import sys
from pathlib import Path
from reader.services import parsing
from reader.services.importing import import_paths
from reader.store.library import open_library
parsing.INLINE = 1000
library = open_library(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for outcome in import_paths(library, [Path(path) for path in sys.argv[2:]]):
    print(outcome.outcome)
"""


def test_two_processes_import_into_one_library_at_once(tmp_path: Path) -> None:
    """Folders that overlap, the one in the other's order reversed; run twenty times by hand: always the same."""
    one, two = write_archive(tmp_path / "one"), write_archive(tmp_path / "two", "今天大风。", "06")
    three = write_archive(tmp_path / "three", "明天晴。", "07")
    for path in (*tmp_path.glob("*/副本.txt"), *tmp_path.glob("*/包.zip")):
        path.unlink()  # of two copies with different names the first is kept, and here either may be it
    wanted = open_library(tmp_path / "wanted.jianbao")
    list(import_paths(wanted, [one, two, three]))
    library, pipe = tmp_path / "library.jianbao", subprocess.PIPE
    command = [sys.executable, "-c", IMPORT, str(library)]
    orders = ([one, two, three], [three, two, one])
    both = [
        subprocess.Popen([*command, *map(str, order)], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for order in orders
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, err = process.communicate()
        assert (process.returncode, err) == (0, "")
        said.append(out.split())
    with closing(open_library(library)) as opened, closing(wanted):
        assert list(faults(opened)) == []
        assert set(map(repr, content(opened))) == set(map(repr, content(wanted)))
        assert len(content(opened)) == len(content(wanted))
    assert {len(lines) for lines in said} == {42}
    assert [lines.count("failed") for lines in said] == [3, 3]  # the file that cannot be read, in three folders


def test_files_that_change_and_vanish_during_an_import_are_read_or_named(library: Library, tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "archive")
    files = sorted(folder.glob("江*.txt"))

    def disturb(progress: Progress) -> None:
        """Whatever is about to be read is cut, replaced, taken away or made a folder."""
        path = folder / progress.source
        if path not in files:
            return
        number = files.index(path) % 4
        if number == 0:
            path.write_bytes(path.read_bytes()[:50])
        elif number == 1:
            path.write_text("## 河水上涨\n\n本报讯 昨日河水上涨。\n", encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
            if number == 3:
                path.mkdir(exist_ok=True)

    outcomes = list(import_paths(library, [folder], report=disturb))
    errors = {Path(o.source).name: o.error for o in outcomes if o.outcome == "failed"}
    assert str(errors.pop("坏.txt")).endswith("is not text: it holds binary data. Give its text to Jianbao instead.")
    words = {2: "does not exist. Check the name.", 3: "is no ordinary file."}
    assert errors == {path.name: f"{path} {words[number % 4]}" for number, path in enumerate(files) if number % 4 > 1}
    assert list(faults(library)) == []
    list(import_paths(library, [write_again(folder)]))
    assert kinds(list(import_paths(library, [folder]))) == {"unchanged", "failed"}


def write_again(folder: Path) -> Path:
    for path in folder.iterdir():
        if path.is_dir():
            path.rmdir()
    return write_archive(folder)


def test_issues_are_written_whole_and_many_small_ones_together(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = importing._Import._write

    def note(run: importing._Import) -> None:
        written.append(len(run._batch))
        write(run)

    monkeypatch.setattr(importing._Import, "_write", note)
    monkeypatch.setattr(importing, "SHARED_PAGES", 3)
    monkeypatch.setattr(importing, "SHARED_SECONDS", 1e9)
    folder = write_archive(tmp_path / "archive")
    pages = sorted(folder.glob("江*.txt"))
    list(import_paths(library, pages))
    assert written == [4, 4, 2]
    monkeypatch.setattr(importing, "MOST_TEXT", 30)
    written.clear()
    list(import_paths(library, [write_archive(folder, "今天大风。")]))
    assert set(written) == {1}


def test_another_program_is_waited_for(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_archive(tmp_path / "archive")
    library.execute("PRAGMA busy_timeout = 1")
    other = open_library(library.path)
    held = other.transaction()
    held.__enter__()
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 30:
            held.__exit__(None, None, None)

    outcomes = list(import_paths(library, [folder], report=report))
    assert len(outcomes) == 16
    assert [Path(o.source).name for o in outcomes if o.outcome == "failed"] == ["坏.txt"]
    monkeypatch.setattr(importing, "PATIENCE", 3)
    with other.transaction(), pytest.raises(BusyError):
        list(import_paths(library, [write_archive(folder, "今天大风。")]))
    other.close()


def test_a_stop_while_another_program_writes_is_a_stop(library: Library, tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "archive")
    library.execute("PRAGMA busy_timeout = 1")
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if len(told) > 40:
            raise Cancelled("")

    with closing(open_library(library.path)) as other, other.transaction(), pytest.raises(Cancelled):
        list(import_paths(library, [folder], report=report))
    assert list(faults(library)) == []


def test_a_large_import_puts_the_index_in_order_and_can_be_stopped_there(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MERGE_FROM", 30)
    monkeypatch.setattr(importing, "MOST_PAGES", 1)
    folder = write_archive(tmp_path / "archive")
    told: list[Progress] = []
    list(import_paths(library, [folder / "江北日报_20210305_A01.txt"], report=told.append))
    assert not any(p.merging for p in told)

    def stop(progress: Progress) -> None:
        if progress.merging:
            raise Cancelled("")

    with pytest.raises(Cancelled):
        list(import_paths(library, [folder], report=stop))
    assert kinds(list(import_paths(library, [folder]))) == {"unchanged", "failed"}
    list(import_paths(library, [write_archive(folder, "今天大风。")], report=told.append))
    assert any(p.merging for p in told)
    assert library.value("SELECT count(DISTINCT segid) FROM search_idx") == 1
    assert list(faults(library)) == []


def test_only_the_first_complaints_of_a_file_are_kept(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"headline": "一"}\n' + "{broken\n" * 500, encoding="utf-8")
    [outcome] = import_paths(library, [path])
    assert outcome.error is not None
    assert outcome.error.count("Line ") == importing.COMPLAINTS
    assert outcome.error.endswith(f"{500 - importing.COMPLAINTS} more of the places in {path} could not be read.")


def test_ctrl_c_while_an_issue_is_written_keeps_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    add, interruptions = Archive.add, iter([KeyboardInterrupt()])

    def interrupted_once(archive: Archive, *arguments: Any) -> int:
        page_id = add(archive, *arguments)
        for interruption in interruptions:
            raise interruption
        return page_id

    monkeypatch.setattr(Archive, "add", interrupted_once)
    with pytest.raises(KeyboardInterrupt):
        list(import_paths(library, SEEDS[:1]))
    assert library.value("SELECT count(*) FROM page") == 1
    assert list(faults(library)) == []


def test_an_import_that_cannot_put_the_index_in_order_is_done_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(index: Index) -> Iterator[None]:
        yield
        raise BusyError("another program writes")

    monkeypatch.setattr(importing, "MERGE_FROM", 1)
    monkeypatch.setattr(Index, "merge", busy)
    assert kinds(list(import_paths(library, SEEDS))) == {"new"}
