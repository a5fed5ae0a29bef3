"""The laws as properties of the file itself, and the steps that lead to its newest form."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.store import schema
from reader.store.backups import Reason, backups_of
from reader.store.library import Library, open_library
from tests.fixtures import BRIDGE, FLOOD, FOLIO, by_hand, mark, reading, rows, store

# A step that was released is never edited: libraries out there have taken it as it was.
RELEASED = (
    "ddbebfa37ee8a05f11eb5b45275787d7264ddf7207a37c1353679d199bf866a9",
    "ddc5f95faa50fd3c74e125b1a7752f032225b915a04b039693c446c0ba43cc7f",
    "4a6cb9f51691ce4727d77d38544702da2d3233e5baa517e43c5b0a5f087f5414",
    "e7d3cbb4a769ce408b1c8a2b0457347a98e754270c848b7ef729420934e23b16",
    "1b9b39d65c689ec4d2cea421657dedeff4aab34cf7d6859c628d30f6b16452ed",
)


def test_released_steps_are_as_they_were() -> None:
    assert tuple(sha256(step.encode()).hexdigest() for step in schema.STEPS) == RELEASED


@pytest.fixture
def small(library: Library) -> Library:
    store(library, reading(BRIDGE, FLOOD, aside=FOLIO))
    mark(library, 1, "两岸只要五分钟", tags=["桥"])
    return library


@pytest.mark.parametrize(
    ("statement", "law"),
    [
        ("UPDATE text_version SET text = text || '。'", "law 1"),
        ("UPDATE text_version SET text = text", "law 1"),
        ("UPDATE text_version SET sha256 = ''", "law 1"),
        ("DELETE FROM text_version", "law 1"),
        ("DELETE FROM annotation", "law 2"),
        ("DELETE FROM annotation WHERE deleted <> '' OR kind = 'highlight'", "law 2"),
        ("DELETE FROM article WHERE id = 1", "FOREIGN KEY"),
        ("DELETE FROM page", "FOREIGN KEY"),
        ("INSERT OR REPLACE INTO text_version SELECT * FROM text_version", "law 1"),
        ("INSERT OR REPLACE INTO annotation SELECT * FROM annotation", "law 2"),
        ("UPDATE annotation SET article_id = 99", "FOREIGN KEY"),
        ("UPDATE piece SET stop = start", "CHECK"),
        ("UPDATE piece SET start = -1 WHERE start = 0", "CHECK"),
        ("UPDATE piece SET role = 'dropped' WHERE role = 'body'", "CHECK"),
        ("UPDATE piece SET article_id = 1 WHERE role = 'furniture'", "CHECK"),
        ("UPDATE annotation_span SET stop = start", "CHECK"),
        ("UPDATE page SET label = NULL", "NOT NULL"),
        ("INSERT INTO page SELECT 2, 1, '', '', '', '', '', '', '', '', 'one', ''", "TEXT value in INTEGER"),
        ("INSERT INTO newspaper (name) SELECT name FROM newspaper", "UNIQUE"),
    ],
)
def test_the_file_itself_keeps_the_laws(small: Library, statement: str, law: str) -> None:
    before = rows(small)
    small.close()
    with closing(open_library(small.path)) as again:  # sqlite-utils, which makes a new one, leaves pragmas of its own behind
        with pytest.raises((sqlite3.IntegrityError, LibraryError), match=law), again.transaction():
            again.execute(statement)
        assert rows(again) == before


def upgrade(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Let the program know one step more than the library has taken."""
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    monkeypatch.setattr(schema, "VERSION", len(schema.STEPS))


def backups(library: Library) -> list[Path]:
    return [backup.whole for backup in backups_of(library.path) if backup.reason is Reason.FORMAT and backup.whole]


