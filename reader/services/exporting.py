"""Taking annotations and articles out: what to take, and writing it so that an old file stays whole until the new one is."""

import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from reader import __version__
from reader.errors import ExportError
from reader.formats import ARTICLE_WRITERS, WRITERS, Clipping, Context, Form, Writer
from reader.formats.clipping import in_order
from reader.formats.file_names import PATTERN, check_pattern, free_name, patterned, values_of
from reader.formats.marked_article import MarkedArticle
from reader.formats.template import suffix_of, template_writer
from reader.model import Article
from reader.services.export_request import Request
from reader.services.taking import articles_of, clippings
from reader.services.whole_files import made_folder, replaced
from reader.store.archive import Archive
from reader.store.library import Library, now
from reader.translation import tr

STYLE = "gbt7714-2025"  # of citations, where none is chosen
SAMPLE = 12  # annotations, or articles, that a preview is made of
SHOWN_LINES = 40
Report = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Where nobody looks on."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How exports are written whatever they hold: the style of citations, and the user's own names of colours."""

    style: str = STYLE
    names: Mapping[str, str] = field(default_factory=dict)


PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Done:
    """What an export did: the file, or the folder of several, how many files, and how many annotations or articles."""

    path: Path
    files: int
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do: its files by name, those of them that are there already, how much, and how it begins."""

    path: Path
    names: tuple[str, ...]
    taken: tuple[Path, ...]
    count: int
    sample: str = ""


@dataclass(slots=True)
class _Meter:
    """Tells how far an export is, in reading first and then in writing, each of them half of it."""

    report: Report
    total: int = 0
    done: int = 0

    def step(self, number: int = 1) -> None:
        self.done = min(self.done + number, 2 * self.total)
        self.report(self.done // 2, self.total)


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes into one file."""

    name: str
    held: Sequence[Any]


def writer_of(request: Request) -> Writer:
    """The format of an export. Raises ExportError where there is none of that name, or its template is none."""
    if request.template:
        return template_writer(Path(request.template))
    found = WRITERS.get(request.format) or ARTICLE_WRITERS.get(request.format)
    if found is None:
        raise ExportError(tr("There is no format {name}.", name=request.format))
    return found


def export_text(library: Library, request: Request, manner: Manner = PLAIN, report: Report = silent) -> tuple[str, int]:
    """An export as a text, and how much is in it. Raises ExportError for a format of another form."""
    writer = writer_of(request)
    if writer.form is not Form.TEXT:
        words = "The format {name} is not written to the terminal. Name a file or folder with -o."
        raise ExportError(tr(words, name=request.format.removeprefix("articles-")))
    meter = _Meter(report)
    found = _taken(library, request, writer, meter)
    return _text(writer, found, _context(library, request, manner, found, meter)), _count(writer, found)


def export(library: Library, request: Request, manner: Manner = PLAIN, report: Report = silent) -> Done:
    """Write an export to its file, into a folder under a suggested name, or with `each` to several files in a folder.

    `report` is told how much is done; it may raise Cancelled, as ExportError is raised where a file cannot be written: then the
    old file of that name is whole, and so are all others.
    """
    writer, meter = writer_of(request), _Meter(report)
    check_pattern(request.pattern)
    found = _taken(library, request, writer, meter)
    context = _context(library, request, manner, found, meter)
    count = _count(writer, found)
    if writer.form is Form.FOLDER:
        folder = made_folder(request.path, writer.suffix)
        writer.write(found, folder, context)
        return Done(request.path, len({c.article.id for c in found if not c.annotation.deleted}), count)
    parts = _parts(request, writer, found)
    if request.each:
        made_folder(request.path, writer.suffix)
    for part in parts:
        _write(writer, part.held, _target(request, part.name), context)
    return Done(request.path if request.each else _target(request, parts[0].name), len(parts), count)


def plan(library: Library, request: Request, manner: Manner = PLAIN, report: Report = silent) -> Plan:
    """What an export would do, with the first lines of its first file. Raises as `export` does, but writes nothing."""
    writer, meter = writer_of(request), _Meter(report)
    check_pattern(request.pattern)
    named = request.each or writer.form is Form.FOLDER or os.path.isdir(request.path)  # after what is in them: all is read
    found = _taken(library, request, writer, meter, None if named else SAMPLE)
    count = meter.total
    if writer.form is Form.FOLDER:
        memory = _Memory()
        writer.write(found[:SAMPLE], memory, _context(library, request, manner, found[:SAMPLE], _Meter(silent)))
        names = tuple(patterned(PATTERN, values_of(a)) + writer.suffix for a in _articles(found))
        return Plan(request.path, names, (), count, _first_lines(next(iter(memory.held.values()), "")))
    parts = _parts(request, writer, found)
    targets = [_target(request, part.name) for part in parts]
    return Plan(
        request.path if request.each else targets[0],
        tuple(target.name for target in targets),
        tuple(target for target in targets if os.path.lexists(target)),
        count,
        _sample(library, request, writer, parts[0].held[:SAMPLE], manner),
    )


def _sample(library: Library, request: Request, writer: Writer, held: Sequence[Any], manner: Manner) -> str:
    """How an export begins; where it is no text, or one that only a browser shows, what would stand in it as one."""
    shown = writer
    if writer.form is not Form.TEXT or (writer.suffix == ".html" and not request.template):
        shown = ARTICLE_WRITERS["articles-markdown"] if writer.of_articles else WRITERS["text"]
    return _first_lines(_text(shown, held, _context(library, request, manner, held, _Meter(silent))))


