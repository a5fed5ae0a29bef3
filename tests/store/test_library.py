"""Opening a library: whatever the file is, it is opened soundly or refused in one sentence and left as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from multiprocessing import parent_process
from pathlib import Path
from threading import Event

import pytest

from reader.errors import Cancelled, ExportError, LibraryError
from reader.model import Change
from reader.services.export_request import Request, Selection
from reader.services.exporting import export
from reader.services.importing import import_paths
from reader.store import index_proof
from reader.store import library as library_module
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.store.marks import Marks
from reader.store.page_places import PagePlaces
from reader.store.schema import APPLICATION_ID, VERSION
from reader.store.shelves import Shelves
from reader.store.statistics import statistics
from tests.fixtures import BRIDGE, ROOT, by_hand, mark, reading, rows, store

Spoil = Callable[[Path], object]


def other_program(path: Path) -> None:
    path.unlink()
    by_hand(path, "CREATE TABLE mail (id)", "INSERT INTO mail VALUES (1)")


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


SPOILS: dict[str, tuple[Spoil, str]] = {
    "one byte": (lambda p: p.write_bytes(b"\n"), "is not a Jianbao library, or its beginning is damaged"),
    "a text": (lambda p: p.write_text("株洲日报讯"), "is not a Jianbao library, or its beginning is damaged"),
    "header": (lambda p: overwrite(p, 0, b"X"), "is not a Jianbao library, or its beginning is damaged"),
    "page size": (lambda p: overwrite(p, 16, b"\0\7"), "is not a Jianbao library, or its beginning is damaged"),
    "truncated": (lambda p: os.truncate(p, 5000), "is damaged (database disk image is malformed)"),
    "schema": (lambda p: overwrite(p, 100, bytes(400)), "is damaged"),
    "other program": (other_program, "is a database of another program, not a Jianbao library"),
    "newer": (lambda p: by_hand(p, "PRAGMA user_version = 99"), f"(library format 99; this one knows up to {VERSION})"),
}


@pytest.mark.parametrize("name", SPOILS)
def test_what_is_no_library_is_refused_and_left_as_it_is(seeded: Library, name: str) -> None:
    seeded.close()
    spoil, words = SPOILS[name]
    spoil(seeded.path)
    before = seeded.path.read_bytes()
    with pytest.raises(LibraryError) as told:
        open_library(seeded.path)
    assert str(seeded.path) in str(told.value)
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    assert [(f.name, f.read_bytes()) for f in seeded.path.parent.iterdir()] == [(seeded.path.name, before)]


def read_all(path: Path) -> list[str]:
    """Read everything that there is to read in a library; gives the faults that a check finds."""
    with closing(open_library(path)) as library:
        found = list(faults(library))
        statistics(library)
        Annotations(library).find()
        shelves, archive = Shelves(library), Archive(library)
        for article_id in archive.article_ids():
            archive.article(article_id)
            shelves.path_to(article_id)
    return found


@pytest.mark.parametrize(
    "damage", [b"\0" * 64, b"\xff" * 64, bytes(range(64)), "乱码".encode() * 10], ids=["zeros", "ones", "steps", "text"]
)
def test_a_library_damaged_anywhere_is_read_or_told_of(seeded: Library, damage: bytes) -> None:
    seeded.close()
    sound = seeded.path.read_bytes()
    for at in range(len(damage), len(sound), 2999):
        seeded.path.write_bytes(sound[:at] + damage + sound[at + len(damage) :])
        with suppress(LibraryError):
            read_all(seeded.path)
    for length in (*range(1, 600, 53), *range(1000, len(sound), 9999)):
        seeded.path.write_bytes(sound[:length])
        with suppress(LibraryError):
            assert read_all(seeded.path), f"{length} bytes of {len(sound)} pass for a sound library"
        assert seeded.path.read_bytes() == sound[:length]


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"is a folder. Name a file for the library, such as .*library.jianbao"):
        open_library(tmp_path)


def test_a_library_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"The folder .*/none does not exist"):
        open_library(tmp_path / "none" / "x.jianbao")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "名" * 100])
def test_a_name_that_the_system_refuses_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(LibraryError, match=r"cannot be read .File name too long."):
        open_library(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_no_library(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryError, match="is no ordinary file"):
        open_library(tmp_path / "pipe")


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "new.jianbao").touch()
    with closing(open_library(tmp_path / "new.jianbao")) as library:
        assert tuple(library.row("SELECT title, length(id) FROM library") or ()) == ("new", 36)
        assert library.value("PRAGMA application_id") == APPLICATION_ID
        assert [library.value(f"PRAGMA {p}") for p in ("journal_mode", "synchronous", "foreign_keys")] == ["wal", 2, 1]
    assert [file.name for file in tmp_path.iterdir()] == ["new.jianbao"]


def test_opening_and_reading_changes_nothing(seeded: Library) -> None:
    seeded.close()
    before = seeded.path.read_bytes()
    read_all(seeded.path)
    assert seeded.path.read_bytes() == before


def refuse_writing(monkeypatch: pytest.MonkeyPatch, *refused: Path) -> None:
    """As root may write everywhere, `os.access` has to say that these may not be written to."""
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) not in refused)


@pytest.mark.parametrize("folder", [True, False])
def test_a_read_only_library_opens_for_reading(seeded: Library, monkeypatch: pytest.MonkeyPatch, folder: bool) -> None:
    seeded.close()
    before = seeded.path.read_bytes()
    refuse_writing(monkeypatch, seeded.path.parent if folder else seeded.path)
    with closing(open_library(seeded.path)) as library:
        assert not library.writable
        assert len(Archive(library).article_ids()) == 18
        with pytest.raises(LibraryError, match="is read-only: copy it to a folder that you may write to") as refusal:
            mark(library, 1, "外交部发言人华春莹")
        assert isinstance(refusal.value.args[0], str)
        with pytest.raises(LibraryError, match="is read-only"):
            library.execute("DELETE FROM flag")
    assert [(f.name, f.read_bytes()) for f in seeded.path.parent.iterdir()] == [(seeded.path.name, before)]


def test_a_read_only_library_that_is_open_elsewhere_shows_what_is_written_there(
    seeded: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(seeded, 1, "外交部发言人华春莹")
    refuse_writing(monkeypatch, seeded.path)
    with closing(open_library(seeded.path)) as library:
        assert [a.quote for a in Annotations(library).find()] == ["外交部发言人华春莹"]


def test_no_library_is_made_in_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_writing(monkeypatch, tmp_path)
    with pytest.raises(LibraryError, match=r"No library can be made at .*: the folder is read-only"):
        open_library(tmp_path / "x.jianbao")
    assert list(tmp_path.iterdir()) == []


def test_a_library_of_an_older_format_on_a_read_only_medium_is_refused(
    seeded: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded.close()
    by_hand(seeded.path, "PRAGMA user_version = 0")
    refuse_writing(monkeypatch, seeded.path)
    with pytest.raises(LibraryError, match="is read-only and of an older format: copy it"):
        open_library(seeded.path)


def test_what_raises_in_a_transaction_undoes_it(library: Library) -> None:
    before = rows(library)
    with pytest.raises(sqlite3.IntegrityError), library.transaction():
        library.execute_many("INSERT INTO newspaper (name) VALUES (?)", [("江北日报",), ("江南日报",), ("江北日报",)])
    assert rows(library) == before


def test_a_law_that_is_found_broken_at_the_end_undoes_the_transaction(library: Library) -> None:
    store(library, reading(BRIDGE))
    before = rows(library)
    with pytest.raises(sqlite3.IntegrityError), library.transaction():
        library.execute("UPDATE page SET text_id = 99")
    assert rows(library) == before
    store(library, reading(BRIDGE))


def test_a_writer_who_waits_in_vain_is_told(seeded: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()

    def write_late() -> None:
        with closing(open_library(seeded.path)) as late:
            late._connection.set_trace_callback(lambda statement: begun.set())
            Marks(late).set_read([2], True)

    with ThreadPoolExecutor(1) as pool:
        with seeded.transaction():
            written = pool.submit(write_late)
            begun.wait()
        written.result()  # it has waited until the other one was done
    assert Marks(seeded).is_read(2)
    monkeypatch.setattr(library_module, "BUSY_MS", 1)
    with closing(open_library(seeded.path)) as other, seeded.transaction():
        with pytest.raises(LibraryError, match=r"is in use by another program. Wait until it has finished"):
            mark(other, 1, "外交部发言人华春莹")
        assert len(Archive(other).article_ids()) == 18


def test_a_full_disk_is_told_and_nothing_is_lost(library: Library) -> None:
    store(library, reading(BRIDGE))
    library.execute(f"PRAGMA max_page_count = {library.value('PRAGMA page_count')}")
    before = rows(library)
    with pytest.raises(LibraryError, match=r"There is no room left on the disk of .*; make room, then try again"):
        mark(library, 1, "两岸只要五分钟", note="注" * 100_000)
    library.execute("PRAGMA max_page_count = 100000")
    assert rows(library) == before
    assert mark(library, 1, "两岸只要五分钟").quote


def test_bytes_that_are_no_text_are_kept_readable(library: Library) -> None:
    [article] = store(library, reading(BRIDGE), path="/\udcd6\udcd0.txt")
    mark(library, article, "两岸只要五分钟", note="\udcff", tags=["\udcfe"])
    [annotation] = Annotations(library).find(tag="\udcfe")
    assert (annotation.note, annotation.tags) == ("\\udcff", ("\\udcfe",))
    assert PagePlaces(library).page_at("/\udcd6\udcd0.txt") == 1


def test_a_mistake_of_the_program_is_not_blamed_on_the_file(library: Library) -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        library.rows("SELECT ?", (1, 2))


MAKER = """
import sys
from pathlib import Path
from reader.store.library import open_library
import sqlite_utils

