"""Bringing files into the library: new, changed, unchanged or failed, each file by itself, an issue at a time."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.errors import Cancelled, ReaderError, UnreadableFileError
from reader.formats import Complaint, ReadOptions
from reader.model import Known, Origin, Page, Reading
from reader.services.carrying import replace_page
from reader.services.files import files_of, items_of, place_of
from reader.services.joining import join_issue
from reader.services.parsing import Parser
from reader.store.archive import Archive
from reader.store.library import Library

COMPLAINTS = 5  # of one file, told one by one
BATCH = 64  # pages written in one transaction at most, where an issue has more
SHARED_PAGES, SHARED_ARTICLES, SHARED_SECONDS = 16, 256, 0.25  # up to where whole issues share a transaction


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of all pages of an import, '' where nothing; it stands above what the pages say.

    `options` say how files of articles name their fields.
    """

    newspaper: str = ""
    date: str = ""
    label: str = ""
    options: ReadOptions | None = None

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
    """How far an import is: files done of files in all, the one being read, and the pages written so far."""

    done: int
    total: int
    source: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: new | changed | unchanged | failed. `error` says what in it could not be read, if anything."""

    source: str
    outcome: str
    pages: int = 0
    articles: int = 0
    error: str | None = None
    review: int = 0  # annotations that need a look because their words were not found again


@dataclass
class _Tally:
    """What has become of a file so far. `open` counts its pages that are not written yet."""

    source: str
    outcomes: set[str] = field(default_factory=set)
    pages: int = 0
    articles: int = 0
    review: int = 0
    complaints: list[str] = field(default_factory=list)
    read_whole: bool = False
    open: int = 0

    def outcome(self) -> Outcome:
        kind = next((o for o in ("changed", "new", "unchanged") if o in self.outcomes), "failed")
        told = self.complaints[:COMPLAINTS]
        if len(self.complaints) > COMPLAINTS:
            told.append(f"{len(self.complaints) - COMPLAINTS} more places of {self.source} could not be read.")
        return Outcome(self.source, kind, self.pages, self.articles, " ".join(told) or None, self.review)


def no_report(progress: Progress) -> None:
    """The report of one whom nobody watches."""


def import_paths(
    library: Library,
    paths: Sequence[Path],
    given: Given | None = None,
    report: Callable[[Progress], None] = no_report,
) -> Iterator[Outcome]:
    """Import files, the files in folders, and those in archives; gives an outcome for each file, failures included.

    The pages of an issue are written in one transaction, which small issues that come at once share: half of the time of an
    import of articles would go into its commits. `report` is called between two and may raise Cancelled: what was imported
    until then stays.
    """
    with Parser() as parser:
        yield from _Import(library, given or Given(), report).run(list(files_of(paths)), parser)


class _Import:
    """One import: pages come in, are taken apart, and are written an issue at a time."""

    def __init__(self, library: Library, given: Given, report: Callable[[Progress], None]) -> None:
        self._library, self._given, self._report = library, given, report
        self._archive = Archive(library)
        self._batch: list[tuple[_Tally, Reading]] = []
        self._unfinished: list[_Tally] = []
        self._total = self._begun = self._written = 0
        self._last_written = time.monotonic()

    def run(self, files: Sequence[tuple[Path, str]], parser: Parser) -> Iterator[Outcome]:
        """The outcomes of the files, in their order."""
        self._total = len(files)
        try:
            for tally, reading in parser.parsed(self._pages(files)):
                if reading is not None:
                    if self._batch and self._is_due(reading):
                        yield from self._written_and_told()
                    self._batch.append((tally, reading))
                else:
                    yield from self._finished()
        except (Cancelled, KeyboardInterrupt):
            self._write()  # what was taken apart until now is kept
            raise
        yield from self._written_and_told()
        self._report(Progress(self._total, self._total, "", self._written))

    def _pages(self, files: Sequence[tuple[Path, str]]) -> Iterator[tuple[_Tally, Page | Reading | None]]:
        """The pages of all files with the tally of their file; None ends a file."""
        for path, complaint in files:
            tally = _Tally(str(path))
            self._unfinished.append(tally)
            self._report(Progress(self._begun, self._total, path.name, self._written))
            self._begun += 1
            try:
                if complaint:
                    raise UnreadableFileError(complaint)
                for item in items_of(path, self._given.options):
                    if isinstance(item, Complaint):
                        tally.complaints += [item.sentence] * item.grave
                    elif not self._is_known(tally, item):
                        tally.open += 1
                        yield tally, self._told(item)
            except Cancelled:
                raise
            except ReaderError as error:
                tally.complaints.append(str(error))
            tally.read_whole = True
            yield tally, None

    def _told(self, item: Page | Reading) -> Page | Reading:
        if isinstance(item, Page):
            return self._given.told(item)
        return replace(item, page=self._given.told(item.page))

    def _is_known(self, tally: _Tally, item: Page | Reading) -> bool:
        """Whether the very same text was imported from the very same place, and nothing new is said of it.

        Then there is nothing to take apart.
        """
        if self._given != Given():
            return False
        page = item if isinstance(item, Page) else item.page
        known = self._archive.page_at(place_of(page.source))
        if known is None or not self._archive.has_this_text(known, page.text):
            return False
        self._count(tally, "unchanged", len(self._archive.articles_of_page(known)))
        return True

    def _is_due(self, following: Reading) -> bool:
        """Whether the batch is to be written before a page that follows it."""
        if _issue(self._batch[-1][1]) == _issue(following):
            return len(self._batch) >= BATCH
        articles = sum(len(reading.articles) for _, reading in self._batch)
        waited = time.monotonic() - self._last_written
        return len(self._batch) >= SHARED_PAGES or articles >= SHARED_ARTICLES or waited >= SHARED_SECONDS

    def _write(self) -> None:
        """Write the batch in one transaction."""
        batch, self._batch = self._batch, []
        with self._library.transaction():
            issues = {self._store(tally, reading) for tally, reading in batch} - {0}
            for issue_id in issues:
                join_issue(self._library, issue_id)
        self._written += len(batch)
        self._last_written = time.monotonic()
        for tally, _ in batch:
            tally.open -= 1

    def _written_and_told(self) -> Iterator[Outcome]:
        """Write the batch and give the outcomes of the files that are whole with it."""
        if self._batch:
            self._write()
            self._report(Progress(self._begun - 1, self._total, Path(self._unfinished[-1].source).name, self._written))
        yield from self._finished()

    def _finished(self) -> Iterator[Outcome]:
        while self._unfinished and self._unfinished[0].read_whole and not self._unfinished[0].open:
            yield self._unfinished.pop(0).outcome()

    def _store(self, tally: _Tally, reading: Reading) -> int:
        """Store one page; gives the issue that it belongs to, 0 where nothing was written."""
        place = place_of(reading.page.source)
        twin = self._archive.twin(reading)
        if twin is not None:
            self._count(tally, "unchanged", len(self._archive.articles_of_page(twin)))
            return 0
        old = self._archive.page_at(place)
        if old is None:
            page_id = self._archive.add(reading, place)
            self._count(tally, "new", len(reading.articles))
        else:
            page_id = old
            tally.review += replace_page(self._library, old, reading)
            self._count(tally, "changed", len(reading.articles))
        return self._archive.issue_of(page_id)

    @staticmethod
    def _count(tally: _Tally, outcome: str, articles: int) -> None:
        tally.outcomes.add(outcome)
        tally.pages += 1
        tally.articles += articles


def _issue(reading: Reading) -> tuple[str, str]:
    page = reading.page
    return (page.newspaper.value if page.newspaper else "", page.date.value if page.date else "")
