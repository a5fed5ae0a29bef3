"""Marking an article by the words quoted from it, as the command line does."""

from collections.abc import Sequence
from dataclasses import replace

from reader.errors import NotFoundError, ReaderError
from reader.model import COLOURS, Annotation, Article, Change, Kind, Role, Style
from reader.services.annotating import highlight_on, new_annotation
from reader.services.history import History
from reader.store.archive import Archive
from reader.store.library import Library
from reader.text.anchors import locate
from reader.text.sheet import Sheet
from reader.text.tags import tags as as_tags

# The strings of `jianbao articles --json` that do not stand in one stretch where an article is read: a paragraph that goes on
# over the turn of a page, with jump lines between, and what is said of one role in several places.
_READ_ON = (frozenset({Role.BODY, Role.SECTION}), *(frozenset({role}) for role in Role))


def annotate(
    library: Library,
    article_id: int,
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    colour: str = COLOURS[0],
    note: str = "",
    tags: Sequence[str] = (),
    author: str = "",
    nth: int | None = None,
    style: Style = Style.SOLID,
) -> Annotation:
    """Mark a quote in an article of the library, or put a note on the whole of it where there is no quote; gives what was made.

    Raises NotFoundError for an unknown article, a quote that is not in it, or one that occurs more than once and that prefix,
    suffix and `nth` (counted from 1) do not tell apart; ReaderError for a colour that does not exist.
    """
    if colour not in COLOURS:
        raise ReaderError(f"There is no colour {colour}; choose one of {', '.join(COLOURS)}.")
    article = Archive(library).article(article_id)
    if article is None:
        raise NotFoundError(f"There is no article {article_id} in {library.path}; `jianbao articles` lists them.")
    if quote:
        found = marked(article, quote, prefix, suffix, nth)
        made = replace(found, colour=colour, style=style, author=author, note=note, tags=as_tags(tags))
    else:
        made = replace(new_annotation(article.id, Kind.NOTE, author), colour=colour, note=note, tags=as_tags(tags))
    History(library).do(Change("Highlight" if quote else "Note on the article", after=(made,)))
    return made


def marked(article: Article, quote: str, prefix: str = "", suffix: str = "", nth: int | None = None) -> Annotation:
    """A highlight on a quote from an article: from its text as it is read, or from one of its strings as they are listed.

    Raises NotFoundError as `annotate` does.
    """
    sheet = Sheet(article)
    if _holds(sheet, quote):
        made = highlight_on(sheet, *locate(sheet.text, quote, prefix, suffix, nth), COLOURS[0])
        if _bare(made.quote) == _bare(quote):  # else it begins or ends in a jump line
            return made
    for roles in _READ_ON:
        part = Sheet(replace(article, fragments=tuple(f for f in article.fragments if f.piece.role in roles)))
        if quote.strip() and _holds(part, quote):
            made = highlight_on(part, *locate(part.text, quote, prefix, suffix, nth), COLOURS[0])
            shown = sheet.ranges(made.spans)
            before, after = sheet.context(shown[0][0], shown[-1][1])
            return replace(made, prefix=before, suffix=after)
    return highlight_on(sheet, *locate(sheet.text, quote, prefix, suffix, nth), COLOURS[0])


def _holds(sheet: Sheet, quote: str) -> bool:
    return _bare(quote) in _bare(sheet.text)


def _bare(text: str) -> str:
    return "".join(text.split())
