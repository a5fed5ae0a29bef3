"""Repairs by hand: a page's layout after one of them. None touches a text, so every highlight stays on its words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.errors import RepairError
from reader.model import Flag, FlagKind, Layout, Part, Piece, Repair, RepairKind, Role
from reader.pages.shown import block_of, kind_of, shown
from reader.text.page_turn import CLOSING, HEADING_ROLES
from reader.translation import tr

BY_HAND = "set aside by hand"
_BETWEEN_LINES = frozenset({Role.CAPTION, Role.CREDIT, Role.JUMP})  # what stands in a paragraph only as an accident of the page
_SETTLED = frozenset({FlagKind.DOUBTFUL_JOIN, FlagKind.DOUBTFUL_HEADING, FlagKind.DOUBTFUL_ARTICLE})


def repaired(layout: Layout, text: str, repair: Repair) -> Layout:
    """The layout after a repair whose places point into its text.

    Raises RepairError, with the reason in a sentence, where it cannot be done there.
    """
    return replace(_DO[repair.kind](layout, text, repair), repairs=(*layout.repairs, repair))


def part_at(layout: Layout, position: int) -> Part:
    """The article that holds a position of the text.

    Raises RepairError where that stands in none.
    """
    for part in layout.parts:
        if any(p.start <= position < p.end for p in part.pieces):
            return part
    raise RepairError(tr("These words stand in no article."))


def _split(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    pieces = _cut(part.pieces, text, repair.at.start)
    ordered = shown(pieces)
    first = _index_at(ordered, repair.at.start)
    if first == 0:
        raise RepairError(tr("The article begins here: there is nothing to split off."))
    tail = frozenset(ordered[first:])
    rest = _headed([p for p in pieces if p in tail])
    before = replace(part, pieces=tuple(p for p in pieces if p not in tail), flags=_flags_in(part.flags, tail, inside=False))
    after = Part(repair.article_id, rest, _flags_in(part.flags, tail, inside=True), part.confidence, part.source)
    return _with(layout, part, _settled(before, repair), _settled(after, repair))


def _headed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of an article that was split off: where it begins with a section heading, that is its headline."""
    first = shown(pieces)[0]
    if first.role is not Role.SECTION:
        return tuple(pieces)
    line = block_of(pieces, first)
    return tuple(replace(p, role=Role.HEADLINE, confidence=1.0) if p in line else p for p in pieces)


def _merge(layout: Layout, text: str, repair: Repair) -> Layout:
    assert repair.to
    first, second = part_at(layout, repair.to.start), part_at(layout, repair.at.start)
    if first.id == second.id:
        raise RepairError(tr("That is one article already."))
    offset = _fresh(first.pieces)
    roles = {p.role for p in first.pieces}
    pieces = [_lowered(replace(p, paragraph=p.paragraph + offset), roles) for p in second.pieces]
    last, begin = _last_body(first.pieces), next((p for p in pieces if p.role in _LEADING), None)
    if last and begin and begin.role is Role.BODY and not text[last.start : last.end].rstrip().endswith(CLOSING):
        pieces = [replace(p, paragraph=last.paragraph) if p.paragraph == begin.paragraph else p for p in pieces]
    flags = tuple(f if f.paragraph is None else replace(f, paragraph=f.paragraph + offset) for f in second.flags)
    merged = replace(first, pieces=(*first.pieces, *pieces), flags=first.flags + flags)
    parts = [merged if p.id == first.id else p for p in layout.parts if p.id != second.id]
    goes_on = [replace(p, continues=first.id if p.id != first.id else 0) if p.continues == second.id else p for p in parts]
    return replace(layout, parts=tuple(goes_on))


_LEADING = frozenset({Role.BODY, Role.SECTION, Role.DATELINE})


def _lowered(piece: Piece, present: set[Role]) -> Piece:
    """A piece of an article that now goes on another: a heading that the other has already becomes one in its middle."""
    lower = piece.role in HEADING_ROLES and piece.role is not Role.BYLINE and Role.HEADLINE in present
    return replace(piece, role=Role.SECTION) if lower else piece


def _last_body(pieces: Sequence[Piece]) -> Piece | None:
    return next((p for p in reversed(pieces) if p.role is Role.BODY), None)


