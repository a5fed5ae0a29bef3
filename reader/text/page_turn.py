"""An article over the turn of a page: its parts read on as one."""

from collections.abc import Sequence
from dataclasses import replace

from reader.model import Article, Flag, FlagKind, Fragment, Role

HEADING_ROLES = (Role.KICKER, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE)  # in the order in which they are read
TEXT_ROLES = frozenset({Role.BODY, Role.SECTION, Role.DATELINE})
CLOSING = ("。", "！", "？", "”", "…", "）", "：")  # how a paragraph ends that is whole


def joined(parts: Sequence[Article]) -> Article:
    """One article of its parts on several pages, the first part first.

    Fields are those of the first part. The heading of a later part, which repeats or shortens it, stands where the page
    turns, with the jump lines. Paragraphs are numbered on; one that the turn of the page interrupts keeps its number, and is
    not called cut off.
    """
    first, *later = parts
    fragments, flags = list(first.fragments), _of_text(first)
    for part in later:
        offset = max((f.piece.paragraph for f in fragments), default=-1) + 1
        interrupted = _interrupted(fragments, part.fragments)
        numbers = {f.piece.paragraph: f.piece.paragraph + offset for f in part.fragments}
        added = _of_text(part)
        if interrupted:
            before, after = interrupted
            numbers[after.piece.paragraph] = before.piece.paragraph
            flags = [f for f in flags if not _says(f, FlagKind.TAIL_MISSING, before, before.piece.end)]
            added = [f for f in added if not _says(f, FlagKind.HEAD_MISSING, after, after.piece.start)]
        for fragment in _turned(part.fragments):
            role = Role.JUMP if fragment.piece.role in HEADING_ROLES else fragment.piece.role
            piece = replace(fragment.piece, role=role, paragraph=numbers[fragment.piece.paragraph])
            fragments.append(replace(fragment, piece=piece))
        flags += [replace(f, paragraph=None if f.paragraph is None else numbers.get(f.paragraph, offset)) for f in added]
    turns = tuple(p.place.label for p in later if p.place.label)
    confidence = min(p.confidence for p in parts)
    return replace(first, fragments=tuple(fragments), flags=tuple(flags), confidence=confidence, turns=turns)


def _of_text(part: Article) -> list[Flag]:
    """The flags of a part, with the text that their places are counted in."""
    return [replace(flag, text_id=part.fragments[0].text_id) for flag in part.flags] if part.fragments else []


def _says(flag: Flag, kind: FlagKind, fragment: Fragment, at: int) -> bool:
    return (flag.kind, flag.text_id, flag.at) == (kind, fragment.text_id, at)


def _turned(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a later part, the jump lines that stand above its text before it."""
    text = min((f.piece.start for f in fragments if f.piece.role in TEXT_ROLES), default=0)

    def stands_below(fragment: Fragment) -> bool:
        piece = fragment.piece
        return piece.role not in HEADING_ROLES and (piece.role is not Role.JUMP or piece.start >= text)

    return sorted(fragments, key=stands_below)


def _interrupted(before: Sequence[Fragment], after: Sequence[Fragment]) -> tuple[Fragment, Fragment] | None:
    """The two ends of a paragraph that the turn of the page interrupts."""
    last = next((f for f in reversed(before) if f.piece.role in TEXT_ROLES), None)
    first = next((f for f in after if f.piece.role in TEXT_ROLES), None)
    if last is None or first is None or last.piece.role is not Role.BODY or first.piece.role is not Role.BODY:
        return None
    return None if last.text.rstrip().endswith(CLOSING) else (last, first)
