"""A screen for commands that have none: what they need of it, and a list of what they asked it to do."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import gettempdir

from reader.model import Annotation
from reader.services.desk import Desk
from reader.services.view import Arrangement, Scope, View
from reader.settings import Settings
from reader.store.library import Library
from reader.text.sheet import Sheet


class FakeView:
    """A View: the caret goes where it is put, an annotation is chosen as a window chooses it, the rest is noted in `asked`."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        self.range = (0, 0)
        self.chosen: Annotation | None = None
        self.said: list[str] = []
        self.asked: list[tuple[object, ...]] = []
        self.scrolls = True
        self.clipboard = ""
        self.pane = "text"
        self.scope = Scope.ARTICLE
        self.several: list[Annotation] = []
        self.arranged = Arrangement()

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not hasattr(View, name):
            raise AttributeError(name)
        return lambda *values, **named: self.asked.append((name, *values, *named.values()))

    def show_sheet(self, sheet: Sheet | None, annotations: Sequence[Annotation], position: int) -> None:
        self.asked.append(("show_sheet", sheet.article.id if sheet else 0, position))
        self.range = (position, position)

    def caret(self) -> int:
        return self.range[1]

    def selection(self) -> tuple[int, int]:
        return self.range

    def select(self, start: int, end: int) -> None:
        self.range = (start, end)

    def branches(self) -> list[tuple[int | str, ...]]:
        return []

    def chosen_annotation(self) -> Annotation | None:
        here = self.desk.marks_at(self.caret()) if self.desk else []
        return self.chosen or next(iter(here), None)

    def chosen_annotations(self) -> Sequence[Annotation]:
        chosen = self.chosen_annotation()
        return self.several or ([chosen] if chosen else [])

    def listed_annotations(self) -> Sequence[Annotation]:
        return self.chosen_annotations()

    def arrangement(self) -> Arrangement:
        return self.arranged

    def arrange(self, arrangement: Arrangement) -> None:
        self.arranged = arrangement

    def turn_group(self, forward: bool) -> bool:
        self.asked.append(("turn_group", forward))
        return forward

    def choose_annotation(self, annotation: Annotation) -> None:
        self.chosen = annotation

    def focus_pane(self, pane: str) -> None:
        self.pane = pane
        self.asked.append(("focus_pane", pane))

    def focused_pane(self) -> str:
        return self.pane

    def list_scope(self) -> Scope:
        return self.scope

    def show_scope(self, scope: Scope) -> None:
        self.scope = scope

    def scroll_page(self, forward: bool) -> bool:
        self.asked.append(("scroll_page", forward))
        return self.scrolls

    def put_on_clipboard(self, text: str) -> None:
        self.clipboard = text

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


def desk_on(library: Library, settings: Path | None = None) -> Desk:
    """A desk with a fake screen; its settings are not written but where the test says."""
    view = FakeView()
    view.desk = Desk(library, Settings(settings or Path(gettempdir(), "no such folder", "settings.toml")), view)
    return view.desk
