"""Taking annotations out: the right ones, under a name that every system takes, with an old file whole until the new one is."""

import json
import os
import stat
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from reader.errors import ExportError
from reader.formats import WRITERS
from reader.model import Article, Fragment, Piece, Place, Role
from reader.services.export_request import Request, Selection
from reader.services.exporting import export, export_text, suggested_path
from reader.services.taking import clippings
from reader.store.library import COMPANIONS, Library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store


@pytest.fixture
def marked(library: Library) -> Library:
    """A library of two pages with three annotations, and one in the bin."""
    store(library, reading(BRIDGE), "/a.txt")
    store(library, reading(FLOOD, newspaper="江南日报", date="2021-04-01"), "/b.txt")
    mark(library, 2, "河水上涨三尺", colour="red", tags=["水", "灾"])
    mark(library, 1, "两岸只要五分钟", note="快", tags=["桥"])
    mark(library, 1, "桥通了", colour="blue")
    bin_it(library, mark(library, 1, "重开", note="作废"))
    library.execute("UPDATE annotation SET status = 'needs review' WHERE colour = 'red'")
    return library


@pytest.mark.parametrize(
    ("selection", "quotes"),
    [
        (Selection(), ["桥通了", "两岸只要五分钟", "河水上涨三尺"]),
        (Selection(article=1), ["桥通了", "两岸只要五分钟"]),
        (Selection(newspaper="江南日报"), ["河水上涨三尺"]),
        (Selection(start="2021-03-06"), ["河水上涨三尺"]),
        (Selection(end="2021-03"), ["桥通了", "两岸只要五分钟"]),
        (Selection(start="2021", end="2021"), ["桥通了", "两岸只要五分钟", "河水上涨三尺"]),
        (Selection(colour="blue"), ["桥通了"]),
        (Selection(tag="灾"), ["河水上涨三尺"]),
        (Selection(status="needs review"), ["河水上涨三尺"]),
        (Selection(tag="桥", colour="red"), []),
        (Selection(newspaper="' OR 1 --"), []),
    ],
)
def test_a_selection_lets_through_what_all_its_filters_let_through(
    marked: Library, selection: Selection, quotes: list[str]
) -> None:
    found = clippings(marked, selection)
    assert [c.annotation.quote for c in found] == quotes
    assert all(c.article.id == c.annotation.article_id for c in found)


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_writes_what_was_marked(marked: Library, name: str, tmp_path: Path) -> None:
    found = clippings(marked, Selection())
    path = export(marked, Request(name, tmp_path / "out")).path
    written = everything_in(path)
    assert all(c.annotation.quote in written for c in found)
    assert "快" in written
    assert ("作废" in written) == WRITERS[name].keeps_deleted


def everything_in(path: Path) -> str:
    if path.is_dir():
        return "".join(file.read_text(encoding="utf-8") for file in path.iterdir())
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as archive:
        return "".join(archive.read(part).decode("utf-8") for part in archive.namelist())


@pytest.mark.parametrize("name", ["obsidian", "docx", "xlsx"])
def test_what_is_no_text_asks_for_a_file(marked: Library, name: str) -> None:
    with pytest.raises(ExportError, match="Name a file or folder with -o"):
        export_text(marked, Request(name, Path("-")))


def test_a_folder_of_notes_keeps_what_was_written_in_it(marked: Library, tmp_path: Path) -> None:
    export(marked, Request("obsidian", tmp_path / "new" / "vault"))
    path = tmp_path / "new" / "vault" / "江北日报 2021-03-05 A1 新桥通车.md"
    text = path.read_text(encoding="utf-8").replace("%% begin notes %%\n", "%% begin notes %%\n我的想法\n")
    path.rename(path.with_name("桥.md")).write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    mark(marked, 1, "重开", note="第二次")
    export(marked, Request("obsidian", path.parent))
    assert len(list(path.parent.iterdir())) == 2
    again = (path.parent / "桥.md").read_text(encoding="utf-8")
    assert "我的想法" in again
    assert "第二次" in again


