"""What a folder holds: links, folders without rights, files that vanish, and how far a file has been read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reader.services.files import Meter, files_of, items_of


def said(folder: Path) -> dict[str, str]:
    """The files found in a folder by their relative names, each with its complaint."""
    return {str(found.path.relative_to(folder)): found.complaint for found in files_of([folder])}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    (made / "b").mkdir(parents=True)
    (made / "b" / "2.txt").write_text("二", encoding="utf-8")
    (made / "a.txt").write_text("一", encoding="utf-8")
    return made


def link(path: Path, target: Path | str) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no links here")


def test_links_in_a_loop_lead_nowhere_and_are_not_followed(folder: Path, tmp_path: Path) -> None:
    files = {"a.txt": "", "b/2.txt": ""}
    link(folder / "here", ".")
    assert said(folder) == files  # one link at first: to follow several would take for ever
    link(folder / "b" / "up", "..")
    link(folder / "again", "b")
    assert said(folder) == files
    link(folder / "elsewhere", tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "3.txt").write_text("三", encoding="utf-8")
    assert "is a link to a folder and is not followed" in said(folder).pop("elsewhere")
    assert said(folder).keys() == {"elsewhere", *files}
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        assert said(folder)["pipe.txt"] == f"{folder / 'pipe.txt'} is no ordinary file."
    link(folder / "x.txt", "y.txt")
    link(folder / "y.txt", "x.txt")
    loop = f"{folder / 'x.txt'} is a link that leads nowhere (Too many levels of symbolic links). Mend it or take it away."
    assert said(folder)["x.txt"] == loop


def test_a_link_that_leads_nowhere_is_named_and_one_to_a_file_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("三", encoding="utf-8")
    link(folder / "c.txt", tmp_path / "other.txt")
    link(folder / "d.txt", tmp_path / "none.txt")
    found = said(folder)
    assert found["c.txt"] == ""
    assert "is a link that leads nowhere" in found["d.txt"]


def test_a_link_to_another_folder_is_named_and_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "3.txt").write_text("三", encoding="utf-8")
    link(folder / "more", tmp_path / "other")
    found = said(folder)
    assert list(found) == ["more", "a.txt", "b/2.txt"]
    assert found["more"].endswith(f"is not followed. Import {tmp_path / 'other'} by itself.")


def test_a_folder_that_cannot_be_looked_into_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert said(folder) == {"a.txt": "", "b": f"{folder / 'b'} cannot be read (Permission denied). Check the rights to it."}
    assert [f.complaint for f in files_of([folder / "b"])] == [said(folder)["b"]]


def test_a_folder_that_vanishes_during_the_walk_is_none(folder: Path) -> None:
    found: Iterator[Any] = files_of([folder])
    assert next(found).path.name == "a.txt"
    (folder / "b" / "2.txt").unlink()
    (folder / "b").rmdir()
    assert list(found) == []


def test_equal_finds_are_the_same_file_as_it_was(folder: Path) -> None:
    before = list(files_of([folder]))
    assert list(files_of([folder])) == before
    with (folder / "a.txt").open("a", encoding="utf-8") as file:
        file.write("more")
    after = list(files_of([folder]))
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, True]


def test_a_mets_file_is_changed_when_a_part_of_it_is(tmp_path: Path) -> None:
    (tmp_path / "mets.xml").write_text('<mets><FLocat href="one.xml"/></mets>', encoding="utf-8")
    [alone] = files_of([tmp_path])
    (tmp_path / "one.xml").write_text("<alto/>", encoding="utf-8")
    [both] = files_of([tmp_path])
    assert (alone.path, alone.size + 7) == (both.path, both.size)


def test_the_meter_tells_how_far_a_file_is_read(tmp_path: Path) -> None:
    record = '{"headline": "题", "date": "2021-01-%02d", "paragraphs": ["' + "字" * 30_000 + '"]}\n'
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(record % day for day in range(1, 29)), encoding="utf-8")
    packed = tmp_path / "lines.zip"
    with ZipFile(packed, "w") as archive:
        for day in range(1, 29):
            archive.writestr(f"{day}.jsonl", record % day)
    for path in (lines, packed):
        meter = Meter()
        places = [meter.at / path.stat().st_size for _ in items_of(path, meter=meter)]
        assert len(places) == 28
        assert places == sorted(places)
        assert places[0] < 0.3
        assert 0.4 < places[14] < 0.8
        assert places[-1] > 0.9
