"""Exports as they are asked for: what they take, into which files, what they would do, how far they are."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.errors import Cancelled, ExportError
from reader.formats import WRITERS
from reader.model import ExportOrder
from reader.services import whole_files
from reader.services.export_request import Request, Selection, request_from
from reader.services.exporting import export, export_text, plan
from reader.services.kept_exports import keep_export, kept_export, last_export, remember_export
from reader.services.taking import articles_of, clippings
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store

ARTICLES = ("articles-markdown", "articles-html", "articles-epub")


@pytest.fixture
def marked(library: Library) -> Library:
    """Three articles of two issues, with marks on two of them."""
    store(library, reading(BRIDGE, FLOOD), "/a.txt")
    store(library, reading(FLOOD, newspaper="江南日报", date="2021-04-01", label="B2"), "/b.txt")
    mark(library, 3, "河水上涨三尺", colour="red", tags=["水"])
    mark(library, 1, "两岸只要五分钟", note="快", tags=["桥"])
    mark(library, 1, "桥通了", colour="blue")
    bin_it(library, mark(library, 2, "无人受伤"))
    return library


def titles(library: Library, selection: Selection) -> list[tuple[int, list[str]]]:
    return [(m.article.id, [a.quote for a in m.annotations]) for m in articles_of(library, selection)]


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(), [(1, ["桥通了", "两岸只要五分钟"]), (2, []), (3, ["河水上涨三尺"])]),
        (Selection(article=2), [(2, [])]),
        (Selection(newspaper="江南日报"), [(3, ["河水上涨三尺"])]),
        (Selection(end="2021-03"), [(1, ["桥通了", "两岸只要五分钟"]), (2, [])]),
        (Selection(query="河水"), [(3, ["河水上涨三尺"]), (2, [])]),
        (Selection(query="河水", end="2021-03"), [(2, [])]),
        (Selection(query="-"), []),
        (Selection(colour="blue"), [(1, ["桥通了"])]),
        (Selection(tag="水"), [(3, ["河水上涨三尺"])]),
        (Selection(tag="水", article=1), []),
    ],
)
def test_articles_are_taken_with_what_the_filters_let_through(
    marked: Library, selection: Selection, found: list[tuple[int, list[str]]]
) -> None:
    assert titles(marked, selection) == found


def test_the_articles_of_an_issue(marked: Library) -> None:
    issue = marked.value("SELECT id FROM issue WHERE date = '2021-03-05'")
    assert [number for number, _ in titles(marked, Selection(issue=issue))] == [1, 2]
    assert [c.annotation.quote for c in clippings(marked, Selection(issue=issue))] == ["桥通了", "两岸只要五分钟"]


def test_annotations_by_name_and_by_search(marked: Library) -> None:
    ids = tuple(c.annotation.id for c in clippings(marked, Selection(article=1)))
    assert {c.annotation.quote for c in clippings(marked, Selection(ids=ids))} == {"桥通了", "两岸只要五分钟"}
    assert [c.annotation.quote for c in clippings(marked, Selection(ids=ids, colour="blue"))] == ["桥通了"]
    assert [c.annotation.quote for c in clippings(marked, Selection(query="河水"))] == ["河水上涨三尺"]
    assert titles(marked, Selection(ids=ids[:1])) == [(1, [clippings(marked, Selection(ids=ids[:1]))[0].annotation.quote])]


def test_the_order_of_making_keeps_an_article_together(marked: Library) -> None:
    mark(marked, 3, "无人受伤")
    found = {}
    for order in ExportOrder:
        text, _ = export_text(marked, Request("text", Path("-"), order=order))
        found[order] = [line[1:4] for line in text.splitlines() if line.startswith("「")]
    assert found[ExportOrder.PLACE] == ["桥通了", "两岸只", "河水上", "无人受"]
    assert found[ExportOrder.CREATED] == ["河水上", "无人受", "两岸只", "桥通了"]


@pytest.mark.parametrize("name", [*ARTICLES, "markdown", "docx", "csv"])
def test_each_article_has_a_file(marked: Library, tmp_path: Path, name: str) -> None:
    request = Request(name, tmp_path / "new" / "out", each="article", pattern="{date}-{newspaper}-{page}-{headline}")
    done = export(marked, request)
    names = sorted(path.stem for path in done.path.iterdir())
    with_marks = ["2021-03-05-江北日报-A1-新桥通车", "2021-04-01-江南日报-B2-河水上涨"]
    expected = sorted([*with_marks, "2021-03-05-江北日报-A1-河水上涨"]) if name in ARTICLES else with_marks
    assert names == expected
    assert (done.files, done.count) == (len(expected), 3)


def test_each_issue_has_a_file_and_names_do_not_meet(marked: Library, tmp_path: Path) -> None:
    assert export(marked, Request("articles-markdown", tmp_path / "a", each="issue")).files == 2
    assert {p.name for p in (tmp_path / "a").iterdir()} == {"江北日报 2021-03-05.md", "江南日报 2021-04-01.md"}
    export(marked, Request("articles-html", tmp_path / "b", each="article", pattern="{newspaper}"))
    assert {p.name for p in (tmp_path / "b").iterdir()} == {"江北日报.html", "江北日报 (2).html", "江南日报.html"}


def test_a_template_is_a_format(marked: Library, tmp_path: Path) -> None:
    (tmp_path / "t.md.j2").write_text("{% for a in annotations %}{{ a.quote }};{% endfor %}", encoding="utf-8")
    done = export(marked, Request("", tmp_path / "out", each="article", template=str(tmp_path / "t.md.j2")))
    assert sorted(p.read_text(encoding="utf-8") for p in done.path.iterdir()) == ["桥通了;两岸只要五分钟;\n", "河水上涨三尺;\n"]


def test_nothing_to_export_makes_no_files(marked: Library, tmp_path: Path) -> None:
    for name, words in (("markdown", "no annotation"), ("articles-epub", "no article")):
        with pytest.raises(ExportError, match=words):
            export(marked, Request(name, tmp_path / "x", Selection(newspaper="无此报"), each="article"))
    assert not (tmp_path / "x").exists() or not list((tmp_path / "x").iterdir())


@pytest.mark.parametrize("pattern", ["{nothing}", "{date"])
def test_a_pattern_that_is_none_is_told_before_anything_is_done(marked: Library, tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ExportError, match="cannot name files"):
        export(marked, Request("markdown", tmp_path / "x", each="article", pattern=pattern))
    assert not (tmp_path / "x").exists()


# --- preview -----------------------------------------------------------------------------------------------------------


def test_a_plan_says_what_an_export_would_do_and_does_nothing(marked: Library, tmp_path: Path) -> None:
    there = tmp_path / "江北日报 2021-03-05 A1 新桥通车.md"
    there.write_text("alt", encoding="utf-8")
    found = plan(marked, Request("markdown", tmp_path, each="article"))
    assert found.names == ("江北日报 2021-03-05 A1 新桥通车.md", "江南日报 2021-04-01 B2 河水上涨.md")
    assert (found.taken, found.count) == ((there,), 3)
    assert found.sample.startswith("# 江北日报 2021-03-05\n")
    assert [p.read_text(encoding="utf-8") for p in tmp_path.glob("*.md")] == ["alt"]


@pytest.mark.parametrize("name", [*WRITERS, *ARTICLES])
def test_every_format_has_a_preview_and_a_name(marked: Library, tmp_path: Path, name: str) -> None:
    found = plan(marked, Request(name, tmp_path / "new.x"))
    assert "河水上涨" in found.sample or "桥通了" in found.sample
    assert found.names
    assert not (tmp_path / "new.x").exists()


# --- again ---------------------------------------------------------------------------------------------------------------


def test_a_request_is_remembered_as_it_was(marked: Library, tmp_path: Path) -> None:
    assert last_export(marked) is None
    assert kept_export(marked) is None
    selection = Selection("报", "2021", "2022", "red", "水", "ok", 1, 2, "词", ("a", "b"))
    request = Request("markdown", tmp_path, selection, "", ExportOrder.CREATED, "article", "{date}")
    remember_export(marked, request)
    keep_export(marked, request)
    assert (last_export(marked), kept_export(marked)) == (request, request)
    keep_export(marked, None)
    assert (last_export(marked), kept_export(marked)) == (request, None)


@pytest.mark.parametrize("kept", [None, {}, {"format": "x"}, {"format": "x", "path": 1, "selection": 3}])
def test_what_another_version_remembered_is_no_request(kept: Any) -> None:
    assert request_from(kept) is None


# --- how far, and stopped ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*WRITERS, *ARTICLES])
def test_every_format_tells_how_far_it_is(marked: Library, tmp_path: Path, name: str) -> None:
    told: list[tuple[int, int]] = []
    export(marked, Request(name, tmp_path / "out"), report=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] in {(3, 3), (4, 4)} or (name == "json" and told[-1][0] == told[-1][1])
    assert len(told) > 3


@pytest.mark.parametrize("name", [*WRITERS, *ARTICLES])
@pytest.mark.parametrize("each", ["", "article"])
def test_an_export_that_is_stopped_leaves_every_old_file_whole(marked: Library, tmp_path: Path, name: str, each: str) -> None:
    request = Request(name, tmp_path / "out", each="" if name == "obsidian" else each)
    export(marked, request)
    before = held(tmp_path / "out")
    mark(marked, 3, "无人受伤", note="新")
    told: list[int] = []
    export(marked, Request(name, tmp_path / "copy", each=request.each), report=lambda done, total: told.append(done))
    for at in range(len(told) - 1):
        with pytest.raises(Cancelled):
            export(marked, request, report=stopped_after(at))
        now = held(tmp_path / "out")
        assert set(now) == set(before)
        assert all(is_whole(before[path], data) for path, data in now.items())


def stopped_after(at: int) -> Callable[[int, int], None]:
    calls: list[int] = []

    def report(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) > at:
            raise Cancelled("")

    return report


def held(folder: Path) -> dict[Path, bytes]:
    files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


def is_whole(before: bytes, now: bytes) -> bool:
    """Whether a file is as it was, or a new one from beginning to end: never empty and never cut."""
    return now == before or len(now) > len(before) - 40


# --- faults ----------------------------------------------------------------------------------------------------------------


@contextmanager
def disk_full(patch: pytest.MonkeyPatch, tmp_path: Path, at: int = 0) -> Iterator[None]:
    """From the file number `at` on every write of a file ends half way."""
    left, sync = [at], os.fsync

    def fsync(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        sync(handle)

    with patch.context() as context:
        context.setattr(os, "fsync", fsync)
        yield


@contextmanager
def read_only(patch: pytest.MonkeyPatch, tmp_path: Path, at: int = 0) -> Iterator[None]:
    """Nothing can be made in any folder: for whoever is root too."""
    made = os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT and ".jianbao-" in str(path):
            raise PermissionError(13, "Permission denied")
        return made(path, flags, *more, **named)

    with patch.context() as context:
        context.setattr(whole_files.os, "open", refuse)
        yield


@contextmanager
def vanished(patch: pytest.MonkeyPatch, tmp_path: Path, at: int = 0) -> Iterator[None]:
    """The folder is moved away while the export runs."""
    replace = Path.replace

    def gone(self: Path, target: Any) -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    with patch.context() as context:
        context.setattr(Path, "replace", gone)
        yield
    assert replace is Path.replace


@pytest.mark.parametrize("fault", [disk_full, read_only, vanished])
@pytest.mark.parametrize("name", ["markdown", "docx", "json", "articles-epub"])
def test_a_fault_leaves_the_old_file_whole(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: Any
) -> None:
    path = tmp_path / "out.x"
    path.write_bytes(b"alt")
    with fault(monkeypatch, tmp_path), pytest.raises(ExportError, match="could not be written"):
        export(marked, Request(name, path))
    assert path.read_bytes() == b"alt"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".jianbao")] == []


@pytest.mark.parametrize("fault", [disk_full, read_only, vanished])
@pytest.mark.parametrize(("name", "each"), [("obsidian", ""), ("markdown", "article"), ("articles-epub", "article")])
@pytest.mark.parametrize("at", [0, 1])
def test_a_fault_leaves_every_file_of_a_folder_whole(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, each: str, fault: Any, at: int
) -> None:
    request = Request(name, tmp_path / "folder", each=each)
    export(marked, request)
    mine = tmp_path / "folder" / "meins.txt"
    mine.write_text("meins", encoding="utf-8")
    before = held(tmp_path / "folder")
    mark(marked, 3, "无人受伤", note="新")
    mark(marked, 1, "重开", note="新")
    with fault(monkeypatch, tmp_path, at), pytest.raises(ExportError, match="could not be written"):
        export(marked, request)
    now = held(tmp_path / "folder")
    assert set(now) == set(before)
    changed = [path for path in now if now[path] != before[path]]
    assert len(changed) == (at if fault is disk_full else 0)
    export(marked, request)  # and when the fault is gone, the rest follows
    assert held(tmp_path / "folder")[mine] == b"meins"


def test_a_file_that_is_read_only_is_not_replaced(marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.md"
    path.write_text("alt", encoding="utf-8")
    access = os.access
    monkeypatch.setattr(whole_files.os, "access", lambda p, mode: access(p, mode) and not (mode == os.W_OK and p == path))
    with pytest.raises(ExportError, match="Permission denied"):
        export(marked, Request("markdown", path))
    assert path.read_text(encoding="utf-8") == "alt"


@pytest.mark.parametrize("name", ["markdown", "articles-epub"])
def test_a_preview_reads_no_more_than_it_shows(marked: Library, tmp_path: Path, name: str) -> None:
    for _ in range(40):
        mark(marked, 3, "无人受伤")
    told: list[int] = []
    found = plan(marked, Request(name, tmp_path / "new"), report=lambda done, total: told.append(done))
    assert found.count == (43 if name == "markdown" else 3)
    assert len(told) <= 1 + 12


def test_a_folder_of_notes_that_vanishes_is_told(marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: object) -> list[str]:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(whole_files.os, "listdir", gone)
    with pytest.raises(ExportError, match=r"could not be written \(No such file"):
        export(marked, Request("obsidian", tmp_path / "vault"))
