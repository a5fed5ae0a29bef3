"""Repairs by hand on the layout of a page: what each makes of the pieces, and that it loses none."""

import pytest

from reader.errors import RepairError
from reader.model import Flag, FlagKind, Layout, Part, Piece, Repair, RepairKind, Role, Span
from reader.pages.repair import BY_HAND, repaired
from reader.text.accounting import partition_faults

TEXT = "新桥通车\n张三\n桥通了。两岸\n河水上涨\n昨日上涨，无人受伤。\n图为江边。\n责编李四"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(1, start, start + len(words))


def piece(words: str, role: Role, paragraph: int = 0, why: str = "") -> Piece:
    return Piece(span(words).start, span(words).end, role, paragraph, why=why)


@pytest.fixture
def layout() -> Layout:
    bridge = (piece("新桥通车", Role.HEADLINE, 0), piece("张三", Role.BYLINE, 1), piece("桥通了。两岸", Role.BODY, 2))
    flood = (
        piece("河水上涨", Role.HEADLINE, 0),
        piece("昨日上涨，无人受伤。", Role.BODY, 1),
        piece("图为江边。", Role.CAPTION, 2),
    )
    return Layout(1, 1, (Part(1, bridge), Part(2, flood)), (piece("责编李四", Role.FURNITURE, why="x"),))


def done(layout: Layout, kind: RepairKind, at: str, to: str = "", value: str = "", article_id: int = 0) -> Layout:
    after = repaired(layout, TEXT, Repair(kind, span(at), span(to) if to else None, value, article_id))
    pieces = [p for part in after.parts for p in part.pieces] + list(after.aside)
    assert partition_faults(TEXT, pieces) == []
    assert after.repairs[-1].kind is kind
    return after


def told(layout: Layout) -> list[list[tuple[str, Role]]]:
    """The articles as words and roles."""
    return [[(TEXT[p.start : p.end], p.role) for p in part.pieces] for part in layout.parts]


def paragraphs(layout: Layout, article: int) -> list[str]:
    numbers: dict[int, str] = {}
    for p in layout.parts[article].pieces:
        numbers[p.paragraph] = numbers.get(p.paragraph, "") + TEXT[p.start : p.end]
    return list(numbers.values())


def test_what_follows_the_caret_is_split_off(layout: Layout) -> None:
    after = done(layout, RepairKind.SPLIT, "无人受伤。", article_id=9)
    assert [part.id for part in after.parts] == [1, 2, 9]
    assert told(after)[1:] == [
        [("河水上涨", Role.HEADLINE), ("昨日上涨，", Role.BODY)],
        [("无人受伤。", Role.BODY), ("图为江边。", Role.CAPTION)],
    ]


def test_an_article_that_begins_with_a_section_heading_has_it_for_a_headline(layout: Layout) -> None:
    section = done(layout, RepairKind.ROLE_OF_WORDS, "昨日上涨，", value=Role.SECTION)
    assert told(done(section, RepairKind.SPLIT, "昨日上涨，", article_id=9))[2][0] == ("昨日上涨，", Role.HEADLINE)


def test_nothing_is_split_off_where_an_article_begins(layout: Layout) -> None:
    with pytest.raises(RepairError, match="begins here"):
        done(layout, RepairKind.SPLIT, "新桥通车", article_id=9)


def test_flags_go_with_their_places(layout: Layout) -> None:
    missing = Flag(FlagKind.TAIL_MISSING, span("图为江边。").end, 2)
    doubtful = Flag(FlagKind.DOUBTFUL_JOIN, span("昨日上涨").start, 1)
    flagged = Layout(1, 1, (layout.parts[0], Part(2, layout.parts[1].pieces, (missing, doubtful))), layout.aside)
    after = done(flagged, RepairKind.SPLIT, "昨日上涨", article_id=9)
    assert [part.flags for part in after.parts] == [(), (), (missing,)]  # the doubt about the join is settled


