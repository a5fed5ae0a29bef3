"""Names of files that say in Chinese what is in them and that every system takes."""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from reader.errors import ExportError
from reader.model import Article
from reader.translation import tr

LONGEST = 180  # bytes in UTF-8: 60 Chinese characters; with a number and a suffix under the 255 that systems take
PATTERN = "{newspaper} {date} {page} {headline}"
"""How files are named where nothing else is asked."""
FIELDS = ("newspaper", "date", "page", "page_name", "headline", "byline", "article_id")
"""What a pattern may name."""
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+')
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)", re.IGNORECASE)


def safe_name(words: str, more: str = "") -> str:
    """The words as the name of a file without its ending, in NFC; '' where nothing is left. `more` are to be avoided too."""
    taken = "".join(" " if c in more else c for c in unicodedata.normalize("NFC", words))
    name = _cut(" ".join(_UNSAFE.sub(" ", taken).split()).strip(" ."))
    return _DEVICES.sub(r"\1_", name, count=1) if _DEVICES.match(name) else name


def _cut(name: str) -> str:
    """As much of a name as fits, without the first half of what is written as one character."""
    cut = name.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")
    if len(cut) < len(name):
        while cut and (unicodedata.combining(name[len(cut)]) or name[len(cut)] in "\u200d\ufe0e\ufe0f"):
            cut = cut[:-1]
    return cut.rstrip(" .")


def values_of(article: Article) -> dict[str, str]:
    """What a pattern may name of an article; '' where it is not known. The headline is never: it begins as the text does."""
    place = article.place
    return {
        "newspaper": place.newspaper or "",
        "date": place.date or "",
        "page": place.label or "",
        "page_name": place.name or "",
        "headline": article.title,
        "byline": article.byline,
        "article_id": str(article.id) if article.id else "",
    }


def patterned(pattern: str, values: Mapping[str, str]) -> str:
    """The safe name that a pattern such as `{date}-{newspaper}` gives; what is not known goes with what parts it from the rest.

    Raises ExportError for a pattern that is none, or that names what there is not.
    """
    name, parted, is_missed = "", "", False
    for literal, field in _parts(pattern):
        if not (parted and _parts_only(literal)):  # of what parts a value that is not known from its neighbours, one is enough
            parted += literal
        value = " ".join(values.get(field, "").split()) if field else ""
        if value:
            held = name or not is_missed or not _parts_only(parted)
            name, parted, is_missed = f"{name}{parted if held else ''}{value}", "", False
        elif field:
            is_missed = True
    return safe_name(name + ("" if is_missed and _parts_only(parted) else parted))


def check_pattern(pattern: str) -> None:
    """Raises ExportError for a pattern that is none, or that names what there is not."""
    for _ in _parts(pattern):
        pass


def _parts_only(literal: str) -> bool:
    return not any(c.isalnum() for c in literal)


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        parts = [("", "?", "", None)]
    for literal, field, form, conversion in parts:
        if field is not None and (field not in FIELDS or form or conversion):
            words = "{pattern} cannot name files: in braces may stand {fields}."
            raise ExportError(tr(words, pattern=pattern, fields=", ".join(FIELDS)))
        yield literal, field or ""


def free_name(name: str, article_id: int, suffix: str, taken: Iterable[str]) -> str:
    """A name with its ending, and with the article's number where another file has it already (whatever its case)."""
    name = name or f"{article_id}"
    return f"{name} ({article_id}){suffix}" if f"{name}{suffix}".casefold() in taken else f"{name}{suffix}"
