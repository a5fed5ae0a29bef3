"""Articles with their marks as an electronic book (EPUB 3): a file for each article, with contents by issue."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reader.formats.article_markup import article_markup, article_name, outline
from reader.formats.clipping import Context
from reader.formats.harmless import html, one_line
from reader.formats.html_page import part
from reader.formats.marked_article import MarkedArticle, collection_title
from reader.formats.ooxml import LONG_AGO
from reader.translation import tr

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPS = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN"'
_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def write(articles: Sequence[MarkedArticle], to: BinaryIO, context: Context) -> None:
    """Write the book; the same articles, marks and context give the same bytes."""
    title = one_line(collection_title(articles, context.library_title or tr("Articles")))
    with ZipFile(to, "w") as archive:
        _put(archive, "mimetype", "application/epub+zip", ZIP_STORED)  # first and as it is (OCF 3.3, 4.2.2)
        _put(archive, "META-INF/container.xml", _HEAD + _CONTAINER)
        _put(archive, "book/package.opf", _package(articles, title, context))
        _put(archive, "book/nav.xhtml", _page(title, _contents(articles, title)))
        _put(archive, "book/book.css", part("book.css"))
        for marked in context.told(articles):
            text = "\n".join(article_markup(marked, context, book=True))
            _put(archive, f"book/{article_name(marked.article)}.xhtml", _page(one_line(marked.article.title), text))


def _put(archive: ZipFile, name: str, text: str, how: int = ZIP_DEFLATED) -> None:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = how
    archive.writestr(info, text)


def _page(title: str, body: str) -> str:
    return (
        f"{_HEAD}<!DOCTYPE html>\n<html {_OPS}><head><title>{html(title) or '—'}</title>"
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head><body>\n{body}\n</body></html>\n'
    )


def _contents(articles: Sequence[MarkedArticle], title: str) -> str:
    lines = outline(articles, "{}.xhtml") if articles else ['<ol><li><a href="nav.xhtml">—</a></li></ol>']
    return f'<nav epub:type="toc" id="toc"><h1>{html(title)}</h1>\n{"".join(lines)}\n</nav>'


def _package(articles: Sequence[MarkedArticle], title: str, context: Context) -> str:
    names = [article_name(marked.article) for marked in articles]
    book = uuid5(NAMESPACE_URL, f"jianbao:{context.library_id}/{'/'.join(names)}")
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{n}"/>' for n in names)
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{book}</dc:identifier><dc:title>{html(title)}</dc:title>'
        f"<dc:language>zh-CN</dc:language>{''.join(_facts(articles))}"
        f'<meta property="dcterms:modified">{html(context.exported_at[:19])}Z</meta></metadata>\n'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="book.css" media-type="text/css"/>{items}</manifest>\n'
        f'<spine><itemref idref="nav"/>{spine}</spine>\n</package>\n'
    )


def _facts(articles: Sequence[MarkedArticle]) -> Iterator[str]:
    """What a library of books lists: the newspapers as creators, and the day where it is one."""
    places = [marked.article.place for marked in articles]
    for newspaper in dict.fromkeys(p.newspaper for p in places if p.newspaper):
        yield f"<dc:creator>{html(one_line(newspaper))}</dc:creator>"
    dates = {p.date for p in places if p.date}
    if len(dates) == 1:
        yield f"<dc:date>{html(dates.pop())}</dc:date>"
