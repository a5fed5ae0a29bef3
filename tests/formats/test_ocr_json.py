"""What OCR engines write as JSON: order, kinds, boxes, captions, and structures that are not what they should be."""

import json
from typing import Any

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS
from reader.model import Page
from tests.formats.sources import facts, pages, read, sentences, source

CONTENT_LIST: list[dict[str, Any]] = [
    {"type": "header", "text": "江城日报 2021年1月20日", "bbox": [62, 10, 400, 30], "page_idx": 0},
    {"type": "text", "text": "河堤加固完工", "text_level": 1, "bbox": [62, 120, 540, 160], "page_idx": 0},
    {"type": "text", "text": "本报讯 昨日<|txt_contd|>", "bbox": [62, 170, 500, 470], "page_idx": 0},
    {
        "type": "image",
        "img_path": "i/1.jpg",
        "image_caption": ["河堤近景。", "李四 摄"],
        "bbox": [62, 480, 946, 904],
        "page_idx": 0,
    },
    {"type": "text", "text": "上午，河堤完工。", "bbox": [510, 170, -1, 470], "page_idx": 0},
    {
        "type": "table",
        "table_body": "<table><tr><td>一</td><td>二&amp;三</td></tr></table>",
        "table_caption": [],
        "page_idx": 0,
    },
    {"type": "list", "list_items": ["甲。", "乙。"], "page_idx": 1},
]
SECOND: list[list[dict[str, Any]]] = [
    [
        {
            "type": "title",
            "content": {"title_content": [{"type": "text", "content": "河堤完工"}], "level": 1},
            "bbox": [1, 2, 500, 40],
        },
        {
            "type": "paragraph",
            "content": {"paragraph_content": [{"type": "text", "content": "第一"}, {"type": "text", "content": "段。"}]},
        },
        {
            "type": "image",
            "content": {
                "image_source": {"path": "i.jpg"},
                "content": "A dike.",
                "image_caption": [{"type": "text", "content": "近景。"}],
            },
        },
        {
            "type": "list",
            "content": {
                "list_type": "text",
                "list_items": [{"item_content": [{"content": "甲"}]}, {"item_content": [{"content": "乙"}]}],
            },
        },
        {"type": "page_number", "content": {"page_number_content": [{"type": "text", "content": "A1"}]}},
    ],
    [],
]
MIDDLE: dict[str, Any] = {
    "pdf_info": [
        {
            "page_idx": 0,
            "page_size": [1000, 2000],
            "preproc_blocks": [
                {
                    "type": "text",
                    "index": 2,
                    "bbox": [0, 500, 400, 600],
                    "lines": [
                        {"spans": [{"content": "第一行，", "type": "text"}]},
                        {"spans": [{"content": "第二行 new"}]},
                        {"spans": [{"content": "words"}]},
                    ],
                },
                {"type": "title", "index": 1, "bbox": [0, 100, 400, 160], "lines": [{"spans": [{"content": "河堤完工"}]}]},
                {
                    "type": "image",
                    "index": 3,
                    "bbox": [0, 700, 400, 900],
                    "blocks": [
                        {
                            "type": "image_body",
                            "bbox": [0, 700, 400, 850],
                            "lines": [{"spans": [{"type": "image", "image_path": "i.jpg"}]}],
                        },
                        {"type": "image_caption", "bbox": [0, 860, 400, 900], "lines": [{"spans": [{"content": "近景。"}]}]},
                    ],
                },
            ],
            "discarded_blocks": [
                {"type": "page_number", "bbox": [0, 1900, 20, 1990], "lines": [{"spans": [{"content": "12"}]}]},
                {"type": "header", "bbox": [0, 10, 400, 40], "lines": [{"spans": [{"content": "江城日报"}]}]},
            ],
        }
    ],
    "_backend": "pipeline",
}
DOTS: list[dict[str, Any]] = [
    {"bbox": [10, 10, 900, 60], "category": "Page-header", "text": "江城日报"},
    {"bbox": [10, 100, 900, 200], "category": "Section-header", "text": "## 河堤完工"},
    {"bbox": [10, 210, 500, 800], "category": "Picture"},
    {"bbox": [10, 210, 1000, 2000], "category": "Text", "text": "本报讯 河堤完工。"},
]
PADDLE: dict[str, Any] = {
    "input_path": "a.png",
    "page_index": None,
    "width": 1000,
    "height": 2000,
    "model_settings": {"use_seal": False},
    "parsing_res_list": [
        {"block_label": "number", "block_content": "12", "block_bbox": [1, 1950, 30, 1990], "block_id": 0, "block_order": None},
        {
            "block_label": "text",
            "block_content": "本报讯 完工。",
            "block_bbox": [0, 300, 400, 600],
            "block_id": 1,
            "block_order": 3,
        },
        {"block_label": "image", "block_content": "", "block_bbox": [0, 620, 400, 700], "block_id": 2, "block_order": None},
        {
            "block_label": "paragraph_title",
            "block_content": "## 河堤完工",
            "block_bbox": [0, 100, 400, 160],
            "block_id": 3,
            "block_order": 2,
        },
        {
            "block_label": "header",
            "block_content": "江城日报",
            "block_bbox": [0, 1, 400, 30],
            "block_id": 4,
            "block_order": None,
        },
        {
            "block_label": "text",
            "block_content": "明年再修。",
            "block_bbox": [500, 300, 900, 600],
            "block_id": 5,
            "block_order": 4,
        },
    ],
}
HOSTED = {
    "logId": "1",
    "result": {"layoutParsingResults": [{"prunedResult": PADDLE, "markdown": {"text": "x"}}, {"prunedResult": PADDLE}]},
}
OLM_TEXT = "---\nprimary_language: zh\nis_table: False\n---\n河堤完工。\n第二版要闻。\n"
OLM: dict[str, Any] = {
    "id": "0123456789abcdef0123456789abcdef01234567",
    "text": OLM_TEXT,
    "source": "olmocr",
    "added": "2026-01-01",
    "metadata": {"Source-File": "scans/江城日报_20210120_A01.pdf", "pdf-total-pages": 2},
    "attributes": {
        "pdf_page_numbers": [[0, len(OLM_TEXT) - 7, 1], [len(OLM_TEXT) - 7, len(OLM_TEXT), 2]],
        "primary_language": ["zh", "zh"],
    },
}


