"""The accounting of law 1: every character of a page, white space aside, stands in exactly one piece."""

from collections.abc import Iterable

from reader.model import Piece


def partition_faults(text: str, pieces: Iterable[Piece]) -> list[str]:
    """Say in sentences where pieces fail to partition a text: outside it, overlapping, or leaving characters out.

    Positions are code points. White space (as `str.isspace` has it) may stand in a piece or in none.
    """
    faults = []
    reached = 0
    for piece in sorted(pieces, key=lambda p: (p.start, p.end)):
        if not 0 <= piece.start < piece.end <= len(text):
            faults.append(f"a piece lies outside the text: {piece.start}–{piece.end} of {len(text)}")
            continue
        if piece.start < reached:
            faults.append(f"two pieces hold the same characters: {piece.start}–{min(reached, piece.end)}")
        elif missing := text[reached : piece.start].strip():
            faults.append(f"characters {reached}–{piece.start} are in no piece: {_shortened(missing)}")
        reached = max(reached, piece.end)
    if missing := text[reached:].strip():
        faults.append(f"characters {reached}–{len(text)} are in no piece: {_shortened(missing)}")
    return faults


def _shortened(text: str, limit: int = 20) -> str:
    return f"“{text}”" if len(text) <= limit else f"“{text[:limit]}…”"
