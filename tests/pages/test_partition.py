"""Law 1 for any text at all: the pieces partition it, in reading order, and nothing is raised."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.formats.composing import Block, page_of
from reader.model import Page, Reading
from reader.pages import parsed, reconstruct

MARKS = "——|。|，|”|“|…|一、|1.问：|#|**|\r\n|\n　　|\n\n## |\n|𠮷"
LINES = (
    "本报讯 |新华社北京5月3日电　|记者 王小明|（记者李四）|（作者为学者）|下转第2版|（上接第一版）|责任编辑：甲|"
    "2026年5月3日 星期日|第04版|人民日报|扫二维码看更多|新华社发|王  亮 摄|市民来到公园|春天的花开了"
)
WORDS = st.sampled_from([*MARKS.split("|"), *LINES.split("|")])
PAGES = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=60).map("".join)


def check(given: str | Page) -> Reading:
    reading = reconstruct(Page("page.txt", given) if isinstance(given, str) else given)
    text = reading.page.text
    position = 0
    for piece in reading.pieces():
        assert position <= piece.start < piece.end <= len(text)
        assert not text[position : piece.start].strip(), "a character is in no piece"
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()
        position = piece.end
    assert not text[position:].strip()
    return reading


@settings(max_examples=150, deadline=None)
@given(PAGES)
@example("")
@example("\ufeff \u3000\x0b")
@example("## \n\n##")
@example("（" * 50)
def test_pieces_partition_any_text(text: str) -> None:
    for draft in check(text).articles:
        numbers = [piece.paragraph for piece in draft.pieces]
        assert numbers == sorted(numbers)
    parsed(reconstruct(Page("page.txt", text)))


EDGES = st.floats(0.01, 1).map(lambda edge: round(edge, 2))
BOXES = st.tuples(EDGES, EDGES, EDGES, EDGES)
KINDS = st.sampled_from(["text", "title", "caption", "image", "header", "page number", "continues", ""])
BLOCKS = st.lists(st.builds(Block, st.one_of(st.just(""), WORDS, PAGES), st.none() | BOXES, KINDS), max_size=25)


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_pieces_partition_any_page_of_boxes(blocks: list[Block]) -> None:
    check(page_of(Page("page.json", ""), blocks))


def test_many_blocks_keep_the_search_narrow() -> None:
    check("\n\n".join(["春天来了", "花开得早，市民来到公园。"] * 4000))


def test_one_long_line_and_one_repeated_line() -> None:
    check("春" * 40_000)
    check("花开了\n" * 4_000)
