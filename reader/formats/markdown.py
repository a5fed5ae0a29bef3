"""Markdown for reading and for note-taking programs: issue, page and article as headings, quotes with their source."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from reader.formats.clipping import Clipping, Context, link
from reader.formats.harmless import shown
from reader.formats.rows import kept
from reader.model import Article, Kind, Place, Status, Style
from reader.text.citations import cite, is_link

NEEDS_REVIEW = "needs review / 待查"
UNKNOWN_NEWSPAPER = "未知报纸"

# What CommonMark, its tables, footnotes and task lists (GFM), or Obsidian (==mark==, %%comment%%, $formula$, ^block) take for
# markup anywhere in a line: a backslash before it makes it a character. "." and ":" only where GFM would see an address.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$^#@]|={2,}|%{2,}|:(?=//)|(?<=\bwww)\.(?=\S)")
# And at the beginning of a line: lists and rules.
_LINE_START = re.compile(r"(?P<bullet>[-+](?=\s|-|$))|(?P<number>\d{1,9})(?P<dot>[.)](?=\s|$))|(?P<rule>=)")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_NO_TAG = re.compile(r"[^\w/-]+")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_TAG = re.compile(r"(\\*)<(?=[A-Za-z/!?])(?!(?:https?|mailto|jianbao|zotero|obsidian):[^\s<>]*>)")  # HTML, but not <https://…>


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write the annotations by place, each a quote, its citation with a link back, and the note in a callout of its own.

    Nothing in the texts of the newspaper becomes markup. A note is the user's own Markdown and stays so, but cannot reach
    beyond its callout, and HTML in it is shown and not run. Annotations in the bin are left out.
    """
    lines: list[str] = []
    above: tuple[str, str, int] | None = None
    for clipping in context.told(kept(clippings, context)):
        article = clipping.article
        here = (issue_heading(article.place), page_name(article.place), article.id)
        if above is None or here[0] != above[0]:
            lines += [f"# {here[0]}", ""]
        if here[1] and (above is None or here[:2] != above[:2]):
            lines += [f"## {here[1]}", ""]
        if here != above:
            lines += [f"### {heading(article.title)}", ""]
        lines += block(clipping, context)
        above = here
    to.write("\n".join(lines))


def issue_heading(place: Place) -> str:
    """江北日报 2021-03-05, escaped."""
    return heading(" ".join(filter(None, (place.newspaper or UNKNOWN_NEWSPAPER, place.date))))


def page_name(place: Place) -> str:
    """第A02版 要闻, escaped; '' where the page has no label."""
    return heading(page_words(place))


def page_words(place: Place) -> str:
    """第A02版 要闻; '' where the page has no label."""
    label = f"第{place.label}版" if place.label and re.fullmatch(r"[A-Za-z]*\d+", place.label) else place.label
    return " ".join(filter(None, (label, place.name)))


def block(clipping: Clipping, context: Context) -> Iterator[str]:
    """The lines of one annotation: quote, correction, source with its block id, note."""
    annotation = clipping.annotation
    if annotation.quote:
        yield from quoted(paragraphs(annotation.quote))
        yield ""
    if annotation.quote_corrected:
        yield f"校读：{escape(annotation.quote_corrected)}"
        yield ""
    yield _source_line(clipping, context)
    yield ""
    if annotation.note:
        yield from ["> [!note]", *quoted(note_lines(annotation.note))]
        yield ""


def _source_line(clipping: Clipping, context: Context) -> str:
    annotation = clipping.annotation
    parts = [f"— {escape(_citation(clipping.article, context))}", *_origin(clipping.article), f"[↗]({link(clipping)})"]
    if annotation.status is Status.NEEDS_REVIEW:
        parts.append(f"**{NEEDS_REVIEW}**")
    unusual = [str(k) for k in (annotation.kind, annotation.style) if k in (Kind.BOOKMARK, Style.UNDERLINE)]
    label = context.colour_names.get(annotation.colour, "")
    parts += [f"#{tag}" for tag in map(tag_name, (annotation.colour, label, *unusual, *annotation.tags)) if tag]
    return " ".join([*parts, f"^{annotation.short_id}"])


