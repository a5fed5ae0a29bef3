"""The query language: what a person types becomes a tree of words and labels. Nothing that can be typed is an error.

    株洲 二手车        both words (a long run of characters is parted into words first)
    "株洲 二手车出口"   this string, white space aside; a quote inside is doubled, Chinese quotes “ ” quote too
    ="臺灣"           this string in these characters, not in their traditional, simplified or variant forms
    -长沙             not this string
    株洲 OR 湘潭 出口  either of the words beside OR, and 出口
    headline:出口  byline:王芳  newspaper:株洲日报  date:2021-01  page:A1
    tag:汽车  colour:yellow  kind:note  status:moved

What cannot be read as an operator is a word as it stands; a quote that is never closed reaches to the end.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from reader.text.folding import bare, fold, has_forms, narrow
from reader.text.passages import Field

Part = Callable[[str], list[str]]
WHOLE_RUN = 2  # Han characters: a run no longer than this is one word

_FIELDS = {"headline": Field.HEADLINE, "byline": Field.BYLINE}
_PREFIX = re.compile(r"(headline|byline|newspaper|date|page|tag|colou?r|kind|status)[:：](?=\S)", re.I)
_TERMS = re.compile(r'(?<!\S)\w+[:：](?:"[^"]*"|\S+)')
_QUOTES = {'"': '"', "＂": "＂", "“": "”"}
_RUN = re.compile(r'[^\s"＂“]+')
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_STRETCHES = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_HAN_FIRST = re.compile(f"[{_HAN}]")
_DATE = re.compile(r"(\d{4})(?:\D*(\d{2})(?:\D*(\d{2}))?|\D+(\d{1,2})(?:\D+(\d{1,2}))?)?\D*")


class About(StrEnum):
    """What a label of an article says."""

    NEWSPAPER = "newspaper"
    DATE = "date"
    PAGE = "page"
    TAG = "tag"
    COLOUR = "colour"
    KIND = "kind"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Word:
    """A string to be found in one string of an article: bare, and folded (`exact`: width and case alone)."""

    text: str
    field: Field | None = None
    exact: bool = False
    typed: str = dataclasses.field(default="", compare=False)  # bare, as it was typed: found sooner where it stands so


@dataclass(frozen=True, slots=True)
class Label:
    """Something known of an article besides its text; a date is ISO or its beginning."""

    about: About
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """All articles but those of `node`."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Every:
    """The articles that all nodes find."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """The articles that some node finds."""

    nodes: tuple["Node", ...]


Node = Word | Label | Not | Every | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed and as it was understood; `root` is None where nothing but white space was typed."""

    text: str
    root: Node | None

    @property
    def sought(self) -> tuple[Word, ...]:
        """The strings that an article found has, or may have: those to mark."""
        return tuple(dict.fromkeys(_sought(self.root)))


def whole(run: str) -> list[str]:
    """Part a run of Han characters into itself: for as long as the words are not known yet."""
    return [run]


def parse(text: str, part: Part = whole) -> Query:
    """Read a query; `part` parts a run of Han characters into words."""
    groups: list[list[Node]] = []
    joining = False
    items = list(_items(text, part))
    for i, item in enumerate(items):
        if item is not None:
            if joining:
                groups[-1].append(item)
            else:
                groups.append([item])
            joining = False
        elif groups and not joining and any(later is not None for later in items[i + 1 : i + 2]):
            joining = True
        else:
            groups.append([Word("or")])
    return Query(text, _every([_either(g) for g in groups]))


def quoted(text: str) -> Query:
    """The query for one exact string, whatever characters it has."""
    string = fold(bare(text))
    return Query(text, Word(string, typed=bare(text)) if string else None)


class Strings(Protocol):
    """What a word may stand in: Passages, or something like it."""

    def of(self, field: Field | None) -> Sequence[str]:
        """The strings of a field, or those that a word without one is sought in."""


def satisfies(node: Node, strings: Strings, labels: Callable[[Label], bool]) -> bool:
    """Whether an article with these strings, whose labels `labels` knows, is one that a node finds: the plain scan."""
    match node:
        case Word():
            shape = narrow if node.exact else fold
            return any(node.text in shape(bare(string)) for string in strings.of(node.field))
        case Label():
            return labels(node)
        case Not():
            return not satisfies(node.node, strings, labels)
        case Every():
            return all(satisfies(n, strings, labels) for n in node.nodes)
    return any(satisfies(n, strings, labels) for n in node.nodes)


