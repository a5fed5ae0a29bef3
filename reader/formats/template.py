"""Annotations by a template of one's own (Jinja2): whatever format its author needs."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from reader.errors import ExportError
from reader.formats.clipping import Clipping, Context, Writer, fields
from reader.formats.harmless import cell, one_line
from reader.formats.markdown import escape, note_lines, page_words, paragraphs, quoted, tag_name
from reader.formats.rows import colour_words, kept
from reader.model import Article
from reader.resources import resource
from reader.translation import tr

ENDINGS = (".j2", ".jinja", ".jinja2")
"""What the name of a template may end in, behind the ending that its exports have: notes.md.j2."""
_ESCAPING = frozenset({".html", ".htm", ".xhtml", ".xml", ".svg", ".fodt", ".tei", ".opml"})
_EXAMPLES = "export/templates"


def template_writer(path: Path) -> Writer:
    """A format that is what a template makes of the annotations. Raises ExportError for a file that is no template."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or tr("it is no text in UTF-8")
        words = "The template {path} cannot be read ({reason}). Check its name."
        raise ExportError(tr(words, path=path, reason=reason)) from error
    suffix = suffix_of(path.name)
    _compiled(source, path, _sandbox(suffix, dict))  # what is wrong in it is said before anything else is done
    return Writer(path.name, suffix, path.name, partial(_write, source, path))


def suffix_of(name: str) -> str:
    """The ending of what a template makes: .md of notes.md.j2."""
    bare = next((name.removesuffix(end) for end in ENDINGS if name.endswith(end)), name)
    return Path(bare).suffix or ".txt"


def examples() -> list[Path]:
    """The templates that come with the program, to be copied and changed."""
    return sorted(path for path in resource(_EXAMPLES).iterdir() if path.name.endswith(ENDINGS))


def _write(source: str, path: Path, clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    sandbox = _sandbox(suffix_of(path.name), lambda: context.step(0))
    code = _compiled(source, path, sandbox)
    values = _values(clippings, context)
    try:
        made = "".join(_measured(sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None)).generate(values)))
    except _faults() as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        raise _told(path, lines[-1] if lines else None, error) from error
    to.write(f"{made.rstrip()}\n" if made.strip() else "")


def _measured(chunks: Iterator[str]) -> Iterator[str]:
    from reader.formats import template_sandbox

    size = 0
    for chunk in chunks:
        size += len(chunk)
        template_sandbox.measure(size)
        yield chunk


def _sandbox(suffix: str, each_round: Callable[[], object]) -> Any:
    from reader.formats.template_sandbox import Sandbox  # Jinja2 takes a while to load, and few have templates

    sandbox = Sandbox(suffix.lower() in _ESCAPING, each_round)
    sandbox.filters |= {
        "line": one_line,
        "markdown": escape,
        "markdown_quote": lambda text: "\n".join(paragraphs(text)),
        "markdown_note": lambda text: "\n".join(note_lines(text)),
        "markdown_tag": tag_name,
        "quoted": lambda text: "\n".join(quoted(text.split("\n"))),
        "cell": lambda value: '"{}"'.format(cell("" if value is None else str(value)).replace('"', '""')),
    }
    return sandbox


def _compiled(source: str, path: Path, sandbox: Any) -> Any:
    from jinja2 import TemplateSyntaxError

    try:
        return sandbox.compile(source, name=path.name, filename=str(path))
    except TemplateSyntaxError as error:
        raise _told(path, error.lineno, error) from error
    except _faults() as error:
        raise _told(path, None, error) from error


def _faults() -> tuple[type[Exception], ...]:
    """What a template can do wrong: nothing else of it may stop the program, and nothing of ours is hidden as its fault."""
    from jinja2 import TemplateError

    wrong = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)
    return (TemplateError, *wrong)


def _told(path: Path, line: int | None, error: Exception) -> ExportError:
    reason = one_line(str(error)).rstrip(".") or type(error).__name__
    if "no loader for this environment" in reason:
        reason = tr("a template can take in no other file")
    if line:
        return ExportError(tr("{path}, line {line}: {reason}.", path=path, line=line, reason=reason))
    return ExportError(tr("{path} is no template that works: {reason}.", path=path, reason=reason))


def _values(clippings: Sequence[Clipping], context: Context) -> dict[str, Any]:
    """What a template sees: texts, numbers, lists and dictionaries of them, and nothing that leads elsewhere."""
    articles = []
    for _, group in groupby(context.told(kept(clippings, context)), lambda c: c.article.id):
        held = list(group)
        articles.append(_article(held[0].article, [_annotation(clipping, context) for clipping in held], context))
    return {
        "annotations": [annotation for article in articles for annotation in article["annotations"]],
        "articles": articles,
        "issues": [
            {"title": title, "pages": [{"title": name, "articles": list(held)} for name, held in groupby(group, _page_title)]}
            for title, group in groupby(articles, _issue_title)
        ],
        "library": context.library_title,
        "exported_at": context.exported_at,
        "version": context.app_version,
    }


def _annotation(clipping: Clipping, context: Context) -> dict[str, Any]:
    every = fields(clipping, context)
    return every | {"title": clipping.article.title, "color_name": colour_words(clipping.annotation.colour, context)}


_OF_ARTICLE = (
    *("newspaper", "issue_date", "issue_no", "page_no", "page_name", "article_id", "headline", "kicker", "subhead", "byline"),
    *("section", "source", "source_url", "citation"),
)


def _article(article: Article, annotations: list[dict[str, Any]], context: Context) -> dict[str, Any]:
    known = {name: annotations[0][name] for name in _OF_ARTICLE}
    more = {"title": article.title, "dateline": article.dateline, "annotations": annotations, "library": context.library_title}
    return known | more | {"app_link": f"jianbao://open?article={article.id}", "page_title": page_words(article.place)}


def _issue_title(article: dict[str, Any]) -> str:
    return " ".join(filter(None, (article["newspaper"] or "未知报纸", article["issue_date"])))


def _page_title(article: dict[str, Any]) -> str:
    return str(article["page_title"])
