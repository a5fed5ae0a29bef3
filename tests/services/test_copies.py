"""Files that are copies of one another share a page, until one of them changes: the other's text and notes stay."""

import random
import shutil
from pathlib import Path

import pytest

from reader.errors import PastUndoError
from reader.model import Annotation, Role, Status
from reader.services.history import History
from reader.services.importing import Outcome, import_paths
from reader.services.repairing import set_role
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library
from reader.store.page_places import PagePlaces
from reader.text.sheet import Sheet
from tests.fixtures import mark, rows

BRIDGE = "## 新桥通车\n\n江北日报讯 1月19日，新桥通车。两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。\n"
FLOOD = "## 河水上涨\n\n江北日报讯 昨日河水上涨三尺，无人受伤。防汛指挥部提醒沿岸居民注意安全。\n"
QUOTE = "两岸居民只要五分钟"
BETTER = (BRIDGE + FLOOD).replace("三尺", "四尺").replace("一个小时", "1个小时")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def bring(library: Library, *paths: Path) -> list[str]:
    outcomes: list[Outcome] = list(import_paths(library, paths))
    assert list(faults(library)) == []
    return [outcome.outcome for outcome in outcomes]


def texts(library: Library) -> list[str]:
    """The texts of the pages, each as often as there are pages with it."""
    current = "SELECT text FROM page JOIN text_version ON text_version.id = text_id ORDER BY text"
    return [row["text"] for row in library.rows(current)]


def note(library: Library) -> tuple[Annotation, str]:
    """The only annotation and the text that its first words stand in, where that is the text of a page."""
    [annotation] = Annotations(library).find()
    sql = "SELECT text FROM page JOIN text_version ON text_version.id = text_id WHERE text_id = ?"
    return annotation, library.value(sql, (annotation.spans[0].text_id,))


@pytest.fixture
def copies(library: Library, tmp_path: Path) -> tuple[Path, Path]:
    """Two files of one text in the library, with a note on it."""
    one, other = (write(tmp_path / folder / "页.txt", BRIDGE + FLOOD) for folder in ("甲", "乙"))
    assert bring(library, one, other) == ["new", "unchanged"]
    mark(library, 1, QUOTE)
    return one, other


@pytest.mark.parametrize("first", [True, False])
def test_a_copy_that_changes_alone_leaves_the_other_its_text_and_notes(
    library: Library, copies: tuple[Path, Path], first: bool
) -> None:
    changed, stays = copies if first else copies[::-1]
    write(changed, BETTER)
    assert bring(library, changed) == ["changed"]
    assert texts(library) == sorted([BRIDGE + FLOOD, BETTER])
    annotation, text = note(library)
    assert (annotation.status, annotation.article_id, text) == (Status.OK, 1, BRIDGE + FLOOD)
    places = PagePlaces(library)
    assert [places.is_called(1, str(stays)), places.page_at(str(changed))] == [True, 2]
    before = rows(library)
    assert bring(library, stays, changed) == ["unchanged", "unchanged"]
    assert rows(library) == before


def test_when_all_copies_change_the_notes_and_ids_go_with_them(library: Library, copies: tuple[Path, Path]) -> None:
    with library.transaction():
        library.execute("INSERT INTO reading_mark (article_id, starred) VALUES (1, 1)")
    for path in copies:
        write(path, BETTER)
    assert bring(library, *copies) == ["changed", "unchanged"]
    assert texts(library) == [BETTER]
    annotation, text = note(library)
    assert (annotation.status, annotation.article_id, text) == (Status.OK, 1, BETTER)
    assert Archive(library).article_ids() == [1, 2]
    assert library.value("SELECT starred FROM reading_mark WHERE article_id = 1") == 1


def test_repairs_are_done_again_when_all_copies_change_and_undo_is_refused(library: Library, copies: tuple[Path, Path]) -> None:
    History(library).do(lambda: set_role(library, *place_of_words(library, "防汛指挥部"), Role.SUBHEAD))
    for path in copies:
        write(path, BETTER)
    bring(library, *copies)
    article = Archive(library).article(2)
    assert article is not None
    assert "防汛指挥部" in article.subhead
    with pytest.raises(PastUndoError):
        History(library).undo()
    assert list(faults(library)) == []


def place_of_words(library: Library, words: str) -> tuple[Sheet, int, int]:
    article = Archive(library).article(2)
    assert article is not None
    shown = Sheet(article)
    return shown, shown.text.index(words), shown.text.index(words) + len(words)


def test_copies_that_change_one_after_the_other_end_the_same(library: Library, copies: tuple[Path, Path]) -> None:
    for path in copies:
        write(path, BETTER)
        bring(library, path)
    annotation, text = note(library)
    assert (texts(library), annotation.status, annotation.article_id, text) == ([BETTER], Status.OK, 1, BETTER)


def test_a_file_that_was_renamed_and_then_changed_is_one_file(library: Library, copies: tuple[Path, Path]) -> None:
    shutil.rmtree(copies[0].parent)
    write(copies[1], BETTER)
    assert bring(library, copies[1]) == ["changed"]
    annotation, text = note(library)
    assert (texts(library), annotation.article_id, text) == ([BETTER], 1, BETTER)
    assert library.value("SELECT source FROM page") == "页.txt"


