"""Lines, columns and blocks."""

from reader.pages.blocks import Layout, column_of, layout, lines_of


def plan(text: str) -> Layout:
    return layout(text, lambda line: False)


def texts(text: str) -> list[str]:
    return [block.text for block in plan(text).blocks]


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


PARAGRAPH = "　　湖边的柳树发了新芽，孩子们在岸上放风筝，老人坐在长椅上看报，卖糖葫芦的推着车慢慢走过，船工正在清理水面的落叶。"


def test_each_line_is_a_block_where_nothing_is_wrapped() -> None:
    assert texts("湖边的柳树发了新芽。\n\n孩子们在岸上放风筝，\n老人看报。") == [
        "湖边的柳树发了新芽。",
        "孩子们在岸上放风筝，",
        "老人看报。",
    ]


def test_lines_that_fill_a_column_are_one_block() -> None:
    page = wrapped(PARAGRAPH, 9) + "\n" + wrapped(PARAGRAPH, 9)
    assert texts(page) == [PARAGRAPH.strip()] * 2
    assert plan(page).indents


def test_a_short_line_that_breaks_off_is_parted() -> None:
    cut = wrapped(PARAGRAPH[:31], 9) + "\n" + wrapped(PARAGRAPH[31:], 9)
    blocks = plan(cut).blocks
    assert "".join(block.text for block in blocks) == PARAGRAPH.strip()
    assert blocks[1].glued


def test_a_line_longer_than_the_column_stands_alone() -> None:
    page = wrapped(PARAGRAPH, 9) + "\n东湖开始清理水草工人分乘六条船\n" + wrapped(PARAGRAPH, 9)
    assert "东湖开始清理水草工人分乘六条船" in texts(page)


def test_marks_of_markdown_are_no_text() -> None:
    page = plan("## 东湖开始清理水草\n\n**城南小学封顶**\n\n---\n\n#\n")
    assert [(block.text, block.marked) for block in page.blocks] == [("东湖开始清理水草", True), ("城南小学封顶", True)]
    assert len(page.markup) == 5


def test_a_page_of_headings_has_no_column() -> None:
    assert column_of(list(lines_of("春天\n\n夏天来了\n\n秋天的果子\n\n冬"))) is None
