"""Bringing files into the library: new, changed, unchanged or failed, each file by itself, an issue at a time."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import Cancelled, ReaderError, UnreadableFileError
from reader.formats import Complaint
from reader.model import Page, Reading
from reader.services.carrying import replace_page
from reader.services.files import Found, files_of, items_of, place_of
from reader.services.given import Given, filled, said_by_person, same_place
from reader.services.joining import join_issue
from reader.services.parsing import Parser
from reader.store.archive import Archive
from reader.store.library import Library

COMPLAINTS = 5  # of one file, told one by one
BATCH = 128  # pages written in one transaction at most, where an issue has more
SHARED_PAGES, SHARED_ARTICLES, SHARED_SECONDS = 64, 1000, 0.25  # up to where whole issues share a transaction


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files done of files in all, the one being read, and the pages written so far."""

    done: int
    total: int
    source: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: new | changed | unchanged | failed | skipped. `error` says what in it could not be read.

    A file that a folder holds is skipped where it is no newspaper as far as one can see. `skipped` says so of it, or of each
    such file in an archive.
    """

    source: str
    outcome: str
    pages: int = 0
    articles: int = 0
    error: str | None = None
    review: int = 0  # annotations that need a look because their words were not found again
    notice: str | None = None  # what the pages say that gave way to what the person said
    skipped: tuple[str, ...] = ()


@dataclass
class _Tally:
    """What has become of a file so far. `open` counts its pages that are not written yet."""

    source: str
    outcomes: set[str] = field(default_factory=set)
    pages: int = 0
    articles: int = 0
    review: int = 0
    complaints: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    read_whole: bool = False
    open: int = 0

    def outcome(self) -> Outcome:
        nothing = "skipped" if self.skipped and not self.complaints else "failed"
        kind = next((o for o in ("changed", "new", "unchanged") if o in self.outcomes), nothing)
        told = self.complaints[:COMPLAINTS]
        if len(self.complaints) > COMPLAINTS:
            told.append(f"{len(self.complaints) - COMPLAINTS} more places of {self.source} could not be read.")
        error, skipped = " ".join(told) or None, tuple(self.skipped)
        return Outcome(self.source, kind, self.pages, self.articles, error, self.review, self._notice(), skipped)

    def _notice(self) -> str | None:
        told = list(dict.fromkeys(self.notices))
        more = [f"and {len(told) - COMPLAINTS} more"] if len(told) > COMPLAINTS else []
        return f"{self.source}: {'; '.join(told[:COMPLAINTS] + more)}." if told else None


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


def failures(paths: Sequence[Path], given: Given) -> list[Outcome] | None:
    """The outcomes of an import in which nothing can be read; None as soon as there is a page. It needs no library."""
    outcomes = []
    for found in files_of(paths):
        tally = _Tally(str(found.path))
        if next(_read(found, tally, given), None) is not None:
            return None
        outcomes.append(tally.outcome())
    return outcomes


def _read(found: Found, tally: _Tally, given: Given) -> Iterator[Page | Reading]:
    """The pages of a file; what cannot be read, or is none, is noted."""
    try:
        if found.complaint:
            raise UnreadableFileError(found.complaint)
        for item in items_of(found.path, given.options, found.named):
            if not isinstance(item, Complaint):
                yield item
            elif item.foreign:
                tally.skipped.append(item.sentence)
            else:
                tally.complaints += [item.sentence] * item.grave
    except Cancelled:
        raise
    except ReaderError as error:
        tally.complaints.append(str(error))


class _Import:
    """One import: pages come in, are taken apart, and are written an issue at a time."""

    def __init__(self, library: Library, given: Given, report: Callable[[Progress], None]) -> None:
        self._library, self._given, self._report = library, given, report
        self._archive = Archive(library)
        self._batch: list[tuple[_Tally, Reading]] = []
        self._unfinished: list[_Tally] = []
        self._total = self._begun = self._written = 0
        self._last_written = time.monotonic()

    def run(self, files: Sequence[Found], parser: Parser) -> Iterator[Outcome]:
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

    def _pages(self, files: Sequence[Found]) -> Iterator[tuple[_Tally, Page | Reading | None]]:
        """The pages of all files with the tally of their file; None ends a file."""
        for found in files:
            tally = _Tally(str(found.path))
            self._unfinished.append(tally)
            self._report(Progress(self._begun, self._total, found.path.name, self._written))
            self._begun += 1
            for item in _read(found, tally, self._given):
                if not self._is_known(tally, item):
                    tally.open += 1
                    yield tally, item
            tally.read_whole = True
            yield tally, None

    def _is_known(self, tally: _Tally, item: Page | Reading) -> bool:
        """Whether the very same text was imported from the very same place, and nothing new is said of it, now or before.

        Then there is nothing to take apart.
        """
        if self._given != Given():
            return False
        page = item if isinstance(item, Page) else item.page
        known = self._archive.page_at(place_of(page.source))
        if known is None or not self._archive.has_this_text(known, page.text) or said_by_person(self._archive.facts(known)):
            return False
        if isinstance(item, Reading) and self._archive.sources(known) != [draft.source for draft in item.articles]:
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
            issues = set().union(*(self._store(tally, reading) for tally, reading in batch))
            for issue_id in sorted(issues):
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

    def _store(self, tally: _Tally, reading: Reading) -> set[int]:
        """Store one page; gives the issues whose pages are others now."""
        place = place_of(reading.page.source)
        old = self._archive.page_at(place)
        reading, told = self._given.settled(reading, self._archive.facts(old) if old else None)
        same = old if old and self._archive.has_this_text(old, reading.page.text) else None
        page_id = same or self._archive.twin(reading)
        if page_id is not None:
            return self._put(tally, page_id, reading, told, of_this_file=same is not None)
        tally.notices += told
        if old is None:
            self._count(tally, "new", len(reading.articles))
            return {self._archive.issue_of(self._archive.add(reading, place))}
        issue_id = self._archive.issue_of(old)
        tally.review += replace_page(self._library, old, reading)
        self._count(tally, "changed", len(reading.articles))
        return {issue_id, self._archive.issue_of(old)}

    def _put(self, tally: _Tally, page_id: int, reading: Reading, told: list[str], of_this_file: bool) -> set[int]:
        """Put a page whose text is there already where its reading says; gives the issues whose pages are others now."""
        facts, issue_id = self._archive.facts(page_id), self._archive.issue_of(page_id)
        reading = filled(reading, facts, of_this_file)
        sources = [draft.source for draft in reading.articles]
        if same_place(facts, reading.page) and not (of_this_file and sources != self._archive.sources(page_id)):
            self._count(tally, "unchanged", len(self._archive.articles_of_page(page_id)))
            return set()
        tally.notices += told
        self._archive.put(page_id, reading)
        self._count(tally, "changed", len(reading.articles))
        return {issue_id, self._archive.issue_of(page_id)}

    @staticmethod
    def _count(tally: _Tally, outcome: str, articles: int) -> None:
        tally.outcomes.add(outcome)
        tally.pages += 1
        tally.articles += articles


def _issue(reading: Reading) -> tuple[str, str]:
    page = reading.page
    return (page.newspaper.value if page.newspaper else "", page.date.value if page.date else "")