def test_an_older_library_is_brought_up_after_a_backup(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(small)
    small.close()
    upgrade(monkeypatch, "ALTER TABLE article ADD COLUMN words INTEGER NOT NULL DEFAULT 7;\nCREATE TABLE box (id);\n")
    with closing(open_library(small.path)) as library:
        assert library.value("PRAGMA user_version") == schema.VERSION
        assert library.value("SELECT sum(words) FROM article") == 14
        assert rows(library)["annotation"] == before["annotation"]
        assert rows(library)["library"] == before["library"]
    [backup] = backups(small)
    monkeypatch.undo()
    with closing(open_library(backup)) as old:
        assert rows(old) == before


def test_a_step_that_fails_leaves_the_library_as_it_was(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(small)
    small.close()
    for number in (1, 2):  # the first of the steps fails, and the last of two
        with monkeypatch.context() as patch:
            for _ in range(1, number):
                upgrade(patch, "CREATE TABLE chest (id);\nUPDATE article SET place = 8;\n")
            upgrade(patch, "CREATE TABLE box (id);\nUPDATE article SET place = 9;\nINSERT INTO nowhere VALUES (1);\n")
            with pytest.raises(LibraryError, match=r"cannot be used \(no such table: nowhere\)"):
                open_library(small.path)
            assert len(backups(small)) == number
    with closing(open_library(small.path)) as library:
        assert rows(library) == before


def test_a_first_step_that_fails_leaves_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "STEPS", ("CREATE TABLE box (id);\nINSERT INTO nowhere VALUES (1);\n",))
    with pytest.raises(LibraryError):
        open_library(tmp_path / "x.jianbao")
    monkeypatch.undo()
    with closing(open_library(tmp_path / "x.jianbao")) as library:
        assert library.value("SELECT count(*) FROM sqlite_master WHERE name = 'box'") == 0
        assert library.value("SELECT count(*) FROM library") == 1


def test_an_interruption_between_steps_goes_back_to_the_beginning(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(small)
    small.close()
    upgrade(monkeypatch, "CREATE TABLE box (id);")
    upgrade(monkeypatch, "INSERT INTO nowhere VALUES (1);")
    with pytest.raises(LibraryError):
        open_library(small.path)
    monkeypatch.undo()
    with closing(open_library(small.path)) as library:
        assert rows(library) == before


def test_pages_of_before_keep_the_place_they_came_from_and_get_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {
        "/新闻/页.txt": "页.txt",
        "/新闻/records.jsonl#http:/host/a/1.html (3)": "records.jsonl#http://host/a/1.html (3)",
        "/新闻/records.jsonl#7 (3)": "records.jsonl#7 (3)",
    }
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", schema.STEPS[:3])
        patch.setattr(schema, "VERSION", 3)
        open_library(tmp_path / "old.jianbao").close()
    with closing(sqlite3.connect(tmp_path / "old.jianbao")) as old, old:
        old.execute("INSERT INTO newspaper VALUES (1, '')")
        old.execute("INSERT INTO issue VALUES (1, 1, '', '')")
        for number, path in enumerate(paths, start=1):
            old.execute("INSERT INTO text_version VALUES (?1, ?1, '', '', 'import', '', NULL)", (number,))
            name = Path(path).name
            old.execute("INSERT INTO page VALUES (?1, 1, ?2, ?3, '', '', '', '', '', '', ?1, '')", (number, name, path))
    with closing(open_library(tmp_path / "old.jianbao")) as library:
        found = library.rows("SELECT path, source FROM page_place JOIN page USING (path) WHERE page.id = page_id")
        assert {row["path"]: row["source"] for row in found} == paths


def test_statements_are_parted_where_triggers_end() -> None:
    trigger = "CREATE TRIGGER t BEFORE DELETE ON a\n  BEGIN SELECT RAISE(ABORT, 'no; never'); END;"
    assert schema.statements(f"-- a; b\nCREATE TABLE a (b);\n{trigger}\n") == ["-- a; b\nCREATE TABLE a (b);", trigger]


def test_every_statement_of_every_step_is_run(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "whole")) as whole, closing(open_library(tmp_path / "x.jianbao")) as library:
        for step in schema.STEPS:
            whole.executescript(step)
        wanted = {tuple(row) for row in whole.execute("SELECT type, name FROM sqlite_master")}
        assert wanted <= {tuple(row) for row in library.rows("SELECT type, name FROM sqlite_master")}


def test_a_library_whose_triggers_are_gone_still_opens(small: Library) -> None:
    small.close()
    by_hand(small.path)
    with closing(open_library(small.path)) as library:
        assert library.value("SELECT count(*) FROM annotation") == 1
