"""Finding a place in a text: by its words, or from an older version of the same text.

White space never counts: a text is compared without it, and positions are given in the text as it stands.
"""

from dataclasses import dataclass

from reader.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without its white space, and for each character left the place where it stands in the whole text."""

    text: str
    places: list[int]

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The span of the whole text that holds the characters from `start` to before `end`, of which there is one at least."""
        return self.places[start], self.places[end - 1] + 1


def _squeeze(text: str) -> _Squeezed:
    places = [i for i, c in enumerate(text) if not c.isspace()]
    return _Squeezed("".join([text[i] for i in places]), places)


def locate(text: str, quote: str, prefix: str = "", suffix: str = "") -> tuple[int, int]:
    """The span (code points, end exclusive) of a quote in a text; what stands before and after it decides among several.

    The quote must be there to the letter, white space apart. `prefix` and `suffix` are of any length.
    Raises NotFoundError if it is not there, or at several places that prefix and suffix do not tell apart.
    """
    squeezed = _squeeze(text)
    words = "".join(quote.split())
    if not words:
        raise NotFoundError("There is nothing to look for: the quote is empty.")
    places = _occurrences(squeezed.text, words)
    if not places:
        raise NotFoundError(
            f"“{_shown(quote)}” is not in the article: quote it to the letter, as `jianbao articles` prints it."
        )
    if len(places) == 1:
        return squeezed.whole(places[0], places[0] + len(words))
    before, after = "".join(prefix.split()), "".join(suffix.split())
    fitting = [p for p in places if squeezed.text.endswith(before, 0, p) and squeezed.text.startswith(after, p + len(words))]
    if len(fitting) == 1:
        return squeezed.whole(fitting[0], fitting[0] + len(words))
    if not (before or after):
        raise NotFoundError(f"“{_shown(quote)}” occurs {len(places)} times: add --prefix or --suffix to say which is meant.")
    raise NotFoundError(
        f"“{_shown(quote)}” occurs {len(places)} times, {len(fitting) or 'none'} of them between this --prefix and --suffix:"
        " give the words that stand next to the one you mean."
    )


def _occurrences(text: str, words: str) -> list[int]:
    """Where `words` begins in `text`, overlapping occurrences included."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _shown(quote: str, characters: int = 30) -> str:
    """A quote in one line, short enough for a sentence."""
    line = " ".join(quote.split())
    return line if len(line) <= characters else line[:characters] + "…"
