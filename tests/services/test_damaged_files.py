"""Every format with every damage: each file gets a sentence or is read, the others come in, and nothing else is written."""

import re
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.formats import READERS
from reader.services.importing import Outcome, import_paths
from reader.store.checks import faults
from reader.store.library import Library
from tests.formats.fixtures import FIXTURES
from tests.formats.test_archives import tarred, zipped

GOOD = "河堤加固完工\n\n本报讯 昨日上午，{}号河堤完工，附近居民前来观看。\n"
XML, HTML = {"mets", "alto", "page"}, {"hocr", "people", "founder", "press"}
BINARY = {"pdf"}
READ = "^$"
LONG = 200 * 2**20
ENTITIES = "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefgh", "bcdefghi", strict=True))
BOMB = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "boom">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY i SYSTEM "0.txt"><!ENTITY j SYSTEM "http://example.org/x">]>'


def cut_off(name: str, data: bytes) -> bytes:
    """The beginning of a file; a text ends within a character, as a download that breaks off does."""
    cut = len(data) * 3 // 5
    while name == "text" and data[cut] & 0xC0 != 0x80:
        cut += 1
    return data[:cut]


def declaring(head: str, markup: bytes) -> bytes:
    """Markup that declares entities and uses one."""
    body = re.sub(r"^\s*(<\?xml.*?\?>)?\s*(<!DOCTYPE[^>]*>)?", "", markup.decode(), flags=re.S)
    return (head + body.replace("</", "&i;</", 1)).encode()


def damaged(name: str) -> Iterator[tuple[str, bytes, str]]:
    """Names and bytes of damaged files of a format, with what is to be said of each, or READ."""
    data, ending = FIXTURES[name][0], READERS[name].suffixes[0]
    as_whole = "not beside it: that page is left out. Put it there" if name == "mets" else READ
    yield f"cut{ending}", cut_off(name, data), "cut off|breaks off|no XML as|damaged|ends within a quotation|broken"
    yield f"empty{ending}", b"", "has nothing to read in it: it is empty|is of no kind that"
    yield "other.txt", data, as_whole
    yield "other.pdf", data, "is of no kind that" if name == "text" else as_whole
    if name not in BINARY:
        yield f"gbk{ending}", data.decode().encode("gb18030"), as_whole
        yield f"utf16{ending}", data.decode().encode("utf-16"), as_whole
        middle = len(data) // 2
        yield f"bytes{ending}", data[:middle] + b"\xff\xfe\x81" * 40 + data[middle:], "in no encoding that|holds binary data"
    fine = {"bad.txt": bytes(999), "ok.txt": GOOD.format(name).encode()}
    deep = zipped({f"a{ending}": data})
    yield "nested.zip", zipped({"b.zip": zipped({"c.zip": deep}), **fine}), "nested.zip/b.zip/c.zip is left out: .* Unpack it"
    for packed, pack in (("zip", zipped), ("tar", tarred)):
        yield f"out.{packed}", pack({f"../../out{ending}": data, **fine}), f"out{ending} is left out: its name leads out"
    if name in XML | HTML:
        safe = "declares entities, .* it is not read, for safety" if name in XML else READ
        yield f"bomb{ending}", declaring(BOMB, data), safe
        yield f"outside{ending}", declaring(OUTSIDE, data), safe


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to import from; where programs put what they do not want to keep is watched, too."""
    for name in ("in", "temp", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "in" / "0.txt").write_text(GOOD.format(1), encoding="utf-8")
    (tmp_path / "in" / "~.txt").write_text(GOOD.format(2), encoding="utf-8")
    return tmp_path / "in"


def brought(library: Library, folder: Path) -> dict[str, Outcome]:
    """What became of each file of the folder; the good ones are in, and no file is new or changed but the library's."""
    before = {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*") if path.parent != folder.parent}
    outcomes = {Path(outcome.source).name: outcome for outcome in import_paths(library, [folder])}
    after = {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*") if path.parent != folder.parent}
    assert after == before
    assert {path.name for path in folder.parent.iterdir() if library.path.name not in path.name} == {"in", "temp", "work"}
    assert (outcomes["0.txt"].outcome, outcomes["~.txt"].outcome) == ("new", "new")
    assert list(faults(library)) == []
    return outcomes


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_gets_a_sentence_and_costs_no_other(library: Library, folder: Path, name: str) -> None:
    given = {file: said for file, data, said in damaged(name) if (folder / file).write_bytes(data) >= 0}
    outcomes = brought(library, folder)
    assert outcomes.keys() == {"0.txt", "~.txt", *given}
    for file, said in given.items():
        error = outcomes[file].error or " ".join(outcomes[file].skipped)
        assert re.search(said, error), (file, error)
        if said == READ:
            assert outcomes[file].outcome in ("new", "unchanged"), file
        else:
            assert str(folder / file) in error
            assert error.endswith(".")
        if file.endswith((".zip", ".tar")):
            assert outcomes[file].pages == 1
            assert "bad.txt is not text" in error
    stored = library.rows("SELECT text FROM text_version")
    assert not any("boom" in row["text"] or "root:" in row["text"] for row in stored)


def test_a_file_that_only_lists_articles_says_so(library: Library, folder: Path) -> None:
    links = '<a id=pageLink href=node_2.htm>第A01版：头版</a><MAP NAME="pagepicmap"><Area href="content_1.htm"></MAP>'
    (folder / "node_3.htm").write_text(f"<html><body>{links}</body></html>", encoding="utf-8")
    outcome = brought(library, folder)["node_3.htm"]
    assert outcome.outcome == "skipped"
    assert "the list of a page's articles" in outcome.skipped[0]


@pytest.mark.parametrize("name", sorted(READERS.keys() - {"dots", "paddle", "olm", "page", "people", "press"}))
def test_a_line_of_200_mb_gets_a_sentence(library: Library, folder: Path, name: str) -> None:
    """A file that begins as it should and goes on in one line of 200 MB, which takes no room on the disk."""
    path = folder / f"long{READERS[name].suffixes[0]}"
    with path.open("wb") as file:
        file.write(FIXTURES[name][0].rstrip(b"}]\n")[:-20])
        file.truncate(LONG)
    tracemalloc.start()
    outcome = brought(library, folder)[path.name]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(path) in (outcome.error or "")
    assert re.search(r"Split it|Get it anew", outcome.error or "")
    assert peak < LONG / 4