def test_a_folder_that_cannot_be_made_is_told(marked: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="could not be written"):
        export(marked, Request("obsidian", tmp_path / "file"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_json_names_the_library_and_the_texts(marked: Library) -> None:
    document = json.loads(export_text(marked, Request("json", Path("-")))[0])
    assert document["archive"] == dict(zip(("id", "title"), marked.row("SELECT id, title FROM library") or (), strict=True))
    hashes = {span["text_sha256"] for a in document["annotations"] for span in a["spans"]}
    assert hashes == {row["sha256"] for row in marked.rows("SELECT sha256 FROM text_version")}


def test_json_holds_the_bin(marked: Library) -> None:
    document = json.loads(export_text(marked, Request("json", Path("-")))[0])
    assert [(a["quote"], a["note"]) for a in document["annotations"] if a["deleted"]] == [("重开", "作废")]
    assert len(document["annotations"]) == 4
    assert "重开" not in export_text(marked, Request("markdown", Path("-")))[0]


def test_a_tag_is_found_as_it_is_typed(marked: Library) -> None:
    assert [c.annotation.tags for c in clippings(marked, Selection(tag=" #灾"))] == [("水", "灾")]
    assert clippings(marked, Selection(tag="#")) == []


def test_a_folder_gets_a_file_named_after_the_article(marked: Library, tmp_path: Path) -> None:
    one = export(marked, Request("markdown", tmp_path, Selection(article=1))).path
    assert one == tmp_path / "江北日报 2021-03-05 A1 新桥通车.md"
    assert export(marked, Request("w3c", tmp_path)).path == tmp_path / "Annotations.jsonld"
    assert export(marked, Request("json", tmp_path, Selection(tag="无此标签"))).path == tmp_path / "Annotations.json"


def test_a_folder_of_notes_is_not_named_after_one_article(marked: Library, tmp_path: Path) -> None:
    article = clippings(marked, Selection(article=1))[0].article
    assert suggested_path(tmp_path, Request("obsidian", tmp_path), article) == tmp_path / "Annotations"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("标题/副题: \u202e“问”?", "标题 副题 “问”"),
        ("..\\..\\密码", "密码"),
        ("长" * 300, "长" * 60),
        (" . ", "Annotations"),
        ("a\nb\tc\0d", "a b c d"),
        ("con", "con_"),
    ],
)
def test_a_suggested_name_is_safe_everywhere(title: str, name: str, tmp_path: Path) -> None:
    article = Article((Fragment(Piece(0, len(title), Role.HEADLINE), title),), Place())
    path = suggested_path(tmp_path, Request("markdown", tmp_path), article)
    assert path == tmp_path / f"{name}.md"
    path.touch()


def test_an_old_file_stays_whole_when_the_new_one_fails(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.md"
    path.write_text("alt", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ExportError) as told:
        export(marked, Request("markdown", path))
    assert str(told.value) == f"{path} could not be written (No space left on device). Choose another place."
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir() if f.suffix == ".md"] == [("out.md", "alt")]
    assert not list(tmp_path.glob(".jianbao-*"))


def test_a_folder_that_is_not_there_is_told(marked: Library, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"none/out.md could not be written \(No such file or directory\)"):
        export(marked, Request("markdown", tmp_path / "none" / "out.md", Selection(tag="无此标签")))
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights, links and pipes of POSIX")
def test_a_file_gets_the_usual_rights_and_a_link_stays(marked: Library, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    export(marked, Request("markdown", tmp_path / "link.md", Selection(tag="无此标签")))
    assert (tmp_path / "link.md").is_symlink()
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "real.md").stat().st_mode) == 0o666 & ~umask


@pytest.mark.skipif(os.name != "posix", reason="a device of POSIX")
def test_a_device_is_written_to_and_not_replaced(marked: Library, tmp_path: Path) -> None:
    try:
        controller, device = os.openpty()
    except OSError as error:  # a system in a box without /dev/pts
        pytest.skip(f"there are no terminals here: {error}")
    name = Path(os.ttyname(device))
    export(marked, Request("markdown", name))
    assert name.is_char_device()
    assert "两岸只要五分钟" in os.read(controller, 10_000).decode("utf-8", "ignore")
    os.close(controller)
    os.close(device)


def test_an_export_never_replaces_a_library(marked: Library) -> None:
    before = marked.path.read_bytes()
    for name in (marked.path, *(marked.path.with_name(marked.path.name + end) for end in COMPANIONS)):
        with pytest.raises(ExportError, match="is a library"):
            export(marked, Request("markdown", name))
    assert marked.path.read_bytes() == before
