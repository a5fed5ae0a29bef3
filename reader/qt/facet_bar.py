"""The filters beside a search: newspaper, year and page label, each with how many articles it would leave."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from reader.services.searching import Facets, Filters
from reader.text.calendar import year_name
from reader.translation import tr


class FacetBar(QWidget):
    """`changed` is sent when a person chooses. What is chosen stays, whatever is found next."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facets = Facets({}, {}, {})
        self.newspaper, self.year, self.page = QComboBox(self), QComboBox(self), QComboBox(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.newspaper, 0, 0, 1, 2)
        layout.addWidget(self.year, 1, 0)
        layout.addWidget(self.page, 1, 1)
        for box in (self.newspaper, self.year, self.page):
            box.activated.connect(self.changed)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the longest name must not widen the pane
            box.setMaxVisibleItems(20)
        self.retranslate()

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
