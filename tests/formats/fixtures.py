"""An invented file or more of each format that is read, for the tests that hold for all of them."""

from tests.formats import (
    test_article_lines,
    test_article_table,
    test_html,
    test_library_xml,
    test_ocr_json,
    test_page_text,
    test_pdf_text,
)
from tests.formats.test_ocr_json import encoded

FIXTURES: dict[str, list[bytes]] = {
    "pdf": [test_pdf_text.FIXTURE],
    "mineru": [encoded(document) for document in (test_ocr_json.CONTENT_LIST, test_ocr_json.SECOND, test_ocr_json.MIDDLE)],
    "dots": [encoded(test_ocr_json.DOTS)],
    "paddle": [encoded(test_ocr_json.PADDLE), encoded(test_ocr_json.HOSTED)],
    "olm": [encoded(test_ocr_json.OLM)],
    **{
        name: [markup.encode() for markup in markups]
        for name, markups in (test_html.LAYOUTS | test_library_xml.LAYOUTS).items()
    },
    "text": [test_page_text.TEXT.encode(), test_page_text.FRONT.encode()],
    "lines": [test_article_lines.lines(test_article_lines.ROW, {"标题": "一", "captions": [{"text": "图"}]}).encode()],
    "table": [test_article_table.TABLE.encode()],
}
