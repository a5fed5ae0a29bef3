"""`check` finds what broke the laws behind the program's back, and nothing else."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.model import Role
from reader.store.checks import faults
from reader.store.library import Library, open_library
from tests.fixtures import BRIDGE, FLOOD, FOLIO, by_hand, mark, reading, store

SPOILS = (
    "start = start + 1",
    "start = start - 1",
    "stop = stop + 1",
    "stop = stop - 1",
    "role = substr(role, 1, length(role) - 1)",
    "role = CASE role WHEN 'body' THEN 'section' ELSE 'body' END",
    "paragraph = paragraph + 1",
    "place = place + 1",
)


@pytest.fixture
def small(library: Library) -> Library:
    store(library, reading(BRIDGE, FLOOD, aside=FOLIO))
    mark(library, 1, "两岸只要五分钟", note="快")
    return library


def found(path: Path) -> list[str]:
    """What `check` says of a file, or the sentence with which it gives up."""
    try:
        with closing(open_library(path)) as library:
            return list(faults(library))
    except LibraryError as error:
        return [str(error)]


def test_a_sound_library_has_no_faults(seeded: Library, small: Library) -> None:
    mark(seeded, 2, "首批30台二手车将出口至厄立特里亚", tags=["出口"])
    assert list(faults(seeded)) == []
    assert list(faults(small)) == []


@pytest.mark.parametrize("spoil", SPOILS)
def test_any_change_of_a_piece_by_hand_is_found(seeded: Library, spoil: str) -> None:
    pieces = seeded.rows("SELECT text_id, start FROM piece")
    sound = {p: seeded.row("SELECT * FROM piece WHERE text_id = ? AND start = ?", p) for p in map(tuple, pieces)}
    seeded.execute("PRAGMA ignore_check_constraints = ON")
    for key in random.Random(spoil).sample(sorted(sound), 12):
        seeded.execute("BEGIN")
        try:
            seeded.execute(f"UPDATE piece SET {spoil} WHERE text_id = ? AND start = ?", key)
            assert list(faults(seeded)) != [], (spoil, key)
        finally:
            seeded.execute("ROLLBACK")
    assert list(faults(seeded)) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE piece SET stop = stop - 1 WHERE start = 0", "Page 1 (by hand.txt): characters 3–5 are in no piece: “车”."),
        ("UPDATE piece SET start = 3 WHERE start = 5", "two pieces hold the same characters: 3–4"),
        ("UPDATE piece SET stop = 999 WHERE start = (SELECT max(start) FROM piece)", "lies outside the text"),
        ("UPDATE piece SET role = 'caption' WHERE role = 'byline'", "its pieces are not as they were written"),
        ("UPDATE piece SET role = 'bodz' WHERE role = 'byline'", "'bodz' is not a valid Role"),
        ("UPDATE article SET title = '旧桥' WHERE id = 1", "Article 1 is listed as “旧桥”, but its heading reads “新桥通车”."),
        ("UPDATE annotation_span SET start = start + 1, stop = stop + 1", "reads “岸只要五分钟！”, its quote “两岸只要五分钟”"),
        ("UPDATE annotation_span SET stop = stop - 1", "reads “两岸只要五分”, its quote “两岸只要五分钟”"),
        ("DELETE FROM annotation_span", "reads “”, its quote “两岸只要五分钟”"),
        ("UPDATE annotation SET status = 'fine'", "'fine' is not a valid Status"),
        ("UPDATE text_version SET text = replace(text, '五分钟', '六分钟')", "is not the one that was read"),
        ("DELETE FROM article WHERE id = 1", "A row of the table annotation names a row of article that does not exist."),
        ("DELETE FROM annotation", "A row of the table annotation_span names a row of annotation that does not exist."),
        ("INSERT INTO article VALUES (9, 1, 9, '无字', 1.0, NULL, '')", "Article 9 (无字) has no text."),
        ("UPDATE article SET continues = id WHERE id = 2", "Article 2 (河水上涨) goes on itself."),
        ("UPDATE article SET continues = 3 - id", "Article 1 (新桥通车) goes on itself."),
        (
            "INSERT INTO article VALUES (8, 1, 8, '甲', 1.0, 2, ''), (9, 1, 9, '乙', 1.0, 2, '')",
            "Article 8 (甲) is not the only one that goes on article 2.",
        ),
        ("INSERT INTO issue_read SELECT id FROM issue", "Something unread is in issue 1, which is passed over as read"),
        ("DELETE FROM indexed", "Article 1 is not in its place in the search index; `jianbao check --repair` makes it anew."),
        ("DELETE FROM search_data WHERE id > 10", "The search index does not hold what the articles say"),
        ("DROP TABLE search_idx", "The search index "),
        ("DROP TABLE index_state", "The search index was not checked to its end: "),
        ("UPDATE index_state SET signature = ''", "The search index was made by another version"),
        ("DELETE FROM text_version", "A row of the table page names a row of text_version that does not exist."),
    ],
)
def test_what_was_broken_by_hand_is_named(small: Library, statement: str, words: str) -> None:
    small.close()
    by_hand(small.path, statement)
    assert words in "\n".join(found(small.path))


def test_an_index_out_of_step_is_found(small: Library) -> None:
    small.close()
    by_hand(
        small.path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX page_issue ON page (source)' WHERE name = 'page_issue'",
    )
    assert "SQLite's own check: row 1 missing from index page_issue" in found(small.path)


def test_zeros_in_the_middle_of_the_file_are_found(seeded: Library) -> None:
    seeded.close()
    sound = seeded.path.read_bytes()
    for at in range(4096 * 3, len(sound) - 4096, 4096 * 7):
        seeded.path.write_bytes(sound[:at] + bytes(4096) + sound[at + 4096 :])
        assert found(seeded.path), at


def test_a_note_that_needs_review_keeps_its_old_words_and_is_no_fault(small: Library) -> None:
    small.execute("UPDATE annotation SET status = 'needs review', quote = '别的话'")
    assert list(faults(small)) == []


def test_every_role_can_be_checked(library: Library) -> None:
    outside = (Role.FURNITURE, Role.DROPPED, Role.MARKUP)
    parts = [(role, f"这是{role.value}。") for role in Role]
    store(library, reading([p for p in parts if p[0] not in outside], aside=[p for p in parts if p[0] in outside]))
    assert list(faults(library)) == []
