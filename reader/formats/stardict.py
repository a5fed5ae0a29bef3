"""StarDict dictionaries: an .ifo file that describes them, an index of words, and the file of what is said of them.

After the format's own description (https://github.com/huzheng001/stardict-3, doc/StarDictFileFormat), versions 2.4.2 and 3.0.0.
"""

import gzip
import struct
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.model import DictionaryEntry

LARGEST = 400_000_000  # bytes of one of its files, unpacked
_MARKED_UP = "ghx"  # fields in Pango's markup, HTML, XDXF
_SAID = "mltygxhw"  # fields of text; t and y are how a word is pronounced
_PRONOUNCED = "ty"


def read_stardict(path: Path) -> Iterator[DictionaryEntry]:
    """The entries of the dictionary that an .ifo file describes.

    Raises UnreadableFileError where one of its files is missing or damaged.
    """
    try:
        facts = _facts(path)
        wide = facts.get("idxoffsetbits") == "64"
        index, said = _content(path, ".idx", ".idx.gz"), _content(path, ".dict", ".dict.dz")
        for word, start, size in _places(index, wide):
            if start + size > len(said):
                raise ValueError("it ends too early")
            meanings, pinyin = _fields(said[start : start + size], facts.get("sametypesequence", ""))
            yield DictionaryEntry((word,), pinyin, meanings, facts.get("bookname", path.stem))
    except (OSError, EOFError, ValueError, struct.error, zlib.error, IndexError) as error:
        raise UnreadableFileError(f"The dictionary {path} cannot be read ({error}).") from error


def _facts(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or not lines[0].startswith("StarDict"):
        raise ValueError("it is no .ifo file of a StarDict")
    return {key.strip(): value.strip() for key, mark, value in (line.partition("=") for line in lines[1:]) if mark}


def _content(path: Path, plain: str, packed: str) -> bytes:
    beside = path.with_suffix("").as_posix()
    file = Path(beside + plain)
    if not file.exists() and Path(beside + packed).exists():
        with gzip.open(beside + packed) as opened:  # .dz is gzip with an index of its own in the head
            content = opened.read(LARGEST + 1)
    else:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{plain} is too large")
    return content


def _places(index: bytes, wide: bool) -> Iterator[tuple[str, int, int]]:
    layout = struct.Struct(">QI" if wide else ">II")
    at = 0
    while at < len(index):
        end = index.index(b"\0", at)
        word = index[at:end].decode("utf-8", "replace")
        start, size = layout.unpack_from(index, end + 1)
        yield word, start, size
        at = end + 1 + layout.size


def _fields(data: bytes, kinds: str) -> tuple[tuple[str, ...], str]:
    """What is said of a word, by line, and how it is pronounced; `kinds` names the fields, else each begins with its kind."""
    meanings: list[str] = []
    pronounced, at, number = "", 0, 0
    while at < len(data) and (not kinds or number < len(kinds)):
        kind = kinds[number] if kinds else chr(data[at])
        at += not kinds
        if bool(kinds) and number == len(kinds) - 1:
            end = following = len(data)
        elif kind.isupper():
            end = following = at + 4 + int(struct.unpack_from(">I", data, at)[0])
        else:
            end = data.find(b"\0", at)
            end = len(data) if end < 0 else end
            following = end + 1
        text = data[at:end].decode("utf-8", "replace") if kind in _SAID else ""
        if kind in _PRONOUNCED:
            pronounced = text
        else:
            plain = _plain(text) if kind in _MARKED_UP else text
            meanings += [line.strip() for line in plain.splitlines() if line.strip()]
        at, number = following, number + 1
    return tuple(meanings), pronounced


class _Words(HTMLParser):
    """The words between the tags; what begins a line in print begins one here."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag in ("br", "p", "div", "li", "ol", "ul", "tr", "def", "blockquote"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _plain(text: str) -> str:
    parser = _Words()
    parser.feed(text)
    parser.close()
    return "".join(parser.words)
