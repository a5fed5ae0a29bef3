"""An invented file or more of each format that is read, for the tests that hold for all of them."""

from tests.formats import test_article_lines, test_article_table, test_page_text

FIXTURES: dict[str, list[bytes]] = {
    "text": [test_page_text.TEXT.encode(), test_page_text.FRONT.encode()],
    "lines": [test_article_lines.lines(test_article_lines.ROW, {"标题": "一", "captions": [{"text": "图"}]}).encode()],
    "table": [test_article_table.TABLE.encode()],
}