def encoded(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def shown(page: Page) -> list[tuple[str, str]]:
    return [(region.kind, page.text[region.start : region.end]) for region in page.regions]


def test_mineru_content_list() -> None:
    first, second = pages(read(encoded(CONTENT_LIST), "page.json"))
    assert shown(first) == [
        ("header", "江城日报 2021年1月20日"),
        ("title", "河堤加固完工"),
        ("continues", "本报讯 昨日"),
        ("image", ""),
        ("caption", "河堤近景。\n李四 摄"),
        ("text", "上午，河堤完工。"),
        ("table", "一\t二&三"),
    ]
    assert "昨日\n\n\n\n河堤近景" in first.text
    assert [r.box for r in first.regions][1:6:4] == [(0.062, 0.12, 0.478, 0.04), None]
    assert (first.source, second.source) == ("page.json#1", "page.json#2")
    assert second.text == "甲。\n乙。\n"


def test_mineru_content_list_v2() -> None:
    (page,) = pages(read(encoded(SECOND), "page.json"))
    assert shown(page) == [
        ("title", "河堤完工"),
        ("text", "第一段。"),
        ("image", ""),
        ("caption", "近景。"),
        ("list", "甲\n乙"),
        ("page number", "A1"),
    ]


def test_mineru_middle() -> None:
    (page,) = pages(read(encoded(MIDDLE), "page.txt"))
    assert page.source == "page.txt"
    assert shown(page) == [
        ("header", "江城日报"),
        ("title", "河堤完工"),
        ("text", "第一行，第二行 new words"),
        ("image", ""),
        ("caption", "近景。"),
        ("page number", "12"),
    ]
    assert page.regions[1].box == (0.0, 0.05, 0.4, 0.03)


def test_dots_ocr() -> None:
    (page,) = pages(read(encoded(DOTS), "page_1.json"))
    assert shown(page) == [("header", "江城日报"), ("title", "## 河堤完工"), ("image", ""), ("text", "本报讯 河堤完工。")]
    assert page.regions[1].box == (0.01, 0.05, 0.89, 0.05)


def test_dots_ocr_that_did_not_finish() -> None:
    broken = json.dumps(DOTS, ensure_ascii=False)[:-40]
    found = read(encoded(broken), "page_1.json")
    assert "did not finish" in sentences(found)[0]
    assert pages(found)[0].text == "江城日报\n\n## 河堤完工\n"


def test_paddle_ocr_is_sorted_by_its_order() -> None:
    expected = [
        ("header", "江城日报"),
        ("title", "## 河堤完工"),
        ("text", "本报讯 完工。"),
        ("image", ""),
        ("text", "明年再修。"),
        ("page number", "12"),
    ]
    for document in (PADDLE, {"res": PADDLE}, [PADDLE]):
        (page,) = pages(read(encoded(document), "page.json"))
        assert shown(page) == expected
    lines = encoded(HOSTED) + b"\n{broken\n" + encoded(HOSTED) + b"\n"
    found = read(lines, "page.jsonl")
    assert [p.source for p in pages(found)] == ["page.jsonl", "page.jsonl#2", "page.jsonl#4", "page.jsonl#5"]
    assert sentences(found)[0].startswith("Line 2 of page.jsonl is left out")


def test_olm_ocr_parts_a_document_into_its_pages() -> None:
    found = read(encoded(OLM) + b"\n" + encoded(OLM)[:99] + b"\n", "output_1.jsonl")
    first, second = pages(found)
    assert first.text + second.text == OLM_TEXT
    assert second.text == "第二版要闻。\n"
    assert [p.source for p in (first, second)] == [f"output_1.jsonl#scans/江城日报_20210120_A01.pdf {n}" for n in (1, 2)]
    assert first.regions[0].kind == "front matter"
    assert facts(first) == (None, None, None, None)
    assert "Line 2 of output_1.jsonl is left out: it is cut off." in sentences(found)


@pytest.mark.parametrize("cuts", [None, [], "x", [[0, 5, 1], [3, 9, 2]], [[5, 1, 1]], [[0, 10**9, 1]], [[0, "x", None]]])
def test_olm_ocr_whose_page_numbers_make_no_sense_is_one_page(cuts: Any) -> None:
    (page,) = pages(read(encoded(OLM | {"attributes": {"pdf_page_numbers": cuts}}), "output.jsonl"))
    assert page.text == OLM_TEXT


@pytest.mark.parametrize("name", ["mineru", "dots", "paddle", "olm"])
@pytest.mark.parametrize(
    "document", [1, "x", None, [], {}, [[]], [1], {"pdf_info": 3}, {"pdf_info": [3]}, [{"bbox": "x"}], True]
)
def test_another_structure_is_refused_or_said_to_be_empty(name: str, document: Any) -> None:
    try:
        found = list(READERS[name].read(source(encoded(document), "page.json")))
    except UnreadableFileError as error:
        assert "page.json" in str(error)  # noqa: PT017
    else:
        assert sentences(found) or (name, document) == ("dots", "x")


@pytest.mark.parametrize(
    "bad", [None, "x", [1, 2, 3], [9, 9, 1, 1], [-50, 0, 1, 1], [0, 0, 1e999, 5], [0, 0, 10**400, 5], [True, 0, 1, 1]]
)
def test_boxes_that_are_none_are_dropped(bad: Any) -> None:
    text = json.dumps([{"type": "text", "text": "河堤", "bbox": bad, "page_idx": 0}])
    (page,) = pages(read(text, "page.json"))
    assert [region.box for region in page.regions] == [None]


@pytest.mark.parametrize("document", [CONTENT_LIST, SECOND, MIDDLE, DOTS, PADDLE])
def test_a_cut_document_is_refused(document: Any) -> None:
    whole = encoded(document)
    with pytest.raises(UnreadableFileError, match=r"page.json is not JSON as it should be: it is cut off"):
        read(whole[: len(whole) - 30], "page.json")


def test_gbk_is_read() -> None:
    assert pages(read(json.dumps(CONTENT_LIST, ensure_ascii=False).encode("gb18030"), "page.txt"))[1].text == "甲。\n乙。\n"
