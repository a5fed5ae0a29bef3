"""Boxes as evidence: invented articles set as newspapers set them, given in an order that the text alone cannot mend."""

from typing import Any

import pytest

from reader.formats.composing import Block, page_of
from reader.model import Page, Role
from reader.pages import parsed, reconstruct
from reader.pages.blocks import layout
from reader.pages.furniture import alone
from reader.pages.geometry import Geometry, geometry_of

# Columns are 0.2 wide with a gutter of 0.04; a line is 0.012 high with its lead, a character 0.02 wide.
LEFT = (0.02, 0.26, 0.5, 0.74)
LAKE = [
    "本报讯 市里昨天开始清理东湖的水草，三十名工人分乘六条船下湖作业。",
    "园林处说，水草长得太密，鱼虾缺氧。",
    "湖边的居民送来了茶水，孩子们在岸上数船。",
    "清理要用二十天，割下的水草送到郊外做肥料。",
]
SCHOOL = ["本报讯 城南小学的新校舍昨天封顶，九月就能迎来第一批学生。", "校长说，新校舍有二十四间教室和一座图书馆。"]
PARK = ["西山公园昨天挂出新的路牌，共有一百二十块。", "路牌用本地的石头刻成，夜里也能看清。"]


def text(words: str, column: int, top: float, kind: str = "text") -> Block:
    lines = -(-len(words) // 10)
    return Block(words, (LEFT[column], top, 0.2, lines * 0.012), kind)


def heading(words: str, column: int, top: float, width: float, kind: str = "text") -> Block:
    own = len(words) * 0.036
    return Block(words, (LEFT[column] + max(0.0, (width - own) / 2), top, min(width, own), 0.022), kind)


def read(*blocks: Block) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parsed(reconstruct(page_of(Page("page.json", ""), blocks)))["articles"]
    return sorted(found, key=lambda article: article["headline"] or "")


SHEET = {
    "lake": heading("东湖开始清理水草", 0, 0.05, 0.44),
    "lake 0": text(LAKE[0], 0, 0.08),
    "lake 1": text(LAKE[1], 0, 0.14),
    "lake 2": text(LAKE[2], 1, 0.08),
    "lake 3": text(LAKE[3], 1, 0.12),
    "school": heading("新校舍封顶", 2, 0.05, 0.2),
    "school 0": text(SCHOOL[0], 2, 0.08),
    "school 1": text(SCHOOL[1], 2, 0.14),
    "park": heading("公园挂新路牌", 0, 0.22, 0.44),
    "park 0": text(PARK[0], 0, 0.25),
    "park 1": text(PARK[1], 1, 0.25),
}


@pytest.mark.parametrize(
    "order",
    [
        "lake 2,park 1,school 1,lake,lake 1,park,lake 3,school,park 0,school 0,lake 0",
        "lake,lake 0,lake 1,park,park 0,lake 2,lake 3,park 1,school,school 0,school 1",
        "lake,school,lake 0,lake 2,school 0,lake 3,lake 1,school 1,park,park 0,park 1",
    ],
)
def test_articles_are_read_down_the_columns_under_their_heading(order: str) -> None:
    lake, park, school = read(*(SHEET[name] for name in order.split(",")))
    assert (lake["headline"], park["headline"], school["headline"]) == ("东湖开始清理水草", "公园挂新路牌", "新校舍封顶")
    assert "".join(lake["paragraphs"]) == "".join(LAKE).removeprefix("本报讯 ")
    assert park["paragraphs"] == PARK
    assert "".join(school["paragraphs"]) == "".join(SCHOOL).removeprefix("本报讯 ")


def test_a_paragraph_goes_on_at_the_head_of_the_next_column() -> None:
    cut = "校长说，新校舍有二十四间教", "室和一座图书馆。"
    blocks = [
        text(PARK[1], 2, 0.11),
        text(cut[1], 1, 0.08),
        heading("新校舍封顶", 0, 0.05, 0.44),
        heading("公园挂新路牌", 2, 0.05, 0.2),
        text(cut[0], 0, 0.12),
        text(PARK[0], 2, 0.08),
        text(SCHOOL[0], 0, 0.08),
    ]
    _, school = read(*blocks)
    assert school["paragraphs"][-1] == "".join(cut)


def test_large_type_makes_a_heading_and_small_type_none() -> None:
    body = [text(LAKE[0], 0, 0.08), text(LAKE[1], 0, 0.14), text(PARK[0], 0, 0.17)]
    lake, *others = read(heading("水草", 0, 0.05, 0.2), *body, text("湖边的居民", 0, 0.2), text(PARK[1], 0, 0.212))
    assert (lake["headline"], others) == ("水草", [])


def test_a_line_without_credit_under_a_picture_is_its_caption() -> None:
    words = "图为工人在湖上割水草。"
    blocks = [
        heading("东湖开始清理水草", 0, 0.05, 0.44),
        Block("", (0.02, 0.08, 0.2, 0.1), "image"),
        text(words, 0, 0.185),
        text(LAKE[0], 0, 0.22),
        text(LAKE[1], 0, 0.265),
        text(LAKE[2], 1, 0.08),
    ]
    (lake,) = read(*blocks)
    assert [caption["text"] for caption in lake["captions"]] == [words]
    (far,) = read(*(b for b in blocks if b.kind != "image"))
    assert far["captions"] == []


def test_what_the_engine_calls_a_title_or_a_caption_is_one() -> None:
    lines = [*LAKE[:2], *SCHOOL]
    body = [text(line, 0, top) for line, top in zip(lines, (0.1, 0.15, 0.2, 0.25), strict=True)]
    titles = [text("东湖除草", 0, 0.06, "title"), text("学校封顶", 0, 0.185, "title")]
    lake, school = read(*body, *titles, text("湖上", 0, 0.08, "caption"))
    assert (lake["headline"], school["headline"]) == ("东湖除草", "学校封顶")
    assert [caption["text"] for caption in lake["captions"]] == ["湖上"]


def test_a_masthead_is_found_at_the_head_of_the_page_wherever_the_text_has_it() -> None:
    masthead = Block("2026年4月27日 星期一 第3版", (0.02, 0.01, 0.9, 0.012), "header")
    letters = [text(f"第{n}位读者来信说好。", 3, n / 20) for n in range(1, 12)]
    reading = reconstruct(page_of(Page("page.json", ""), [*SHEET.values(), masthead, *letters]))
    assert {piece.role for piece in reading.aside} == {Role.FURNITURE}
    assert reading.page.label
    assert reading.page.label.value == "第3版"


def test_vertical_print_is_the_same_page_turned() -> None:
    turned = [Block(b.text, (1 - b.box[1] - b.box[3], b.box[0], b.box[3], b.box[2]), b.kind) for b in SHEET.values() if b.box]
    names = [turned[n] for n in (3, 10, 7, 0, 2, 8, 4, 5, 9, 6, 1)]
    lake, park, school = read(*names)
    assert park["paragraphs"] == PARK
    assert "".join(lake["paragraphs"]) == "".join(LAKE).removeprefix("本报讯 ")
    assert school["headline"] == "新校舍封顶"


def test_lines_of_a_box_run_down_in_vertical_print() -> None:
    across = [Block("一二三四五六七\n八九十百千万亿", (0.1 * n, 0.1, 0.08, 0.02), "text") for n in range(5)]
    upright = [Block(b.text, (0.1 * n, 0.1, 0.03, 0.06), "text") for n, b in enumerate(across)]
    for blocks, order in ((across, list(range(10))), (upright, [8, 9, 6, 7, 4, 5, 2, 3, 0, 1])):
        found = geometry(*blocks)
        assert found is not None
        assert found.order() == order


def test_the_lines_of_one_box_have_one_size_of_type() -> None:
    lines = [Block("春天来了花开得早市民来\n到公园", (LEFT[n], 0.1, 0.2, 0.024), "text") for n in range(4)]
    found = geometry(*lines)
    assert found is not None
    assert {found.size(at) for at in range(8)} == {1.0}


def geometry(*blocks: Block) -> Geometry | None:
    page = page_of(Page("page.json", ""), blocks)
    return geometry_of(page, layout(page.text, alone).blocks)


def test_too_few_boxes_are_no_geometry() -> None:
    bare = [Block(block.text, None, block.kind) for block in SHEET.values()]
    assert geometry(*bare) is None
    assert geometry(*list(SHEET.values())[:3]) is None
    assert geometry(*SHEET.values()) is not None


def test_a_region_of_lines_is_parted_among_its_blocks() -> None:
    lines = [Block(f"{name}一行字\n{name}二行字", (LEFT[n], 0.1, 0.2, 0.024), "text") for n, name in enumerate("甲乙丙丁")]
    found = geometry(*lines)
    assert found is not None
    assert found.order() == [0, 1, 2, 3, 4, 5, 6, 7]
