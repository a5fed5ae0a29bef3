"""Bringing files in: each by itself, nothing twice, and the notes go with their words."""

import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reader.errors import Cancelled, LibraryError
from reader.model import Annotation, Change, Kind, Role, Status
from reader.services.annotating import new_annotation
from reader.services.carrying import Kept, continuations, requoted
from reader.services.given import Given
from reader.services.importing import PER_FILE, Outcome, Progress, import_paths
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.doubts import Doubts
from reader.store.index import index_of
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, SEEDS, bin_it, mark, reading, rows, store

BRIDGE_PAGE = """## 新桥通车

江北日报讯 1月19日，新桥通车。两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。

桥西的老人说：“盼了三十年，今天总算盼到了。”

## 河水上涨

江北日报讯 昨日河水上涨三尺，无人受伤。防汛指挥部提醒沿岸居民注意安全，不要在河边停留。
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "江北日报_20210120_A01.txt"
    path.write_text(BRIDGE_PAGE, encoding="utf-8")
    return path


def bring(library: Library, *paths: Path, given: Given | None = None) -> list[Outcome]:
    return list(import_paths(library, paths, given))


def changed(library: Library, page: Path, change: Callable[[str], str] | str) -> Outcome:
    """Import the page after a change of its text."""
    text = page.read_text(encoding="utf-8")
    page.write_text(change if isinstance(change, str) else change(text), encoding="utf-8")
    [outcome] = bring(library, page)
    assert list(faults(library)) == []
    return outcome


def titles(library: Library) -> dict[int, str]:
    return {row["id"]: row["title"] for row in library.rows("SELECT id, title FROM article ORDER BY id")}


def only(library: Library) -> Annotation:
    [annotation] = Annotations(library).find()
    return annotation


# --- new, unchanged, failed ---------------------------------------------------------------------------------------


def test_the_seeds_come_in_with_newspaper_and_date(library: Library) -> None:
    assert [(o.outcome, o.pages, o.articles) for o in bring(library, SEEDS[0].parent)] == [("new", 1, 11), ("new", 1, 7)]
    archive = Archive(library)
    places = [article.place for i in archive.article_ids() if (article := archive.article(i))]
    assert {(p.newspaper, p.date) for p in places} == {("株洲日报", "2021-01-20"), ("株洲日报", "2020-04-25")}
    assert library.value("SELECT DISTINCT date_origin FROM page") == "inferred"
    assert list(faults(library)) == []


def test_the_same_files_again_change_no_row(seeded: Library) -> None:
    before = rows(seeded)
    assert [o.outcome for o in bring(seeded, *SEEDS, SEEDS[0].parent)] == ["unchanged"] * 4
    assert rows(seeded) == before


def test_a_page_that_was_renamed_or_copied_is_there_already(library: Library, page: Path) -> None:
    bring(library, page)
    before = rows(library)
    copy = page.with_name("别的名字.md")
    copy.write_bytes(page.read_bytes())
    page.rename(page.with_name("moved.txt"))
    assert [(o.outcome, o.articles) for o in bring(library, copy, page.with_name("moved.txt"))] == [("unchanged", 2)] * 2
    after = rows(library)
    assert {table for table in before if before[table] != after[table]} == {"page_place"}
    bring(library, copy, page.with_name("moved.txt"))
    assert rows(library) == after


def test_the_same_file_by_another_path_is_the_same_file(library: Library, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(library, page)
    monkeypatch.chdir(page.parent)
    page.write_text(BRIDGE_PAGE.replace("三尺", "四尺"), encoding="utf-8")
    assert [o.outcome for o in bring(library, Path("..", page.parent.name, page.name))] == ["changed"]


def test_what_the_person_says_stands_above_what_the_page_says(library: Library, page: Path) -> None:
    bring(library, page, given=Given("江南日报", "2021-02", "B3"))
    article = Archive(library).article(1)
    assert article
    assert (article.place.newspaper, article.place.date, article.place.label) == ("江南日报", "2021-02", "B3")
    origins = library.row("SELECT newspaper_origin, date_origin, label_origin FROM page")
    assert tuple(origins or ()) == ("user", "user", "user")


def spoiled(folder: Path) -> dict[Path, str]:
    """Files and names that cannot be read, with what is said of each."""
    kinds = {
        "empty.txt": (b"", "has nothing to read in it: it is empty, or only white space"),
        "blank.txt": (" \n\u3000\t\n".encode(), "has nothing to read in it"),
        "mark.txt": (b"\xef\xbb\xbf", "has nothing to read in it"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "is a PNG picture, not text"),
        "program.txt": (b"\x7fELF" + bytes(999), "is a program, not text"),
        "noise.txt": (bytes(range(128, 256)) * 40, "is in no encoding that Jianbao knows"),
        "zeros.txt": (bytes(4096), "is not text: it holds binary data"),
    }
    for name, (data, _) in kinds.items():
        (folder / name).write_bytes(data)
    (folder / "bare").mkdir()
    others = {"missing.txt": "does not exist. Check the name", "bare": "holds no pages: no file in it ends in"}
    others["x" * 300] = "cannot be read (File name too long)"
    return {folder / name: words for name, words in ({n: w for n, (_, w) in kinds.items()} | others).items()}


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(library: Library, page: Path, tmp_path: Path) -> None:
    bad = spoiled(tmp_path)
    *failed, last = bring(library, *bad, page)
    assert (last.outcome, last.articles) == ("new", 2)
    for outcome, (path, words) in zip(failed, bad.items(), strict=True):
        assert (outcome.source, outcome.outcome, outcome.pages) == (str(path), "failed", 0)
        assert outcome.error is not None
        assert outcome.error.startswith(str(path))
        assert words in outcome.error
        assert "\n" not in outcome.error


def no_memory(*arguments: object) -> None:
    raise MemoryError


def stumbling(*arguments: object) -> None:
    raise ValueError(FLOOD)


@pytest.mark.parametrize(("fault", "said"), [(stumbling, r"is left out: .* \(ValueError\)"), (no_memory, "needs more memory")])
@pytest.mark.parametrize("where", ["reader.services.parsing.reconstruct", "reader.services.importing.items_of"])
def test_a_fault_of_the_program_costs_no_other_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], said: str, where: str
) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, file in enumerate(files):
        file.write_text(f"{BRIDGE}\n\n第{n}天。\n", encoding="utf-8")
    module, name = where.rsplit(".", 1)
    real = getattr(import_module(module), name)

    def work(thing: Any, *more: Any) -> Any:
        bad = "1.txt" in str(getattr(thing, "source", thing))
        return fault() if bad else real(thing, *more)

    with monkeypatch.context() as patch:
        patch.setattr(where, work)
        outcomes = bring(library, *files)
    assert [o.outcome for o in outcomes] == ["new", "failed", "new"]
    assert re.search(said, outcomes[1].error or "")
    assert list(faults(library)) == []
    assert [o.outcome for o in bring(library, *files)] == ["unchanged", "new", "unchanged"]


def test_a_file_that_became_unreadable_leaves_its_page_as_it_was(library: Library, page: Path) -> None:
    bring(library, page)
    before = rows(library)
    page.write_bytes(b"")
    assert [o.outcome for o in bring(library, page)] == ["failed"]
    assert rows(library) == before


def test_a_file_that_vanishes_while_it_is_read_is_reported(library: Library, page: Path) -> None:
    def report(progress: Progress) -> None:
        page.unlink(missing_ok=True)

    [outcome] = import_paths(library, [page], report=report)
    assert outcome.error == f"{page} does not exist. Check the name."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [o.error for o in bring(library, tmp_path / "pipe.txt")] == [f"{tmp_path / 'pipe.txt'} is no ordinary file."]


def test_folders_are_walked_in_order_without_hidden_files(library: Library, tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.MD", "a/3.txt", ".hidden/4.txt", "a/.5.txt", "a/6.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"第{name}篇。", encoding="utf-8")
    assert [Path(o.source).name for o in bring(library, tmp_path)] == ["3.txt", "1.MD", "2.txt"]


def test_a_folder_that_cannot_be_listed_is_told(library: Library, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, listed = page.parent / "secret", os.scandir
    secret.mkdir()

    def refuse(path: str) -> object:
        if Path(path) == secret:
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    told = f"{secret} cannot be read (Permission denied). Check the rights to it."
    assert [(o.outcome, o.error) for o in bring(library, page.parent)] == [("new", None), ("failed", told)]
    assert [(o.outcome, o.error) for o in bring(library, secret)] == [("failed", told)]


def test_a_file_whose_name_is_no_text_comes_in(library: Library, page: Path) -> None:
    odd = page.with_name(os.fsdecode(b"\xd6\xd0.txt"))
    try:
        page.rename(odd)
    except OSError:
        pytest.skip("names must be text here")
    assert [o.outcome for o in bring(library, odd)] == ["new"]
    assert [o.outcome for o in bring(library, odd)] == ["unchanged"]
    assert library.value("SELECT source FROM page") == "中.txt"  # as its owner reads it


# --- progress and stop --------------------------------------------------------------------------------------------


def test_progress_is_told_before_each_file_and_at_the_end(library: Library, page: Path) -> None:
    told: list[Progress] = []
    list(import_paths(library, [page, page], report=told.append))
    assert [(p.done, p.total, p.source) for p in told if p.pages == 0] == [(0, 2, page.name), (1, 2, page.name)]
    weight = 2 * (page.stat().st_size + PER_FILE)
    assert told[-1] == Progress(2, 2, "", 2, 4, weight, weight)
    assert [p.read for p in told] == sorted(p.read for p in told)


def test_a_stop_keeps_what_is_done(library: Library) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 1:
            raise Cancelled("")

    done: list[Outcome] = []
    with pytest.raises(Cancelled):
        done.extend(import_paths(library, SEEDS, report=stop))
    assert library.value("SELECT source FROM page") == SEEDS[0].name
    assert list(faults(library)) == []


def test_a_library_that_cannot_be_written_ends_the_import_with_one_sentence(library: Library, page: Path) -> None:
    library.writable = False
    outcomes: list[Outcome] = []
    with pytest.raises(LibraryError, match="is read-only"):
        outcomes.extend(import_paths(library, [page.with_name("none"), page, page]))


# --- a changed file -----------------------------------------------------------------------------------------------


def test_a_changed_file_makes_a_new_text_version_and_keeps_its_articles(library: Library, page: Path) -> None:
    bring(library, page)
    before = titles(library)
    outcome = changed(library, page, lambda text: text.replace("三尺", "四尺"))
    assert (outcome.outcome, outcome.articles, outcome.review) == ("changed", 2, 0)
    assert titles(library) == before
    texts = library.rows("SELECT text, supersedes FROM text_version ORDER BY id")
    assert [("三尺" in t["text"], t["supersedes"]) for t in texts] == [(True, None), (False, 1)]
    assert library.value("SELECT count(*) FROM page") == 1


def test_articles_keep_their_ids_when_their_order_changes(library: Library, page: Path) -> None:
    bring(library, page)
    before = titles(library)
    bridge, flood = BRIDGE_PAGE.split("## 河水上涨")
    changed(library, page, f"## 河水上涨{flood}\n{bridge}")
    assert titles(library) == before
    assert Archive(library).articles_of_page(1) == [2, 1]


def test_an_article_that_vanishes_goes_and_a_new_one_comes(library: Library, page: Path) -> None:
    bring(library, page)
    outcome = changed(library, page, BRIDGE_PAGE.split("## 河水上涨")[0] + "## 歌会\n\n江北日报讯 昨晚千人同唱一首歌。\n")
    assert (outcome.outcome, outcome.articles) == ("changed", 2)
    assert list(titles(library).values()) == ["新桥通车", "歌会"]


def test_a_highlight_keeps_to_its_words(library: Library, page: Path) -> None:
    bring(library, page)
    before = mark(library, 2, "昨日河水上涨三尺", note="高", tags=["水"])
    changed(library, page, lambda text: text.replace("1月19日，", "1月19日上午，"))
    after = only(library)
    assert (after.quote, after.note, after.tags, after.status) == ("昨日河水上涨三尺", "高", ("水",), Status.OK)
    assert after.spans[0].text_id != before.spans[0].text_id
    assert after.article_id == 2


def test_a_highlight_whose_words_were_corrected_says_so(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "昨日河水上涨三尺，无人受伤", note="高")
    assert changed(library, page, lambda text: text.replace("三尺", "四尺")).review == 0
    after = only(library)
    assert (after.quote, after.note, after.status) == ("昨日河水上涨四尺，无人受伤", "高", Status.CHANGED)


def test_a_highlight_moves_with_its_article(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "防汛指挥部提醒沿岸居民注意安全")
    bridge, flood = BRIDGE_PAGE.split("## 河水上涨")
    changed(library, page, f"## 河水上涨{flood}\n{bridge}")
    assert (only(library).article_id, only(library).status) == (2, Status.MOVED)


def test_a_highlight_whose_words_are_gone_needs_review_and_keeps_them(library: Library, page: Path) -> None:
    bring(library, page)
    before = mark(library, 2, "防汛指挥部提醒沿岸居民注意安全", note="记")
    outcome = changed(library, page, BRIDGE_PAGE.split("## 河水上涨")[0])
    assert outcome.review == 1
    after = only(library)
    assert (after.status, after.quote, after.spans, after.note) == (Status.NEEDS_REVIEW, before.quote, before.spans, "记")
    assert titles(library) == {1: "新桥通车"}
    assert after.article_id == 1


def test_an_import_tells_what_became_of_the_annotations(library: Library, page: Path) -> None:
    bring(library, page)
    for quote in ("盼了三十年", "今天总算盼到了", "两岸居民只要五分钟就能走到对岸"):
        mark(library, 1, quote)
    for quote in ("昨日河水上涨三尺", "防汛指挥部提醒沿岸居民注意安全"):
        mark(library, 2, quote)
    bin_it(library, mark(library, 1, "桥西的老人"))
    bridge, flood = BRIDGE_PAGE.split("## 河水上涨")
    outcome = changed(library, page, f"## 河水上涨{flood.replace('三尺', '四尺')}\n{bridge.replace('盼了三十年，', '')}")
    assert outcome.annotations == Kept(unchanged=2, moved=1, changed=1, review=1)
    assert outcome.review == 1
    assert bring(library, page)[0].annotations == Kept()


def test_articles_without_changed_words_are_told_unchanged_though_they_moved_before(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "防汛指挥部提醒沿岸居民注意安全")
    bridge, flood = BRIDGE_PAGE.split("## 河水上涨")
    assert changed(library, page, f"## 河水上涨{flood}\n{bridge}").annotations == Kept(moved=1)
    assert changed(library, page, lambda text: text.replace("三十年", "四十年")).annotations == Kept(unchanged=1)
    assert only(library).status is Status.MOVED


def test_a_doubt_that_was_settled_stays_so_where_its_words_are_the_same(library: Library, page: Path) -> None:
    bring(library, page)
    text = BRIDGE_PAGE
    places = [text.index("桥西的老人"), text.index("三尺"), len(text) - 1]  # the last where a passage ends
    with library.transaction():
        Doubts(library).keep_settled(1, text, [("doubtful_join", at) for at in places])
    changed(library, page, "前面加的一行。\n\n" + text.replace("三尺", "四尺"))
    after = page.read_text(encoding="utf-8")
    assert Doubts(library).settled_on(1) == [("doubtful_join", after.index("桥西的老人")), ("doubtful_join", len(after) - 1)]


def test_a_highlight_whose_words_come_back_is_found_again(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "防汛指挥部提醒沿岸居民注意安全", note="记")
    changed(library, page, BRIDGE_PAGE.split("## 河水上涨")[0])
    assert changed(library, page, BRIDGE_PAGE).review == 0
    after = only(library)
    assert (after.status, after.note) == (Status.OK, "记")
    assert titles(library)[after.article_id] == "河水上涨"


def test_a_doubt_about_a_place_outlives_an_import(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "昨日河水上涨三尺")
    library.execute("UPDATE annotation SET status = 'needs review'")
    assert changed(library, page, lambda text: text.replace("盼了", "等了")).review == 1
    assert only(library).status is Status.NEEDS_REVIEW


def test_a_note_on_an_article_that_vanishes_needs_review(library: Library, page: Path) -> None:
    bring(library, page)
    Annotations(library).apply(Change("Note", after=(new_annotation(2, Kind.NOTE, ""), new_annotation(1, Kind.NOTE, ""))))
    assert changed(library, page, BRIDGE_PAGE.split("## 河水上涨")[0]).review == 1
    found = Annotations(library).of_article(1)
    assert sorted(a.status for a in found) == [Status.NEEDS_REVIEW, Status.OK]


def test_a_note_stays_when_no_article_is_left(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 1, "盼了三十年", note="记")
    changed(library, page, "扫二维码看两会系列专题\n")
    after = only(library)
    assert (after.note, after.status, after.article_id) == ("记", Status.NEEDS_REVIEW, 1)
    assert Archive(library).article(1) is not None


def test_a_deleted_note_is_carried_too(library: Library, page: Path) -> None:
    bring(library, page)
    deleted = mark(library, 2, "昨日河水上涨三尺")
    bin_it(library, deleted)
    changed(library, page, lambda text: f"## 前言\n\n新年好，各位读者。\n\n{text}")
    after = Annotations(library).get(deleted.id)
    assert after.deleted
    assert after.spans != deleted.spans


def test_a_changed_file_twice_changes_no_row(library: Library, page: Path) -> None:
    bring(library, page)
    mark(library, 2, "昨日河水上涨三尺")
    changed(library, page, lambda text: text.replace("三尺", "四尺"))
    before = rows(library)
    assert [o.outcome for o in bring(library, page)] == ["unchanged"]
    assert rows(library) == before


def joined(library: Library, page: Path) -> Annotation:
    """An article of two pages, of which `page` is the second, with a highlight over both."""
    store(library, reading(FLOOD))
    bring(library, page)
    with library.transaction():
        index_of(library).touch((1, 2))
        library.execute(
            "UPDATE piece SET article_id = 1, place = place + 9, paragraph = paragraph + 9"
            " WHERE article_id = 2 AND role = 'body'"
        )
    for number in (1, 2):
        Archive(library).seal(number)
    return mark(library, 1, "无人受伤。桥西的老人说：“盼了三十年")


def test_a_highlight_over_two_pages_keeps_the_words_of_both(library: Library, page: Path) -> None:
    page.write_text("## 新桥通车\n\n桥西的老人说：“盼了三十年，今天总算盼到了。”桥东的老人说：“是啊。”\n", encoding="utf-8")
    before = joined(library, page)
    assert before.quote == "无人受伤。\n桥西的老人说：“盼了三十年"
    changed(library, page, lambda text: text.replace("三十年", "三十五年"))
    after = only(library)
    assert (after.quote, after.status) == ("无人受伤。\n桥西的老人说：“盼了三十五年", Status.CHANGED)
    assert after.spans[0] == before.spans[0]


@pytest.mark.parametrize(
    ("quote", "old", "new", "wanted"),
    [
        ("甲乙\n丙丁", ["甲乙", "丙丁"], ["甲已", "丙丁"], "甲已\n丙丁"),
        ("甲乙丙丁", ["甲乙", "丙丁"], ["甲乙", "丙\n\n 丁"], "甲乙丙\n丁"),
        ("甲 乙 丙", ["甲 乙", "丙"], ["甲乙已", " 丙 "], "甲乙已 丙"),
        ("甲\n乙", ["甲", "乙"], ["长得多的话", "短"], "长得多的话\n短"),
        ("", ["甲"], ["乙"], "乙"),
    ],
)
def test_a_quote_is_made_anew_with_its_line_breaks(quote: str, old: list[str], new: list[str], wanted: str) -> None:
    assert requoted(quote, old, new) == wanted


def test_an_article_is_continued_by_that_which_shares_most_of_its_text() -> None:
    page = reading(FLOOD, BRIDGE, ((Role.BODY, "完全不同的一篇文章。"),))
    old = {7: "新桥通车桥通了。两岸只要五分钟！", 8: "昨日河水上涨三尺，无人受伤。", 9: "新桥通车了吗"}
    assert continuations(old, page) == [8, 7, None]
    assert continuations({}, page) == [None] * 3
    assert continuations({1: ""}, page) == [None] * 3


def test_what_is_said_of_a_page_that_is_there_already_corrects_it(library: Library, page: Path) -> None:
    bring(library, page)
    [outcome] = import_paths(library, [page], Given(newspaper="江南日报"))
    assert outcome.outcome == "changed"
    assert {a.place.newspaper for i in Archive(library).article_ids() if (a := Archive(library).article(i))} == {"江南日报"}
    [again] = import_paths(library, [page], Given(newspaper="江南日报"))
    assert again.outcome == "unchanged"
    assert list(faults(library)) == []


def test_many_complaints_about_one_file_are_told_in_few_words(library: Library, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"headline": "新桥通车", "paragraphs": ["今天通车。"]}\n' + "{broken\n" * 30, encoding="utf-8")
    [outcome] = bring(library, rows)
    assert (outcome.outcome, outcome.articles) == ("new", 1)
    assert outcome.error is not None
    assert "25 more of the places" in outcome.error
    assert len(outcome.error) < 1500
