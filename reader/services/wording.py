"""The words of a library's texts: walking by them, and joining and splitting them by hand."""

import re
from threading import Timer

from reader.errors import ReaderError
from reader.store.lexicon import StoredLexicon
from reader.store.library import Library
from reader.text import words
from reader.text.lexicon import Lexicon
from reader.text.walking import BREAKS, Part, Stretch, characters, next_word, previous_word, word_at
from reader.translation import tr

HEAD_START = 0.05  # seconds that the first motion has to be painted in before the dictionary's loading competes with it
_NO_WORD = re.compile(f"[{BREAKS}]")


class Wording:
    """The words as the dictionary and the library's own lexicon give them; single characters until the dictionary is loaded.

    Positions are code points of a text. Nothing here waits for the dictionary: the first question has it loaded in a thread.
    """

    def __init__(self, library: Library) -> None:
        self._lexicon = StoredLexicon(library)
        self._loading: Timer | None = None

    def next_word(self, text: str, position: int) -> int:
        """Where the next word begins."""
        return next_word(text, position, self._part())

    def previous_word(self, text: str, position: int) -> int:
        """Where the word before begins."""
        return previous_word(text, position, self._part())

    def word_at(self, text: str, position: int) -> Stretch:
        """The word that holds a position or ends there; empty where there is none."""
        return word_at(text, position, self._part())

    def join(self, text: str, start: int, end: int) -> str:
        """Take a stretch for one word from now on, and give it.

        Raises ReaderError for what can be no word, or is one already.
        """
        word = text[start:end].strip()
        if _NO_WORD.search(word) or not any(c.isalnum() for c in word):
            raise ReaderError(tr("A word has no blanks and no punctuation in it: select its characters alone."))
        at = text.index(word, start)
        if words.is_ready() and self.word_at(text, at) == (at, at + len(word)):
            raise ReaderError(tr("“{word}” is one word already. With the caret in it, Shift+D makes it two.", word=word))
        self._lexicon.change(lambda lexicon: lexicon.join(word))
        return word

    def split(self, text: str, position: int) -> tuple[str, str]:
        """Take the word at a position for two from now on, and give them.

        Raises ReaderError where the position stands in no word, or the words are not known yet.
        """
        if not words.is_ready():
            self._part()
            raise ReaderError(tr("The dictionary is being loaded; press it again in a moment."))
        start, end = self.word_at(text, position)
        if not start < position < end:
            raise ReaderError(tr("Put the caret into a word to make it two, or select characters to make them one word."))
        word = text[start:end]
        self._lexicon.change(lambda lexicon: _without(lexicon, word, position - start))
        if self.word_at(text, position)[0] != position:
            inner, outer = self.word_at(text, position)
            self._lexicon.change(lambda lexicon: lexicon.cut(text[inner:outer], position - inner))
        return text[start:position], text[position:end]

    def _part(self) -> Part:
        if not words.is_ready() and self._loading is None:
            self._loading = Timer(HEAD_START, words.cut, ("词",))
            self._loading.start()
        lexicon = self._lexicon.read()
        known = words.cut if words.is_ready() else characters
        return lambda clause: lexicon.parts(clause, known)


def _without(lexicon: Lexicon, word: str, at: int) -> Lexicon:
    """The lexicon without the words by hand that stand over a cut in a word."""
    for joined in lexicon.joined:
        found = word.find(joined)
        if found >= 0 and found < at < found + len(joined):
            lexicon = lexicon.forget(joined)
    return lexicon
