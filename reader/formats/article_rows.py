"""Records of articles, from JSON Lines or a table: their field names, and how many of them make a page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reader.formats import facts
from reader.formats.composing import Part, reading
from reader.formats.page_reader import Complaint, Item, ReadOptions
from reader.model import Origin, Page, Role

MOST_ARTICLES = 200  # in a page: no printed page has as many
MOST_TEXT = 1_000_000  # characters in a page

# Our names first, then those met in archives. A common set: paper, date, page, kicker, headline, subhead, byline, paragraphs.
NAMES: dict[str, tuple[str, ...]] = {
    "newspaper": ("newspaper", "paper", "报纸", "报名", "報紙"),
    "date": ("date", "issue_date", "pub_date", "published", "日期", "出版日期"),
    "page": ("page", "label", "page_no", "page_label", "版次", "版面", "版"),
    "page_name": ("page_name", "版名"),
    "kicker": ("kicker", "pretitle", "introtitle", "引题", "肩题", "引題"),
    "headline": ("headline", "title", "标题", "题目", "標題", "主题"),
    "subhead": ("subhead", "subtitle", "副题", "副标题", "副題"),
    "byline": ("byline", "author", "authors", "作者", "记者"),
    "dateline": ("dateline", "电头", "讯头"),
    "paragraphs": ("paragraphs", "body", "text", "content", "正文", "内容", "內容", "全文"),
    "captions": ("captions", "caption", "图片说明", "图说"),
    "jump": ("jump",),
    "source": ("source", "url", "link", "href", "网址", "链接", "網址", "鏈接"),
}
_FIELD_OF = {name: ours for ours, names in NAMES.items() for name in names}
# What tells where a record comes from, and is not of the newspaper: not missed when it is left out.
_KNOWN_ELSEWHERE = frozenset(
    [
        *("id", "_id", "uid", "guid", "key", "source", "source_id", "url", "link", "href", "hash", "sha1", "sha256", "md5"),
        *("lang", "language", "crawled", "crawled_at", "fetched_at", "created", "modified", "added"),
        *("word_count", "char_count", "articles_on_page", "index", "order"),
    ]
)
_ROLES = {
    "kicker": Role.KICKER,
    "headline": Role.HEADLINE,
    "subhead": Role.SUBHEAD,
    "byline": Role.BYLINE,
    "dateline": Role.DATELINE,
    "paragraphs": Role.BODY,
    "captions": Role.CAPTION,
    "jump": Role.JUMP,
}
_TEXT_FIELDS = frozenset({"kicker", "headline", "subhead", "paragraphs", "captions"})


@dataclass(frozen=True, slots=True)
class Row:
    """One article with the page that it says it stands on; `key` is that page's name within its file.

    `source` is where it says that it comes from, '' where it does not.
    """

    facts: Page
    key: str
    parts: tuple[Part, ...]
    source: str = ""

    @property
    def size(self) -> int:
        return sum(len(part.text) for part in self.parts)


class Rows:
    """Turns records of one file into rows; remembers which unknown fields it has complained of."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self._name = name
        ours_alone = {name: ours for name, ours in _FIELD_OF.items() if ours not in options.mapping}
        self._names = ours_alone | {theirs: ours for ours, theirs in options.mapping.items()}
        self._told: set[str] = set()
        self._newspaper = facts.named_newspaper(name)
        self._date = facts.named_date(name)
        self._page = lru_cache(100)(self._page_as_said)  # rows that stand together say the same

    def row(self, record: Mapping[str, Any], number: int) -> Iterator[Row | Complaint]:
        """The row of a record, or why it is none; before it a complaint of fields that nobody knows, once each."""
        place = f"Line {number} of {self._name}"
        known: dict[str, Any] = {}
        unknown = []
        for name, value in record.items():
            ours = self._names.get(name) or self._names.get(name.strip().lower())
            if ours is None or (value not in (None, "", []) and known.setdefault(ours, value) != value):
                unknown.append(name)
        if _TEXT_FIELDS.isdisjoint(known):
            fields = ", ".join(record) or "nothing"
            yield Complaint(
                f"{place} has no headline and no text in a field that Jianbao knows. It holds: {_shortened(fields)}."
                " Say which is which, as in --field headline=title.",
                foreign=True,
            )
            return
        strange = [name for name in unknown if name.lower() not in _KNOWN_ELSEWHERE and name not in self._told]
        if strange:
            self._told.update(strange)
            yield Complaint(f"{place} has fields that were left out: {_shortened(', '.join(strange))}.", grave=False)
        yield from self._row(known, record, number, place)

    def _row(self, known: dict[str, Any], record: Mapping[str, Any], number: int, place: str) -> Iterator[Row | Complaint]:
        try:
            parts = tuple(p for name, role in _ROLES.items() if name in known for p in _parts(known[name], role, name))
            said = {name: _word(known.get(name), name) for name in ("newspaper", "date", "page", "page_name")}
        except TypeError as error:
            yield Complaint(f"{place} is left out: {error}.")
            return
        if said["date"] and not _iso_date(said["date"]):
            yield Complaint(f"{place} has a date that is none: {_shortened(said['date'])}.", grave=False)
        if not any(part.text.strip() for part in parts):
            yield Complaint(f"{place} is left out: it has no text.")
            return
        page = self._page(**said)
        yield Row(page, _key(page, record, number), parts, _name(known.get("source")))

    def _page_as_said(self, newspaper: str, date: str, page: str, page_name: str) -> Page:
        return Page(
            self._name,
            "",
            newspaper=facts.printed(newspaper) or self._newspaper,
            date=facts.printed(facts.iso_date(date) if date else "") or self._date,
            label=facts.printed(facts.label(page)),
            name=facts.printed(page_name),
        )


