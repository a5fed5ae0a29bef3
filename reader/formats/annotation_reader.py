"""What a reader of annotations is, what it gives, and how the fields of others become ours."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from reader.errors import UnreadableFileError
from reader.formats.page_reader import Complaint
from reader.formats.records import loads
from reader.formats.source import Source
from reader.model import COLOURS, Annotation, Kind, Place, Status, Style
from reader.text.decoding import decode
from reader.text.tags import tags

LARGEST = 128 * 1024 * 1024  # bytes of a file: fifty thousand annotations as JSON with indents
LONGEST_ID = 200
UNKNOWN_COLOUR = "grey"
_COLOURS = {
    "gray": "grey",
    "olive": "green",
    "lime": "green",
    "cyan": "blue",
    "aqua": "blue",
    "magenta": "pink",
    "violet": "purple",
}


class BadEntryError(Exception):
    """An entry that cannot be taken for an annotation; the reason goes on after "is left out: "."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of a text version that is known by its SHA-256, in code points."""

    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a file says of the article that an annotation is on; empty where it does not say.

    `article_id` is its id in the library `library_id`, `link` where it says itself that it comes from, `file` the name of the
    file that its page was read from. Its longest piece stands at `opening` and begins with `words`.
    """

    place: Place = field(default_factory=Place)
    library_id: str = ""
    article_id: int = 0
    link: str = ""
    file: str = ""
    opening: TextSpan | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """An annotation out of a file, on no article yet: its own `article_id` is 0 and its spans are those in `spans`.

    `has_id` tells that the file names it; else its id is made of its words, so that it is the same at every reading.
    """

    annotation: Annotation
    spans: tuple[TextSpan, ...] = ()
    where: Whereabouts = Whereabouts()
    has_id: bool = True


BroughtItem = Brought | Complaint


@dataclass(frozen=True)
class AnnotationFile:
    """A file that may hold annotations, looked at by several readers and taken apart once."""

    source: Source

    @property
    def name(self) -> str:
        return self.source.name

    @cached_property
    def text(self) -> str:
        """The whole text. Raises UnreadableFileError for what is too large or no text."""
        return decode(self.source.read(LARGEST), self.name).text.removeprefix("\ufeff")

    @cached_property
    def value(self) -> Any:
        """The JSON value in it, None where it is none. Raises UnreadableFileError for JSON that is broken."""
        if not self.text.lstrip().startswith(("{", "[")):
            return None
        try:
            return loads(self.text, strict=False)
        except ValueError as error:
            raise UnreadableFileError(f"{self.name} is not JSON as it should be: {error}. Export it anew.") from error


@dataclass(frozen=True, slots=True)
class AnnotationReader:
    """A format that annotations come in: whether a file is of it by what it holds, and what stands in it."""

    name: str
    title: str
    sniff: Callable[[AnnotationFile], bool]
    read: Callable[[AnnotationFile], Iterator[BroughtItem]]


def each(entries: Any, file: AnnotationFile, take: Callable[[Mapping[str, Any]], Brought]) -> Iterator[BroughtItem]:
    """The annotations in a list of entries; one that is bad is a Complaint, and the others go on."""
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        try:
            if not isinstance(entry, dict):
                raise BadEntryError("it is no object")
            yield take(entry)
        except BadEntryError as error:
            yield Complaint(f"Annotation {number} of {file.name} is left out: {error}.")


def words(entry: Mapping[str, Any], *names: str) -> str:
    """The text under the first of several names that is there, '' where none is. Raises BadEntryError for what is no text."""
    for name in names:
        value = entry.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadEntryError(f"its {name} is no text")
        return storable(value)
    return ""


def storable(text: str) -> str:
    """A text as a library can hold it: lone surrogates escaped, as it stores them, and no NUL, which ends texts elsewhere."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def mapping(value: Any) -> Mapping[str, Any]:
    """An object; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def first(value: Any) -> Any:
    """The first of a list, the value itself where it is none, None where the list is empty."""
    return next(iter(value), None) if isinstance(value, list) else value


def made(values: Mapping[str, Any], origin: str = "") -> Annotation:
    """An annotation out of fields that are named as native JSON names them; what is not known has its default.

    Raises BadEntryError where a field has the wrong type, or there is nothing in it that a person wrote or marked.
    """
    quote, note, marks = words(values, "quote"), words(values, "note"), _tags(values.get("tags"))
    corrected = words(values, "quote_corrected")
    if not (quote.strip() or note.strip() or marks or corrected.strip() or values.get("kind") in set(Kind)):
        raise BadEntryError("it has neither a quote nor a note")
    created, modified = moment(values.get("created")), moment(values.get("modified"))
    return Annotation(
        id=_id(words(values, "id")),
        short_id=words(values, "short_id"),
        article_id=0,
        kind=_member(Kind, values.get("kind"), Kind.HIGHLIGHT if quote.strip() else Kind.NOTE),
        quote=quote,
        prefix=words(values, "prefix"),
        suffix=words(values, "suffix"),
        style=_member(Style, values.get("style"), Style.SOLID),
        colour=colour(values.get("color")),
        note=note,
        tags=marks,
        quote_corrected=corrected,
        status=_member(Status, values.get("anchor_status"), Status.OK),
        created=created or modified,
        modified=modified or created,
        deleted=moment(values.get("deleted")),
        author=words(values, "author"),
        origin=words(values, "origin") or origin,
        original_id=words(values, "original_id"),
    )


def derived_id(*parts: str) -> str:
    """The id that an annotation has here which elsewhere has another one, or none: the same at every reading."""
    return str(uuid5(NAMESPACE_URL, "jianbao:" + "\x1f".join(parts)))


def _id(text: str) -> str:
    return text if text.isprintable() and len(text) <= LONGEST_ID else derived_id(text)


def colour(value: Any) -> str:
    """A colour of ours by its name elsewhere; grey for one that we do not have."""
    if value is None or value == "":
        return COLOURS[0]
    name = value.strip().lower() if isinstance(value, str) else ""
    name = _COLOURS.get(name, name)
    return name if name in COLOURS else UNKNOWN_COLOUR


def moment(value: Any) -> str:
    """A time in UTC as we write it; '' where it cannot be read. A time without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        utc = found and (found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC))
    except (ValueError, OverflowError):
        return ""
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z") if utc else ""