for line in sys.stdin:
    library = open_library(Path(line.strip()))
    print(*library.row("SELECT group_concat(id), (SELECT count(*) FROM sqlite_master) FROM library"), flush=True)
    library.close()
"""


def test_several_programs_may_make_the_same_library_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(tmp_path / "x.jianbao", isolation_level=None)) as first, monkeypatch.context() as patch:
        first.execute("BEGIN IMMEDIATE")  # whoever enters WAL mode now is refused at once
        patch.setattr("time.sleep", lambda seconds: first.execute("ROLLBACK"))
        with closing(open_library(tmp_path / "x.jianbao")) as library:
            assert library.value("SELECT count(*) FROM library") == 1
    start = [sys.executable, "-c", MAKER]
    with ExitStack() as stack:
        makers = [
            stack.enter_context(subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT))
            for _ in range(4)
        ]
        for number in range(20):
            for maker in makers:
                assert maker.stdin
                print(tmp_path / f"{number}.jianbao", file=maker.stdin, flush=True)
            answers = {maker.stdout.readline() for maker in makers if maker.stdout}
            assert len(answers) == 1
            assert "" not in answers
            assert "," not in answers.pop()


def test_a_copy_with_its_journal_is_whole(seeded: Library, tmp_path: Path) -> None:
    seeded.execute_many("INSERT INTO newspaper (name) VALUES (?)", [(f"{n:0500}",) for n in range(500)])
    Marks(seeded).set_read([2], True)  # which waits for no disk
    annotation = mark(seeded, 1, "外交部发言人华春莹")
    assert seeded.value("PRAGMA synchronous") == 2  # FULL: a commit has waited until the disk has it

    def copied_whole(name: str) -> None:
        (tmp_path / name).mkdir()
        for file in seeded.path.parent.glob("seeded.jianbao*"):
            shutil.copy(file, tmp_path / name)
        with closing(open_library(tmp_path / name / seeded.path.name)) as copy:
            assert Annotations(copy).get(annotation.id) == annotation
            assert copy.value("SELECT count(*) FROM newspaper WHERE name LIKE 'x%'") == 0
            assert list(faults(copy)) == []
            Annotations(copy).apply(Change("Delete annotation", before=(annotation,)))

    copied_whole("between two writes")
    with suppress(LibraryError), seeded.transaction():
        seeded.execute("PRAGMA cache_size = 10")  # pages: what is written goes to the disk before its end
        seeded.execute("UPDATE newspaper SET name = 'x' || name")
        copied_whole("in the middle of one")
        raise LibraryError("It is not done.")
    assert Annotations(seeded).get(annotation.id).deleted == ""


OUT_OF_STEP = "The search index does not hold what the articles say; `jianbao check --repair` makes it anew."


def fall(path: Path) -> bool:
    """What SQLite does to its process where the index is damaged in certain ways, which are others in each of its versions."""
    assert parent_process() is not None, "it would take the program itself down"
    os._exit(1)


def test_an_index_whose_damage_sqlite_itself_does_not_survive_is_told(seeded: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    mark(seeded, 1, "外交部发言人华春莹")
    before = rows(seeded)
    with monkeypatch.context() as patch:
        patch.setattr(index_proof, "_agrees_on_disk", fall)
        assert list(faults(seeded)) == [OUT_OF_STEP]
    assert list(faults(seeded)) == []
    assert rows(seeded) == before
    seeded.close()
    sound = seeded.path.read_bytes()
    told = set()
    for at in range(4096 - 41, len(sound) - 64, 4096):  # over the footer of a page and the header of the next
        seeded.path.write_bytes(sound[:at] + b"\xff" * 64 + sound[at + 64 :])
        with suppress(LibraryError):
            told.update(read_all(seeded.path))
    assert OUT_OF_STEP in told


OTHER_PROGRAM = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("INSERT INTO session VALUES ('other', '1')")
connection.close()
"""


