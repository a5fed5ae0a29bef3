"""An article with the marks on it, as blocks of text in which every stretch knows whose words it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.model import Annotation, Article, Role, Status
from reader.text.sheet import Sheet


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article and the annotations on it that go out with it, by their place."""

    article: Article
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a block that the same annotations mark; `ending` are those whose words end with it."""

    text: str
    marks: tuple[Annotation, ...] = ()
    ending: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A heading line, paragraph or caption."""

    role: Role
    stretches: tuple[Stretch, ...]


def ordered(annotations: Iterable[Annotation], article: Article) -> tuple[Annotation, ...]:
    """Annotations on an article as they stand in it: first those that have no words there."""
    sheet = Sheet(article)
    return tuple(sorted(annotations, key=lambda a: (next(iter(sheet.ranges(a.spans)), (-1, 0)), a.created, a.id)))


def blocks(marked: MarkedArticle) -> Iterator[MarkedBlock]:
    """The blocks of an article in reading order; a paragraph that turns a page is one."""
    sheet = Sheet(marked.article)
    ranges = [(start, end, a) for a in marked.annotations for start, end in sheet.ranges(a.spans) if start < end]
    lasts = {a.id: end for _, end, a in ranges}
    held: list[Stretch] = []
    role = Role.BODY
    for block in sheet.blocks:
        here = [(max(s, block.start), min(e, block.end), a) for s, e, a in ranges if s < block.end and e > block.start]
        stretches = list(_stretches(sheet.text, block.start, block.end, here, lasts))
        if held and block.goes_on and role is Role.BODY:
            held += stretches
            continue
        if held:
            yield MarkedBlock(role, tuple(held))
        held, role = stretches, block.role
    if held:
        yield MarkedBlock(role, tuple(held))


def _stretches(
    text: str, start: int, end: int, here: Sequence[tuple[int, int, Annotation]], lasts: dict[str, int]
) -> Iterator[Stretch]:
    cuts = sorted({start, end, *(s for s, _, _ in here), *(e for _, e, _ in here)})
    for left, right in pairwise(cuts):
        marks = tuple(a for s, e, a in here if s <= left and right <= e)
        yield Stretch(text[left:right], marks, tuple(a for a in marks if lasts[a.id] == right))


def placed(marked: MarkedArticle) -> set[str]:
    """The ids of the annotations that have words in the article as it stands."""
    sheet = Sheet(marked.article)
    return {a.id for a in marked.annotations if any(start < end for start, end in sheet.ranges(a.spans))}


def has_remark(annotation: Annotation, has_place: bool) -> bool:
    """Whether there is more to say of an annotation than which words it marks, and in which colour."""
    said = annotation.note.strip() or annotation.tags or annotation.quote_corrected
    return bool(said) or not has_place or annotation.status in (Status.NEEDS_REVIEW, Status.CHANGED)


def collection_title(articles: Sequence[MarkedArticle], otherwise: str) -> str:
    """What a collection of articles is called: the article, its issue, its newspaper, or `otherwise` where it is of several."""
    places = {m.article.place for m in articles}
    if len(articles) == 1:
        return articles[0].article.title
    issues = {(p.newspaper, p.date) for p in places}
    names = {p.newspaper for p in places}
    if len(issues) == 1:
        return " ".join(filter(None, next(iter(issues)))) or otherwise
    return next(iter(names)) or otherwise if len(names) == 1 else otherwise
