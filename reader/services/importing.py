"""Bringing files into the library: new, changed, unchanged or failed, each file by itself."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.errors import Cancelled, ReaderError, UnreadableFileError
from reader.formats import SUFFIXES, Complaint, Source, reader_for, sources
from reader.model import Annotation, Change, Known, Origin, Page, Reading, Span, Status
from reader.pages import reconstruct
from reader.services.annotating import stamped
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.text.anchors import Carried, carry

SHINGLE = 6  # code points: long enough that chance does not make two articles alike
SAME_ARTICLE = 0.3  # the share of an old article's shingles that its continuation holds at least


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of all pages of an import, '' where nothing; it stands above what the pages say."""

    newspaper: str = ""
    date: str = ""
    label: str = ""

    def told(self, page: Page) -> Page:
        """The page with what was said of it."""
        return replace(
            page,
            newspaper=Known(self.newspaper, Origin.USER) if self.newspaper else page.newspaper,
            date=Known(self.date, Origin.USER) if self.date else page.date,
            label=Known(self.label, Origin.USER) if self.label else page.label,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files done of files in all, and the one being read."""

    done: int
    total: int
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: new | changed | unchanged | failed."""

    source: str
    outcome: str
    pages: int = 0
    articles: int = 0
    error: str | None = None
    review: int = 0  # annotations that need a look because their words were not found again


def no_report(progress: Progress) -> None:
    """The report of one whom nobody watches."""


def import_paths(
    library: Library,
    paths: Sequence[Path],
    given: Given | None = None,
    report: Callable[[Progress], None] = no_report,
) -> Iterator[Outcome]:
    """Import files, and the files in folders, one transaction a file; gives an outcome for each, failures included.

    `report` is called before each file and may raise Cancelled: what was imported until then stays.
    """
    files = list(files_of(paths))
    for done, (path, complaint) in enumerate(files):
        report(Progress(done, len(files), path.name))
        try:
            if complaint:
                raise UnreadableFileError(complaint)
            yield _import_file(library, path, given or Given())
        except Cancelled:
            raise
        except ReaderError as error:
            yield Outcome(str(path), "failed", error=str(error))
    report(Progress(len(files), len(files), ""))


def files_of(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files that paths name, those in folders sorted, each with a complaint where it cannot be read ('' otherwise).

    A named file is always taken; in a folder only those that a reader knows by their ending, hidden ones left out.
    """
    for path in paths:
        if path.is_dir():
            found = list(_files_in(path, SUFFIXES))
            if not found:
                yield path, f"{path} holds no pages: no file in it ends in {', '.join(sorted(SUFFIXES))}."
            yield from ((file, "") for file in found)
        elif path.is_file():
            yield path, ""
        elif path.exists():
            yield path, f"{path} is no ordinary file."
        else:
            yield path, f"{path} does not exist. Check the name."


def read_pages(path: Path) -> list[Page]:
    """The pages of a file, or of the files in an archive, by the first reader that takes each.

    Raises UnreadableFileError, naming the file, where it cannot be read.
    """
    pages: list[Page] = []
    for source in sources(path):
        for item in [source] if isinstance(source, Complaint) else reader_for(source).read(source):
            if isinstance(item, Complaint) and item.grave:
                raise UnreadableFileError(item.sentence)
            if not isinstance(item, Source | Complaint):
                pages.append(item.page if isinstance(item, Reading) else item)
    return pages


def _files_in(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Path(parent, name)


def _import_file(library: Library, path: Path, given: Given) -> Outcome:
    archive = Archive(library)
    pages = [given.told(page) for page in read_pages(path)]
    outcomes: set[str] = set()
    articles = review = 0
    readings = [(page, None if archive.page_with_text(page.text) else reconstruct(page)) for page in pages]
    with library.transaction():
        for number, (page, reading) in enumerate(readings):
            place = str(path.absolute()) + (f"#{number + 1}" if len(pages) > 1 else "")
            known = archive.page_with_text(page.text)
            if known is not None or reading is None:
                outcomes.add("unchanged")
                articles += len(archive.articles_of_page(known or 0))
                continue
            old = archive.page_at(place)
            outcomes.add("new" if old is None else "changed")
            if old is None:
                archive.add(reading, place)
            else:
                review += _replace(library, old, reading)
            articles += len(reading.articles)
    outcome = next((o for o in ("changed", "new") if o in outcomes), "unchanged")
    return Outcome(str(path), outcome, len(pages), articles, review=review)


def _replace(library: Library, page_id: int, reading: Reading) -> int:
    """Put a new reading in the place of an old one and carry the annotations over; gives how many need a look."""
    archive, annotations = Archive(library), Annotations(library)
    old = archive.page(page_id)
    old_texts = {i: _body(archive, i) for i in archive.articles_of_page(page_id)}
    touched = {a.id: a for a in (*annotations.on_text(old.text_id), *annotations.of_page(page_id))}
    new_text_id = archive.replace(page_id, reading, continuations(old_texts, reading))
    moved = _carried(list(touched.values()), old.text_id, old.text, new_text_id, reading.page.text)
    present = [i for i in archive.articles_of_page(page_id) if archive.has_text(i)]
    after = tuple(_rehoused(archive, a, present) for a in moved)
    annotations.write(Change("Import", before=tuple(touched.values()), after=after))
    archive.drop_empty_articles(page_id)
    return sum(a.status is Status.NEEDS_REVIEW and not a.deleted for a in after)


def continuations(old_texts: dict[int, str], reading: Reading) -> list[int | None]:
    """For each new article the old one that it continues: the pairs that share most of their text, the best first."""
    old = {i: _shingles(text) for i, text in old_texts.items()}
    new = [_shingles("".join(reading.page.text[p.start : p.end] for p in a.pieces)) for a in reading.articles]
    scores = [
        (len(shingles & mine) / max(1, len(shingles)), -n, i)
        for n, mine in enumerate(new)
        for i, shingles in old.items()
    ]
    chosen: dict[int, int] = {}
    for score, minus_n, i in sorted(scores, reverse=True):
        if score >= SAME_ARTICLE and -minus_n not in chosen and i not in chosen.values():
            chosen[-minus_n] = i
    return [chosen.get(n) for n in range(len(new))]


def _carried(
    annotations: Sequence[Annotation], old_id: int, old: str, new_id: int, new: str
) -> list[Annotation]:
    spans = [s for a in annotations for s in a.spans if s.text_id == old_id]
    places = dict(zip(spans, carry(old, new, [(s.start, s.end) for s in spans]), strict=True))
    return [_moved(a, places, new_id, new) for a in annotations]


def _moved(annotation: Annotation, places: dict[Span, Carried], new_id: int, new: str) -> Annotation:
    """The annotation on the new text, or, where part of it was not found, on the old one and marked for review."""
    found = [places[s] for s in annotation.spans if s in places]
    if not found:
        return annotation
    if any(c.start is None or c.end is None for c in found):
        return stamped(replace(annotation, status=Status.NEEDS_REVIEW))
    spans = tuple(
        Span(new_id, places[s].start or 0, places[s].end or 0) if s in places else s for s in annotation.spans
    )
    statuses = {c.status for c in found} | {annotation.status}
    status = next(s for s in (Status.NEEDS_REVIEW, Status.CHANGED, Status.MOVED, Status.OK) if s in statuses)
    quote = annotation.quote
    if status is Status.CHANGED:
        quote = "".join(new[s.start : s.end] for s in spans if s.text_id == new_id)
    return replace(annotation, spans=spans, status=status, quote=quote)


def _rehoused(archive: Archive, annotation: Annotation, present: Sequence[int]) -> Annotation:
    """The annotation under the article that now holds its first words; where none does, under one that is still there."""
    for span in annotation.spans:
        home = archive.article_holding(span.text_id, span.start)
        if home is not None:
            return replace(annotation, article_id=home)
    if annotation.article_id in present or not present:
        return annotation
    return replace(annotation, article_id=present[0])


def _body(archive: Archive, article_id: int) -> str:
    article = archive.article(article_id)
    return "".join(f.text for f in article.fragments) if article else ""


def _shingles(text: str) -> set[str]:
    bare = "".join(text.split())
    return {bare[i : i + SHINGLE] for i in range(max(1, len(bare) - SHINGLE + 1))}
