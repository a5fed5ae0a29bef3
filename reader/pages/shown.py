"""The pieces of an article in the order in which they are read: heading lines first, in the trade's order, then all else."""

from collections.abc import Sequence

from reader.model import Piece, Role
from reader.text.page_turn import HEADING_ROLES

_TEXT = frozenset({Role.BODY, Role.DATELINE})
_PICTURE = frozenset({Role.CAPTION, Role.CREDIT})


def shown(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order in which a sheet shows them."""
    headings = [piece for role in HEADING_ROLES for piece in pieces if piece.role is role]
    return headings + [piece for piece in pieces if piece.role not in HEADING_ROLES]


def block_of(pieces: Sequence[Piece], piece: Piece) -> list[Piece]:
    """The pieces that are read on as one paragraph, heading line or caption with a piece, in reading order."""
    ordered = shown(pieces)
    at = ordered.index(piece)
    first = last = at
    while first and _read_on(ordered[first - 1], piece):
        first -= 1
    while last + 1 < len(ordered) and _read_on(ordered[last + 1], piece):
        last += 1
    return ordered[first : last + 1]


def kind_of(piece: Piece) -> frozenset[Role]:
    """The roles that may be read on with a piece: those of a paragraph, of a caption with its credit, or its own."""
    return next((kind for kind in (_TEXT, _PICTURE) if piece.role in kind), frozenset({piece.role}))


def _read_on(neighbour: Piece, piece: Piece) -> bool:
    heads = neighbour.role in HEADING_ROLES or piece.role in HEADING_ROLES
    return neighbour.paragraph == piece.paragraph and (not heads or neighbour.role is piece.role)
