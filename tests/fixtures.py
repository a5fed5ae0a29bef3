"""Libraries for the tests: an empty one, one with the two seeds, and pages written by hand. All of it is gone afterwards."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from reader.model import Annotation, Change, Draft, Known, Origin, Page, Piece, Reading, Role, Status
from reader.services.importing import import_paths
from reader.services.quoting import annotate
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library, open_library

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

Part = tuple[Role, str]
BRIDGE = (
    (Role.HEADLINE, "新桥通车"),
    (Role.BYLINE, "本报记者 张三"),
    (Role.BODY, "桥通了。两岸只要五分钟！"),
    (Role.BODY, "桥西𠮷野家重开。"),
)
FLOOD = ((Role.HEADLINE, "河水上涨"), (Role.BODY, "昨日河水上涨三尺，无人受伤。"))
FOLIO = ((Role.FURNITURE, "责编 李四"),)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with closing(open_library(tmp_path / "empty.jianbao")) as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library with both seeds, to be copied."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.jianbao"
    with closing(open_library(path)) as opened:
        assert [o.outcome for o in import_paths(opened, SEEDS)] == ["new", "new"]
    return path


@pytest.fixture
def seeded(seeds_library: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of one's own with both seeds."""
    path = tmp_path / "seeded.jianbao"
    shutil.copy(seeds_library, path)
    with closing(open_library(path)) as opened:
        yield opened


def reading(
    *articles: Sequence[Part],
    aside: Sequence[Part] = (),
    newspaper: str = "江北日报",
    date: str = "2021-03-05",
    label: str = "A1",
) -> Reading:
    """A page written by hand, taken apart as it was put together: each part a line of its own."""
    numbers, drafts, position = count(), [], 0
    for parts in (*articles, aside):
        pieces = []
        for role, words in parts:
            pieces.append(Piece(position, position + len(words), role, next(numbers)))
            position += len(words) + 1
        drafts.append(tuple(pieces))
    text = "\n".join(words for parts in (*articles, aside) for _, words in parts)
    facts = [Known(value, Origin.USER) if value else None for value in (newspaper, date, label)]
    return Reading(Page("by hand.txt", text, *facts), tuple(Draft(p) for p in drafts[:-1]), drafts[-1])


def store(library: Library, page: Reading, path: str = "/by hand.txt") -> list[int]:
    """Put a page into a library; gives the ids of its articles."""
    archive = Archive(library)
    with library.transaction():
        return archive.articles_of_page(archive.add(page, path))


def mark(library: Library, article_id: int, quote: str, **values: object) -> Annotation:
    """Highlight words of an article."""
    return annotate(library, article_id, quote, **values)  # type: ignore[arg-type]


def bin_it(library: Library, annotation: Annotation) -> None:
    """Delete an annotation as a person does."""
    Annotations(library).apply(Change("Delete annotation", before=(annotation,)))


def by_hand(path: Path, *statements: str) -> None:
    """Change a library behind its back: no triggers, no constraints."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def rows(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: what must not change where nothing was to be done."""
    stored = "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'"  # the rows of those stand in tables of their own
    tables = [row["name"] for row in library.rows(f"SELECT name FROM sqlite_master WHERE {stored} ORDER BY name")]
    return {table: [tuple(row) for row in library.rows(f"SELECT * FROM {table}")] for table in tables}


def content(library: Library) -> list[object]:
    """What a library holds, without ids and times: what two libraries must have in common that hold the same."""
    archive = Archive(library)
    articles = [archive.article(i) for i in archive.article_ids()]
    found: list[object] = [
        (a.place, a.source, a.flags, a.confidence, [(f.piece, f.text) for f in a.fragments]) for a in articles if a
    ]
    aside = "SELECT start, stop, role, why, sha256 FROM piece JOIN text_version ON text_version.id = text_id"
    found += [tuple(r) for r in library.rows(f"{aside} WHERE article_id IS NULL ORDER BY sha256, start")]
    found += [tuple(r) for r in library.rows("SELECT sha256, text, made_by FROM text_version ORDER BY sha256")]
    spans = "SELECT sha256, start, stop FROM annotation_span JOIN text_version ON text_version.id = text_id"
    for note in library.rows("SELECT id, quote, note, status FROM annotation WHERE deleted = '' ORDER BY created, id"):
        places = library.rows(f"{spans} WHERE annotation_id = ? ORDER BY place", (note["id"],))
        found.append((*tuple(note)[1:], *map(tuple, places)))
    return found


def stands(archive: Archive, annotation: Annotation) -> bool:
    """Whether an annotation needs review, or the text under its spans is its quote."""
    found = "".join(archive.text(span.text_id)[span.start : span.end] for span in annotation.spans)
    return annotation.status is Status.NEEDS_REVIEW or "".join(found.split()) == "".join(annotation.quote.split())


def all_rows(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """All rows of what a person reads and makes, but for when an annotation was changed last."""
    tables = ("page", "article", "piece", "flag", "annotation", "annotation_span", "annotation_tag", "repair", "old_reading")
    leave = {"modified", "deleted", "issue_id"}  # an issue without pages goes, and comes back as another row
    found = {}
    for table in tables:
        rows = library.rows(f"SELECT * FROM {table}")
        found[table] = sorted((tuple((k, row[k]) for k in row.keys() if k not in leave) for row in rows), key=repr)  # noqa: SIM118
    return found