def _sought(node: Node | None) -> Iterator[Word]:
    if isinstance(node, Word):
        yield node
    elif isinstance(node, Every | Either):
        for inner in node.nodes:
            yield from _sought(inner)


def _items(text: str, part: Part) -> Iterator[Node | None]:
    """The nodes of a query in order; None stands for OR."""
    at, size = 0, len(text)
    closed: dict[str, int] = {}  # where the last closing quote of each kind stands
    while at < size:
        if text[at].isspace():
            at += 1
            continue
        start = at
        negative = text[at] in "-－" and at + 1 < size and not text[at + 1].isspace()
        at += negative
        prefix = _PREFIX.match(text, at)
        if prefix:
            at = prefix.end()
        node, at = _value(text, at, prefix[1].lower() if prefix else "", part if not negative else whole, closed)
        if node is None and text[start:at] == "OR":
            yield None
        elif node is None:
            node = _word(text[start:at])
        if node is not None:
            yield Not(node) if negative and node != _word(text[start:at]) else node


def _value(text: str, at: int, prefix: str, part: Part, closed: dict[str, int]) -> tuple[Node | None, int]:
    """What stands at a place, after a prefix or none, and where it ends; None for OR and for what has no meaning."""
    exact = text[at] == "=" and text[at + 1 : at + 2] in _QUOTES
    quote = at + exact
    if text[quote] in _QUOTES:
        string, end = _quoted(text, quote, closed)
        if prefix and prefix not in _FIELDS:
            return _labelled(prefix, string), end
        return _word(string, _FIELDS.get(prefix), exact), end
    found = _RUN.match(text, at)
    assert found, text[at : at + 1]
    run = found[0]
    if run == "OR" and not prefix:
        return None, found.end()
    if prefix in _FIELDS or not prefix:
        return _every([w for p in _parted(run, part) if (w := _word(p, _FIELDS.get(prefix)))]), found.end()
    return _labelled(prefix, run), found.end()


def _quoted(text: str, at: int, closed: dict[str, int]) -> tuple[str, int]:
    """The string in the quotes that open at a place, and where it ends; a quote that is never closed reaches to the end."""
    closing = _QUOTES[text[at]]
    last = closed.setdefault(closing, text.rfind(closing))
    string = ""
    begun = at + 1
    while begun <= last:
        end = text.index(closing, begun)
        string += text[begun:end]
        if closing == "”" or text[end + 1 : end + 2] != closing:
            return string, end + 1
        string += closing
        begun = end + 2
    return string + text[begun:], len(text)


def _labelled(prefix: str, value: str) -> Label | None:
    about = About("colour" if prefix == "color" else prefix)
    value = value.strip()
    if about is About.DATE:
        value = iso_date(value)
    return Label(about, value) if value else None


def iso_date(value: str) -> str:
    """A date or its beginning in ISO form (2021年1月 -> 2021-01); '' for what is none."""
    found = _DATE.fullmatch(narrow(value))
    if not found:
        return ""
    month, day = found[2] or found[4], found[3] or found[5]
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return "-".join([found[1], *(f"{int(number):02d}" for number in (month, day) if number)])


def _parted(run: str, part: Part) -> Iterator[str]:
    for stretch in _STRETCHES.findall(run):
        if len(stretch) > WHOLE_RUN and _HAN_FIRST.match(stretch):
            yield from part(stretch)
        else:
            yield stretch


def _word(text: str, within: Field | None = None, exact: bool = False) -> Word | None:
    string = bare(text)
    exact = exact and has_forms(string)
    return Word(narrow(string) if exact else fold(string), within, exact, string) if string else None


def _every(nodes: Iterable[Node]) -> Node | None:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else Every(distinct) if distinct else None


def _either(nodes: Iterable[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else Either(distinct)


def term(about: str, value: str) -> str:
    """A label as it is typed: tag:汽车, newspaper:"江北 日报"."""
    plain = value.replace('"', "")
    return f'{about}:"{plain}"' if any(c.isspace() for c in plain) else f"{about}:{plain}"


def with_term(words: str, about: str, value: str) -> str:
    """A query with a label in it, in the place of another of its kind; without it where it had this very one."""
    wanted = term(about, value)
    present = [found for found in _TERMS.findall(words) if found.lower().startswith(f"{about}:")]
    for found in present:
        words = words.replace(found, "")
    return " ".join(words.split() + ([] if wanted in present else [wanted]))
