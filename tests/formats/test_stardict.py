"""StarDict in its shapes: one kind of field or several, named once or each time, plain and packed, and damaged."""

import gzip
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats.stardict import read_stardict
from reader.model import DictionaryEntry


def write(
    folder: Path, entries: Sequence[tuple[str, bytes]], kinds: str = "", packed: bool = False, wide: bool = False
) -> Path:
    """A dictionary of these words and what is said of each."""
    index, said = b"", b""
    for word, data in entries:
        index += word.encode() + b"\0" + struct.pack(">QI" if wide else ">II", len(said), len(data))
        said += data
    facts = ["StarDict's dict ifo file", "version=3.0.0", "bookname=现代汉语", f"wordcount={len(entries)}"]
    facts += [f"sametypesequence={kinds}"] * bool(kinds) + ["idxoffsetbits=64"] * wide
    (folder / "x.ifo").write_text("\n".join(facts), "utf-8")
    if packed:
        (folder / "x.idx.gz").write_bytes(gzip.compress(index))
        (folder / "x.dict.dz").write_bytes(gzip.compress(said))
    else:
        (folder / "x.idx").write_bytes(index)
        (folder / "x.dict").write_bytes(said)
    return folder / "x.ifo"


@pytest.mark.parametrize(("packed", "wide"), [(False, False), (True, False), (False, True)])
def test_plain_text(tmp_path: Path, packed: bool, wide: bool) -> None:
    path = write(tmp_path, [("桥", "架在水上的路。\n也叫桥梁。".encode()), ("𠮷", b"good")], "m", packed, wide)
    assert list(read_stardict(path)) == [
        DictionaryEntry(("桥",), "", ("架在水上的路。", "也叫桥梁。"), "现代汉语"),
        DictionaryEntry(("𠮷",), "", ("good",), "现代汉语"),
    ]


def test_several_fields_with_markup(tmp_path: Path) -> None:
    path = write(tmp_path, [("桥", "qiáo\0<b>桥梁</b><br>bridge &amp; path".encode())], "th")
    [entry] = read_stardict(path)
    assert (entry.pinyin, entry.meanings) == ("qiáo", ("桥梁", "bridge & path"))


def test_fields_that_name_themselves(tmp_path: Path) -> None:
    picture = b"P" + struct.pack(">I", 3) + b"png"
    path = write(tmp_path, [("桥", "yqiáo\0".encode() + picture + b"mbridge\0")])
    [entry] = read_stardict(path)
    assert (entry.pinyin, entry.meanings) == ("qiáo", ("bridge",))


@pytest.mark.parametrize("suffix", [".ifo", ".idx", ".dict"])
@pytest.mark.parametrize("content", [None, b"x"])
def test_what_is_missing_or_cut_off_is_told(tmp_path: Path, suffix: str, content: bytes | None) -> None:
    path = write(tmp_path, [("桥", b"bridge")], "m")
    damaged = path.with_suffix(suffix)
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list(read_stardict(path))