def test_files_that_change_places_change_no_page(library: Library, tmp_path: Path) -> None:
    one, other = write(tmp_path / "甲.txt", BRIDGE), write(tmp_path / "乙.txt", FLOOD)
    bring(library, one, other)
    mark(library, 1, QUOTE)
    before = rows(library)
    write(one, FLOOD)
    write(other, BRIDGE)
    bring(library, tmp_path)
    after = rows(library)
    assert {table for table in before if before[table] != after[table]} == {"page_place", "page"}  # by their names
    assert note(library)[0].status is Status.OK


def test_a_text_that_only_moves_to_another_file_keeps_its_notes(library: Library, tmp_path: Path) -> None:
    one, other = write(tmp_path / "1.txt", BRIDGE), write(tmp_path / "2.txt", FLOOD)
    bring(library, one, other)
    mark(library, 1, QUOTE)
    write(one, BRIDGE.replace("五分钟", "六分钟"))
    write(other, BRIDGE)
    bring(library, tmp_path)
    annotation, text = note(library)
    assert (annotation.status, annotation.article_id, text) == (Status.OK, 1, BRIDGE)


def test_notes_left_behind_come_home_with_their_text(library: Library, tmp_path: Path) -> None:
    one, other = write(tmp_path / "甲.txt", BRIDGE), write(tmp_path / "乙.txt", FLOOD)
    bring(library, one, other)
    mark(library, 1, QUOTE)
    write(one, FLOOD)
    bring(library, one)
    assert (texts(library), note(library)[0].status) == ([FLOOD], Status.NEEDS_REVIEW)
    write(other, BRIDGE)
    bring(library, other)
    annotation, text = note(library)
    assert (annotation.status, text) == (Status.OK, BRIDGE)


@pytest.mark.parametrize("order", [("江北日报_20210120.txt", "A02版.txt"), ("A02版.txt", "江北日报_20210120.txt")])
def test_a_copy_makes_no_sure_date_doubtful(library: Library, tmp_path: Path, order: tuple[str, str]) -> None:
    for name in order:
        bring(library, write(tmp_path / name, BRIDGE.replace("1月19日", "2021年1月19日")))
    row = library.row("SELECT newspaper.name, date, label, date_origin FROM page, issue, newspaper") or ()
    assert tuple(row) == ("江北日报", "2021-01-20", "A2", "file name")
    assert library.value("SELECT count(*) FROM flag WHERE kind = 'doubtful_source'") == 0
    before = rows(library)
    bring(library, *(tmp_path / name for name in order))
    assert rows(library) == before


def any_note(library: Library, chance: random.Random) -> tuple[str, str]:
    """Mark some words anywhere in the library; gives the annotation's id and the page's text."""
    archive = Archive(library)
    article = archive.article(chance.choice(archive.article_ids()))
    assert article is not None
    fragment = chance.choice([f for f in article.fragments if len(f.text) > 4])
    start = chance.randrange(len(fragment.text) - 4)
    words = fragment.text[start : start + chance.randint(1, 4)]
    return mark(library, article.id, words, nth=1).id, archive.text(fragment.text_id)


TEXTS = (BRIDGE, FLOOD, BRIDGE + FLOOD, BETTER, BRIDGE.replace("五分钟", "六分钟"), FLOOD.replace("昨日", "前日"))


@pytest.mark.parametrize("seed", range(6))
def test_each_text_is_there_once_and_each_note_on_its_words(library: Library, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = [tmp_path / folder / f"{name}.txt" for folder in ("甲", "乙") for name in ("一", "二")]
    on_disk = {path: write(path, chance.choice(TEXTS)).read_text(encoding="utf-8") for path in files}
    imported: dict[Path, str] = {}  # the model: each file's text at its last import
    made_on: dict[str, str] = {}  # of notes whose text some file has had ever since they were made
    for _ in range(12):
        for path in chance.sample(files, chance.randint(0, 2)):
            on_disk[path] = write(path, chance.choice(TEXTS)).read_text(encoding="utf-8")
        part = chance.choice([[tmp_path / "甲"], [tmp_path / "乙"], [tmp_path], *([path] for path in files)])
        bring(library, *part)
        imported |= {path: on_disk[path] for path in files if any(path.is_relative_to(p) for p in part)}
        assert texts(library) == sorted(set(imported.values()))
        made_on = {note: text for note, text in made_on.items() if text in imported.values()}
        for annotation in Annotations(library).find():
            stands_in = {Archive(library).text(span.text_id) for span in annotation.spans}
            if annotation.id in made_on:
                assert (annotation.status, stands_in) == (Status.OK, {made_on[annotation.id]})
            elif annotation.status is Status.NEEDS_REVIEW:
                assert not stands_in & set(imported.values())
            else:
                assert stands_in <= set(imported.values())
        made_on |= dict([any_note(library, chance)])
        before = rows(library)
        bring(library, *part)
        assert rows(library) == before