def test_an_article_is_read_on_in_another(layout: Layout) -> None:
    after = done(layout, RepairKind.MERGE, "河水上涨", to="两岸")
    assert told(after) == [
        [
            ("新桥通车", Role.HEADLINE),
            ("张三", Role.BYLINE),
            ("桥通了。两岸", Role.BODY),
            ("河水上涨", Role.SECTION),  # not a second headline
            ("昨日上涨，无人受伤。", Role.BODY),
            ("图为江边。", Role.CAPTION),
        ]
    ]


def test_a_paragraph_that_breaks_off_goes_on_in_the_article_joined_to_it(layout: Layout) -> None:
    bare = done(layout, RepairKind.SET_ASIDE, "河水上涨")
    assert "桥通了。两岸昨日上涨，无人受伤。" in paragraphs(done(bare, RepairKind.MERGE, "昨日", to="两岸"), 0)


def test_a_caption_is_moved_to_another_article_and_place(layout: Layout) -> None:
    moved = done(layout, RepairKind.MOVE, "图为江边。", to="桥通了", value="before")
    assert [words for words, _ in told(moved)[0]] == ["新桥通车", "张三", "图为江边。", "桥通了。两岸"]
    assert [words for words, _ in told(moved)[1]] == ["河水上涨", "昨日上涨，无人受伤。"]


def test_a_paragraph_becomes_an_article_of_its_own(layout: Layout) -> None:
    assert told(done(layout, RepairKind.MOVE, "图为江边。", article_id=9))[2] == [("图为江边。", Role.CAPTION)]


def test_the_last_paragraph_moved_away_takes_its_article_with_it(layout: Layout) -> None:
    alone = done(layout, RepairKind.MOVE, "图为江边。", article_id=9)
    assert [part.id for part in done(alone, RepairKind.MOVE, "图为江边。", to="桥通了", value="after").parts] == [1, 2]


def test_words_in_a_paragraph_are_a_caption_and_the_paragraph_reads_on(layout: Layout) -> None:
    after = done(layout, RepairKind.ROLE_OF_WORDS, "上涨，", value=Role.CAPTION)
    assert paragraphs(after, 1) == ["河水上涨", "昨日无人受伤。", "上涨，", "图为江边。"]


def test_a_section_heading_parts_the_paragraph_that_it_was_in(layout: Layout) -> None:
    assert paragraphs(done(layout, RepairKind.ROLE_OF_WORDS, "上涨，", value=Role.SECTION), 1)[1:4] == [
        "昨日",
        "上涨，",
        "无人受伤。",
    ]


def test_a_dateline_opens_the_paragraph_that_it_stands_in(layout: Layout) -> None:
    after = done(layout, RepairKind.ROLE_OF_WORDS, "昨日", value=Role.DATELINE)
    assert paragraphs(after, 1) == ["河水上涨", "昨日上涨，无人受伤。", "图为江边。"]
    assert paragraphs(done(after, RepairKind.ROLE_OF_WORDS, "昨日", value=Role.BODY), 1) == paragraphs(layout, 1)


def test_a_paragraph_is_cut_and_joined(layout: Layout) -> None:
    cut = done(layout, RepairKind.CUT, "无人受伤。")
    assert paragraphs(cut, 1) == ["河水上涨", "昨日上涨，", "无人受伤。", "图为江边。"]
    assert paragraphs(done(cut, RepairKind.JOIN, "昨日"), 1) == paragraphs(layout, 1)


def test_what_is_set_aside_can_be_brought_back(layout: Layout) -> None:
    aside = done(layout, RepairKind.SET_ASIDE, "昨日上涨，")
    assert [(TEXT[p.start : p.end], p.why) for p in aside.aside] == [("责编李四", "x"), ("昨日上涨，", BY_HAND)]
    back = done(aside, RepairKind.BRING_BACK, "昨日上涨，", to="图为江边。")
    assert paragraphs(back, 1)[-1] == "昨日上涨，"
    with pytest.raises(RepairError, match="not set aside"):
        done(back, RepairKind.BRING_BACK, "昨日上涨，", to="图为江边。")


def test_what_stands_in_no_article_cannot_be_moved(layout: Layout) -> None:
    with pytest.raises(RepairError, match="no article"):
        done(layout, RepairKind.MOVE, "责编李四", to="桥通了")
