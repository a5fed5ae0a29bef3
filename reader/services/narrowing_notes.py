"""Narrowing a list of annotations by the query language; a run of characters is one word as it stands."""

from collections.abc import Mapping

from reader.model import Annotation
from reader.services.searching import store_of
from reader.services.searching_notes import is_labelled
from reader.store.headings import Heading
from reader.store.library import Library
from reader.text.folding import bare, fold, narrow
from reader.text.passages import Passages
from reader.text.query import Every, Label, Node, Not, Word, parse

_PARTED = "\0"  # between the strings of an annotation: nothing that is sought runs over it
Folded = dict[str, tuple[Annotation, str]]


class NoteFilter:
    """Tells which annotations a query finds. `folded` remembers their texts as they are searched, from one filter to the next.

    `labels` are the user's own names of colours.
    """

    def __init__(self, library: Library, words: str, labels: Mapping[str, str], folded: Folded) -> None:
        self._archive = store_of(library)
        self._root = parse(words).root
        self._labels, self._folded = labels, folded
        self._passages: dict[int, Passages] = {}

    def finds(self, annotation: Annotation, heading: Heading) -> bool:
        """Whether the query finds an annotation on an article with this heading; all of them where nothing was typed."""
        return self._root is None or self._fits(self._root, annotation, heading)

    def _fits(self, node: Node, annotation: Annotation, heading: Heading) -> bool:
        match node:
            case Word():
                return self._has(node, annotation)
            case Label():
                return is_labelled(annotation, heading.place, self._labels, node)
            case Not():
                return not self._fits(node.node, annotation, heading)
            case Every():
                return all(self._fits(n, annotation, heading) for n in node.nodes)
        return any(self._fits(n, annotation, heading) for n in node.nodes)

    def _has(self, word: Word, annotation: Annotation) -> bool:
        if word.field is not None:  # headline and byline are the article's
            shape = narrow if word.exact else fold
            return any(word.text in shape(bare(string)) for string in self._article(annotation.article_id).of(word.field))
        if word.exact:
            return word.text in narrow(bare(_strings(annotation)))
        known = self._folded.get(annotation.id)
        if known is None or known[0] is not annotation:
            known = self._folded[annotation.id] = (annotation, fold(bare(_strings(annotation))))
        return word.text in known[1]

    def _article(self, article_id: int) -> Passages:
        if article_id not in self._passages:
            self._passages[article_id] = self._archive.passages(article_id)
        return self._passages[article_id]


def _strings(annotation: Annotation) -> str:
    return _PARTED.join((annotation.quote, annotation.quote_corrected, annotation.note, *annotation.tags))
