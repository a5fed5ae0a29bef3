"""One HTML file that shows the annotations in any browser: outline, search, filters by colour and tag, light and dark."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TextIO

from reader.formats.clipping import Clipping, Context, fields
from reader.formats.harmless import html, one_line
from reader.formats.rows import colour_words, kept
from reader.model import COLOURS, Article, Place, Status
from reader.resources import resource
from reader.translation import tr

# What is said of an annotation beside what a reader of the page sees.
_DATA = (
    *("id", "kind", "style", "color", "color_label", "prefix", "suffix", "start", "end", "text_version", "anchor_status"),
    *("created", "modified", "author", "issue_no", "section"),
)


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write the page, which asks nothing of the network and runs no script but its own, whatever stands in the texts.

    A note is shown as it was written, not as Markdown. Annotations in the bin are left out.
    """
    found = kept(clippings, context)
    title, program = one_line(context.library_title or tr("Annotations")), part("page.js")
    groups = [list(group) for _, group in groupby(found, lambda c: c.article.id)]
    lines = [
        *page_head(title, context, part("page.css"), program),
        "<body>",
        f"<header><h1>{html(title)}</h1>",
        *_controls(found, context),
        "<div>",
        *_outline([group[0].article for group in groups]),
        "<main>",
        *(line for group in groups for line in _section(group, context)),
        "</main>",
        "</div>",
        f"<script>{program}</script>",
        "</body>",
        "</html>",
    ]
    to.write("\n".join([*lines, ""]))


def part(name: str) -> str:
    """A file of resources/export, which becomes a part of a page."""
    return resource(f"export/{name}").read_text(encoding="utf-8")


def _allowed(part: str) -> str:
    """The source that lets a browser run this part and no other (CSP level 2): its hash; none for an empty one."""
    digest = base64.b64encode(hashlib.sha256(part.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'" if part else "'none'"


def page_head(title: str, context: Context, look: str, program: str) -> list[str]:
    """The head of a page that may wear this look and run this program, and load nothing."""
    sources = f"style-src {_allowed(look)}; script-src {_allowed(program)}"
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    return [
        "<!doctype html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="Jianbao {html(context.app_version)}">',
        f'<meta name="date" content="{html(context.exported_at)}">',
        f"<title>{html(title)}</title>",
        f"<style>{look}</style>",
        "</head>",
    ]


def _controls(found: Sequence[Clipping], context: Context) -> list[str]:
    """The search and the filters; hidden until the script runs, because without it they do nothing."""
    used = {c.annotation.colour for c in found}
    colours = [colour for colour in COLOURS if colour in used] + sorted(used - set(COLOURS))
    tags = sorted({tag for c in found for tag in c.annotation.tags})
    return [
        "<form hidden>",
        f'<input type="search" name="words" placeholder="{html(tr("Search"))}" aria-label="{html(tr("Search"))}">',
        *_choice("colour", tr("All colours"), [(colour, colour_words(colour, context)) for colour in colours]),
        *_choice("tag", tr("All tags"), [(tag, tag) for tag in tags]),
        "<output></output>",
        "</form>",
        "</header>",
    ]


def _choice(name: str, everything: str, values: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'<select name="{name}" aria-label="{html(everything)}"><option value="">{html(everything)}</option>'
    yield from (f'<option value="{html(value)}">{html(words)}</option>' for value, words in values)
    yield "</select>"


def _outline(articles: Sequence[Article]) -> Iterator[str]:
    yield "<nav>"
    for issue, group in groupby(articles, lambda a: _issue(a.place)):
        yield f"<h2>{html(issue)}</h2>"
        yield "<ul>"
        for article in group:
            name = _section_id(article)
            yield f'<li data-of="{name}"><a href="#{name}">{html(one_line(article.title))}</a></li>'
        yield "</ul>"
    yield "</nav>"


def _issue(place: Place) -> str:
    return " ".join(filter(None, (one_line(place.newspaper or tr("Unknown newspaper")), place.date)))


def _section_id(article: Article) -> str:
    return f"article-{article.id}"


def _section(group: Sequence[Clipping], context: Context) -> Iterator[str]:
    article = group[0].article
    place = article.place
    yield f'<section id="{_section_id(article)}">'
    yield f"<h2>{html(' '.join(filter(None, (_issue(place), place.label, place.name))))}</h2>"
    if article.kicker:
        yield f"<p>{html(one_line(article.kicker))}</p>"
    yield f"<h3>{html(one_line(article.title))}</h3>"
    yield from (f"<p>{html(one_line(text))}</p>" for text in (article.subhead, article.byline) if text)
    for clipping in context.told(group):
        yield from _article(clipping, fields(clipping, context))
    yield "</section>"


def _article(clipping: Clipping, every: dict[str, Any]) -> Iterator[str]:
    annotation = clipping.annotation
    data = "".join(
        f' data-{name.replace("_", "-")}="{html(str(every[name]))}"' for name in _DATA if every[name] not in (None, "")
    )
    tags = html(json.dumps(every["tags"], ensure_ascii=False))
    yield f'<article id="{html(annotation.short_id)}"{data} data-tags="{tags}">'
    if annotation.quote:
        yield f'<blockquote cite="{html(every["link"])}"><span>{html(annotation.quote)}</span></blockquote>'
    if annotation.quote_corrected:
        yield f"<p>{html(tr('Corrected: {words}', words=annotation.quote_corrected))}</p>"
    yield f'<cite>{html(every["citation"])} {_origin(every)}<a href="{html(every["link"])}">↗</a></cite>'
    if annotation.note:
        yield f'<div class="note">{html(annotation.note)}</div>'
    yield f"<footer>{' · '.join(_facts(clipping))}</footer>"
    yield "</article>"


def _origin(every: dict[str, Any]) -> str:
    """Where the article comes from: an address can be opened, other words stand there."""
    if every["source_url"]:
        return f'<a href="{html(every["source_url"])}" rel="noreferrer noopener">{html(every["source_url"])}</a> '
    return f"{html(tr('Source: {source}', source=every['source']))} " if every["source"] else ""


def _facts(clipping: Clipping) -> Iterator[str]:
    annotation = clipping.annotation
    if annotation.status is not Status.OK:
        yield f'<span class="review">{html(tr(str(annotation.status)))}</span>'
    yield from (html(f"#{tag}") for tag in annotation.tags)
    yield from (html(words) for words in (annotation.modified[:10], annotation.author) if words)
