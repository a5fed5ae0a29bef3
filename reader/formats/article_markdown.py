"""Articles with their marks as Markdown: what is marked between ==, what was noted in footnotes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from reader.formats.clipping import LINK, Context
from reader.formats.markdown import (
    NEEDS_REVIEW,
    escape,
    heading,
    inline,
    issue_heading,
    line_start,
    note_lines,
    page_name,
    tag_name,
)
from reader.formats.marked_article import MarkedArticle, MarkedBlock, Stretch, blocks, placed
from reader.model import Annotation, Kind, Role, Status, Style
from reader.text.citations import cite, is_link

_BLANK = " \t\n"


def write(articles: Sequence[MarkedArticle], to: TextIO, context: Context) -> None:
    """Write the articles under their issues and pages, each with its citation, and below it a footnote for each mark.

    Nothing in the texts becomes markup, but what a note has of its own.
    """
    lines: list[str] = []
    above: tuple[str, str] = ("", "")
    for marked in context.told(articles):
        place = marked.article.place
        here = (issue_heading(place), page_name(place))
        if here[0] != above[0]:
            lines += [f"# {here[0]}", ""]
        if here[1] and here != above:
            lines += [f"## {here[1]}", ""]
        lines += _article(marked, context)
        above = here
    to.write("\n".join(lines))


def _article(marked: MarkedArticle, context: Context) -> Iterator[str]:
    article = marked.article
    if not article.headline:
        yield from (f"### {heading(article.title)}", "")
    for block in blocks(marked):
        yield from (_block(block), "")
    source = f" <{article.origin}>" if is_link(article.origin) and not set(article.origin) & set("<> ") else ""
    citation = escape(cite(article.place, article, context.citation_style))
    here = placed(marked)
    others = "".join(_reference(a) for a in marked.annotations if a.id not in here)  # what nothing refers to is not shown
    yield from (f"— {citation}{source} [↗]({LINK}open?article={article.id}){others}", "")
    for annotation in marked.annotations:
        yield from _footnote(annotation, annotation.id in here, context)


def _block(block: MarkedBlock) -> str:
    words = "".join(_phrase(mark, list(held)) for mark, held in groupby(_phrases(block.stretches), lambda p: p[0]))
    words = words.strip(_BLANK)
    if block.stretches and not block.stretches[0].marks:
        words = line_start(words)
    match block.role:
        case Role.HEADLINE:
            return f"### {words}"
        case Role.SECTION:
            return f"#### {words}"
        case Role.BODY:
            return words
    return f"*{words}*" if words and not any(s.marks for s in block.stretches) else words


def _phrases(stretches: Sequence[Stretch]) -> Iterator[tuple[tuple[int, str], Stretch]]:
    """The stretches, each with what parts it from those that are read on with it: how it is marked, and footnotes before it."""
    notes = 0
    for stretch in stretches:
        underlined = stretch.marks and all(a.style is Style.UNDERLINE for a in stretch.marks)
        yield (notes, "u" if underlined else "=" if stretch.marks else ""), stretch
        notes += len(stretch.ending)


def _phrase(key: tuple[int, str], held: Sequence[tuple[object, Stretch]]) -> str:
    """Words as they are marked, then their footnotes; blanks at the ends stand outside, or `==` would not count."""
    text = "".join(stretch.text for _, stretch in held)
    bare = text.strip(_BLANK)
    before, _, after = text.partition(bare) if bare else (text, "", "")
    words = inline(bare)
    if bare and key[1]:
        words = f"<u>{words}</u>" if key[1] == "u" else f"=={words}=="
    notes = "".join(_reference(a) for _, stretch in held for a in stretch.ending)
    return f"{' ' if before else ''}{words}{' ' if after else ''}{notes}"


def _reference(annotation: Annotation) -> str:
    return f"[^{tag_name(annotation.short_id)}]"


def _footnote(annotation: Annotation, has_place: bool, context: Context) -> Iterator[str]:
    """What is to be said of a mark, the lines after the first indented, as footnotes go on."""
    label = context.colour_names.get(annotation.colour, "")
    facts = [f"#{tag}" for tag in map(tag_name, (annotation.colour, label, *annotation.tags)) if tag]
    if annotation.status is Status.NEEDS_REVIEW:
        facts.insert(0, f"**{NEEDS_REVIEW}**")
    if annotation.kind is Kind.BOOKMARK:
        facts.append(f"#{annotation.kind}")
    yield f"{_reference(annotation)}: {' '.join(facts)}"
    if not has_place and annotation.quote:
        yield from ("", *(f"    > {escape(line)}" for line in annotation.quote.splitlines() if line.strip()))
    if annotation.quote_corrected:
        yield from ("", f"    校读：{escape(annotation.quote_corrected)}")
    if annotation.note.strip():
        yield from ("", *(f"    {line}" if line else "" for line in note_lines(annotation.note)))
    yield ""