def _first_lines(text: str) -> str:
    return "\n".join(text.removeprefix("\ufeff").split("\n")[:SHOWN_LINES])


class _Memory:
    """A folder that is nowhere."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def texts(self) -> Iterable[tuple[str, str]]:
        return ()

    def names(self) -> Iterable[str]:
        return ()

    def write(self, name: str, text: str) -> None:
        self.held[name] = text


def _taken(library: Library, request: Request, writer: Writer, meter: _Meter, most: int | None = None) -> Sequence[Any]:
    def told(total: int) -> None:
        meter.total = total
        meter.step(0)

    if writer.of_articles:
        return articles_of(library, request.selection, told, meter.step, most)
    return clippings(library, request.selection, writer.keeps_deleted, told, meter.step, most)


def _count(writer: Writer, found: Sequence[Any]) -> int:
    return len(found) if writer.of_articles else sum(not c.annotation.deleted for c in found)


def _articles(found: Sequence[Clipping]) -> list[Article]:
    return list({c.article.id: c.article for c in found}.values())


def _parts(request: Request, writer: Writer, found: Sequence[Any]) -> list[_Part]:
    """What goes into which file, under names that differ from each other."""
    pattern = request.pattern or PATTERN
    if not request.each:
        return [_Part(_name_of_all(pattern, writer, found) + writer.suffix, found)]
    parts: list[_Part] = []
    taken: set[str] = set()
    for article, held in _groups(request.each, writer, found):
        values = values_of(article)
        if request.each == "issue":
            values |= {"headline": "", "page": "", "page_name": "", "byline": "", "article_id": ""}
        name = free_name(patterned(pattern, values) or _unnamed(writer), article.id, writer.suffix, taken)
        taken.add(name.casefold())
        parts.append(_Part(name, held))
    if not parts:
        raise ExportError(_nothing(writer))
    return parts


def _groups(each: str, writer: Writer, found: Sequence[Any]) -> Iterable[tuple[Article, list[Any]]]:
    ordered = found if writer.of_articles else in_order(found, Context("", "", "", ""))
    for _, group in groupby(ordered, _article_id if each == "article" else _issue):
        held = list(group)
        yield held[0].article, held


def _article_id(taken: Any) -> object:
    return taken.article.id


def _issue(taken: Any) -> object:
    return taken.article.place.newspaper, taken.article.place.date


def _name_of_all(pattern: str, writer: Writer, found: Sequence[Any]) -> str:
    """A name that says in Chinese what is in a file: 株洲日报 2021-01-20 A01 标题."""
    articles = {c.article.id: c.article for c in found}
    name = patterned(pattern, values_of(next(iter(articles.values())))) if len(articles) == 1 else ""
    return name or _unnamed(writer)


def _unnamed(writer: Writer) -> str:
    return tr("Articles") if writer.of_articles else tr("Annotations")


def _nothing(writer: Writer) -> str:
    return tr("There is no article to export.") if writer.of_articles else tr("There is no annotation to export.")


def _target(request: Request, name: str) -> Path:
    """The file of a name: in the folder that was named, or the very file that was."""
    # Of a name that the system does not take isdir says no.
    return request.path / name if request.each or os.path.isdir(request.path) else request.path


def is_folder(request: Request) -> bool:
    """Whether an export goes to a folder of files."""
    writer = WRITERS.get(request.format)
    return bool(request.each) or (writer is not None and writer.form is Form.FOLDER)


def suggested_path(folder: Path, request: Request, article: Article | None) -> Path:
    """A file, or for a format of many a folder, that says in Chinese what is in it and that every system takes."""
    writer = WRITERS.get(request.format) or ARTICLE_WRITERS.get(request.format)
    unnamed = tr("Articles") if writer and writer.of_articles else tr("Annotations")
    if is_folder(request):
        return folder / unnamed
    suffix = writer.suffix if writer else suffix_of(request.template)
    name = patterned(request.pattern or PATTERN, values_of(article)) if article else ""
    return folder / f"{name or unnamed}{suffix}"


def _text(writer: Writer, found: Sequence[Any], context: Context) -> str:
    buffer = io.StringIO(newline="")
    writer.write(found, buffer, context)
    return buffer.getvalue()


def _write(writer: Writer, found: Sequence[Any], path: Path, context: Context) -> None:
    with replaced(path) as temporary:
        if writer.form is Form.BYTES:
            with temporary.open("wb") as file:
                writer.write(found, file, context)
        else:
            temporary.write_text(_text(writer, found, context), encoding="utf-8", newline="\n")


def _context(library: Library, request: Request, manner: Manner, found: Sequence[Any], meter: _Meter) -> Context:
    row = library.row("SELECT id, title FROM library")
    notes = [a for c in found for a in (c.annotations if isinstance(c, MarkedArticle) else (c.annotation,))]
    text_ids = {span.text_id for annotation in notes for span in annotation.spans}
    text_ids |= {fragment.text_id for c in found for fragment in c.article.fragments}
    return Context(
        exported_at=now(),
        app_version=__version__,
        library_id=row["id"] if row else "",
        library_title=row["title"] if row else "",
        text_sha256=Archive(library).text_hashes(text_ids),
        citation_style=manner.style,
        colour_names=manner.names,
        order=request.order,
        step=meter.step,
    )
