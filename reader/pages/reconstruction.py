"""The walk from a page to its reading."""

from collections.abc import Iterable

from reader.model import Draft, Flag, FlagKind, Page, Piece, Reading, Role
from reader.pages import furniture, metadata
from reader.pages.alternatives import best_reading
from reader.pages.assembly import Assembly, Story, place_captions, stories_of
from reader.pages.blocks import Block, Layout, layout
from reader.pages.furniture import Plain
from reader.pages.repeats import set_repeats_aside
from reader.pages.weights import WEIGHTS, Weights

WHY_REPEATED = "the OCR gave this passage twice"
WHY_STRAY = "not part of any article"


def reconstruct(page: Page, weights: Weights = WEIGHTS) -> Reading:
    """The page taken apart: articles, what stands in none, doubts; newspaper, date and label where they can be known.

    Where the source gives boxes, it is read in the order of its text and in that of its columns, and the better reading taken.
    """
    plan = layout(page.text, furniture.alone)
    clean = set_repeats_aside(plan.blocks)
    found = best_reading(page, clean, plan.indents, weights)
    blocks, plain, stories = found.clean.blocks, found.plain, stories_of(found.decision.steps)
    place_captions(stories, plain, found.evidence)
    assembly = Assembly(found.evidence, found.clean)
    drafts = [assembly.draft(story, plain) for story in stories]
    drafts += _pictures_alone(blocks, plain, stories)
    aside = [*_aside(blocks, plain, stories), *_dropped(page.text, clean.dropped), *_markup(plan)]
    aside += _stray(page.text, [p for draft in drafts for p in draft.pieces] + aside)
    masthead = [blocks[at] for at, role in sorted(plain.items()) if role.why == furniture.WHY_MASTHEAD]
    facts = metadata.identified(page, masthead, blocks)
    return Reading(facts.page, tuple(drafts), tuple(sorted(aside, key=lambda p: p.start)), facts.flags)


def _pictures_alone(blocks: tuple[Block, ...], plain: dict[int, Plain], stories: list[Story]) -> list[Draft]:
    """On a page without any article, its captions are one."""
    captions = [at for at, role in sorted(plain.items()) if role.role is Role.CAPTION]
    if stories or not captions:
        return []
    pieces = tuple(Piece(a, b, Role.CAPTION, n) for n, at in enumerate(captions, 1) for a, b in blocks[at].spans)
    return [Draft(pieces, (Flag(FlagKind.DOUBTFUL_ARTICLE, pieces[0].start, None, "a picture without a text"),), 0.5)]


def _aside(blocks: tuple[Block, ...], plain: dict[int, Plain], stories: list[Story]) -> list[Piece]:
    pieces = []
    for at, role in plain.items():
        if role.role in (Role.FURNITURE, Role.DROPPED):
            pieces += [Piece(a, b, role.role, why=role.why) for a, b in blocks[at].spans]
        elif not stories and role.role is Role.JUMP:
            pieces += [Piece(a, b, Role.FURNITURE, why=WHY_STRAY) for a, b in blocks[at].spans]
    return pieces


def _dropped(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces = []
    for start, end in spans:
        words = text[start:end]
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if left < right:
            pieces.append(Piece(start + left, start + right, Role.DROPPED, why=WHY_REPEATED))
    return pieces


def _markup(plan: Layout) -> list[Piece]:
    return [Piece(a, b, Role.MARKUP, why="a mark of the file format") for a, b in plan.markup]


def _stray(text: str, pieces: list[Piece]) -> list[Piece]:
    """What no piece covers, so that the pieces always partition the page."""
    found: list[Piece] = []
    position = 0
    for piece in [*sorted(pieces, key=lambda p: p.start), Piece(len(text), len(text), Role.MARKUP)]:
        gap = text[position : piece.start]
        if gap.strip():
            start = position + len(gap) - len(gap.lstrip())
            found.append(Piece(start, position + len(gap.rstrip()), Role.DROPPED, why=WHY_STRAY))
        position = max(position, piece.end)
    return found
