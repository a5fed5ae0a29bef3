"""An article over the turn of a page: its parts read on as one."""

from collections.abc import Sequence
from dataclasses import replace

from reader.model import Article, Fragment, Role

HEADING_ROLES = (Role.KICKER, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE)  # in the order in which they are read
TEXT_ROLES = frozenset({Role.BODY, Role.SECTION, Role.DATELINE})
CLOSING = ("。", "！", "？", "”", "…", "）", "：")  # how a paragraph ends that is whole


def joined(parts: Sequence[Article]) -> Article:
    """One article of its parts on several pages, the first part first.

    Fields are those of the first part. The heading of a later part, which repeats or shortens it, stands where the page
    turns, with the jump lines. Paragraphs are numbered on; one that the turn of the page interrupts keeps its number.
    """
    first, *later = parts
    fragments, flags = list(first.fragments), list(first.flags)
    for part in later:
        offset = max((f.piece.paragraph for f in fragments), default=-1) + 1
        numbers = {f.piece.paragraph: f.piece.paragraph + offset for f in part.fragments} | _gone_on(fragments, part.fragments)
        for fragment in part.fragments:
            role = Role.JUMP if fragment.piece.role in HEADING_ROLES else fragment.piece.role
            piece = replace(fragment.piece, role=role, paragraph=numbers[fragment.piece.paragraph])
            fragments.append(replace(fragment, piece=piece))
        for flag in part.flags:
            number = flag.paragraph
            flags.append(flag if number is None else replace(flag, paragraph=numbers.get(number, number + offset)))
    turns = tuple(p.place.label for p in later if p.place.label)
    confidence = min(p.confidence for p in parts)
    return replace(first, fragments=tuple(fragments), flags=tuple(flags), confidence=confidence, turns=turns)


def _gone_on(before: Sequence[Fragment], after: Sequence[Fragment]) -> dict[int, int]:
    """The paragraph of a later part that goes on one which the turn of the page interrupts, with that one's number."""
    last = next((f for f in reversed(before) if f.piece.role in TEXT_ROLES), None)
    first = next((f for f in after if f.piece.role in TEXT_ROLES), None)
    if last is None or first is None or last.piece.role is not Role.BODY or first.piece.role is not Role.BODY:
        return {}
    return {} if last.text.rstrip().endswith(CLOSING) else {first.piece.paragraph: last.piece.paragraph}
