"""An export as it was asked for: what, in which format, in which order, into which files; so that it can be done again."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.model import ExportOrder

EACH = ("", "article", "issue")
"""For what an export has a file of its own: for all together, for each article, for each issue."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations: those that all filters let through; '', 0 and () let everything through.

    `article` and `issue` are ids; `query` is one of the search: on the articles that it finds; `ids` are those of annotations.
    """

    newspaper: str = ""
    start: str = ""
    end: str = ""
    colour: str = ""
    tag: str = ""
    status: str = ""
    article: int = 0
    issue: int = 0
    query: str = ""
    ids: tuple[str, ...] = ()


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Request:
    """What to write where. `format` is a name of WRITERS or ARTICLE_WRITERS, or '' with the path of a `template`.

    `each` is one of EACH; then `path` is a folder. `pattern` names the files in a folder (reader.formats.file_names).
    """

    format: str
    path: Path
    selection: Selection = EVERYTHING
    template: str = ""
    order: ExportOrder = ExportOrder.PLACE
    each: str = ""
    pattern: str = ""

    def kept(self) -> dict[str, Any]:
        """The request as JSON keeps it, with a path that means the same from everywhere."""
        return dataclasses.asdict(self) | {"path": str(self.path.absolute())}


def request_from(kept: Mapping[str, Any] | None) -> Request | None:
    """The request that was kept; None where there is none, or it is of a version that means something else by it."""
    if not kept:
        return None
    try:
        selection = dict(kept["selection"])
        ids = tuple(map(str, selection.pop("ids", ())))
        more = {name: kept[name] for name in ("format", "template", "each", "pattern")}
        return Request(
            path=Path(kept["path"]), order=ExportOrder(kept["order"]), selection=Selection(ids=ids, **selection), **more
        )
    except (KeyError, TypeError, ValueError):
        return None
