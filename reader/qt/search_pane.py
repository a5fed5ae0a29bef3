"""The search pane: a line to type in, filters with numbers, and the articles found, in place of the tree."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reader.qt.hit_list import HIT_ROLE, HitList
from reader.qt.search_worker import Question, SearchWorker
from reader.qt.theme import Theme
from reader.services.searching import Facets, Filters, Hit, Order
from reader.translation import tr

HISTORY = 100  # queries remembered
ORDERS = {
    Order.HEADLINES: "Headlines first",
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.RELEVANCE: "By relevance",
}


class SearchPane(QWidget):
    """`opened(article, go to the text)` is sent when an article is chosen, `left` when the searcher wants the tree back."""

    opened = Signal(int, bool)
    left = Signal()
    said = Signal(str)

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._number = 0
        self._worker = SearchWorker(library, self)
        self._worker.found.connect(self._found)
        self._worker.counted.connect(self._counted)
        self._worker.grouped.connect(self._grouped)
        self._worker.failed.connect(self.said)
        self.field = QLineEdit(self)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._ask)
        self._history = QStringListModel(self)
        completer = QCompleter(self._history, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self._order, self._newspaper, self._year = QComboBox(self), QComboBox(self), QComboBox(self)
        for box in (self._order, self._newspaper, self._year):
            box.activated.connect(self._ask)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)  # the names of newspapers may be long: they must not widen the pane
        self._count = QLabel(self)
        self._count.setObjectName("hint")
        self.list = HitList(self)
        self.list.activated.connect(lambda index: self._chosen(index.data(HIT_ROLE), True))
        self.list.clicked.connect(lambda index: self._chosen(index.data(HIT_ROLE), False))
        self.list.hits.wanted.connect(self._ask_more)
        self._lay_out()
        self.retranslate()
        self._worker.start()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self._newspaper, 1)
        filters.addWidget(self._year, 1)
        order = QHBoxLayout()
        order.addWidget(self._count, 1)
        order.addWidget(self._order)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 6)
        top.setSpacing(6)
        top.addWidget(self.field)
        top.addLayout(filters)
        top.addLayout(order)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.field.setPlaceholderText(tr('Search: words, "exact words", -without, headline:…'))
        self.field.setAccessibleName(tr("Search the library"))
        chosen = max(0, self._order.currentIndex())
        self._order.clear()
        for order, words in ORDERS.items():
            self._order.addItem(tr(words), order)
        self._order.setCurrentIndex(chosen)
        self._group(self._newspaper, tr("All newspapers"), {})
        self._group(self._year, tr("All years"), {})

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.list.wear(theme)

    def start(self) -> None:
        """Take the keyboard, what stands in the line selected."""
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """End the search, before the program ends."""
        self._worker.finish()

    def history(self) -> list[str]:
        """The queries that led to an article, the newest first."""
        return self._history.stringList()

    def remember(self, queries: list[str]) -> None:
        """Take over the queries of earlier times."""
        self._history.setStringList(queries[:HISTORY])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the line to the list, Esc back to the tree."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hits.rowCount():
                if not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self.list.hits.index(0))
                self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _question(self, offset: int = 0) -> Question:
        year = self._year.currentData() or ""
        filters = Filters(newspaper=self._newspaper.currentData() or "", start=year, end=year)
        order = Order(self._order.currentData())  # Qt keeps the value of an enumeration, not itself
        return Question(self._number, self.field.text(), filters, order, offset)

    def _ask(self) -> None:
        self._number += 1
        if self.field.text().strip():
            self._worker.ask(self._question())
        else:
            self.list.hits.show([])
            self._count.setText("")

    def _ask_more(self, offset: int) -> None:
        self._worker.ask_besides(self._question(offset))

    def _found(self, question: Question, hits: list[Hit]) -> None:
        if question.number == self._number:
            if question.offset:
                self.list.hits.add(hits)
            else:
                self.list.hits.show(hits)
                self._count.setText("" if hits else tr("Nothing found."))

    def _counted(self, question: Question, number: int) -> None:
        if question.number == self._number and number:
            self._count.setText(tr("{count} articles", count=number))

    def _grouped(self, question: Question, facets: Facets) -> None:
        if question.number == self._number:
            self._group(self._newspaper, tr("All newspapers"), facets.newspapers)
            self._group(self._year, tr("All years"), facets.years)

    @staticmethod
    def _group(box: QComboBox, everything: str, numbers: dict[str, int]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(everything, "")
        for value, number in sorted(numbers.items()):
            if value:
                box.addItem(f"{value}  ({number})", value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _chosen(self, hit: Hit, go_to_text: bool) -> None:
        query = self.field.text().strip()
        self.remember([query, *(old for old in self.history() if old != query)])
        self.opened.emit(hit.article, go_to_text)
