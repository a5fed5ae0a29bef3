"""Bringing files into the library: new, changed, unchanged or failed, each file by itself, an issue at a time."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import BusyError, Cancelled, ReaderError, UnreadableFileError
from reader.formats import Complaint
from reader.model import Page, Reading
from reader.services.carrying import NOTHING_KEPT, Kept, bring_home, replace_page
from reader.services.copies import Copies
from reader.services.files import Found, Meter, files_of, items_of, place_of
from reader.services.given import Given, filled, of_copy, said_by_person, same_place, surer
from reader.services.joining import join_issues
from reader.services.parsing import Parser
from reader.services.unforeseen import unforeseen
from reader.store.archive import Archive
from reader.store.index import index_of
from reader.store.library import Library

COMPLAINTS = 5  # of one file, told one by one
MOST_PAGES = 128  # in one transaction, where an issue has more
MOST_TEXT = 1_000_000  # characters in one transaction: a third of a second for which a note in the window waits
SHARED_PAGES, SHARED_ARTICLES, SHARED_SECONDS = 64, 1000, 0.25  # up to where whole issues share a transaction
MERGE_FROM = 5_000  # articles written after which the search index is put in order (docs/notes/import.md)
PER_FILE = 4096  # bytes that a file takes as long as, beside its own
PATIENCE = 120  # times five seconds that another program may write without a pause


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is to import: files, and what they weigh in bytes, with PER_FILE for each."""

    files: int = 0
    weight: int = 0

    def with_file(self, found: Found) -> "Extent":
        """The same and a file more."""
        return Extent(self.files + 1, self.weight + found.size + PER_FILE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files read of files in all, the one being read, the pages written and articles done so far.

    `read` of `weight` bytes tell how much is left better than files do. `merging` says that all is read and written, and the
    search index is put in order.
    """

    done: int
    total: int
    source: str
    pages: int = 0
    articles: int = 0
    read: int = 0
    weight: int = 0
    merging: bool = False


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
    review: int = 0  # annotations that need a look because their words were not found again, as `annotations` has them
    notice: str | None = None  # what the pages say that gave way to what the person said
    skipped: tuple[str, ...] = ()
    annotations: Kept = NOTHING_KEPT  # of the pages that came back changed


@dataclass
class _Tally:
    """What has become of a file so far. `open` counts its pages that are not written yet."""

    source: str
    outcomes: set[str] = field(default_factory=set)
    pages: int = 0
    articles: int = 0
    kept: Kept = NOTHING_KEPT
    complaints: list[str] = field(default_factory=list)  # the first COMPLAINTS
    complained: int = 0
    notices: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    read_whole: bool = False
    open: int = 0

    def complain(self, sentence: str) -> None:
        self.complained += 1
        if len(self.complaints) < COMPLAINTS:
            self.complaints.append(sentence)

    def outcome(self) -> Outcome:
        nothing = "skipped" if self.skipped and not self.complaints else "failed"
        kind = next((o for o in ("changed", "new", "unchanged") if o in self.outcomes), nothing)
        told = list(self.complaints)
        if self.complained > COMPLAINTS:
            told.append(f"{self.complained - COMPLAINTS} more of the places in {self.source} could not be read.")
        error, skipped = " ".join(told) or None, tuple(self.skipped)
        found = (self.source, kind, self.pages, self.articles, error, self.kept.review, self._notice(), skipped)
        return Outcome(*found, annotations=self.kept)

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
    extent = Extent()
    for found in files_of(paths):  # counted and walked again, not kept: a list of a million files takes hundreds of megabytes
        extent = extent.with_file(found)
        if extent.files % 1000 == 0:
            report(Progress(0, extent.files, ""))
    yield from import_files(library, files_of(paths), extent, given, report)


def import_files(
    library: Library,
    files: Iterable[Found],
    extent: Extent,
    given: Given | None = None,
    report: Callable[[Progress], None] = no_report,
) -> Iterator[Outcome]:
    """Import files that were found; the same otherwise."""
    with Parser() as parser:
        yield from _Import(library, given or Given(), report, extent).run(files, parser)


def failures(paths: Sequence[Path], given: Given) -> list[Outcome] | None:
    """The outcomes of an import in which nothing can be read; None as soon as there is a page. It needs no library."""
    outcomes = []
    for found in files_of(paths):
        tally = _Tally(str(found.path))
        if next(_read(found, tally, given), None) is not None:
            return None
        outcomes.append(tally.outcome())
    return outcomes


def _read(found: Found, tally: _Tally, given: Given, meter: Meter | None = None) -> Iterator[Page | Reading]:
    """The pages of a file; what cannot be read, or is none, is noted."""
    try:
        if found.complaint:
            raise UnreadableFileError(found.complaint)
        for item in items_of(found.path, given.options, found.named, meter):
            if not isinstance(item, Complaint):
                yield item
            elif item.foreign:
                tally.skipped.append(item.sentence)
            elif item.grave:
                tally.complain(item.sentence)
    except Cancelled:
        raise
    except ReaderError as error:
        tally.complain(str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one file is to cost no other
        tally.complain(unforeseen(error, tally.source))


class _Import:
    """One import: pages come in, are taken apart, and are written an issue at a time."""

    def __init__(self, library: Library, given: Given, report: Callable[[Progress], None], extent: Extent) -> None:
        self._library, self._given, self._report, self._extent = library, given, report, extent
        self._archive = Archive(library)
        self._copies: Copies[_Tally] = Copies(library)
        self._batch: list[tuple[_Tally, Reading]] = []
        self._unfinished: list[_Tally] = []
        self._meter = Meter()
        self._read = Extent()
        self._current = Found(Path())
        self._pages_written = self._articles_written = self._articles = 0
        self._last_written = time.monotonic()

    def run(self, files: Iterable[Found], parser: Parser) -> Iterator[Outcome]:
        """The outcomes of the files, in their order."""
        try:
            for tally, reading in parser.parsed(self._pages(files)):
                if isinstance(reading, Exception):
                    tally.open -= 1
                    tally.complain(unforeseen(reading, tally.source))
                elif reading is not None:
                    if self._batch and self._is_due(reading):
                        yield from self._written_and_told()
                    self._batch.append((tally, reading))
                else:
                    yield from self._finished()
            yield from self._written_and_told()
        except (Cancelled, KeyboardInterrupt):
            self._write()  # what was taken apart until now is kept
            raise
        if self._articles_written >= MERGE_FROM:
            with suppress(BusyError):  # another program writes: all is imported, and the next import puts the index in order
                for _ in index_of(self._library).merge():
                    self._report(self._progress(merging=True))
        self._report(self._progress())

    def _progress(self, merging: bool = False) -> Progress:
        extent, read, current = self._extent, self._read, self._current
        at = read.weight + min(self._meter.at, current.size)
        return Progress(
            read.files,
            max(extent.files, read.files),  # files may come and go while others are read
            current.path.name,
            self._pages_written,
            self._articles,
            at,
            max(extent.weight, at),
            merging,
        )

    def _pages(self, files: Iterable[Found]) -> Iterator[tuple[_Tally, Page | Reading | None]]:
        """The pages of all files with the tally of their file; None ends a file."""
        for found in files:
            tally = _Tally(str(found.path))
            self._unfinished.append(tally)
            self._current, self._meter.at = found, 0
            self._report(self._progress())
            for item in _read(found, tally, self._given, self._meter):
                if self._is_known(tally, item):
                    self._report(self._progress())  # nothing is written that would be told
                else:
                    tally.open += 1
                    yield tally, item
            tally.read_whole = True
            self._read, self._current, self._meter.at = self._read.with_file(found), Found(Path()), 0
            yield tally, None

    def _is_known(self, tally: _Tally, item: Page | Reading) -> bool:
        """Whether the very same text was imported from the very same place, and nothing new is said of it, now or before.

        Then there is nothing to take apart.
        """
        if self._given != Given():
            return False
        page = item if isinstance(item, Page) else item.page
        known = self._copies.places.page_at(place_of(page.source))
        if known is None or not self._archive.has_this_text(known, page.text) or said_by_person(self._archive.facts(known)):
            return False
        told = [draft.source for draft in item.articles] if isinstance(item, Reading) else None
        if told is not None and self._archive.sources(known) != told and not self._archive.is_repaired(known):
            return False
        self._count(tally, "unchanged", len(self._archive.articles_of_page(known)))
        return True

    def _is_due(self, following: Reading) -> bool:
        """Whether the batch is to be written before a page that follows it."""
        text = sum(len(reading.page.text) for _, reading in self._batch)
        if text + len(following.page.text) > MOST_TEXT:
            return True
        if _issue(self._batch[-1][1]) == _issue(following):
            return len(self._batch) >= MOST_PAGES
        articles = sum(len(reading.articles) for _, reading in self._batch)
        waited = time.monotonic() - self._last_written
        return len(self._batch) >= SHARED_PAGES or articles >= SHARED_ARTICLES or waited >= SHARED_SECONDS

    def _write(self) -> None:
        """Write the batch in one transaction."""
        batch = self._batch
        if not batch:
            return
        with self._transaction():  # what is stopped in the middle stays to be written at the end
            self._copies.begin({reading.page.text for _, reading in batch})
            issues = set().union(*(self._store(tally, reading) for tally, reading in batch))
            for tally, changed, kept, lost in self._copies.end_those_left():
                issues |= changed
                self._tell_of_carrying(tally, kept, lost)
            join_issues(self._library, sorted(issues))
        self._batch = []
        self._pages_written += len(batch)
        self._last_written = time.monotonic()
        for tally, _ in batch:
            tally.open -= 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction; another program that imports too is waited for."""
        with ExitStack() as begun:
            for left in range(PATIENCE, -1, -1):
                try:
                    begun.enter_context(self._library.transaction())
                    break
                except BusyError:
                    if not left:
                        raise
                    self._report(self._progress())
            yield

    def _written_and_told(self) -> Iterator[Outcome]:
        """Write the batch and give the outcomes of the files that are whole with it."""
        if self._batch:
            self._write()
            self._report(self._progress())
        yield from self._finished()

    def _finished(self) -> Iterator[Outcome]:
        while self._unfinished and self._unfinished[0].read_whole and not self._unfinished[0].open:
            yield self._unfinished.pop(0).outcome()

    def _store(self, tally: _Tally, reading: Reading) -> set[int]:
        """Store one page; gives the issues whose pages are others now."""
        place = place_of(reading.page.source)
        was = self._copies.places.page_at(place)
        named = was if was and self._copies.places.is_called(was, place) else None  # the page that is called after this place
        reading, told = self._given.settled(reading, self._archive.facts(named) if named else None)
        same = named if named and self._archive.has_this_text(named, reading.page.text) else None
        page_id = same or self._archive.twin(reading, was)
        if page_id is not None:
            self._copies.lead(tally, place, was, page_id)
        if page_id is not None and not self._given.again:
            return self._put(tally, page_id, reading, told, of_this_file=same is not None)
        tally.notices += told
        self._articles_written += len(reading.articles)
        again = page_id
        if again is None and (was is None or self._copies.stays(was, place)):
            self._count(tally, "new" if was is None else "changed", len(reading.articles))
            page_id = self._archive.add(reading, place)
            self._copies.left(tally, was, page_id)
            bring_home(self._library, page_id)
            return {self._archive.issue_of(page_id)}
        old = again or was
        assert old is not None
        self._count(tally, "changed", len(reading.articles))
        if again is None:
            self._copies.places.call(old, place)
        issue_id = self._archive.issue_of(old)
        self._tell_of_carrying(tally, *replace_page(self._library, old, reading))
        bring_home(self._library, old)
        return {issue_id, self._archive.issue_of(old)}

    def _tell_of_carrying(self, tally: _Tally, kept: Kept, lost: int) -> None:
        tally.kept += kept
        tally.notices += [f"{lost} of the repairs by hand could not be done again"] * bool(lost)

    def _put(self, tally: _Tally, page_id: int, reading: Reading, told: list[str], of_this_file: bool) -> set[int]:
        """Put a page whose text is there already where its reading says; gives the issues whose pages are others now."""
        facts, issue_id = self._archive.facts(page_id), self._archive.issue_of(page_id)
        known = self._archive.sources(page_id)
        better = not of_this_file and surer(reading, facts)
        if of_this_file:
            reading = filled(reading, facts, of_this_file)
        else:
            reading = of_copy(reading, facts, known, self._archive.flags(page_id))
        sources = known if self._archive.is_repaired(page_id) else [draft.source for draft in reading.articles]
        if same_place(facts, reading.page) and not better and not (of_this_file and sources != known):
            self._count(tally, "unchanged", len(self._archive.articles_of_page(page_id)))
            return set()
        tally.notices += told
        self._archive.put(page_id, reading)
        self._count(tally, "changed", len(reading.articles))
        return {issue_id, self._archive.issue_of(page_id)}

    def _count(self, tally: _Tally, outcome: str, articles: int) -> None:
        self._articles += articles
        tally.outcomes.add(outcome)
        tally.pages += 1
        tally.articles += articles


def _issue(reading: Reading) -> tuple[str, str]:
    page = reading.page
    return (page.newspaper.value if page.newspaper else "", page.date.value if page.date else "")