@pytest.mark.parametrize("meanwhile", ["opened twice", "exported over", "imported"])
def test_another_program_that_closes_the_library_leaves_the_log_to_those_who_have_it_open(
    seeded: Library, meanwhile: str
) -> None:
    """Closing the file by any means but SQLite's would give up the locks that tell others that it is in use."""
    mark(seeded, 2, "首批30台二手车将出口至厄立特里亚")
    if meanwhile == "opened twice":
        open_library(seeded.path).close()
    elif meanwhile == "exported over":
        for path in (seeded.path, seeded.path.with_name(seeded.path.name + "-shm")):
            with pytest.raises(ExportError):
                export(seeded, Request("markdown", path, Selection(tag="无此标签")))
    else:
        assert [o.outcome for o in import_paths(seeded, [seeded.path])] == ["failed"]
    subprocess.run([sys.executable, "-c", OTHER_PROGRAM, str(seeded.path)], check=True)
    assert seeded.path.with_name(seeded.path.name + "-wal").exists()
    Marks(seeded).set_read([2], True)
    seeded.close()
    assert read_all(seeded.path) == []


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_written_into_a_library_that_was_moved_away_until_it_is_back(seeded: Library, replaced: bool) -> None:
    away = seeded.path.with_name("away.jianbao")
    seeded.path.rename(away)
    if replaced:
        shutil.copy(away, seeded.path)
    with pytest.raises(LibraryError, match="was moved, replaced or deleted while it was open"):
        Marks(seeded).set_read([2], True)
    away.rename(seeded.path)
    Marks(seeded).set_read([2], True)
    assert Marks(seeded).is_read(2)


def test_a_rollback_that_is_interrupted_is_told_and_done_by_closing(library: Library) -> None:
    class Stubborn:
        """A connection that is interrupted at every attempt to roll back, as SQLite is while another statement runs."""

        def __init__(self, connection: sqlite3.Connection) -> None:
            self.connection = connection

        def __getattr__(self, name: str) -> object:
            return getattr(self.connection, name)

        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            if sql == "ROLLBACK":
                raise sqlite3.OperationalError("interrupted")
            return self.connection.execute(sql, *parameters)  # type: ignore[arg-type]

    library._connection = Stubborn(library._connection)  # type: ignore[assignment]

    def work() -> None:
        with library.transaction():
            library.execute("INSERT INTO newspaper (name) VALUES ('x')")
            raise LibraryError("SQL logic error")

    with pytest.raises(Cancelled):
        work()
    library.close()
    with closing(open_library(library.path)) as again:
        assert again.value("SELECT count(*) FROM newspaper") == 0