def _move(layout: Layout, text: str, repair: Repair) -> Layout:
    source = part_at(layout, repair.at.start)
    block = block_of(source.pieces, _piece_at(source.pieces, repair.at.start))
    if repair.to is None:
        return _taken_out(layout, source, block, repair)
    target = part_at(layout, repair.to.start)
    goal = block_of(target.pieces, _piece_at(target.pieces, repair.to.start))
    if block[0] in goal:
        raise RepairError(tr("It stands there already."))
    left = tuple(p for p in source.pieces if p not in block)
    if source.id == target.id:
        return _with(layout, source, replace(source, pieces=_put_beside(left, goal, block, repair.value)))
    number = _fresh(target.pieces)
    moved = [replace(p, paragraph=number) for p in block]
    flags = _flags_in(source.flags, frozenset(block), inside=True)
    gained = replace(
        target,
        pieces=_put_beside(target.pieces, goal, moved, repair.value),
        flags=target.flags + tuple(replace(f, paragraph=number) if f.paragraph is not None else f for f in flags),
    )
    kept = replace(source, pieces=left, flags=_flags_in(source.flags, frozenset(block), inside=False))
    return _with(_with(layout, target, gained), source, kept)


def _taken_out(layout: Layout, source: Part, block: Sequence[Piece], repair: Repair) -> Layout:
    """The layout with a block as an article of its own."""
    if len(block) == len(source.pieces):
        raise RepairError(tr("It is an article of its own already."))
    moved = frozenset(block)
    left = tuple(p for p in source.pieces if p not in moved)
    kept = replace(source, pieces=left, flags=_flags_in(source.flags, moved, inside=False))
    flags = _flags_in(source.flags, moved, inside=True)
    return _with(layout, source, kept, Part(repair.article_id, tuple(block), flags, source.confidence, source.source))


def _put_beside(pieces: Sequence[Piece], goal: Sequence[Piece], block: Sequence[Piece], where: str) -> tuple[Piece, ...]:
    """Pieces with a block put before or after another block of them."""
    at = pieces.index(goal[0]) if where == "before" else max(pieces.index(p) for p in goal) + 1
    return (*pieces[:at], *block, *pieces[at:])


