"""The words that a person joined or split by hand, over those that the dictionary knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reader.text.walking import Part


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`joined` are words wherever their characters stand, the newest first; `cuts` are words that are two, and where cut."""

    joined: tuple[str, ...] = ()
    cuts: Mapping[str, int] = field(default_factory=dict)

    def parts(self, clause: str, part: Part) -> list[str]:
        """The words of a clause, as `part` parts it and as a person changed it."""
        stops, at = {0, len(clause)}, 0
        for word in part(clause):
            stops |= {at + cut for cut in self._cuts_in(word)}
            at += len(word)
            stops.add(at)
        taken: set[int] = set()
        for word in self.joined:
            found = clause.find(word)
            while found >= 0:
                here = range(found, found + len(word))
                if taken.isdisjoint(here):
                    taken.update(here)
                    stops = (stops - set(here)) | {found, found + len(word)}
                found = clause.find(word, found + len(word))
        return [clause[start:end] for start, end in pairwise(sorted(stops))]

    def join(self, word: str) -> "Lexicon":
        """One word from now on."""
        return Lexicon((word, *(w for w in self.joined if w != word)), {w: at for w, at in self.cuts.items() if w != word})

    def forget(self, word: str) -> "Lexicon":
        """No word by hand any more."""
        return replace(self, joined=tuple(w for w in self.joined if w != word))

    def cut(self, word: str, at: int) -> "Lexicon":
        """Two words from now on, the second of which begins at a character."""
        return replace(self, cuts={**self.cuts, word: at})

    def _cuts_in(self, word: str) -> list[int]:
        at = self.cuts.get(word, 0)
        if not 0 < at < len(word):
            return []
        return [*self._cuts_in(word[:at]), at, *(at + cut for cut in self._cuts_in(word[at:]))]
