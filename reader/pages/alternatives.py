"""The orders in which a page's blocks may be read, and the reading of the one that fits best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.model import Page
from reader.pages import furniture
from reader.pages.decision import Decision, decide
from reader.pages.evidence import Evidence
from reader.pages.furniture import Plain
from reader.pages.geometry import Geometry, geometry_of
from reader.pages.repeats import Clean
from reader.pages.weights import Weights
from reader.text.words import dictionary


@dataclass(frozen=True, slots=True)
class Alternative:
    """The blocks of a page in one order, those whose role is plain, the evidence and what was decided by it."""

    clean: Clean
    plain: dict[int, Plain]
    evidence: Evidence
    decision: Decision


def best_reading(page: Page, clean: Clean, indents: bool, weights: Weights) -> Alternative:
    """The reading with the best score: in the order of the text, or, where blocks have boxes, in that of the print."""
    geometry = geometry_of(page, clean.blocks)
    plain = furniture.plain_roles(clean.blocks, geometry)
    found = [
        _decided(*given, indents, weights) for given in _orders(clean, plain, geometry.without(plain) if geometry else None)
    ]
    return max(found, key=lambda alternative: alternative.decision.score)


def _decided(clean: Clean, plain: dict[int, Plain], geometry: Geometry | None, indents: bool, weights: Weights) -> Alternative:
    evidence = Evidence(clean.blocks, indents, dictionary(), weights, clean.hosts, geometry)
    free = [at for at in range(len(clean.blocks)) if at not in plain]
    return Alternative(clean, plain, evidence, decide(evidence, weights, free))


def _orders(
    clean: Clean, plain: dict[int, Plain], geometry: Geometry | None
) -> Iterator[tuple[Clean, dict[int, Plain], Geometry | None]]:
    """The blocks as they stand in the text, and as they were printed where that is known and another order."""
    yield clean, plain, geometry
    order = geometry.order() if geometry else []
    if geometry and order != sorted(order):
        new = {old: at for at, old in enumerate(order)}
        yield _reordered(clean, order, new), {new[at]: role for at, role in plain.items()}, geometry.reordered(order)


def _reordered(clean: Clean, order: Sequence[int], new: dict[int, int]) -> Clean:
    blocks = [clean.blocks[old] for old in order]
    for at, old in enumerate(order):
        if blocks[at].glued and (at == 0 or order[at - 1] != old - 1):
            blocks[at] = replace(blocks[at], glued=False)
    return replace(
        clean,
        blocks=tuple(blocks),
        hosts=frozenset(new[at] for at in clean.hosts),
        breaks=frozenset(new[at] for at in clean.breaks),
    )
