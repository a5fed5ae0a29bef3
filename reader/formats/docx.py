"""A document for word processors (DOCX): articles as headings, quotes with their citation as footnote, notes as comments."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from reader.formats.clipping import Clipping, Context, fields
from reader.formats.harmless import html, one_line, shown
from reader.formats.ooxml import relations, write_package
from reader.formats.rows import colour_words, kept
from reader.model import COLOURS, Article, Kind, Status
from reader.translation import tr

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FILLS = dict(zip(COLOURS, ("FFEC8A", "C3ECB2", "BFDFFC", "FBCBDC", "FFD3A1", "DDCDF8", "FFB9AE", "DCDAD4"), strict=True))
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_SETTINGS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/>'
_SHEET = (  # A4, in twentieths of a point
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
)
_COMMENTS = 1_000_000  # and on, the ids of comments: LibreOffice takes a footnote for the comment of the same id
_PARTS = ("styles", "settings", "footnotes", "comments")


def write(clippings: Sequence[Clipping], to: BinaryIO, context: Context) -> None:
    """Write the annotations by place. A note is shown as it was written, not as Markdown. The bin is left out."""
    body, footnotes, comments = [], [_SEPARATORS], []
    above = ("", 0)
    for number, clipping in enumerate(context.told(kept(clippings, context)), 1):
        issue = _issue(clipping.article)
        if issue != above[0]:
            body.append(_paragraph(_run(issue), "Heading1"))
        if clipping.article.id != above[1]:
            body += _heading(clipping.article)
        above = (issue, clipping.article.id)
        body += _clipping(number, clipping, context)
        footnotes.append(_footnote(number, fields(clipping, context)["citation"]))
        if _remark(clipping):
            comments.append(_comment(_COMMENTS + number, clipping))
    parts = {
        "word/document.xml": (
            f"{_KIND}.document.main+xml",
            f"<w:document {_W}><w:body>\n{''.join(body)}{_SHEET}</w:body></w:document>",
        ),
        "word/_rels/document.xml.rels": ("", relations((name, f"{name}.xml") for name in _PARTS)),
        "word/styles.xml": (f"{_KIND}.styles+xml", _styles()),
        "word/settings.xml": (f"{_KIND}.settings+xml", f"<w:settings {_W}>{_SETTINGS}</w:settings>"),
        "word/footnotes.xml": (f"{_KIND}.footnotes+xml", f"<w:footnotes {_W}>{''.join(footnotes)}</w:footnotes>"),
        "word/comments.xml": (f"{_KIND}.comments+xml", f"<w:comments {_W}>{''.join(comments)}</w:comments>"),
    }
    write_package(to, parts, "word/document.xml")


def _styles() -> str:
    def style(name: str, title: str, look: str, layout: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
            f"<w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        )

    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
        '<w:sz w:val="22"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + style("Heading1", "heading 1", '<w:b/><w:sz w:val="32"/>', f'<w:keepNext/>{_space(360, 80)}<w:outlineLvl w:val="0"/>')
        + style("Heading2", "heading 2", '<w:b/><w:sz w:val="26"/>', f'<w:keepNext/>{_space(240, 60)}<w:outlineLvl w:val="1"/>')
        + style("Quote", "Quote", "", f'<w:keepNext/>{_space(160, 0)}<w:ind w:left="420"/>')
        + style("Facts", "Facts", '<w:color w:val="645E55"/><w:sz w:val="18"/>', '<w:ind w:left="420"/>')
        + style("FootnoteText", "footnote text", '<w:sz w:val="18"/>')
        + style("CommentText", "annotation text", '<w:sz w:val="20"/>')
        + "</w:styles>"
    )


def _space(before: int, after: int) -> str:
    """The room above and below a paragraph, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _issue(article: Article) -> str:
    return one_line(" ".join(filter(None, (article.place.newspaper or tr("Unknown newspaper"), article.place.date))))


def _heading(article: Article) -> Iterator[str]:
    yield _paragraph(_run(one_line(article.title)), "Heading2")
    label, name = article.place.label, article.place.name
    about = filter(None, (article.kicker, article.subhead, article.byline, " ".join(filter(None, (label, name)))))
    if words := " · ".join(map(one_line, about)):
        yield _paragraph(_run(words), "Facts")


def _clipping(number: int, clipping: Clipping, context: Context) -> Iterator[str]:
    """The quote in its colour, or what the annotation is where it has none, with comment and footnote, then facts and link."""
    annotation = clipping.annotation
    words = annotation.quote or (tr("Note on the article") if annotation.kind is Kind.NOTE else tr(str(annotation.kind)))
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_FILLS.get(annotation.colour, _FILLS["grey"])}"/>'
    lines = [line for line in shown(words).split("\n") if line.strip()] or [""]
    begin, end = "", ""
    if _remark(clipping):
        name = _COMMENTS + number
        begin = f'<w:commentRangeStart w:id="{name}"/>'
        end = f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'
    end += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    for at, line in enumerate(lines):
        yield _paragraph((begin if at == 0 else "") + _run(line, fill) + (end if at == len(lines) - 1 else ""), "Quote")
    yield _facts(clipping, context)


def _facts(clipping: Clipping, context: Context) -> str:
    annotation = clipping.annotation
    every = fields(clipping, context)
    status = [tr(str(annotation.status))] if annotation.status is not Status.OK else []
    source = [] if every["source_url"] or not every["source"] else [tr("Source: {source}", source=every["source"])]
    facts = [*status, colour_words(annotation.colour, context), *(f"#{tag}" for tag in annotation.tags), *source]
    link = f'<w:fldSimple w:instr=" HYPERLINK &quot;{html(every["link"])}&quot; ">{_run("↗")}</w:fldSimple>'
    return _paragraph(_run(f"{' · '.join(map(one_line, facts))} ") + link, "Facts")


def _footnote(number: int, citation: str) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{number}">{_paragraph(mark + _run(f" {one_line(citation)}"), "FootnoteText")}</w:footnote>'


def _remark(clipping: Clipping) -> str:
    """What stands in the comment: the note and the corrected words."""
    annotation = clipping.annotation
    corrected = tr("Corrected: {words}", words=annotation.quote_corrected) if annotation.quote_corrected else ""
    return "\n".join(filter(None, (shown(annotation.note).strip(), shown(corrected))))


def _comment(number: int, clipping: Clipping) -> str:
    annotation = clipping.annotation
    lines = "".join(_paragraph(_run(line), "CommentText") for line in _remark(clipping).split("\n"))
    when = f' w:date="{html(annotation.modified[:19])}Z"' if len(annotation.modified) > 18 else ""
    return f'<w:comment w:id="{number}" w:author="{html(one_line(annotation.author))}"{when}>{lines}</w:comment>\n'


def _paragraph(content: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>\n'


def _run(text: str, look: str = "") -> str:
    tabs = '</w:t><w:tab/><w:t xml:space="preserve">'.join(html(part) for part in text.split("\t"))
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{tabs}</w:t></w:r>'
