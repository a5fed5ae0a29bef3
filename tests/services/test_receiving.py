"""Annotations brought in from files: matched, met with what is here, and none lost."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFileError
from reader.model import COLOURS, Annotation, Change, Kind, Reading, Role, Span, Status, Style
from reader.services.annotating import new_annotation
from reader.services.carrying import replace_page
from reader.services.export_request import Request
from reader.services.exporting import export
from reader.services.history import History
from reader.services.receiving import Outcome, plan, receive
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.backups import backups_of
from reader.store.continuations import Continuations
from reader.store.library import Library, open_library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, rows, store

FERRY = (FLOOD[0], (FLOOD[1][0], "渡船停开三日，河水上涨三尺以后，桥成了唯一的路。"))
PAGES = (reading(BRIDGE, FLOOD), reading(FERRY, newspaper="江南日报", date="2021-04-01"))
CORRECTED = reading((BRIDGE[0], BRIDGE[1], (BRIDGE[2][0], "桥通了。两岸只耍五分钟！"), BRIDGE[3]), FLOOD)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """Another library of the same pages, under other ids."""
    with closing(filled(tmp_path / "other.jianbao", *reversed(PAGES))) as opened:
        yield opened


@pytest.fixture
def here(library: Library) -> Library:
    for number, page in enumerate(PAGES):
        store(library, page, f"/{number}.txt")
    return library


def filled(path: Path, *pages: Reading) -> Library:
    opened = open_library(path)
    for number, page in enumerate(pages):
        store(opened, page, f"/{number}.txt")
    return opened


def exported(library: Library, to: Path, form: str = "json") -> Path:
    return export(library, Request(form, to.with_suffix(f".{form}"))).path


def outcomes(library: Library, path: Path) -> list[str]:
    return [str(r.outcome) for r in receive(library, path).received]


def everything(library: Library) -> list[Annotation]:
    return [
        replace(
            a, article_id=_first_words(library, a), spans=tuple(Span(0, s.start, s.end) for s in a.spans)
        )  # ids are a library's own
        for a in sorted(Annotations(library).find(with_bin=True), key=lambda a: a.id)
    ]


def _first_words(library: Library, annotation: Annotation) -> Any:
    article = Archive(library).article(annotation.article_id)
    return article.title if article else ""


def edit(library: Library, annotation: Annotation, **values: Any) -> Annotation:
    edited = replace(annotation, **{"modified": "2030-01-01T00:00:00.000Z"} | values)
    return Annotations(library).apply(Change("Edit note", before=(annotation,), after=(edited,))).after[0]


# --- the round trip ---------------------------------------------------------------------------------------------------

QUOTES = ("桥", "桥通了", "两岸只要五分钟", "五分钟！\n桥西𠮷野家", "河水上涨三尺", "昨日", "河水上涨三尺以后", "渡船")
_times = st.datetimes().map(lambda d: d.isoformat(timespec="milliseconds") + "Z")
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
_tags = st.lists(st.text("桥路abc 1", min_size=1, max_size=4), max_size=3)


@st.composite
def annotated(draw: st.DrawFn) -> list[tuple[int, str, dict[str, Any]]]:
    """What to mark: the number of an article, a quote with its place among several, and everything else."""
    found = []
    for quote in draw(st.lists(st.sampled_from((*QUOTES, "")), max_size=5)):
        values = {
            "style": draw(st.sampled_from(Style)),
            "colour": draw(st.sampled_from(COLOURS)),
            "note": draw(_texts),
            "quote_corrected": draw(_texts),
            "created": draw(_times),
            "modified": draw(_times),
            "author": draw(st.sampled_from(["", "王五", "Li \u202e"])),
            "origin": draw(st.sampled_from(["", "hypothesis"])),
            "original_id": draw(st.sampled_from(["", "x/1"])),
            "status": draw(st.sampled_from(Status)),
        }
        found.append((draw(st.integers(1, 3)), quote, values | {"tags": draw(_tags), "gone": draw(st.booleans())}))
    return found


def fill_in(library: Library, what: list[tuple[int, str, dict[str, Any]]]) -> None:
    for article, quote, given_values in what:
        values = dict(given_values)
        tags, gone = values.pop("tags"), values.pop("gone")
        text = Archive(library).article(article)
        if quote and text and all(line in "\n".join(f.text for f in text.fragments) for line in quote.split()):
            made = mark(library, article, quote, nth=1 if quote == "桥" else None, tags=tags)
        else:
            made = new_annotation(article, Kind.NOTE, "")
            Annotations(library).apply(Change("", after=(made,)))
        values["original_id"] = values["original_id"] and f"{values['original_id']}{made.id}"
        wanted = replace(made, **values, deleted=values["modified"] if gone else "")
        Annotations(library).apply(Change("", before=(made,), after=(wanted,)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(annotated(), st.sampled_from(["json", "w3c"]))
def test_what_goes_out_comes_in_again(what: list[tuple[int, str, dict[str, Any]]], form: str) -> None:
    with TemporaryDirectory() as folder, closing(filled(Path(folder, "one.jianbao"), *PAGES)) as one:
        fill_in(one, what)
        file = exported(one, Path(folder, "out"), form)
        with closing(filled(Path(folder, "two.jianbao"), *reversed(PAGES))) as two:
            found = receive(two, file)
            gone_out = [a for a in everything(one) if form == "json" or not a.deleted]
            assert everything(two) == gone_out
            assert [r.outcome for r in found.received] == [Outcome.ADDED] * len(gone_out)
            before = rows(two)
            assert set(outcomes(two, file)) <= {"kept"}
            assert rows(two) == before
        before = rows(one)
        assert set(outcomes(one, file)) <= {"kept"}
        assert rows(one) == before


@pytest.mark.parametrize("form", ["json", "w3c"])
def test_a_page_whose_text_was_corrected_takes_them_too(here: Library, tmp_path: Path, form: str) -> None:
    marks = [
        mark(here, 1, "两岸只要五分钟", note="快"),
        mark(here, 1, "桥西𠮷野家重开"),
        mark(here, 2, "三尺，无人", tags=["水"]),
    ]
    note = new_annotation(1, Kind.NOTE, "王五")
    Annotations(here).apply(Change("", after=(replace(note, note="全文"),)))
    file = exported(here, tmp_path / "out", form)
    with closing(filled(tmp_path / "two.jianbao", PAGES[1], CORRECTED)) as two:
        assert outcomes(two, file) == ["re-anchored"] * 4
        found = {a.id: a for a in Annotations(two).find()}
        assert [(found[m.id].quote, found[m.id].status, found[m.id].note) for m in marks] == [
            ("两岸只耍五分钟", Status.CHANGED, "快"),
            ("桥西𠮷野家重开", Status.OK, ""),
            ("三尺，无人", Status.OK, ""),
        ]
        assert found[note.id].note == "全文"
        assert found[note.id].article_id == found[marks[0].id].article_id
        before = rows(two)
        assert set(outcomes(two, file)) == {"kept"}
        assert rows(two) == before


def test_an_older_text_that_is_kept_here_leads_to_the_new_one(here: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "两岸只要五分钟")
    file = exported(here, tmp_path / "out")
    with closing(filled(tmp_path / "two.jianbao", *PAGES)) as two:
        with two.transaction():
            replace_page(two, 1, CORRECTED)
        assert outcomes(two, file) == ["added"]
        found = Annotations(two).get(made.id)
        assert (found.quote, found.status, found.spans) == ("两岸只耍五分钟", Status.CHANGED, (Span(3, 17, 24),))


def test_a_quote_over_the_turn_of_a_page_finds_it_again(library: Library, tmp_path: Path) -> None:
    ends = reading(
        ((Role.HEADLINE, "长桥通车"), (Role.BODY, "桥长三里，耗时两年，说这是百年"), (Role.JUMP, "下转第2版")), label="1"
    )
    begins = [reading(((Role.JUMP, "上接第1版"), (Role.BODY, words)), label="2") for words in ("未有的大事。", "未有的大亊。")]

    def turning(opened: Library, pages: tuple[Reading, Reading]) -> int:
        first, second = (store(opened, page, f"/{page.page.label}")[0] for page in pages)
        with opened.transaction():
            Continuations(opened).join_parts([(first, second)])
        return first

    made = mark(library, turning(library, (ends, begins[0])), "百年未有的大事", note="转版")
    for form in ("json", "w3c"):
        file = exported(library, tmp_path / "out", form)
        for corrected, quote in zip(begins, ("百年未有的大事", "百年未有的大亊"), strict=True):
            with closing(open_library(tmp_path / f"{form} {quote}.jianbao")) as two:
                store(two, PAGES[0])
                turning(two, (ends, corrected))
                assert outcomes(two, file) == ["added" if corrected is begins[0] else "re-anchored"]
                found = Annotations(two).get(made.id)
                assert ("".join(found.quote.split()), found.note, len(found.spans)) == (quote, "转版", 2)
                assert outcomes(two, file) == ["kept"]


def test_a_bookmark_whose_place_is_not_here_needs_review(here: Library, tmp_path: Path) -> None:
    made = replace(mark(here, 1, "两岸只要五分钟"), kind=Kind.BOOKMARK, quote="", status=Status.OK)
    file = exported(here, tmp_path / "out")
    document = json.loads(file.read_text("utf-8"))
    document["annotations"][0] |= {"kind": "bookmark", "quote": ""}
    file.write_text(json.dumps(document), encoding="utf-8")
    with closing(filled(tmp_path / "two.jianbao", CORRECTED)) as two:
        receive(two, file)
        found = Annotations(two).get(made.id)
        assert (found.kind, found.spans, found.status, found.article_id) == (Kind.BOOKMARK, (), Status.NEEDS_REVIEW, 1)


# --- meeting what is here ---------------------------------------------------------------------------------------------


def test_the_newer_of_two_wins_on_the_same_words(here: Library, other: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "桥通了", note="旧")
    file = exported(here, tmp_path / "old")
    receive(other, file)
    edit(here, made, note="新", colour="red", tags=("桥",))
    newer = exported(here, tmp_path / "new")
    assert outcomes(other, newer) == ["changed"]
    found = Annotations(other).get(made.id)
    assert (found.note, found.colour, found.tags) == ("新", "red", ("桥",))
    assert outcomes(other, file) == ["kept"]  # older
    assert Annotations(other).get(made.id) == found


def test_on_other_words_both_are_kept_and_flagged(here: Library, other: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "桥通了", note="旧")
    receive(other, exported(here, tmp_path / "a"))
    words = mark(here, 1, "两岸只要五分钟")
    edit(here, made, note="新", quote=words.quote, spans=words.spans)
    bin_it(here, words)
    file = exported(here, tmp_path / "b")
    found = [r for r in receive(other, file).received if r.conflict]
    assert [(r.outcome, r.note) for r in found] == [("added", "新")]
    there = Annotations(other).find()
    assert sorted((a.quote, a.note, a.status) for a in there) == [
        ("两岸只要五分钟", "新", Status.NEEDS_REVIEW),
        ("桥通了", "旧", Status.OK),
    ]
    assert {a.original_id for a in there} == {"", made.id}
    before = rows(other)
    assert set(outcomes(other, file)) == {"kept"}
    assert rows(other) == before


def test_two_notes_of_the_same_time_are_both_kept(here: Library, other: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "桥通了", note="一")
    receive(other, exported(here, tmp_path / "a"))
    edit(here, made, note="二", modified=made.modified)
    assert outcomes(other, exported(here, tmp_path / "b")) == ["added"]
    assert sorted(a.note for a in Annotations(other).find()) == ["一", "二"]


def test_what_was_deleted_goes_to_the_bin_and_stays_there(here: Library, other: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "桥通了", note="作废")
    old = exported(here, tmp_path / "a")
    receive(other, old)
    bin_it(here, made)
    assert outcomes(other, exported(here, tmp_path / "b")) == ["changed"]
    assert Annotations(other).get(made.id).deleted
    assert outcomes(other, old) == ["kept"]
    assert Annotations(other).get(made.id).deleted


def test_what_was_written_after_it_was_deleted_elsewhere_stays(here: Library, other: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "桥通了")
    receive(other, exported(here, tmp_path / "a"))
    bin_it(here, made)
    edit(other, Annotations(other).get(made.id), note="还要")
    assert outcomes(other, exported(here, tmp_path / "b")) == ["kept"]
    assert not Annotations(other).get(made.id).deleted


def test_two_people_exchange_without_doubling(here: Library, other: Library, tmp_path: Path) -> None:
    mine = mark(here, 1, "桥通了", note="甲", author="甲")
    theirs = mark(other, 2, "桥通了", note="乙", author="乙")
    for turn in range(2):
        assert set(outcomes(other, exported(here, tmp_path / f"a{turn}"))) == ({"added"} if not turn else {"kept"})
        assert set(outcomes(here, exported(other, tmp_path / f"b{turn}"))) == ({"added", "kept"} if not turn else {"kept"})
    for library in (here, other):
        assert {(a.id, a.author, a.note) for a in Annotations(library).find()} == {
            (mine.id, "甲", "甲"),
            (theirs.id, "乙", "乙"),
        }


def test_what_another_made_of_it_stands_beside_it(here: Library, other: Library, tmp_path: Path) -> None:
    mine = mark(here, 1, "桥通了", note="甲", author="甲")
    receive(other, exported(here, tmp_path / "a"))
    edit(other, Annotations(other).get(mine.id), author="乙", note="乙的话")
    assert outcomes(here, exported(other, tmp_path / "b")) == ["added"]
    assert sorted((a.author, a.note) for a in Annotations(here).find()) == [("乙", "乙的话"), ("甲", "甲")]
    assert Annotations(here).get(mine.id) == mine


# --- what comes from other programs ------------------------------------------------------------------------------------


def written(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def of_hypothesis(number: int, exact: str, prefix: str = "", suffix: str = "", **more: Any) -> dict[str, Any]:
    selector = [{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}]
    uri = "https://rb.cn/1.html"
    target = [{"source": uri, "selector": selector}] if exact else [{"source": uri}]
    base = {"id": f"h{number}", "uri": uri, "user": "acct:wang@hypothes.is", "target": target, "text": "", "tags": []}
    return base | {"created": "2026-01-02T03:04:05.678901+00:00", "updated": "2026-01-02T03:04:06+00:00"} | more


def test_hypothesis_is_placed_by_its_words(here: Library, tmp_path: Path) -> None:
    entries = [
        of_hypothesis(1, "两岸只要五分钟", "新桥通车本报记者 张三 桥通了。", "！ 桥西𠮷野家", text="**快**", tags=["桥"]),
        of_hypothesis(2, "河水上涨三尺", "渡船停开三日，", "以后，桥成了唯一的路"),
        of_hypothesis(3, "河水上涨三尺", "", ""),  # stands in two articles
        of_hypothesis(4, "火车停开", "昨日", "三天"),
        of_hypothesis(5, "", text="整页的话"),
    ]
    file = written(tmp_path / "h.json", {"total": 5, "rows": entries})
    found = receive(here, file)
    assert [r.outcome for r in found.received] == ["added", "added", "unmatched", "unmatched", "unmatched"]
    assert [(r.quote, r.note, r.article) for r in found.received[2:]] == [
        ("河水上涨三尺", "", 0),
        ("火车停开", "", 0),
        ("", "整页的话", 0),
    ]
    first, second = (Annotations(here).get(r.id) for r in found.received[:2])
    assert (first.article_id, first.spans, first.note, first.tags) == (1, (Span(1, 17, 24),), "**快**", ("桥",))
    assert (first.author, first.origin, first.original_id) == ("wang", "hypothesis", "h1")
    assert (first.created, first.modified) == ("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:06.000Z")
    assert second.article_id == 3
    before = rows(here)
    assert outcomes(here, file)[:2] == ["kept", "kept"]
    assert rows(here) == before


def test_the_address_of_an_article_places_what_is_on_it(here: Library, tmp_path: Path) -> None:
    here.execute("UPDATE article SET source = 'https://rb.cn/1.html' WHERE id = 2")
    entries = [
        of_hypothesis(1, "河水上涨三尺"),
        of_hypothesis(2, "", text="整页的话"),
        of_hypothesis(3, "桥断了", text="哪里？"),
    ]
    found = receive(here, written(tmp_path / "h.json", {"annotations": entries})).received
    assert [(r.outcome, r.article) for r in found] == [("added", 2), ("added", 2), ("unmatched", 2)]
    lost = Annotations(here).get(found[2].id)
    assert (lost.quote, lost.note, lost.status, lost.spans) == ("桥断了", "哪里？", Status.NEEDS_REVIEW, ())


def test_what_found_no_place_is_placed_when_its_words_have_come(library: Library, tmp_path: Path) -> None:
    file = written(tmp_path / "h.json", [of_hypothesis(1, "渡船停开三日", "", "，河水上涨三尺以后，桥", text="记下")])
    assert outcomes(library, file) == ["unmatched"]
    assert Annotations(library).find() == []
    store(library, PAGES[1])
    assert outcomes(library, file) == ["added"]


def test_an_article_of_another_day_is_not_taken_for_it(here: Library, tmp_path: Path) -> None:
    made = mark(here, 3, "渡船停开三日", note="记下")
    file = exported(here, tmp_path / "out")
    with closing(filled(tmp_path / "two.jianbao", reading(FERRY, newspaper="江南日报", date="2022-04-01"))) as two:
        found = receive(two, file).received
        assert [(r.outcome, r.article, r.quote, r.note) for r in found] == [("unmatched", 0, made.quote, "记下")]
        assert not found[0].reason.startswith("Annotation")


def test_a_table_is_placed_and_met_by_its_words(here: Library, tmp_path: Path) -> None:
    made = mark(here, 1, "两岸只要五分钟", note="快")
    table = "Highlight,Title,Author,URL,Note,Location,Date\n两岸只要五分钟,题,张三,,快,1,2026-01-01\n"
    table += "渡船停开三日，河水上涨三尺以后，桥成了,别的题,,,=cmd(),2,\n桥,题,,,,3,\n,,,,只有批注,4,\n"
    found = receive(here, written(tmp_path / "readwise.csv", table)).received
    assert [r.outcome for r in found] == ["unmatched", "added", "unmatched", "unmatched"]
    assert Annotations(here).get(made.id) == made
    assert Annotations(here).get(found[1].id).article_id == 3
    assert found[3].note == "只有批注"


@pytest.mark.parametrize("mark_", ["=1+1", "+好", "-一", "@x", "'=已有", "＝全角", " =空格", "'平常", "\t列"])
def test_our_table_comes_back_as_it_was(other: Library, here: Library, tmp_path: Path, mark_: str) -> None:
    made = [
        mark(other, 2, "两岸只要五分钟", note=mark_, tags=[mark_.strip(), "桥"], colour="blue"),
        mark(other, 3, "河水上涨三尺"),
    ]
    edit(other, made[1], quote_corrected=mark_, author=mark_.strip())
    file = exported(other, tmp_path / "ours", "csv")
    assert set(outcomes(here, file)) == {"added"}
    assert everything(here) == everything(other)
    assert set(outcomes(here, file)) == {"kept"}
    assert everything(here) == everything(other)


def test_our_table_names_its_page(here: Library, tmp_path: Path) -> None:
    header = "id,newspaper,issue_date,page_no,color,quote,quote_corrected,note,tags,prefix,suffix,anchor_status,author\n"
    row = "11111111-2222-4333-8444-555555555555,江北日报,2021-03-05,A1,blue,桥通了,,好,桥; 路,张三,。两岸,ok,王五\n"
    file = written(tmp_path / "ours.csv", "\ufeff" + header + row)
    assert outcomes(here, file) == ["added"]
    [found] = Annotations(here).find()
    assert (found.id[:8], found.colour, found.tags, found.author, found.quote) == (
        "11111111",
        "blue",
        ("桥", "路"),
        "王五",
        "桥通了",
    )
    assert outcomes(here, file) == ["kept"]


# --- safety -----------------------------------------------------------------------------------------------------------


def test_a_bad_entry_is_told_and_the_others_go_in(here: Library, tmp_path: Path) -> None:
    mark(here, 1, "桥通了")
    document = json.loads(exported(here, tmp_path / "out").read_text("utf-8"))
    good = document["annotations"][0]
    bad = [7, {}, good | {"quote": 5}, good | {"id": "x", "tags": {"a": 1}}, None]
    document["annotations"] = [*bad, good | {"id": "y", "short_id": good["short_id"], "note": "\ud800\x00"}]
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    found = receive(here, file).received
    assert [r.outcome for r in found] == ["skipped"] * 5 + ["added"]
    assert found[0].reason == f"Annotation 1 of {file} is left out: it is no object."
    made = Annotations(here).get("y")
    assert made.note == "\\ud800\ufffd"
    assert made.short_id != good["short_id"]
    assert outcomes(here, file)[-1] == "kept"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("[" * 100_000, "nested too deep"),
        ('{"$format": "jianbao-annotations", "annotations": [', "is not JSON as it should be: it is cut off"),
        ("{}", "holds no annotations that can be read: give a JSON file"),
        ("报纸,标题\n甲,乙\n", "holds no annotations"),
        ("just words", "holds no annotations"),
    ],
)
def test_what_holds_no_annotations_is_told(here: Library, tmp_path: Path, text: str, words: str) -> None:
    file = written(tmp_path / "odd.json", text)
    with pytest.raises(UnreadableFileError, match=words) as caught:
        plan(here, file)
    assert str(file) in str(caught.value)


def test_a_plan_writes_nothing_and_one_undo_takes_all_back(here: Library, other: Library, tmp_path: Path) -> None:
    kept = mark(other, 2, "桥通了")
    for quote in ("两岸只要五分钟", "桥西𠮷野家"):
        mark(here, 1, quote)
    file = exported(here, tmp_path / "out")
    before = rows(other)
    assert len(plan(other, file).change.after) == 2
    assert rows(other) == before
    done = receive(other, file)
    assert done.backup is not None
    with closing(open_library(done.backup)) as saved:
        assert rows(saved) == before
    history = History(other)
    assert history.undoable == done.change.label
    history.undo()
    assert (Annotations(other).find(), history.undoable) == ([kept], "Highlight")


def test_no_backup_is_made_where_nothing_changes(here: Library, tmp_path: Path) -> None:
    mark(here, 1, "桥通了")
    assert receive(here, exported(here, tmp_path / "out")).backup is None
    assert backups_of(here.path) == []


def test_the_open_library_is_not_touched_as_a_file(here: Library) -> None:
    with pytest.raises(UnreadableFileError, match="is the open library"):
        plan(here, here.path)