_iso_date = lru_cache(1000)(facts.iso_date)  # a file says the same few dates again and again


def _key(page: Page, record: Mapping[str, Any], number: int) -> str:
    """What names the page of a row within its file: the page in print, else the day, else the record by its own id or line."""
    known = [fact.value for fact in (page.newspaper, page.date, page.label) if fact]
    if page.label or (page.date and page.date.origin is not Origin.FILE_NAME):
        return " ".join(known)
    for name in ("id", "_id", "uid", "guid", "url", "link", "source"):
        value = record.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
    return f"line {number}"


def pages(rows: Iterable[Row | Complaint]) -> Iterator[Item]:
    """Rows that stand together and belong to one page as that page; those without a page label as the page of their day.

    A day's items without pages, as of a broadcast, belong together as an issue does, and one page for each would fill the tree
    with pages of one article. A page ends at MOST_ARTICLES or MOST_TEXT, so that memory stays flat and a changed row makes
    little text new; the next of the same name, there or further down in the file, is called "… (2)".
    """
    held: list[Row] = []
    size = 0
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Complaint):
            yield row
            continue
        size += row.size
        if held and (row.key != held[0].key or len(held) >= MOST_ARTICLES or size > MOST_TEXT):
            yield _page(held, seen)
            held, size = [], row.size
        held.append(row)
    if held:
        yield _page(held, seen)


def _page(rows: list[Row], seen: dict[str, int]) -> Item:
    first = rows[0]
    count = seen[first.key] = seen.get(first.key, 0) + 1
    source = f"{first.facts.source}#{first.key}" + (f" ({count})" if count > 1 else "")
    label, page_name = first.facts.label, next((row.facts.name for row in rows if row.facts.name), None)
    page = Page(source, "", first.facts.newspaper, first.facts.date, label, page_name)
    return reading(page, (row.parts for row in rows), sources=[row.source for row in rows])


def _parts(value: Any, role: Role, name: str) -> Iterator[Part]:
    """A text, a list of texts, or a list of captions with their credits."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield Part(role, part)
        elif isinstance(part, dict) and role is Role.CAPTION:
            yield Part(role, _word(part.get("text"), name))
            yield Part(Role.CREDIT, _word(part.get("credit"), name), continues=bool(part.get("text")))
        else:
            yield Part(role, _word(part, name))


def _name(value: Any) -> str:
    """A name or address in one line; '' for what is none, which costs no article."""
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _word(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(f"{name} is no text but {type(value).__name__}")
    return str(value)


def _shortened(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else text[:limit] + "…"
