"""CC-CEDICT, the free Chinese-English dictionary: lines of `Traditional Simplified [pin1 yin1] /meaning/meaning/`."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.model import DictionaryEntry
from reader.text.pinyin import toned

SUFFIXES = (".u8", ".txt", ".gz")
LARGEST = 200_000_000  # bytes unpacked; CC-CEDICT has 10 MB
_LINE = re.compile(r"(\S+) (\S+) \[\[?([^\]]*)\]\]? /(.*)/")
_IN_MEANING = re.compile(r"\[[^\]]*\]")  # the pinyin of another word


def read_cedict(path: Path) -> Iterator[DictionaryEntry]:
    """The entries of a file, packed by gzip or not.

    Raises UnreadableFileError for a file that cannot be read or of whose first hundred lines none is an entry.
    """
    lines = entries = read = 0
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig") as file:
            while line := file.readline(100_000):  # a file without line breaks is no dictionary
                read += len(line)
                lines += not line.startswith("#")
                if found := _LINE.match(line):
                    entries += 1
                    meanings = _IN_MEANING.sub(lambda inner: toned(inner[0]), found[4])
                    forms = tuple(dict.fromkeys(found.group(1, 2)))
                    yield DictionaryEntry(forms, toned(found[3]), tuple(filter(None, meanings.split("/"))), "CC-CEDICT")
                elif (not entries and lines > 100) or read > LARGEST:
                    break
    except (OSError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableFileError(f"The dictionary {path} cannot be read ({error}).") from error
    if not entries:
        raise UnreadableFileError(
            f"{path} is no dictionary that Jianbao knows: give it CC-CEDICT or the .ifo file of a StarDict."
        )