def _role(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    return _with_role(layout, part, part.pieces, block_of(part.pieces, _piece_at(part.pieces, repair.at.start)), repair)


def _role_of_words(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    pieces = _cut(_cut(part.pieces, text, repair.at.start), text, repair.at.end)
    return _with_role(layout, part, pieces, _within(pieces, repair), repair)


def _with_role(layout: Layout, part: Part, pieces: tuple[Piece, ...], meant: Sequence[Piece], repair: Repair) -> Layout:
    role = Role(repair.value)
    if all(p.role is role for p in meant):
        raise RepairError(tr("It is that already."))
    for block in _blocks(pieces, meant):
        pieces = _block_with_role(pieces, block, [p for p in block if p in meant], role)
    return _with(layout, part, _settled(replace(part, pieces=pieces), repair))


def _blocks(pieces: Sequence[Piece], meant: Sequence[Piece]) -> list[list[Piece]]:
    """The blocks that some of the pieces stand in, each once."""
    blocks: list[list[Piece]] = []
    for piece in meant:
        if not any(piece in block for block in blocks):
            blocks.append(block_of(pieces, piece))
    return blocks


def _block_with_role(pieces: Sequence[Piece], block: Sequence[Piece], meant: Sequence[Piece], role: Role) -> tuple[Piece, ...]:
    """Give some pieces of a block a role; what they cannot be read on with any more becomes a block of its own."""
    new = {p: replace(p, role=role, confidence=1.0) for p in meant}
    if len(meant) == len(block) or all(role in kind_of(p) for p in meant):
        return tuple(new.get(p, p) for p in pieces)
    number = _fresh(pieces)
    new = {p: replace(q, paragraph=number) for p, q in new.items()}
    last = block.index(meant[-1])
    if role not in HEADING_ROLES and role not in _BETWEEN_LINES:
        new |= {p: replace(p, paragraph=number + 1) for p in block[last + 1 :]}
        return tuple(new.get(p, p) for p in pieces)
    if role in HEADING_ROLES:
        return tuple(new.get(p, p) for p in pieces)
    left = [p for p in pieces if p not in meant]  # it goes behind the paragraph, which is then read on
    rest = [p for p in block if p not in meant]
    at = left.index(rest[-1]) + 1
    return (*left[:at], *(new[p] for p in meant), *left[at:])


def _cut_paragraph(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    pieces = _cut(part.pieces, text, repair.at.start)
    block = block_of(pieces, _piece_at(pieces, repair.at.start))
    rest = block[_index_at(block, repair.at.start) :]
    if len(rest) == len(block):
        raise RepairError(tr("A paragraph begins here already."))
    number = _fresh(pieces)
    cut = tuple(replace(p, paragraph=number) if p in rest else p for p in pieces)
    return _with(layout, part, _settled(replace(part, pieces=cut), repair))


def _join(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    block = block_of(part.pieces, _piece_at(part.pieces, repair.at.start))
    ordered = shown(part.pieces)
    following = ordered[ordered.index(block[-1]) + 1 :]
    kind = kind_of(block[-1]) | ({Role.SECTION} if block[-1].role is Role.BODY else frozenset())
    piece = next((p for p in following if p.role in kind), None)
    if piece is None:
        raise RepairError(tr("Nothing follows that it could be joined with."))
    rest = block_of(part.pieces, piece)
    joined = [replace(p, paragraph=block[0].paragraph, role=_joined_role(block[-1], p)) for p in rest]
    left = [p for p in part.pieces if p not in rest]
    at = left.index(block[-1]) + 1
    return _with(layout, part, _settled(replace(part, pieces=(*left[:at], *joined, *left[at:])), repair, rest[0].start))


def _joined_role(before: Piece, piece: Piece) -> Role:
    return Role.BODY if piece.role is Role.SECTION and before.role is Role.BODY else piece.role


def _set_aside(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    pieces = _cut(_cut(part.pieces, text, repair.at.start), text, repair.at.end)
    meant = _within(pieces, repair)
    left = tuple(p for p in pieces if p not in meant)
    aside = [Piece(p.start, p.end, Role.DROPPED, why=BY_HAND) for p in meant]
    kept = replace(part, pieces=left, flags=_flags_in(part.flags, frozenset(meant), inside=False))
    return replace(_with(layout, part, kept), aside=(*layout.aside, *aside))


def _bring_back(layout: Layout, text: str, repair: Repair) -> Layout:
    assert repair.to
    pieces = _cut(_cut(layout.aside, text, repair.at.start), text, repair.at.end)
    meant = _within(pieces, repair)
    if not meant:
        raise RepairError(tr("These words are not set aside."))
    part = part_at(layout, repair.to.start)
    goal = block_of(part.pieces, _piece_at(part.pieces, repair.to.start))
    number = _fresh(part.pieces)
    back = [Piece(p.start, p.end, Role(repair.value or Role.BODY), number) for p in meant]
    put = replace(part, pieces=_put_beside(part.pieces, goal, back, "after"))
    return replace(_with(layout, part, put), aside=tuple(p for p in pieces if p not in meant))


def _link(layout: Layout, text: str, repair: Repair) -> Layout:
    part = part_at(layout, repair.at.start)
    return _with(layout, part, replace(part, continues=repair.article_id))


_DO: dict[RepairKind, Callable[[Layout, str, Repair], Layout]] = {
    RepairKind.SPLIT: _split,
    RepairKind.MERGE: _merge,
    RepairKind.MOVE: _move,
    RepairKind.ROLE: _role,
    RepairKind.ROLE_OF_WORDS: _role_of_words,
    RepairKind.CUT: _cut_paragraph,
    RepairKind.JOIN: _join,
    RepairKind.SET_ASIDE: _set_aside,
    RepairKind.BRING_BACK: _bring_back,
    RepairKind.LINK: _link,
    RepairKind.UNLINK: _link,
}


def _cut(pieces: Sequence[Piece], text: str, position: int) -> tuple[Piece, ...]:
    """The pieces with the one that holds a position cut in two there, if words stand on either side of it."""
    cut: list[Piece] = []
    for piece in pieces:
        inside = piece.start < position < piece.end
        if inside and text[piece.start : position].strip() and text[position : piece.end].strip():
            cut += [replace(piece, end=position), replace(piece, start=position)]
        else:
            cut.append(piece)
    return tuple(cut)


def _within(pieces: Sequence[Piece], repair: Repair) -> list[Piece]:
    return [p for p in pieces if p.start < repair.at.end and p.end > repair.at.start]


def _piece_at(pieces: Sequence[Piece], position: int) -> Piece:
    return pieces[_index_at(pieces, position)]


def _index_at(pieces: Sequence[Piece], position: int) -> int:
    return next(i for i, p in enumerate(pieces) if p.start <= position < p.end)


def _fresh(pieces: Sequence[Piece]) -> int:
    """A paragraph number that no piece has."""
    return max((p.paragraph for p in pieces), default=-1) + 1


def _with(layout: Layout, part: Part, *instead: Part) -> Layout:
    """The layout with other parts in the place of one; those without pieces are gone."""
    at = [p.id for p in layout.parts].index(part.id)
    present = [p for p in instead if p.pieces]
    return replace(layout, parts=(*layout.parts[:at], *present, *layout.parts[at + 1 :]))


def _flags_in(flags: Sequence[Flag], pieces: frozenset[Piece], inside: bool) -> tuple[Flag, ...]:
    """The flags at places in some pieces (or at their ends), or those elsewhere."""
    return tuple(f for f in flags if any(p.start <= f.at <= p.end for p in pieces) is inside)


def _settled(part: Part, repair: Repair, at: int | None = None) -> Part:
    """The part without the doubts that the repair has answered: those at its very place."""
    start, end = (repair.at.start, max(repair.at.end, repair.at.start + 1)) if at is None else (at, at + 1)
    return replace(part, flags=tuple(f for f in part.flags if f.kind not in _SETTLED or not start <= f.at < end))
