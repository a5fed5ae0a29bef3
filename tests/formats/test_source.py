"""One file to read: its head, its whole within a limit, and the files beside it."""

import os
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats.source import HEAD, relative, source_of, spelled


def test_a_file_is_read_within_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "page.TXT"
    path.write_bytes(b"x" * (HEAD + 5))
    given = source_of(path)
    assert (given.name, given.size, given.suffix, len(given.head)) == (str(path), HEAD + 5, ".txt", HEAD)
    assert len(given.read()) == HEAD + 5
    with pytest.raises(UnreadableFileError, match=r"page.TXT is too large to be read in one"):
        given.read(limit=HEAD)


def test_a_file_that_grows_is_not_read_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"x")
    given = source_of(path)
    path.write_bytes(b"x" * 100)
    with pytest.raises(UnreadableFileError, match="too large"):
        given.read(limit=50)


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"x")
    given = source_of(path)
    path.unlink()
    with pytest.raises(UnreadableFileError, match=r"page.txt cannot be read \(No such file"):
        given.read()


def test_a_name_in_an_old_encoding_is_spelled_out(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "第一版".encode("gbk") + b".txt"))
    path.write_bytes("河堤".encode())
    given = source_of(path)
    assert given.name == f"{tmp_path}/第一版.txt"
    assert given.read().decode() == "河堤"
    assert spelled(b"\xff\xff") == "\ufffd\ufffd"


def test_only_files_beside_and_below_are_found(tmp_path: Path) -> None:
    (tmp_path / "issue/text").mkdir(parents=True)
    for name in ("secret.xml", "issue/mets.xml", "issue/text/1.xml"):
        (tmp_path / name).write_text(name)
    (tmp_path / "issue/link.xml").symlink_to(tmp_path / "secret.xml")
    given = source_of(tmp_path / "issue/mets.xml")
    for reference in ("text/1.xml", "file://./text/1.xml", "./text/1.xml", "text\\1.xml"):
        found = given.beside(reference)
        assert found is not None
        assert found.read() == b"issue/text/1.xml"
    for reference in (
        "../secret.xml",
        str(tmp_path / "secret.xml"),
        f"file://{tmp_path}/secret.xml",
        "link.xml",
        "",
        "none.xml",
    ):
        assert given.beside(reference) is None


@pytest.mark.parametrize("reference", ["http://a/b", "C:/a", "/a", "file:///a", "a/../b", "a\0b", ""])
def test_references_elsewhere_are_none(reference: str) -> None:
    assert relative(reference) == ""
