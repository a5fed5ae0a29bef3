"""Sources made of bytes, and what readers make of them, for the tests of the readers."""

import io
from collections.abc import Callable, Iterator, Mapping

from reader.formats import Complaint, Item, Source, reader_for
from reader.formats.source import relative
from reader.model import Page, Reading
from reader.pages import articles_of
from reader.text.accounting import partition_faults


def source(data: bytes | str, name: str = "page.txt", beside: Mapping[str, bytes] | None = None) -> Source:
    """A file of this name with these bytes, and the files that stand in its folder."""
    raw = data.encode() if isinstance(data, str) else data

    def neighbour(reference: str) -> Source | None:
        found = (beside or {}).get(relative(reference))
        return source(found, relative(reference)) if found is not None else None

    return Source(name, len(raw), lambda: io.BytesIO(raw), neighbour)


def read(data: bytes | str, name: str = "page.txt", beside: Mapping[str, bytes] | None = None) -> list[Item]:
    """What the reader that takes a file gives for it; the pieces of readings are checked, and the regions of pages."""
    given = source(data, name, beside)
    return list(checked(reader_for(given).read(given)))


def checked(items: Iterator[Item]) -> Iterator[Item]:
    """The items, of which the readings partition their pages and the regions lie in their text in its order."""
    for item in items:
        if isinstance(item, Reading):
            assert partition_faults(item.page.text, item.pieces()) == []
            assert item.page.text.strip()
        if not isinstance(item, Complaint):
            page = item.page if isinstance(item, Reading) else item
            page.text.encode()
            ends = 0
            for region in page.regions:
                assert ends <= region.start <= region.end <= len(page.text)
                ends = region.end
                assert region.box is None or _on_page(region.box)
        yield item


def _on_page(box: tuple[float, float, float, float]) -> bool:
    x, y, width, height = box
    return 0 <= x <= 1 and 0 <= y <= 1 and 0 < width <= 1 and 0 < height <= 1


def sentences(items: list[Item]) -> list[str]:
    """The complaints among the items."""
    return [item.sentence for item in items if isinstance(item, Complaint)]


def pages(items: list[Item]) -> list[Page]:
    """The pages among the items, those of readings too."""
    return [item.page if isinstance(item, Reading) else item for item in items if not isinstance(item, Complaint)]


def facts(page: Page) -> tuple[str | None, ...]:
    """Newspaper, date, label and name of a page."""
    return tuple(known.value if known else None for known in (page.newspaper, page.date, page.label, page.name))


def articles(items: list[Item]) -> list[dict[str, object]]:
    """The fields that hold something of each article among the items."""
    names: tuple[str, ...] = ("kicker", "headline", "subhead", "byline", "dateline", "jump", "paragraphs", "captions")
    fields: Callable[[object], dict[str, object]] = lambda a: {n: v for n in names if (v := getattr(a, n))}  # noqa: E731
    return [fields(a) for item in items if isinstance(item, Reading) for a in articles_of(item)]
