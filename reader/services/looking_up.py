"""Looking words up: in the dictionaries that the settings name, with their pinyin, and where the web has more on them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_cache_path

from reader.errors import ReaderError, UnreadableFileError
from reader.formats.cedict import read_cedict
from reader.formats.stardict import read_stardict
from reader.model import DictionaryEntry
from reader.settings import Settings
from reader.store import word_index
from reader.text.pinyin import readings, readings_version
from reader.text.sheet import Sheet
from reader.text.walking import BREAKS

LONGEST = 12  # characters of the longest word that is looked for
_SEPARATOR = ";"
_STARDICT = (".ifo", ".idx", ".idx.gz", ".dict", ".dict.dz")  # its files, of which the first describes the others


@dataclass(frozen=True, slots=True)
class Finding:
    """A word that was looked up: its pinyin, and what the dictionaries say of it."""

    word: str
    pinyin: str
    entries: tuple[DictionaryEntry, ...] = ()


def dictionaries(settings: Settings) -> list[Path]:
    """The dictionary files that the settings name."""
    return [Path(named.strip()).expanduser() for named in settings.text("dictionaries").split(_SEPARATOR) if named.strip()]


def add_dictionary(settings: Settings, path: Path) -> None:
    """Use a dictionary file from now on.

    Raises UnreadableFileError for one that cannot be used, ReaderError where the settings cannot be written.
    """
    path = _described(path.absolute())
    if _SEPARATOR in str(path):
        raise UnreadableFileError(f"The name of {path} has a semicolon in it, which parts names in the settings: rename it.")
    next(iter(_entries(path)), None)
    if path not in dictionaries(settings):
        settings.choose("dictionaries", f"{_SEPARATOR} ".join(map(str, [*dictionaries(settings), path])))


def web_pages(settings: Settings) -> list[tuple[str, str]]:
    """The names of pages on the web that know words, and their addresses with {word} in them."""
    named = (part.strip().rpartition(" ") for part in settings.text("web_pages").split(_SEPARATOR))
    return [(name.strip() or address, address) for name, _, address in named if address.startswith(("https://", "http://"))]


def address_of(template: str, word: str) -> str:
    """The address of a page on a word."""
    return template.replace("{word}", quote(word, safe=""))


def candidates(sheet: Sheet, selection: tuple[int, int], word: tuple[int, int]) -> list[str]:
    """What may be meant at a place: the words selected; else the longest words that begin where the word there does, and it.

    None goes over punctuation or the end of a line.
    """
    start, end = selection
    if start < end:
        selected = "".join(sheet.text[start:end].split())
        return [selected[:size] for size in range(min(len(selected), 4 * LONGEST), 0, -1)][:LONGEST]
    start, end = word
    clause = next((at for at in range(start, len(sheet.text)) if sheet.text[at] in BREAKS or sheet.text[at].isspace()), None)
    reach = min(start + LONGEST, len(sheet.text) if clause is None else clause)
    return [sheet.text[start:stop] for stop in range(reach, start, -1)]


def look_up(
    words: Sequence[str], own: str, files: Sequence[Path], go_on: Callable[[], None]
) -> tuple[list[Finding], list[str]]:
    """What dictionaries say of words, the first words first, and sentences on those that cannot be used.

    `own` is the word at the place: it is among the findings also where no dictionary has it. The first time, a dictionary is
    made ready, which takes seconds; `go_on` may raise to stop that.
    """
    complaints: list[str] = []
    said: dict[str, list[DictionaryEntry]] = {}
    for file in files:
        try:
            for word, entries in word_index.entries_of(_made(file, go_on), words).items():
                said.setdefault(word, []).extend(entries)
        except UnreadableFileError as error:
            complaints.append(str(error))
    try:
        read = _pinyin([word for word in words if word in said or word == own], go_on)
    except ReaderError as error:
        read, sentence = {}, str(error)
        complaints.append(sentence)
    found = [Finding(w, read.get(w, ""), tuple(said.get(w, ()))) for w in words if w in said or w == own]
    return found, complaints


def _made(file: Path, go_on: Callable[[], None]) -> Path:
    """What is kept of a dictionary, made first where it is not there or the dictionary has changed since."""
    import hashlib

    beside = [file.with_name(file.stem + suffix) for suffix in _STARDICT[1:]] if file.suffix == _STARDICT[0] else []
    try:
        facts = [file.stat(), *(other.stat() for other in beside if other.exists())]
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"The dictionary {file} cannot be read ({error}).") from error
    which = hashlib.sha256(str(file).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    state = hashlib.sha256(repr([(fact.st_size, fact.st_mtime_ns) for fact in facts]).encode()).hexdigest()[:16]
    kept = _cache() / f"{which}-{state}.sqlite"
    if not word_index.is_made(kept):
        word_index.make(kept, _entries(file), go_on)
        word_index.forget(kept.parent.glob(f"{which}-*.sqlite"), but=kept)
    return kept


def _entries(file: Path) -> Iterator[DictionaryEntry]:
    return read_stardict(file) if file.suffix == _STARDICT[0] else read_cedict(file)


def _described(file: Path) -> Path:
    """The .ifo file of a StarDict any of whose files is named; any other file itself."""
    of_it = next((suffix for suffix in sorted(_STARDICT, key=len, reverse=True) if file.name.endswith(suffix)), "")
    described = file.with_name(file.name.removesuffix(of_it) + _STARDICT[0])
    return described if of_it and described.exists() else file


def _pinyin(words: Sequence[str], go_on: Callable[[], None]) -> dict[str, str]:
    """How words are read: as they are known whole, else by the longest words and characters in them."""
    kept = _cache() / f"{readings_version()}.sqlite"
    if not word_index.is_made(kept):
        word_index.make(kept, (DictionaryEntry((word,), read) for word, read in readings()), go_on)
        word_index.forget(kept.parent.glob("pypinyin-*.sqlite"), but=kept)
    parts = {word[i:j] for word in words for i in range(len(word)) for j in range(i + 1, min(len(word), i + LONGEST) + 1)}
    known = {word: entries[0].pinyin for word, entries in word_index.entries_of(kept, sorted(parts)).items()}
    return {word: known[word] if word in known else _by_parts(word, known) for word in words}


def _by_parts(word: str, known: dict[str, str]) -> str:
    parts, at = [], 0
    while at < len(word):
        end = next((stop for stop in range(len(word), at, -1) if word[at:stop] in known), at + 1)
        read = known.get(word[at:end], word[at:end])
        parts.append(read if end - at > 1 else read.split(", ")[0])
        at = end
    return " ".join(parts)


def _cache() -> Path:
    return user_cache_path("jianbao", appauthor=False) / "dictionaries"