def _origin(article: Article) -> list[str]:
    """Where an article says that it comes from, unless its citation gives that already."""
    return [f"来源：{escape(article.origin)}"] if article.origin and not is_link(article.origin) else []


def _citation(article: Article, context: Context) -> str:
    return cite(article.place, article, context.citation_style)


def tag_name(tag: str) -> str:
    """A tag as Obsidian reads it: without blanks and punctuation, and not only digits."""
    name = _NO_TAG.sub("-", tag).strip("-")
    return f"{name}_" if name.isdecimal() else name


def heading(text: str) -> str:
    """A text as it stands in a heading."""
    return escape(" ".join(text.split()))


def quoted(lines: Sequence[str]) -> list[str]:
    """Lines as those of a quotation."""
    return [f"> {line}" if line else ">" for line in lines]


def paragraphs(text: str) -> list[str]:
    """The lines of a quote as paragraphs, each escaped, with an empty line between; blank lines in the quote do not count."""
    lines = [escape(line) for line in _LINE_ENDS.split(text) if line.strip()]
    return [part for line in lines for part in ("", line)][1:]


def escape(text: str) -> str:
    """A text of one paragraph such that Markdown shows its very characters, line ends and blanks at both ends as one blank."""
    line = _LINE_ENDS.sub(" ", shown(text)).strip(" \t")
    return _LINE_START.sub(_escaped_start, _MARKUP.sub(lambda m: "".join(f"\\{c}" for c in m[0]), line), count=1)


def inline(text: str) -> str:
    """A text within a line such that Markdown shows its very characters, between `==` too; blanks at its ends stay."""
    line = _MARKUP.sub(lambda m: "".join(f"\\{c}" for c in m[0]), _LINE_ENDS.sub(" ", shown(text)))
    return re.sub(r"(?<!\\)=", r"\=", line)


def line_start(words: str) -> str:
    """A line of `inline` words that Markdown takes for no list and no rule."""
    return _LINE_START.sub(_escaped_start, words, count=1)


def _escaped_start(found: re.Match[str]) -> str:
    if found.start():
        return found[0]
    return f"{found['number']}\\{found['dot']}" if found["number"] else f"\\{found[0]}"


def note_lines(note: str) -> list[str]:
    """The lines of a note, which is Markdown and stays so, with a backslash before each `<` that would begin HTML.

    Code is left alone, but only where it is beyond doubt: a construction that this reads as code and a program that shows the
    note does not would let HTML through.
    """
    lines = _LINE_ENDS.split(shown(note).strip("\r\n"))
    fenced = _fenced(lines)
    outside = [line for number, line in enumerate(lines) if number not in (fenced or ())]
    if fenced is None or any("`" in _CODE_SPAN.sub("", line) or "\\`" in line for line in outside):
        return [_TAG.sub(_shown, line) for line in lines]
    return [line if number in fenced else _without_html(line) for number, line in enumerate(lines)]


def _fenced(lines: Sequence[str]) -> set[int] | None:
    """The numbers of the lines in fenced code; None where a fence stands indented, in a list or a quote, or within a line."""
    found = set()
    open_fence = ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None and ("```" in line or "~~~" in line):
            return None
        if open_fence or fence:
            found.add(number)
        if fence and not open_fence:
            open_fence = fence[1]
        elif fence and fence[1].startswith(open_fence) and not fence[2].strip():
            open_fence = ""
    return found


def _without_html(line: str) -> str:
    parts = []
    at = 0
    for code in _CODE_SPAN.finditer(line):
        parts += [_TAG.sub(_shown, line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _TAG.sub(_shown, line[at:])])


def _shown(tag: re.Match[str]) -> str:
    """`<` as a character: with a backslash, unless it has one (an even number of them are characters themselves)."""
    return tag[0] if len(tag[1]) % 2 else f"{tag[1]}\\<"
