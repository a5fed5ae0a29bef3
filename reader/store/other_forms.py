"""Which articles surely have a word in exact characters, which surely not, and which have to be looked at.

The index unites the forms of a character. To tell them apart by the text of every article that it finds would take seconds for
a common character. But most texts have a character in one form only: where a text has no other form of the word's characters,
what the index finds is the word itself, and where it has none of them as they stand in the word, it is not. That is told by one
walk over the texts, which never change.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from reader.store.library import Library
from reader.text.folding import other_forms, own_forms

KEPT = 64  # words whose texts are remembered
FEW = 8  # one of so many texts

Verdict = Callable[[int], bool | None]  # of an article that the index finds: None where it has to be looked at


class OtherForms:
    """Looks for forms in the texts of a library; what was found is kept, and only newer texts are looked at again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, _Texts] = {}

    def verdict(self, narrowed: str) -> Verdict:
        """What is known beforehand of the articles, each named by its first part, in which the index finds a word."""
        texts = self._texts(narrowed)
        if len(texts.other) * FEW < texts.number:
            doubtful = self._articles_on(texts.other)
            return lambda article_id: None if article_id in doubtful else True
        if len(texts.own) * FEW < texts.number:
            possible = self._articles_on(texts.own)
            return lambda article_id: None if article_id in possible else False
        joined = set(chain.from_iterable(self._library.rows(_JOINED)))
        return lambda article_id: None if article_id in joined else texts.verdict(self._texts_of(article_id))

    def _articles_on(self, text_ids: Iterable[int]) -> set[int]:
        """The articles with text on some pages, each with all that it goes on."""
        found: set[int] = set()
        for text_id in text_ids:
            found.update(row[0] for row in self._library.rows(_ARTICLES, (text_id,)))
        before = dict(tuple(row) for row in self._library.rows(_JOINED)) if found else {}
        for part in [part for part in before if part in found]:
            at = part
            while at in before:
                at = before.pop(at)  # gone, so that parts in a circle, in a broken library, come to an end
                found.add(at)
        return found

    def _texts_of(self, article_id: int) -> list[int]:
        return [row[0] for row in self._library.rows(_TEXTS, (article_id,))]

    def _texts(self, narrowed: str) -> "_Texts":
        texts = self._known.pop(narrowed, None) or _Texts(narrowed)
        self._known[narrowed] = texts
        for oldest in list(self._known)[:-KEPT]:
            del self._known[oldest]
        begun = self._library.interruptions
        for text_id, text in self._library.each(_NEWER, (texts.upto,)):
            self._library.go_on(begun)
            texts.take(text_id, text)
        return texts


class _Texts:
    """The texts that have a word's characters in other forms, and those that have one of them as it stands in the word."""

    def __init__(self, narrowed: str) -> None:
        self._own_forms, self._other_forms = own_forms(narrowed), other_forms(narrowed)
        self.upto = self.number = 0
        self.own: set[int] = set()
        self.other: set[int] = set()

    def take(self, text_id: int, text: str) -> None:
        self.upto, self.number = text_id, self.number + 1
        if any(form in text for form in self._own_forms):
            self.own.add(text_id)
        if any(form in text for form in self._other_forms):
            self.other.add(text_id)

    def verdict(self, text_ids: list[int]) -> bool | None:
        if self.other.isdisjoint(text_ids):
            return True
        return False if self.own.isdisjoint(text_ids) else None


_NEWER = "SELECT id, text FROM text_version WHERE id > ? ORDER BY id"
_ARTICLES = "SELECT DISTINCT article_id FROM piece WHERE text_id = ? AND article_id IS NOT NULL"
_TEXTS = "SELECT DISTINCT text_id FROM piece WHERE article_id = ?"
_JOINED = "SELECT id, continues FROM article WHERE continues IS NOT NULL"
