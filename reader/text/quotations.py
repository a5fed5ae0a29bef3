"""Where a quote from elsewhere stands in a text, by its words and what stood beside them there: surely, or not at all."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from reader.model import Status
from reader.text.anchors import CONTEXT, carry

SHORT = 8  # a quote of fewer characters occurs by chance: its neighbours must vouch for its place,
LIKE_CONTEXT = 0.5  # being as like as this to those that it had
AHEAD = 0.10  # how much likelier one of several places must be than all others
ACCEPTED = 0.75  # how like words and neighbours must be together, 5 : 4, where the words differ
LIKE_WORDS = 0.75  # how like its quote a place must be whose words differ: an error in four characters


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words to find, with what stood before and after them where they were quoted; white space never counts."""

    quote: str
    prefix: str = ""
    suffix: str = ""

    def whole(self) -> tuple[str, int, int]:
        """The words in their context, bare, and where in that they begin and end."""
        before, quote, after = (_bare(text) for text in (self.prefix, self.quote, self.suffix))
        return before + quote + after, len(before), len(before) + len(quote)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a quotation stands (code points of the text), OK or with other words (CHANGED), and how sure that is, 0 to 1."""

    start: int
    end: int
    status: Status
    score: float


def standing(text: str, quotation: Quotation) -> Stand | None:
    """Where the very words of a quotation stand in a text; None where they do not, or at several places that nothing parts.

    Of a quote of under SHORT characters the neighbours must vouch for the place too, wherever they are known.
    """
    squeezed = _bare(text)
    whole, begin, end = quotation.whole()
    words = whole[begin:end]
    if not words or words not in squeezed:
        return None
    places = [i for i, c in enumerate(text) if not c.isspace()]
    before, after = whole[:begin][-CONTEXT:], whole[end:][:CONTEXT]
    scored = []
    at = squeezed.find(words)
    while at >= 0:
        scored.append((_likeness(squeezed, at, at + len(words), before, after), at))
        at = squeezed.find(words, at + 1)
    if not scored:
        return None
    scored.sort(reverse=True)
    score, at = scored[0]
    if (len(scored) > 1 and score - scored[1][0] < AHEAD) or (len(words) < SHORT and score < LIKE_CONTEXT):
        return None
    return Stand(places[at], places[at + len(words) - 1] + 1, Status.OK, score)


def standing_nearly(text: str, quotation: Quotation) -> Stand | None:
    """Where a quotation stands in a text whose words were corrected: its neighbours agree, and most of its own words."""
    whole, begin, end = quotation.whole()
    if begin == 0 and end == len(whole):
        return None  # nothing vouches for a place where other words stand
    [carried] = carry(whole, text, [(begin, end)])
    if carried.start is None or carried.end is None:
        return None
    bare, found = _bare(text), _bare(text[carried.start : carried.end])
    at = len(_bare(text[: carried.start]))
    score = _likeness(bare, at, at + len(found), whole[:begin][-CONTEXT:], whole[end:][:CONTEXT])
    like = _alike(whole[begin:end], found)
    if like < LIKE_WORDS or (5 * like + 4 * score) / 9 < ACCEPTED:
        return None
    return Stand(carried.start, carried.end, Status.OK if found == whole[begin:end] else Status.CHANGED, score)


def _likeness(text: str, start: int, end: int, before: str, after: str) -> float:
    """How like the neighbours of a place are to those that a quote had: the average of those that are known, else 1."""
    found = []
    if before:
        found.append(_alike(before, text[max(0, start - len(before)) : start]))
    if after:
        found.append(_alike(after, text[end : end + len(after)]))
    return sum(found) / len(found) if found else 1.0


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bare(text: str) -> str:
    return "".join(text.split())
