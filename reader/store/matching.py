"""From the tree of a query to what SQLite is asked: an expression for the index, and what it cannot answer by itself.

Words of up to LONGEST characters, newspapers, dates and page labels are all answered by the index. Asked of the stored texts or
tables are: words in exact characters, very long ones, words past MANY in one query, and tags, colours, kinds and statuses.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.model import Status
from reader.store.index_rows import (
    StoredTexts,
    article_of,
    date_token,
    key_range,
    newspaper_token,
    page_token,
    phrase,
)
from reader.store.library import Library
from reader.store.other_forms import OtherForms, Verdict
from reader.store.place_in_print import label_order
from reader.text.folding import bare, fold, narrow, unite_forms
from reader.text.note_words import KIND_NAMES, named
from reader.text.passages import Field
from reader.text.query import About, Either, Every, Label, Node, Not, Word

LONGEST = 64  # characters of a phrase that the index is asked for: each costs it memory
MANY = 256  # words
FEW = 100  # keys that are looked up one by one
LOOKED_AT = 300  # articles in whose text a word is looked for before one learns which need no look: some hundredths of a second
_NOTHING = '"nothing"'  # a word that no label is
_OF_ANNOTATIONS = (About.TAG, About.COLOUR, About.KIND, About.STATUS)
_OF_KINDS = "(kind IN (SELECT value FROM json_each(?1)) OR (kind = 'highlight' AND style IN (SELECT value FROM json_each(?1))))"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the articles found have to be besides: of one newspaper, page label, and dates (ISO, inclusive); '' is any."""

    newspaper: str = ""
    start: str = ""
    end: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a query is answered: `match` is asked of the index between two keys; what it gives is looked at once more where
    there are `checks` (words to be found in the text) or `keys` (those that are right). `headlines` is what a hit in a headline
    matches ('' where there can be none); with `direct`, everything that matches it in a headline also matches `match`."""

    match: str
    low: int
    high: int
    checks: tuple[Word, ...] = ()
    keys: frozenset[int] | None = None
    headlines: str = ""
    direct: bool = False

    @property
    def by_index_alone(self) -> bool:
        """Whether the index answers without being looked after."""
        return not self.checks and self.keys is None


class Matching:
    """Makes plans for a library."""

    def __init__(self, library: Library, stored: StoredTexts) -> None:
        self._library = library
        self._stored = stored
        self._other_forms = OtherForms(library)
        self._looked_for: Counter[Word] = Counter()  # in so many articles, by the query that runs
        self._verdicts: dict[Word, Verdict] = {}

    def plan(self, root: Node, filters: Filters) -> Plan:
        """How to find the articles that a tree finds and that the filters let through."""
        self._looked_for.clear()
        self._verdicts.clear()  # the library may have changed
        nodes = list(root.nodes) if isinstance(root, Every) else [root]
        easy = [node for node in nodes if not _is_hard(node)]
        hard_words = [node for node in nodes if isinstance(node, Word) and _is_hard(node)]
        others = [node for node in nodes if _is_hard(node) and not isinstance(node, Word)]
        extra = [node for node in easy[MANY:] if isinstance(node, Word)]
        asked = [node for node in easy if node not in set(extra)] if extra else easy
        within = self._filter_words(filters)
        match = self._every([*asked, *map(_wider, hard_words)], within)
        low, high = key_range(filters.start, filters.end)
        keys = None
        for node in others:
            found = frozenset(self._evaluated(node))
            keys = found if keys is None else keys & found
        direct = not hard_words and not others and not extra and all(_is_monotone(node) for node in asked)
        seen = match if direct else self._headlines(root, within)
        return Plan(match, low, high, tuple(hard_words + extra), keys, seen, direct)

    def passes(self, plan: Plan, key: int) -> bool:
        """Whether an article that the index gave is right."""
        if plan.keys is not None and key not in plan.keys:
            return False
        return all(self._contains(key, word) for word in plan.checks)

    def among(self, match: str, keys: Sequence[int]) -> set[int]:
        """Those of some keys that match in the index."""
        if len(keys) > FEW:
            return self._matched(match)
        one = "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?"
        return {key for key in keys if self._library.value(one, (match, key))}

    def _contains(self, key: int, word: Word) -> bool:
        if word.exact and len(word.text) <= LONGEST:
            self._looked_for[word] += 1
            if self._looked_for[word] == LOOKED_AT:
                self._verdicts[word] = self._other_forms.verdict(word.text)
            known = self._verdicts[word](article_of(key)) if word in self._verdicts else None
            if known is not None:
                return known
        shape = narrow if word.exact else fold
        return any(word.text in shape(bare(s)) for s in self._stored.passages(article_of(key)).of(word.field))

    def _evaluated(self, node: Node) -> set[int]:
        """The keys of all articles that a tree finds."""
        match node:
            case Word() if _is_hard(node):
                return {key for key in self._matched(self._expression(_wider(node))) if self._contains(key, node)}
            case Label() if node.about in _OF_ANNOTATIONS:
                return self._marked(node)
            case Not() if _is_hard(node):
                return self._matched('"all"') - self._evaluated(node.node)
            case Every() if _is_hard(node):
                return set.intersection(*(self._evaluated(n) for n in node.nodes))
            case Either() if _is_hard(node):
                return set.union(*(self._evaluated(n) for n in node.nodes))
        return self._matched(self._expression(node))

    def _matched(self, match: str) -> set[int]:
        return {row[0] for row in self._library.rows("SELECT rowid FROM search WHERE search MATCH ?", (match,))}

    def _marked(self, label: Label) -> set[int]:
        tables = "annotation"
        match label.about:
            case About.TAG:
                tables, has, value = "annotation JOIN annotation_tag ON annotation_id = annotation.id", "tag = ?", label.value
            case About.KIND:
                has, value = _OF_KINDS, json.dumps(named(KIND_NAMES, label.value))
            case About.STATUS:
                has, value = "status IN (SELECT value FROM json_each(?1))", json.dumps(named(Status, label.value))
            case _:
                has, value = "colour = ?", label.value
        sql = f"SELECT key FROM indexed WHERE article_id IN (SELECT article_id FROM {tables} WHERE deleted = '' AND {has})"
        return {row[0] for row in self._library.rows(sql, (_storable(value),))}

    def _expression(self, node: Node) -> str:
        match node:
            case Word():
                column = "" if node.field is None else f"{node.field.value} : "
                return column + phrase(node.text)
            case Label():
                return self._label(node)
            case Not():
                return f'"all" NOT ({self._expression(node.node)})'
            case Every():
                return self._every(node.nodes, [])
        return " OR ".join(f"({self._expression(n)})" for n in node.nodes)

    def _every(self, nodes: Iterable[Node], words: Iterable[str]) -> str:
        positive, negative = list(words), []
        for node in nodes:
            if isinstance(node, Not):
                negative.append(self._expression(node.node))
            else:
                positive.append(self._expression(node))
        wanted = " AND ".join(f"({p})" for p in positive) or '"all"'
        return f"({wanted}) NOT ({' OR '.join(f'({n})' for n in negative)})" if negative else wanted

    def _label(self, label: Label) -> str:
        match label.about:
            case About.DATE:
                return f'"{date_token(label.value)}"'
            case About.PAGE:
                return f'"{page_token(label_order(label.value))}"'
        wanted = fold(bare(label.value))
        rows = self._library.rows("SELECT id, name FROM newspaper")
        return _any_of(newspaper_token(i) for i, name in rows if wanted in fold(bare(name)))

    def _filter_words(self, filters: Filters) -> list[str]:
        words = []
        if filters.newspaper:
            rows = self._library.rows("SELECT id FROM newspaper WHERE name = ?", (_storable(filters.newspaper),))
            words.append(_any_of(newspaper_token(row[0]) for row in rows))
        if filters.page:
            words.append(f'"{page_token(label_order(filters.page))}"')
        return words

    def _headlines(self, root: Node, within: Iterable[str]) -> str:
        """What a headline with all the words has, of those that a headline may have; '' where there are none."""
        nodes = root.nodes if isinstance(root, Every) else (root,)
        kept = [_wider(n) for n in nodes if isinstance(n, Word) and n.field in (None, Field.HEADLINE)]
        return self._every(kept[:MANY], within) if kept else ""


def _storable(text: str) -> str:
    """A text that SQLite takes: without lone surrogates, which nothing stored has."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words) or _NOTHING


def _wider(word: Word) -> Word:
    """A word that the index can be asked for, and that all have that have this one."""
    return Word((unite_forms(word.text) if word.exact else word.text)[:LONGEST], word.field)


def _is_hard(node: Node) -> bool:
    match node:
        case Word():
            return node.exact or len(node.text) > LONGEST
        case Label():
            return node.about in _OF_ANNOTATIONS
        case Not():
            return _is_hard(node.node)
    return any(_is_hard(n) for n in node.nodes)


def _is_monotone(node: Node) -> bool:
    match node:
        case Word():
            return node.field in (None, Field.HEADLINE)
        case Label():
            return True
        case Not():
            return False
    return all(_is_monotone(n) for n in node.nodes)
