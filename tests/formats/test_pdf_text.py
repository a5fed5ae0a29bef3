# ruff: noqa: E501 - objects of PDF in lines
"""PDF with a text layer, written by hand: lines, blocks, columns, vertical print; and what has no text or cannot be opened."""

import sys
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS, pdf_text
from reader.formats.source import source_of
from reader.model import Page
from tests.formats.sources import pages, read, sentences, source

Run = tuple[float, float, float, str]  # left and baseline in points from the lower left corner, size, words


def pdf(*sheets: list[Run], vertical: bool = False, rotate: int = 0, encrypt: str = "") -> bytes:
    """A document of pages 600 by 800 points with Chinese text in a font that is not embedded, one character a code of UCS-2."""
    encoding = "UniGB-UCS2-V" if vertical else "UniGB-UCS2-H"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append(f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[4 0 R]>>")
    objects.append(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880/Descent -120>>>>"
    )
    kids = []
    for runs in sheets:
        turns = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}
        drawn = "".join(
            f"BT /F {size} Tf {turns[rotate]} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, words in runs
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate {rotate}/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R{encrypt}>>"
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


PAPER: list[Run] = [
    (320, 640, 10, "学生昨日到校，开始新学期"),
    (320, 626, 10, "的课程。"),
    (50, 700, 30, "河堤加固完工"),
    (50, 640, 10, "本报讯昨日上午，河堤完工"),
    (50, 626, 10, "。明年再修三里。"),
    (50, 560, 10, "记者还了解到水渠通水。"),
]
FIXTURE = pdf(PAPER)
ENCRYPT = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>/ID[<00><00>]"


def words(page: Page) -> str:
    return page.text.replace("\n\n", "|").replace("\n", "/").strip("/|")


def test_columns_are_read_one_after_the_other() -> None:
    (page,) = pages(read(FIXTURE, "page.txt"))
    assert words(page) == (
        "河堤加固完工|本报讯昨日上午，河堤完工/。明年再修三里。|记者还了解到水渠通水。|学生昨日到校，开始新学期/的课程。"
    )
    assert [region.kind for region in page.regions] == ["title", "text", "text", "text"]
    x, y, width, _ = page.regions[0].box or (0, 0, 0, 0)
    assert (round(x, 2), round(width, 2)) == (0.08, 0.3)
    assert 0.05 < y < 0.15


def test_a_page_turned_is_read_as_shown() -> None:
    for rotate in (90, 180, 270):
        places = {90: lambda x, y: (800 - y, x), 180: lambda x, y: (600 - x, 800 - y), 270: lambda x, y: (y - 200, 800 - x)}
        turned: list[Run] = [(*places[rotate](x, y), size, line) for x, y, size, line in PAPER]
        (page,) = pages(read(pdf(turned, rotate=rotate), "page.pdf"))
        assert words(page).startswith("河堤加固完工|本报讯昨日上午，河堤完工/。明年再修三里。|")
        assert all(region.box for region in page.regions)


def test_vertical_print_is_read_from_the_right() -> None:
    runs: list[Run] = [(500 - 20 * n, 700, 10, line) for n, line in enumerate(("河堤昨日完工", "明年再修三里", "市民上堤看水"))]
    (page,) = pages(read(pdf(runs, vertical=True), "page.pdf"))
    assert words(page).replace("/", "|") == "河堤昨日完工|明年再修三里|市民上堤看水"


def test_characters_printed_twice_are_read_once() -> None:
    (page,) = pages(read(pdf([(50 + 10 * n, 700, 10, c) for n, c in enumerate("河堤完工") for _ in (1, 2)]), "page.pdf"))
    assert page.text == "河堤完工\n"


def test_pages_come_one_by_one_and_those_without_text_are_told() -> None:
    found = read(pdf(PAPER, [], PAPER), "paper.pdf")
    assert [page.source for page in pages(found)] == ["paper.pdf#1", "paper.pdf#3"]
    assert sentences(found) == ["paper.pdf has pages without text, which need OCR first: 2."]
    assert sentences(read(pdf([]), "scan.pdf")) == [
        "scan.pdf has no text in it, only pictures of pages: give it to an OCR program first."
    ]


def test_a_page_with_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_CHARACTERS", 5)
    assert "more than a page can have" in sentences(read(FIXTURE, "page.pdf"))[0]


def test_a_file_on_disk_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "报纸.pdf"
    path.write_bytes(FIXTURE)
    assert len(pages(list(READERS["pdf"].read(source_of(path))))) == 1
    given = source_of(path)
    path.unlink()
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list(READERS["pdf"].read(given))


def test_what_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "give it to an OCR program first" in sentences(read(pdf([], []), "scan.pdf"))[0]
    with pytest.raises(UnreadableFileError, match=r"page\.pdf is encrypted"):
        read(pdf(PAPER, encrypt=ENCRYPT), "page.pdf")
    for damaged in (b"%PDF-1.7\n", FIXTURE[:300], b"%PDF-1.7" + bytes(500)):
        with pytest.raises(UnreadableFileError, match=r"page\.pdf is a damaged PDF"):
            read(damaged, "page.pdf")
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableFileError, match=r"jianbao\[pdf\]"):
        list(READERS["pdf"].read(source(FIXTURE, "page.pdf")))


def test_radicals_are_the_characters_that_are_printed() -> None:
    assert "⼯⽇⾥⻓⺠".translate(pdf_text._RADICALS) == "工日里长民"


def test_indents_and_gaps_are_kept() -> None:
    runs: list[Run] = [(70, 700, 10, "记者张三昨日上堤。"), (50, 686, 10, "河堤焕然一新。"), (70, 672, 10, "市民称赞。")]
    (page,) = pages(read(pdf(runs), "page.pdf"))
    assert page.text == "　　记者张三昨日上堤。\n河堤焕然一新。\n　　市民称赞。\n"
    (page,) = pages(read(pdf([(50, 700, 10, "记者"), (75, 700, 10, "张三")]), "page.pdf"))
    assert page.text == "记者 张三\n"
