"""What is left of a damaged library comes into a new one that holds all laws; single flipped bytes cost next to nothing."""

import os
import random
import shutil
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from reader.errors import LibraryError
from reader.model import Role
from reader.services.backing_up import Reason, back_up
from reader.services.salvaging import rescue
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library, open_library, open_to_read
from reader.store.salvage import salvage
from tests.fixtures import BRIDGE, FLOOD, by_hand, content, mark, reading, store

FLIPS = int(os.environ.get("FLIPS", "50"))
NOTES = 300
PAGE = 4096
IN_HEADER = (0, 16, 21, 56, 100, 108)  # bytes of the file's own header and of that of its first page
IN_TREE = (0, 4, 8, 9, 12, 13)  # bytes that say what a page is, how many are below it, and where the first and the last are


@pytest.fixture(scope="module")
def noted(seeds_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library with the seeds and a few hundred annotations, which no step tells of."""
    path, chance = tmp_path_factory.mktemp("noted") / "noted.jianbao", random.Random(7)
    shutil.copy(seeds_library, path)
    with closing(open_library(path)) as library:
        archive = Archive(library)
        found = map(archive.article, archive.article_ids())
        articles = [article for article in found if article and len(article.paragraphs) > 1]
        while len(Annotations(library).find()) < NOTES:
            article = chance.choice(articles)
            words = chance.choice(article.paragraphs)[chance.randrange(5) :][:12]
            if words.strip():
                mark(library, article.id, words, nth=1, note=f"第{len(words)}处", tags=["甲", "乙"])
        library.execute("DELETE FROM step")
    return path


def saved(path: Path, new: Path) -> tuple[int, list[str]]:
    """How many of the annotations are there with their notes, and what is wrong with the new library."""
    for rest in new.parent.glob(f"{new.name}*"):
        rest.unlink() if rest.is_file() else shutil.rmtree(rest)
    salvage(path, new)
    with closing(open_library(new)) as library:
        notes = [a.note for a in Annotations(library).find()]
        return sum(note.startswith("第") and note.endswith("处") for note in notes), list(faults(library))


def test_a_sound_library_is_saved_whole(seeded: Library, tmp_path: Path) -> None:
    mark(seeded, 1, "外交部发言人华春莹", note="记", tags=["甲"])
    wanted = content(seeded)
    seeded.close()
    found = salvage(seeded.path, tmp_path / "new.jianbao")
    assert (found.lost_annotations, found.lost_texts, found.changed_texts, found.mended) == (0, 0, 0, [])
    with closing(open_library(tmp_path / "new.jianbao")) as library:
        assert content(library) == wanted
        assert list(faults(library)) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new.jianbao", "seeded.jianbao"]


def test_one_flipped_byte_anywhere_costs_hardly_an_annotation(noted: Path, tmp_path: Path) -> None:
    sound, chance, new = noted.read_bytes(), random.Random(2026), tmp_path / "new.jianbao"
    damaged = tmp_path / "damaged.jianbao"

    def kept_without(at: int) -> int:
        damaged.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << chance.randrange(8)]) + sound[at + 1 :])
        try:
            kept, wrong = saved(damaged, new)
        except LibraryError:
            return 0
        assert wrong == [], at
        return kept

    for at in IN_HEADER:
        assert kept_without(at) == NOTES, at
    for at in IN_TREE:
        assert kept_without(root_of(noted, "annotation") + at) == NOTES, at
    found = [kept_without(chance.randrange(len(sound))) for _ in range(FLIPS)]
    share = median(found) / NOTES
    print(f"{FLIPS} flipped bytes: {share:.1%} of the annotations in the median, {min(found) / NOTES:.1%} at worst")
    assert share >= 0.99


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM piece WHERE start % 3 = 0",
        "DELETE FROM piece",
        "DELETE FROM article",
        "DELETE FROM page",
        "DELETE FROM issue",
        "DELETE FROM newspaper",
        "DELETE FROM text_version WHERE id = 1",
        "DELETE FROM text_version",
        "DELETE FROM annotation_span",
        "UPDATE piece SET role = 'bodz'",
        "UPDATE piece SET stop = stop + 3",
        "UPDATE article SET continues = id",
        "UPDATE annotation SET colour = 'pimk', kind = '?', status = 'x', style = ''",
        "UPDATE text_version SET text = replace(text, '的', '白')",
        "DELETE FROM library",
        "DROP TABLE page",
        "DROP TABLE piece",
        "DROP TABLE issue_read",
        "DELETE FROM article; DELETE FROM page; DELETE FROM text_version; DELETE FROM piece",
    ],
)
def test_whatever_is_gone_the_annotations_stay_and_the_laws_hold(library: Library, tmp_path: Path, statement: str) -> None:
    store(library, reading(BRIDGE, FLOOD), "/a.txt")
    store(library, reading(FLOOD, BRIDGE, label="A2"), "/b.txt")
    for article, quote in ((1, "两岸只要五分钟"), (2, "昨日河水上涨三尺"), (4, "桥西𠮷野家重开")):
        mark(library, article, quote, note="第一处", tags=["桥"])
    library.close()
    by_hand(library.path, *statement.split("; "))
    kept, wrong = saved(library.path, tmp_path / "new.jianbao")
    assert (kept, wrong) == (3, [])


def root_of(path: Path, table: str) -> int:
    """Where the first page of a table's tree begins in the file."""
    with closing(open_to_read(path)) as library:
        return PAGE * (int(library.value("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))) - 1)


def test_a_table_whose_tree_has_lost_its_root_is_found_page_by_page(noted: Path, tmp_path: Path) -> None:
    large, damaged, new = (tmp_path / f"{name}.jianbao" for name in ("large", "damaged", "new"))
    shutil.copy(noted, large)
    with closing(open_library(large)) as library:
        for number in range(60):
            store(library, reading([*BRIDGE, (Role.BODY, f"第{number}天。")]), f"/{number}.txt")
    data = bytearray(large.read_bytes())
    for table in ("annotation", "text_version"):
        at = root_of(large, table)
        assert data[at] == 0x05, "a page that leads to others"
        data[at : at + PAGE] = bytes(PAGE)
    damaged.write_bytes(data)
    assert saved(damaged, new) == (NOTES, [])
    with closing(open_library(new)) as library, closing(open_to_read(large)) as sound:
        texts = "SELECT id, text FROM text_version ORDER BY id"
        assert [tuple(row) for row in library.rows(texts)] == [tuple(row) for row in sound.rows(texts)]
        notes = [(a.id, a.short_id, a.note, a.quote) for a in Annotations(sound).find()]
        assert sorted(notes) == sorted((a.id, a.short_id, a.note, a.quote) for a in Annotations(library).find())


@pytest.mark.parametrize("source", ["steps", "a backup"])
def test_annotations_whose_table_is_gone_come_from_the_steps_or_a_backup(
    seeded: Library, tmp_path: Path, source: str
) -> None:
    mark(seeded, 1, "外交部发言人华春莹", note="还在", tags=["甲"])
    if source == "a backup":
        back_up(seeded, Reason.DAILY)
        seeded.execute("DELETE FROM step")
    root = seeded.value("SELECT rootpage FROM sqlite_master WHERE name = 'annotation'")
    seeded.close()
    with seeded.path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(200))
    found = rescue(seeded.path, tmp_path / "new.jianbao")
    with closing(open_library(tmp_path / "new.jianbao")) as library:
        assert [(a.note, a.tags) for a in Annotations(library).find()] == [("还在", ("甲",))]
    assert found.faults == ()


def test_nothing_is_made_of_nothing(tmp_path: Path) -> None:
    path, new = tmp_path / "notes.txt", tmp_path / "new.jianbao"
    for data in (b"", b"no library at all" * 1000):
        path.write_bytes(data)
        with pytest.raises(LibraryError, match="Nothing can be read"):
            salvage(path, new)
        assert os.listdir(tmp_path) == ["notes.txt"]
    with pytest.raises(LibraryError, match="cannot be read"):
        salvage(tmp_path / "gone", new)
    new.touch()
    with pytest.raises(LibraryError, match="is there already"):
        salvage(path, new)


def test_the_first_bytes_of_every_library_are_the_same_and_mended(seeded: Library, tmp_path: Path) -> None:
    mark(seeded, 1, "外交部发言人华春莹", note="第一处")
    seeded.close()
    with seeded.path.open("r+b") as file:
        file.write(bytes(20))
    assert saved(seeded.path, tmp_path / "new.jianbao") == (1, [])


def test_any_page_that_is_gone_leaves_a_whole_library(noted: Path, tmp_path: Path) -> None:
    data, damaged, kept = noted.read_bytes(), tmp_path / "damaged.jianbao", []
    for page in range(0, len(data) // 4096, max(1, 500 // FLIPS)):
        damaged.write_bytes(data[: page * 4096] + bytes(4096) + data[page * 4096 + 4096 :])
        found, wrong = saved(damaged, tmp_path / "new.jianbao")
        assert wrong == [], page
        kept.append(found)
    print(f"{len(kept)} pages of zeros: {sum(found == NOTES for found in kept)} times all annotations, {min(kept)} at worst")
    assert median(kept) == NOTES
    assert min(kept) > NOTES * 0.9  # what stood on the page itself is gone, and nothing else
