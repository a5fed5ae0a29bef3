"""Corrections of characters: a page's layout on the text that they make, with the old reading of what they change."""

from collections.abc import Sequence
from dataclasses import replace

from reader.model import Flag, Layout, OldReading, Part, Piece, Region
from reader.pages.shown import block_of
from reader.text.edits import Edit, Edited


def corrected(layout: Layout, text: str, edits: Sequence[Edit], text_id: int) -> Layout:
    """The layout on the text version `text_id`, which is `text` with these edits; its repairs are left as they were."""
    edited = Edited(text, edits)
    parts = tuple(_part(part, edited) for part in layout.parts)
    return replace(
        layout,
        text_id=text_id,
        parts=tuple(part for part in parts if part.pieces),
        aside=_pieces(layout.aside, edited),
        flags=_flags(layout.flags, edited),
        old_readings=_old_readings(layout, text, edited),
    )


def moved_regions(regions: Sequence[Region], edited: Edited) -> list[Region]:
    """Where the stretches of the corrected text were printed."""
    moved = []
    for region in regions:
        start, end = edited.piece(region.start, region.end)
        moved.append(replace(region, start=start, end=max(start, end)))
    return moved


def _part(part: Part, edited: Edited) -> Part:
    return replace(part, pieces=_pieces(part.pieces, edited), flags=_flags(part.flags, edited))


def _pieces(pieces: Sequence[Piece], edited: Edited) -> tuple[Piece, ...]:
    moved = []
    for piece in pieces:
        start, end = edited.piece(piece.start, piece.end)
        if edited.text[start:end].strip():  # else all its words were taken out
            moved.append(replace(piece, start=start, end=end))
    return tuple(moved)


def _flags(flags: Sequence[Flag], edited: Edited) -> tuple[Flag, ...]:
    return tuple(replace(flag, at=edited.span(flag.at, flag.at)[1]) for flag in flags)


def _old_readings(layout: Layout, text: str, edited: Edited) -> tuple[OldReading, ...]:
    """What was kept before, and each paragraph, line or caption that is changed, as it read."""
    kept = []
    for old in layout.old_readings:
        start, end = edited.piece(old.start, old.end)
        kept.append(OldReading(start, max(start, end), old.words))
    for part in layout.parts:
        done: list[Piece] = []
        for piece in part.pieces:
            if piece in done or not _is_changed(piece, edited):
                continue
            block = block_of(part.pieces, piece)
            done += block
            start, end = edited.piece(piece.start, piece.end)
            kept.append(OldReading(start, max(start, end), "".join(text[p.start : p.end] for p in block)))
    return tuple(kept)


def _is_changed(piece: Piece, edited: Edited) -> bool:
    start, end = edited.piece(piece.start, piece.end)
    grown = (start, end) != edited.span(piece.start, piece.end)  # words put in at an end of it
    return grown or edited.touches(piece.start, piece.end)
