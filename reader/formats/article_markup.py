"""Articles with their marks as HTML that is XML too: for web pages and electronic books."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.formats.clipping import LINK, Context
from reader.formats.harmless import html, one_line
from reader.formats.markdown import page_words
from reader.formats.marked_article import MarkedArticle, MarkedBlock, Stretch, blocks, has_remark, placed
from reader.formats.rows import colour_words
from reader.model import COLOURS, Annotation, Article, Kind, Place, Role, Status, Style
from reader.text.citations import cite, is_link
from reader.translation import tr

_ELEMENTS = {Role.HEADLINE: "h2", Role.SECTION: "h3"}


def issue_words(place: Place) -> str:
    """江北日报 2021-03-05."""
    return " ".join(filter(None, (one_line(place.newspaper or tr("Unknown newspaper")), place.date)))


def article_name(article: Article) -> str:
    """What an article is called within its file, in letters that an id may have."""
    return f"article-{article.id}"


def outline(articles: Sequence[MarkedArticle], file_of: str = "") -> Iterator[str]:
    """A list of the articles by issue, with links; `file_of` is the name of an article's own file, with {} for its name."""
    yield "<ol>"
    for issue, group in groupby(articles, lambda m: issue_words(m.article.place)):
        yield f"<li><span>{html(issue)}</span><ol>"
        for marked in group:
            name = article_name(marked.article)
            target = file_of.format(name) if file_of else f"#{name}"
            yield f'<li><a href="{target}">{html(one_line(marked.article.title))}</a></li>'
        yield "</ol></li>"
    yield "</ol>"


def article_markup(marked: MarkedArticle, context: Context, book: bool) -> Iterator[str]:
    """The lines of an article: where it was printed, its words with their marks, what was noted, how it is cited.

    In a `book` (EPUB) notes are those that its readers open over the page.
    """
    article = marked.article
    numbers = {a.id: n for n, a in enumerate(marked.annotations, 1)}
    here = placed(marked)
    remarks = [a for a in marked.annotations if has_remark(a, a.id in here)]
    where = " ".join(filter(None, (issue_words(article.place), one_line(page_words(article.place)))))
    yield f'<section id="{article_name(article)}" class="article">'
    yield f'<p class="place">{html(where)}</p>'
    if not article.headline:
        yield f"<h2>{html(one_line(article.title))}</h2>"
    noted = {a.id for a in remarks}
    for block in blocks(marked):
        yield _block(article, block, numbers, noted, book)
    yield f'<p class="cite">{html(one_line(cite(article.place, article, context.citation_style)))} {_links(article)}</p>'
    if remarks:
        yield f'<div class="notes"><p class="notes-title">{html(tr("Notes"))}</p>'
        for annotation in remarks:
            yield _remark(article, annotation, numbers[annotation.id], annotation.id in here, context, book)
        yield "</div>"
    yield "</section>"


def _block(article: Article, block: MarkedBlock, numbers: dict[str, int], noted: set[str], book: bool) -> str:
    words = "".join(_stretch(article, stretch, numbers, noted, book) for stretch in block.stretches)
    element = _ELEMENTS.get(block.role, "p")
    look = "" if block.role in (*_ELEMENTS, Role.BODY) else f' class="{block.role}"'
    return f"<{element}{look}>{words}</{element}>"


def _stretch(article: Article, stretch: Stretch, numbers: dict[str, int], noted: set[str], book: bool) -> str:
    words = html(" ".join(stretch.text.split("\n")))
    for annotation in stretch.marks:
        under = " underline" if annotation.style is Style.UNDERLINE else ""
        words = f'<mark class="{_colour(annotation)}{under}">{words}</mark>'
    kind = ' epub:type="noteref"' if book else ""
    for annotation in stretch.ending:
        if annotation.id in noted:
            number = numbers[annotation.id]
            name = _name(article, number)
            words += f'<sup><a id="r-{name}" href="#n-{name}"{kind}>{number}</a></sup>'
    return words


def _colour(annotation: Annotation) -> str:
    return annotation.colour if annotation.colour in COLOURS else "grey"


def _name(article: Article, number: int) -> str:
    return f"{article.id}-{number}"


def _remark(article: Article, annotation: Annotation, number: int, has_place: bool, context: Context, book: bool) -> str:
    name = _name(article, number)
    lines = []
    if annotation.status is not Status.OK:
        lines.append(f'<p class="review">{html(tr(str(annotation.status)))}</p>')
    if not has_place and annotation.quote:
        lines.append(f"<blockquote>{_lines(annotation.quote)}</blockquote>")
    if annotation.quote_corrected:
        lines.append(f"<p>{html(tr('Corrected: {words}', words=one_line(annotation.quote_corrected)))}</p>")
    if annotation.note.strip():
        lines.append(_lines(annotation.note.strip()))
    facts = [tr(str(annotation.kind))] if annotation.kind is Kind.BOOKMARK else []
    facts += [colour_words(annotation.colour, context), *(f"#{tag}" for tag in annotation.tags)]
    facts += filter(None, (annotation.modified[:10], annotation.author))
    lines.append(f'<p class="facts">{html(" · ".join(map(one_line, facts)))}</p>')
    back = f'<a href="#r-{name}">{number}</a>' if has_place else f"{number}"
    element, kind = ("aside", ' epub:type="footnote"') if book else ("div", "")
    return (
        f'<{element} id="n-{name}" class="note {_colour(annotation)}"{kind}>'
        f'<p class="number">{back}</p><div>{"".join(lines)}</div></{element}>'
    )


def _lines(text: str) -> str:
    """A text of several lines, each a paragraph."""
    return "".join(f"<p>{html(line)}</p>" for line in text.splitlines() if line.strip())


def _links(article: Article) -> str:
    """Back to the article in the library, and to where it says that it comes from."""
    links = [(f"{LINK}open?article={article.id}", "↗")]
    if is_link(article.origin):
        links.append((article.origin, one_line(article.origin)))
    return " ".join(f'<a href="{html(target)}">{html(words)}</a>' for target, words in links)
