# ruff: noqa: E501 - markup in lines as programs write them
"""ALTO, METS with ALTO, PAGE XML and hOCR: order, articles, boxes, and XML that is not to be trusted."""

import zipfile
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS, Source, covered, reader_for, sources
from reader.model import FlagKind, Page, Reading
from tests.formats.sources import articles, facts, pages, read, sentences, source


def alto(*blocks: str, extra: str = "", page: str = 'WIDTH="1000" HEIGHT="2000"') -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">{extra}<Layout>'
        f'<Page ID="P1" {page}><PrintSpace>{"".join(blocks)}</PrintSpace></Page></Layout></alto>'
    )


def block(name: str, *lines: str, box: tuple[int, int, int, int] = (100, 100, 400, 200), more: str = "") -> str:
    left, top, width, height = box
    written = "".join(f"<TextLine>{line}</TextLine>" for line in (s if "<" in s else string(s) for s in lines))
    return f'<TextBlock ID="{name}" HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}" {more}>{written}</TextBlock>'


def string(words: str, more: str = "") -> str:
    return f'<String CONTENT="{words}" {more}/>'


FIRST = alto(
    block("B1", "河堤加固完工"),
    block("B2", string("昨") + string("日") + string("上午，"), "河堤完工。", box=(100, 400, 300, 600)),
    block("B3", "下转第二版", box=(500, 400, 300, 600)),
    block("B4", "江城日报", box=(0, 0, 900, 50)),
    '<Illustration ID="I1" HPOS="0" VPOS="1000" WIDTH="500" HEIGHT="500"/>',
)
SECOND = alto(
    block(
        "C1",
        string("re-", 'SUBS_TYPE="HypPart1" SUBS_CONTENT="repair"') + "<HYP/>",
        string("pair", 'SUBS_TYPE="HypPart2" SUBS_CONTENT="repair"') + "<SP/>" + string("work"),
    ),
    block("C2", "图：河堤"),
)
METS = """<?xml version="1.0"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mods="http://www.loc.gov/mods/v3" LABEL="江城日报 1921-05-01">
<dmdSec ID="M1"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:title>江城日报</mods:title></mods:titleInfo>
<mods:originInfo><mods:dateIssued>1921-05-01</mods:dateIssued></mods:originInfo></mods:mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp><file ID="IMG1"><FLocat xlink:href="img/1.tif"/></file>
<file ID="ALTO1"><FLocat xlink:href="file://./text/1.xml"/></file><file ID="ALTO2"><FLocat xlink:href="text/2.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="Newspaper"><div TYPE="PAGE" ORDER="1"><fptr><par><area FILEID="IMG1"/><area FILEID="ALTO1" BEGIN="P1"/></par></fptr></div>
<div TYPE="PAGE" ORDER="2"><fptr FILEID="ALTO2"/></div></div></structMap>
<structMap TYPE="LOGICAL"><div TYPE="Newspaper" DMDID="M1"><div TYPE="ISSUE"><div TYPE="TITLE_SECTION"><fptr><area FILEID="ALTO1" BEGIN="B4"/></fptr></div>
<div TYPE="CONTENT"><div TYPE="ARTICLE"><div TYPE="HEADING"><div TYPE="TITLE"><fptr><area FILEID="ALTO1" BEGIN="B1" BETYPE="IDREF"/></fptr></div></div>
<div TYPE="BODY"><div TYPE="PARAGRAPH"><div TYPE="TEXT"><fptr><seq><area FILEID="ALTO1" BEGIN="B2"/><area FILEID="ALTO1" BEGIN="B3"/><area FILEID="ALTO2" BEGIN="C1"/></seq></fptr></div></div>
<div TYPE="ILLUSTRATION"><div TYPE="CAPTION"><fptr><area FILEID="ALTO2" BEGIN="C2"/></fptr></div></div></div></div></div></div></div></structMap></mets>"""
FILES = {"text/1.xml": FIRST.encode(), "text/2.xml": SECOND.encode()}
REGION = '<TextRegion id="{id}" type="{type}" custom="{custom}"><Coords points="{points}"/>{lines}</TextRegion>'


