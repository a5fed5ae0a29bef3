"""The filters beside a search: newspaper, year and page label, each with how many articles it would leave."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QSizePolicy, QWidget

from reader.services.searching import Facets, Filters
from reader.text.calendar import year_name
from reader.translation import tr

SIDE_BY_SIDE = 220  # pixels from which two boxes have room for their words


class FacetBar(QWidget):
    """`changed` is sent when a person chooses. What is chosen stays, whatever is found next."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facets = Facets({}, {}, {})
        self._narrow: bool | None = None
        self.newspaper, self.year, self.page = QComboBox(self), QComboBox(self), QComboBox(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.addWidget(self.newspaper, 0, 0, 1, 2)
        self._lay_out(narrow=False)
        for box in (self.newspaper, self.year, self.page):
            box.activated.connect(self.changed)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the longest name must not widen the pane
            box.setMaxVisibleItems(20)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where two boxes side by side would cut their words, they stand one under the other."""
        self._lay_out(event.size().width() < SIDE_BY_SIDE)
        super().resizeEvent(event)

    def _lay_out(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.addWidget(self.year, 1, 0, 1, 2 if narrow else 1)
            self._grid.addWidget(self.page, 2 if narrow else 1, 0 if narrow else 1, 1, 2 if narrow else 1)

    def filters(self) -> Filters:
        """What is chosen."""
        year = self.year.currentData() or ""
        return Filters(self.newspaper.currentData() or "", year, year, self.page.currentData() or "")

    def choose(self, newspaper: str, year: str, page: str) -> None:
        """Choose, without sending `changed`."""
        for box, value in ((self.newspaper, newspaper), (self.year, year), (self.page, page)):
            if box.findData(value) < 0:
                box.addItem(value, value)
            box.setCurrentIndex(box.findData(value))

    def show_facets(self, facets: Facets) -> None:
        """Show these numbers beside the choices."""
        self._facets = facets
        if QApplication.activePopupWidget() is not None:
            return  # nothing changes under the hand that chooses; with what is chosen the numbers come anew
        years = {year: year_name(year) for year in facets.years}
        _fill(self.newspaper, tr("All newspapers"), facets.newspapers, {})
        _fill(self.year, tr("All years"), facets.years, years)
        _fill(self.page, tr("All pages"), facets.pages, {})

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.newspaper.setAccessibleName(tr("Newspaper"))
        self.year.setAccessibleName(tr("Year"))
        self.page.setAccessibleName(tr("Page"))
        self.show_facets(self._facets)


def _fill(box: QComboBox, everything: str, numbers: Mapping[str, int], names: Mapping[str, str]) -> None:
    """Offer what the store counted, in its order; what is chosen stays, with 0 beside it where nothing has it."""
    chosen = box.currentData() or ""
    offered = {value: number for value, number in numbers.items() if value}
    if chosen:
        offered.setdefault(chosen, 0)
    box.clear()
    box.addItem(everything, "")
    for value, number in offered.items():
        box.addItem(f"{names.get(value, value)}  ({number:,})", value)
    box.setCurrentIndex(box.findData(chosen))
