"""Articles with their marks as Markdown, web page and book: whole, harmless, and each mark and note in its place."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.formats import ARTICLE_WRITERS, Form
from reader.formats.marked_article import MarkedArticle, blocks, collection_title, ordered
from reader.model import Annotation, Article, Fragment, Kind, Piece, Place, Role, Span
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, FLOOD, LOST, ON_ARTICLE, OVERLAPPING, TURNING, annotation
from tests.formats.test_html_page import Page

GOLDEN = Path(__file__).parent / "golden"
X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
FOUL = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</section></body>",
    "==x== `a` [^1]: y",
    "]]>\x00\u202e",
]


def marked(article: Article) -> MarkedArticle:
    found = [c.annotation for c in CLIPPINGS if c.article is article and not c.annotation.deleted]
    return MarkedArticle(article, ordered(found, article))


ARTICLES = [marked(BRIDGE), marked(FLOOD)]


def written(name: str, articles: list[MarkedArticle] = ARTICLES) -> bytes:
    if ARTICLE_WRITERS[name].form is Form.BYTES:
        packed = BytesIO()
        ARTICLE_WRITERS[name].write(articles, packed, CONTEXT)
        return packed.getvalue()
    out = StringIO(newline="")
    ARTICLE_WRITERS[name].write(articles, out, CONTEXT)
    return out.getvalue().encode("utf-8")


def book(articles: list[MarkedArticle] = ARTICLES) -> dict[str, bytes]:
    with ZipFile(BytesIO(written("articles-epub", articles))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def golden_text(name: str) -> str:
    if name == "articles-epub":
        return "".join(f"===== {part}\n{text.decode('utf-8')}" for part, text in book().items())
    return written(name).decode("utf-8")


def golden(name: str) -> Path:
    return GOLDEN / (f"{name}.parts.txt" if name == "articles-epub" else f"{name}{ARTICLE_WRITERS[name].suffix}")


@pytest.mark.parametrize("name", ARTICLE_WRITERS)
def test_the_golden_file(name: str) -> None:
    assert golden_text(name) == golden(name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", ARTICLE_WRITERS)
def test_every_word_and_every_note_is_there(name: str) -> None:
    text = golden_text(name)
    bare = re.sub(r"<[^>]*>|[\\=]|\[\^\w+\]", "", text).replace("&lt;", "<").replace("&gt;", ">")
    for words in ("两岸[往来]只要五分钟", "𠮷野家住桥西，他说：“桥通了😀", "，无人受伤。", "本报记者 张三"):
        assert words in bare
    for mark in (OVERLAPPING, TURNING, LOST, ON_ARTICLE):
        assert mark.note.split("\n")[0].replace("`<code>`", "")[:4] in bare.replace("&#x27;", "'")
    assert "民-生" in text or "民 生" in text


def test_stretches_know_who_marks_them_and_join_to_the_text() -> None:
    found = list(blocks(marked(BRIDGE)))
    [paragraph] = [b for b in found if "野家" in b.stretches[0].text]
    assert [(s.text, len(s.marks), len(s.ending)) for s in paragraph.stretches] == [
        ("𠮷野家住桥西，他说：“", 1, 0),
        ("桥通了😀", 2, 1),
        ("，\t日子好了。”", 1, 1),
    ]
    assert sum(TURNING in s.ending for b in found for s in b.stretches) == 1


def test_a_paragraph_that_turns_the_page_is_one() -> None:
    halves = (Fragment(Piece(0, 3, Role.BODY, 0), "桥通了", 1), Fragment(Piece(0, 3, Role.BODY, 0), "五分钟", 2))
    article = Article((halves[0], Fragment(Piece(9, 11, Role.CAPTION, 1), "图片", 1), halves[1]), id=1)
    assert next("".join(s.text for s in b.stretches) for b in blocks(MarkedArticle(article))).startswith("桥通了")
    assert [b.role for b in blocks(MarkedArticle(replace(article, fragments=halves)))] == [Role.BODY]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=6))
def test_whatever_is_marked_no_word_is_lost_and_none_doubled(spans: list[tuple[int, int]]) -> None:
    text = "昨日河水上涨三尺，无人受伤。桥西的店重开，大家都说好。"
    article = Article((Fragment(Piece(0, len(text), Role.BODY, 0), text, 1),), id=1)
    marks = [Annotation(f"{n}", f"S{n}", 1, Kind.HIGHLIGHT, spans=(Span(1, s, s + size),)) for n, (s, size) in enumerate(spans)]
    one = MarkedArticle(article, ordered(marks, article))
    [block] = blocks(one)
    assert "".join(s.text for s in block.stretches) == text
    endings = [a.id for s in block.stretches for a in s.ending]
    assert len(endings) == len(set(endings))
    assert all(written(name, [one]) for name in ARTICLE_WRITERS)


@pytest.mark.parametrize("foul", FOUL)
def test_nothing_in_a_text_becomes_markup(foul: str) -> None:
    article = replace(
        FLOOD,
        fragments=tuple(replace(f, text=foul) for f in FLOOD.fragments),
        origin=foul,
        place=Place(foul, "2021-03-05", foul, foul),
    )
    note = annotation(1, article, foul, Span(3, 0, 4), note=foul, tags=(foul,), author=foul, colour=foul, short_id=foul)
    one = MarkedArticle(article, (note, annotation(2, article, foul, note=foul, quote_corrected=foul)))
    page = Page(written("articles-html", [one, marked(BRIDGE)]).decode("utf-8"))
    assert not page.all("script")
    assert not page.all("img")
    assert not any(name.startswith("on") or name == "src" for _, given_ in page.elements for name in given_)
    for name, data in book([one]).items():
        if name.endswith(("xhtml", "opf", "xml")):
            root = etree.fromstring(data)
            assert not list(root.iter(f"{X}script", f"{X}img"))


def test_the_page_runs_nothing_and_asks_nothing_of_the_network() -> None:
    page = Page(written("articles-html").decode("utf-8"))
    [policy] = [str(given_["content"]) for given_, _ in page.all("meta") if given_.get("http-equiv")]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert not re.search(r"url\(|@import", page.all("style")[0][1])


@pytest.mark.parametrize("name", ["articles-html", "articles-epub"])
def test_every_link_within_leads_somewhere_and_no_name_is_given_twice(name: str) -> None:
    pages = [data for part, data in book().items() if part.endswith("xhtml")] if name == "articles-epub" else [written(name)]
    for data in pages:
        root = etree.fromstring(data) if name == "articles-epub" else etree.HTML(data.decode("utf-8"))
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        links = [e.get("href") for e in root.iter() if (e.get("href") or "").startswith("#")]
        assert {link[1:] for link in links} <= set(ids)


def test_a_book_is_packed_as_epub_wants_it() -> None:
    data = written("articles-epub")
    with ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", ZIP_STORED, b"application/epub+zip")
        assert data[30:38] == b"mimetype"
    assert written("articles-epub") == data


def test_the_parts_of_a_book_are_well_formed_and_listed() -> None:
    found = book()
    opf = etree.fromstring(found["book/package.opf"])
    n = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
    items = {e.get("id"): e.get("href") for e in opf.iterfind(".//o:item", n)}
    assert {f"book/{href}" for href in items.values()} | {"mimetype", "META-INF/container.xml", "book/package.opf"} == set(
        found
    )
    assert [items[e.get("idref")] for e in opf.iterfind(".//o:itemref", n)] == [
        "nav.xhtml",
        "article-7.xhtml",
        "article-3.xhtml",
    ]
    assert [opf.findtext(f".//dc:{name}", None, n) for name in ("title", "language")] == ["江北县志资料", "zh-CN"]
    nav = etree.fromstring(found["book/nav.xhtml"])
    [contents] = [e for e in nav.iter(f"{X}nav") if e.get(EPUB_TYPE) == "toc"]
    assert [e.get("href") for e in contents.iter(f"{X}a")] == ["article-7.xhtml", "article-3.xhtml"]
    page = etree.fromstring(found["book/article-7.xhtml"])
    refs = [e.get("href") for e in page.iter(f"{X}a") if e.get(EPUB_TYPE) == "noteref"]
    notes = {f"#{e.get('id')}" for e in page.iter(f"{X}aside") if e.get(EPUB_TYPE) == "footnote"}
    assert set(refs) <= notes
    assert len(notes) == 5


@pytest.mark.parametrize("articles", [ARTICLES, []], ids=["two", "none"])
def test_a_book_is_valid_by_epubcheck(articles: list[MarkedArticle], tmp_path: Path) -> None:
    tool, java = shutil.which("epubcheck"), shutil.which("java")
    if tool is None or java is None:
        pytest.skip("epubcheck is not installed")
    path = tmp_path / "book.epub"
    path.write_bytes(written("articles-epub", articles))
    jar = Path(tool).resolve()
    command = [java, "-jar", str(jar)] if jar.suffix == ".jar" else [tool]
    said = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=120, check=False)
    faults = re.findall(r"^(?:ERROR|FATAL|WARNING)\(((?!HTM-025)[^)]*)\)", said.stdout + said.stderr, re.MULTILINE)
    assert faults == []  # HTM-025: it does not know jianbao:
    assert "0 fatals / 0 errors" in said.stdout + said.stderr


def test_a_collection_is_called_after_what_it_holds() -> None:
    other = MarkedArticle(replace(BRIDGE, id=9))
    later = MarkedArticle(replace(BRIDGE, id=10, place=Place("江北日报", "2021-03-06", "1")))
    assert collection_title([ARTICLES[0]], "x") == BRIDGE.title
    assert collection_title([ARTICLES[0], other], "x") == "江北日报 2021-03-05"
    assert collection_title([other, later], "x") == "江北日报"
    assert collection_title(ARTICLES, "x") == "x"


if __name__ == "__main__":
    for format_name in ARTICLE_WRITERS:
        golden(format_name).write_bytes(golden_text(format_name).encode("utf-8"))