def region(name: str, kind: str, *lines: str, custom: str = "", points: str = "100,100 400,100 400,300 100,300") -> str:
    written = "".join(f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>" for line in lines)
    return REGION.format(id=name, type=kind, custom=custom, points=points, lines=written)


def page_xml(*regions: str, order: str = "") -> str:
    return (
        '<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15">'
        f'<Page imageWidth="1000" imageHeight="2000">{order}{"".join(regions)}</Page></PcGts>'
    )


ORDER = '<ReadingOrder><OrderedGroup id="o"><RegionRefIndexed index="1" regionRef="r2"/><RegionRefIndexed index="0" regionRef="r3"/></OrderedGroup></ReadingOrder>'
PAGE = page_xml(
    region("r1", "page-number", "12"),
    region("r2", "paragraph", "昨日上午，", "河堤完工。"),
    region("r3", "heading", "河堤加固"),
    order=ORDER,
)
A1, A2 = ("structure {id:a1; type:article;}", "structure {id:a2; type:article;}")
PAGE_ARTICLES = page_xml(
    region("r0", "header", "江城日报"),
    region("r1", "heading", "河堤加固", custom=A1),
    region("r2", "paragraph", "昨日上午，", "河堤完工。", custom=A1),
    region("r3", "heading", "学校开学", custom=A2),
    region("r4", "paragraph", "学生到校。", custom=A2),
    region("r5", "heading", "防汛安排", custom=A1),
    region("r6", "caption", "图：河堤", custom=A1),
    region("r7", "paragraph", "不知何处。"),
)
HOCR = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title><meta name="ocr-system" content="tesseract"/></head><body>
<div class="ocr_page" title="image &quot;1.png&quot;; bbox 0 0 1000 2000; ppageno 0"><div class="ocr_carea" title="bbox 100 100 500 300">
<p class="ocr_par" title="bbox 100 100 500 200"><span class="ocr_line" title="bbox 100 100 500 150"><span class="ocrx_word" title="bbox 100 100 300 150; x_wconf 91">河堤</span>
<span class="ocrx_word" title="bbox 300 100 500 150">加固</span></span></p>
<p class="ocr_par" title="bbox 100 210 500 300"><span class="ocr_line"><span class="ocrx_word">new</span> <span class="ocrx_word">dike</span></span>
<span class="ocr_line"><span class="ocrx_word">完工。</span></span></p></div></div></body></html>"""
LAYOUTS = {"mets": [METS], "alto": [FIRST, SECOND], "page": [PAGE, PAGE_ARTICLES], "hocr": [HOCR]}


def words(page: Page) -> str:
    return page.text.replace("\n\n", "|").replace("\n", "/").strip("/|")


def test_alto() -> None:
    (page,) = pages(read(FIRST, "1.txt"))
    assert words(page) == "河堤加固完工|昨日上午，/河堤完工。|下转第二版|江城日报"
    assert page.regions[0].box == (0.1, 0.05, 0.4, 0.1)
    assert page.regions[-1].kind == "image"
    assert words(pages(read(SECOND, "2.xml"))[0]) == "re-/pair work|图：河堤"


def test_alto_in_the_order_that_it_gives() -> None:
    order = '<ReadingOrder><OrderedGroup><ElementRef REF="b"/><ElementRef REF="a"/></OrderedGroup></ReadingOrder>'
    assert words(pages(read(alto(block("a", "甲"), block("b", "乙"), extra=order), "1.xml"))[0]) == "乙|甲"
    chain = (block("c", "丙"), block("a", "甲", more='IDNEXT="b"'), block("b", "乙", more='IDNEXT="c"'))
    assert words(pages(read(alto(*chain), "1.xml"))[0]) == "甲|乙|丙"
    loop = (block("a", "甲", more='IDNEXT="b"'), block("b", "乙", more='IDNEXT="a"'))
    assert words(pages(read(alto(*loop), "1.xml"))[0]) == "甲|乙"


def test_alto_whose_block_covers_two_columns() -> None:
    lines = [
        f'<TextLine HPOS="{500 * column}" VPOS="{100 * at}" WIDTH="450" HEIGHT="80">{string("甲乙"[column] + str(at))}</TextLine>'
        for at in range(10)
        for column in (0, 1)
    ]
    (page,) = pages(read(alto(f'<TextBlock ID="a">{"".join(lines)}</TextBlock>'), "1.xml"))
    assert words(page) == "/".join(f"甲{n}" for n in range(10)) + "|" + "/".join(f"乙{n}" for n in range(10))


def test_a_tiny_alto_page_is_read_as_it_was_printed() -> None:
    """Few lines, of which the engine parted one at a gap: one of four is no sign of columns."""
    places = {"江北日报讯": (100, 100), "昨日新桥通车。": (400, 102), "两岸五分钟。": (100, 160), "老人说好。": (100, 220)}
    lines = [
        f'<TextLine HPOS="{x}" VPOS="{y}" WIDTH="{40 * len(words)}" HEIGHT="40">{string(words)}</TextLine>'
        for words, (x, y) in places.items()
    ]
    (page,) = pages(read(alto(f'<TextBlock ID="a">{"".join(lines)}</TextBlock>'), "1.xml"))
    assert page.text == "江北日报讯 昨日新桥通车。\n两岸五分钟。\n老人说好。\n"


@pytest.mark.parametrize("box", ["", 'HPOS="x"', 'HPOS="-900"', 'WIDTH="NaN"', 'HEIGHT="1e999"', 'WIDTH="99999"'])
def test_a_box_that_is_none_is_dropped(box: str) -> None:
    given = alto(f"<TextBlock {box}><TextLine>{string('河堤')}</TextLine></TextBlock>")
    (page,) = pages(read(given, "1.xml"))
    assert [region.box for region in page.regions] == [None]


def test_mets_gives_articles_over_pages() -> None:
    first, second = read(METS, "issue/mets.xml", FILES)
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert articles([first]) == [{"headline": "河堤加固完工", "paragraphs": ["昨日上午，河堤完工。下转第二版"]}]
    assert articles([second])[0]["paragraphs"] == ["repair work"]
    assert [[f.kind for f in r.articles[0].flags] for r in (first, second)] == [
        [FlagKind.TAIL_MISSING],
        [FlagKind.HEAD_MISSING],
    ]
    assert [first.page.text[p.start : p.end] for p in first.aside] == ["江城日报"]
    assert [facts(p) for p in pages([first, second])] == [("江城日报", "1921-05-01", f"第{n}版", None) for n in (1, 2)]
    assert [p.source for p in pages([first, second])] == ["issue/mets.xml#1", "issue/mets.xml#2"]
    assert all(region.box for region in first.page.regions)


def test_mets_without_articles_gives_pages() -> None:
    first, second = read(METS.replace('TYPE="LOGICAL"', 'TYPE="OTHER"'), "mets.xml", FILES)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.newspaper is not None


def test_mets_that_names_what_is_not_there() -> None:
    found = read(METS, "mets.xml", {"text/2.xml": FILES["text/2.xml"]})
    [sentence] = sentences(found)
    assert sentence.startswith("mets.xml names text/1.xml, which is not beside it: that page is left out.")
    assert len(pages(found)) == 1
    outside = dict.fromkeys(("../1.xml", "etc/passwd", "http:/example.org/1.xml"), FILES["text/1.xml"])
    for name in ("../1.xml", "/etc/passwd", "http://example.org/1.xml", "file:///etc/passwd"):
        found = read(METS.replace("file://./text/1.xml", name), "mets.xml", FILES | outside)
        assert len(sentences(found)) == len(pages(found)) == 1
    broken = read(METS, "mets.xml", FILES | {"text/1.xml": b"<alto><"})
    assert "text/1.xml is no XML" in sentences(broken)[0]
    itself = read(METS.replace("text/2.xml", "mets.xml"), "mets.xml", FILES | {"mets.xml": METS.encode()})
    assert sentences(itself) == ["mets.xml has no text in it."]
    with pytest.raises(UnreadableFileError, match="names no ALTO"):
        read("<mets/>", "mets.xml")


def test_mets_brings_its_files_in_folders_and_archives(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    for name, data in {"mets.xml": METS.encode(), "other.xml": FIRST.encode(), **FILES}.items():
        (tmp_path / name).write_bytes(data)
    assert covered(tmp_path.rglob("*.xml")) == {tmp_path / name for name in (*FILES, "img/1.tif")}
    (given,) = sources(tmp_path / "mets.xml")
    assert isinstance(given, Source)
    assert len(pages(list(reader_for(given).read(given)))) == 2
    with zipfile.ZipFile(tmp_path / "issue.zip", "w") as archive:
        for path in sorted(tmp_path.rglob("*.xml")):
            archive.write(path, f"a/{path.relative_to(tmp_path)}")
    found = [item for item in sources(tmp_path / "issue.zip") if isinstance(item, Source)]
    assert [item.name.removeprefix(f"{tmp_path}/issue.zip/") for item in found] == ["a/mets.xml", "a/other.xml"]
    for item in sources(tmp_path / "issue.zip"):
        assert isinstance(item, Source)
        assert len(pages(list(reader_for(item).read(item)))) == (2 if item.name.endswith("mets.xml") else 1)


def test_page_xml() -> None:
    (page,) = pages(read(PAGE, "1.xml"))
    assert words(page) == "河堤加固|昨日上午，/河堤完工。|12"
    assert [region.kind for region in page.regions] == ["title", "text", "page number"]
    assert page.regions[0].box == (0.1, 0.05, 0.3, 0.1)


def test_page_xml_with_articles() -> None:
    (item,) = read(PAGE_ARTICLES, "1.xml")
    assert isinstance(item, Reading)
    first, second = articles([item])
    assert first["headline"] == "河堤加固"
    assert first["paragraphs"] == ["昨日上午，河堤完工。", "防汛安排"]
    assert second == {"headline": "学校开学", "paragraphs": ["学生到校。"]}
    assert [item.page.text[p.start : p.end] for p in item.aside] == ["江城日报", "不知何处。"]


@pytest.mark.parametrize("points", ["", "x,y", "1", "1,1", "-500,0 5,5", "0,0 1e999,5"])
def test_page_xml_with_outlines_that_are_none(points: str) -> None:
    (page,) = pages(read(page_xml(region("r", "", "河堤", points=points)), "1.xml"))
    assert [r.box for r in page.regions] == [None]


def test_hocr() -> None:
    (page,) = pages(read(HOCR, "1.html"))
    assert words(page) == "河堤加固|new dike/完工。"
    assert page.regions[0].box == (0.1, 0.05, 0.4, 0.05)


def test_hocr_of_single_words_in_vertical_print() -> None:
    areas = [
        f'<div class="ocr_carea" title="bbox {900 - 30 * line} {100 + 50 * at} {920 - 30 * line} {140 + 50 * at}"><span class="ocr_line">'
        f'<span class="ocrx_word"> {"甲乙"[line % 2]}{at} </span></span></div>'
        for line in range(4)
        for at in range(8)
    ]
    given = f'<html><body><div class="ocr_page" title="bbox 0 0 0 0">{"".join(areas)}</div></body></html>'
    (page,) = pages(read(given, "1.hocr"))
    assert words(page) == "/".join("".join(f"{'甲乙'[line % 2]}{at}" for at in range(8)) for line in range(4))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "河堤河堤"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NETWORK = '<!DOCTYPE alto SYSTEM "http://example.org/alto.dtd">'


@pytest.mark.parametrize("name", ["mets", "alto", "page"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_and_nothing_is_loaded(name: str, encoding: str) -> None:
    for whole in LAYOUTS[name]:
        body = whole.split("?>", 1)[1]
        for head in (ENTITIES, EXTERNAL):
            with pytest.raises(UnreadableFileError, match="declares entities"):
                list(READERS[name].read(source((head + body).encode(encoding), "1.xml")))
        if name != "mets":
            assert pages(list(READERS[name].read(source((NETWORK + body).encode(encoding), "1.xml"))))


@pytest.mark.parametrize("name", LAYOUTS)
def test_cut_deep_wrongly_encoded_and_empty_files_are_told(name: str) -> None:
    reader = READERS[name]
    for whole in LAYOUTS[name]:
        for cut in range(0, len(whole), 61):
            try:
                list(reader.read(source(whole[:cut], "1.xml")))
            except UnreadableFileError as error:
                assert "1.xml" in str(error)  # noqa: PT017
        deep = whole.replace("<Page ", "<d>" * 100_000 + "<Page ").replace("<div", "<div>" * 100_000 + "<div", 1)
        with pytest.raises(UnreadableFileError, match=r"1\.xml"):
            list(reader.read(source(deep, "1.xml")))
        wrong = whole.replace('encoding="UTF-8"', 'encoding="UTF-16"')
        given = source(wrong, "1.xml", FILES)
        assert pages(list(reader.read(given)))
        assert pages(list(reader.read(source(whole.encode("gb18030"), "1.xml", FILES))))
        assert pages(list(reader.read(source(whole.encode("utf-16"), "1.xml", FILES))))
    with pytest.raises(UnreadableFileError, match=r"1\.xml"):
        list(reader.read(source("", "1.xml")))