def span(entry: Mapping[str, Any], sha256: Any) -> TextSpan | None:
    """A stretch with `start` and `end` of the text of this hash; None where that is none."""
    start, end = entry.get("start"), entry.get("end")
    if not isinstance(sha256, str) or type(start) is not int or type(end) is not int:
        return None
    return TextSpan(sha256, start, end) if 0 <= start < end < 2**31 else None


def place(entry: Mapping[str, Any], label: str) -> Place:
    """Where something was printed, with the page's label under this name."""
    return Place(*(said(entry, name) or None for name in ("newspaper", "issue_date", label, "page_name")))


def said(entry: Mapping[str, Any], name: str) -> str:
    """A text that a file says of an article; '' where it is none, which loses nothing of the annotation."""
    value = entry.get(name)
    return storable(value) if isinstance(value, str) else ""


def opened(value: Any) -> tuple[TextSpan | None, str]:
    """Where the longest piece of an article stands, and its first words, as our own formats write them."""
    entry = mapping(value)
    return span(entry, entry.get("text_sha256")), said(entry, "exact")


def _tags(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value or []
    if not isinstance(listed, list) or not all(isinstance(tag, str) for tag in listed):
        raise BadEntryError("its tags are no list of texts")
    return tags(storable(tag) for tag in listed)


def _member(kind: Any, value: Any, default: Any) -> Any:
    return kind(value) if isinstance(value, str) and value in set(kind) else default
