"""The search pane: a line to type in, filters with numbers, and the articles found, in place of the tree."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from reader.qt.facet_bar import FacetBar
from reader.qt.hit_list import HIT_ROLE, HitList
from reader.qt.search_start import SearchStart
from reader.qt.search_worker import Question, SearchWorker
from reader.qt.theme import Theme
from reader.services.searching import FIRST_PAGE, Facets, Hit, Order, words_matter
from reader.store.library import Library
from reader.store.saved_searches import SavedSearch, SavedSearches
from reader.translation import tr

HISTORY = 100  # queries remembered
LONG = 1000  # hits from which a list is left as it is until the next search: to find them all again takes seconds
PATIENCE_MS = 200  # until it is said that a search is running
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

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._number = 0  # of the newest question
        self._share = 1.0  # of the index that is ready
        self._answered = 0  # of the question whose hits are shown
        self._pressed: Qt.Key | None = None  # Enter or Down, while the hits were still being looked for
        self._walk = [""]  # what was typed, and the queries of before that Up goes through
        self._said: Callable[[], str] = str  # gives what stands over the list, in the chosen language
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._ask)
        self.field.textEdited.connect(self._forget_walk)
        self.facets = FacetBar(self)
        self.facets.changed.connect(self._ask)
        self._order = QComboBox(self)
        self._order.activated.connect(self._ask)
        self._order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the pane may be narrow
        self._count = QLabel(self)
        self._count.setObjectName("hint")
        self._count.hide()
        self._syntax = QLabel(self)
        self._syntax.setObjectName("hint")
        self._syntax.setWordWrap(True)
        self._syntax.setTextFormat(Qt.TextFormat.PlainText)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(PATIENCE_MS)
        self._waiting.timeout.connect(lambda: self._say(self._why_one_waits))
        self._make_lists(library)
        self._lay_out()
        self.retranslate()
        self._worker = self._made_worker(library)
        self._worker.start()

    def _make_lists(self, library: Library) -> None:
        self.list = HitList(self)
        self.list.activated.connect(lambda index: self._chosen(index.data(HIT_ROLE), True))
        self.list.clicked.connect(lambda index: self._chosen(index.data(HIT_ROLE), False))
        self.list.hits.wanted.connect(self._ask_more)
        self.start_list = SearchStart(SavedSearches(library), self)
        self.start_list.opened.connect(self.search_for)
        self.start_list.left.connect(self.left)
        self.start_list.said.connect(self.said)

    def _made_worker(self, library: Library) -> SearchWorker:
        worker = SearchWorker(library.path, self)
        worker.ready.connect(self._words_loaded)
        worker.prepared.connect(self._prepared)
        worker.found.connect(self._found)
        worker.counted.connect(self._counted)
        worker.grouped.connect(self._grouped)
        worker.failed.connect(self._failed)
        return worker

    def _lay_out(self) -> None:
        order = QHBoxLayout()
        order.addWidget(self._count)
        order.addWidget(self._order, 1)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 6)
        top.setSpacing(6)
        top.addWidget(self.field)
        top.addWidget(self.facets)
        top.addLayout(order)
        top.addWidget(self._syntax)
        self._below = QStackedWidget(self)
        self._below.addWidget(self.start_list)
        self._below.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._below, 1)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.field.setPlaceholderText(tr("Search for"))
        self.field.setAccessibleName(tr("Search the library"))
        words = 'Also: "exact words", -without, one OR other, headline:…, byline:…, newspaper:…, date:…, page:…, tag:…'
        self._syntax.setText("\n".join((tr(words), tr("Ctrl+S saves a search by a name."))))
        chosen = max(0, self._order.currentIndex())
        self._order.clear()
        for order, words in ORDERS.items():
            self._order.addItem(tr(words), order)
        self._order.setCurrentIndex(chosen)
        self._order.setAccessibleName(tr("Order"))
        self._count.setText(self._said())
        self.facets.retranslate()
        self.start_list.renew()
        self.list.retranslate()

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.list.wear(theme)

    def start(self) -> None:
        """Take the keyboard, what stands in the line selected."""
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """End the search, before the program ends."""
        self._waiting.stop()
        self._worker.finish()

    def begin_anew(self, library: Library) -> None:
        """Take up a library that has become another: what the search before remembers of texts is forgotten with it."""
        self.finish()
        self._worker.blockSignals(True)  # what it still has to say is of the library as it was
        self._worker.deleteLater()
        self._worker = self._made_worker(library)
        self._worker.start()

    def renew(self) -> None:
        """Search again for what may be found otherwise now: what is shown stays in its place."""
        if self._answered != self._number or not self.field.text().strip():
            self._ask()
            return
        if self.list.hits.rowCount() < LONG:
            self._number += 1
            self._worker.ask(self._question(limit=self.list.hits.rowCount() + FIRST_PAGE, again=True))

    def history(self) -> list[str]:
        """The queries that led to an article, the newest first."""
        return self.start_list.queries

    def remember(self, queries: list[str]) -> None:
        """Take over the queries of earlier times."""
        self.start_list.queries = queries[:HISTORY]
        if self._below.currentWidget() is self.start_list:
            self.start_list.renew()

    # --- saved searches -------------------------------------------------------------------------------------------

    def search_for(self, search: SavedSearch) -> None:
        """Search again for what was saved, with its filters."""
        self.facets.choose(search.newspaper, search.year, search.page)
        self._order.setCurrentIndex(max(0, self._order.findData(search.order)))
        self.field.setText(search.query)
        self.start()

    def save(self) -> None:
        """Ask for a name for what is searched for."""
        filters, order = self.facets.filters(), Order(self._order.currentData())
        self.start_list.keep(
            SavedSearch("", self.field.text().strip(), filters.newspaper, filters.start, filters.page, order.value)
        )

    def show_saved(self) -> None:
        """Go to the saved searches and the queries of before."""
        self.field.clear()
        if not self.start_list.start():
            self.start()
            self.said.emit(tr("No search is saved yet: Ctrl+S saves one."))

    # --- keys -----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the line to the list, Enter to an article, Up to the query before, Esc back to the tree."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._pressed = None
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._go_down(Qt.Key.Key_Return)
            if event.key() == Qt.Key.Key_Down:
                return self._recall(back=False) or self._go_down(Qt.Key.Key_Down)
            if event.key() == Qt.Key.Key_Up:
                self._recall(back=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in a filter leads back to the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _go_down(self, key: Qt.Key) -> bool:
        """Go to the list (Down) or open its chosen article, the first at first (Enter): once it is there."""
        if self._below.currentWidget() is self.start_list:
            return self.start_list.start()
        if self._answered != self._number:
            self._pressed = key
            return True
        if not self.list.hits.rowCount():
            return False
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.hits.index(0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if key == Qt.Key.Key_Return:
            self._chosen(self.list.currentIndex().data(HIT_ROLE), True)
        return True

    def _recall(self, back: bool) -> bool:
        """Put the query before into the line, or the one after it, at last what was typed; False where there is none."""
        text = self.field.text()
        if text not in self._walk:
            self._walk = [text]
        place = self._walk.index(text) + (1 if back else -1)
        if place == len(self._walk) == 1:
            self._walk += [query for query in self.history() if query != text.strip()]
        if not 0 <= place < len(self._walk):
            return False
        self.field.setText(self._walk[place])
        return True

    def _forget_walk(self) -> None:
        self._walk = [self.field.text()]

    def go_on(self, forward: bool) -> bool:
        """Open the next article found, or the one before; False where there is none."""
        row = self.list.currentIndex().row() + (1 if forward else -1) if self.list.currentIndex().isValid() else 0
        index = self.list.hits.index(row)
        if not index.isValid():
            return False
        self.list.setCurrentIndex(index)
        if row + 1 == self.list.hits.rowCount() and self.list.hits.canFetchMore(QModelIndex()):
            self.list.hits.fetchMore(QModelIndex())
        self._chosen(index.data(HIT_ROLE), True)
        return True

    # --- questions and answers ------------------------------------------------------------------------------------

    def _question(self, offset: int = 0, limit: int = FIRST_PAGE, again: bool = False) -> Question:
        order = Order(self._order.currentData())  # Qt keeps the value of an enumeration, not itself
        return Question(self._number, self.field.text(), self.facets.filters(), order, offset, limit, again)

    def _ask(self) -> None:
        self._number += 1
        asked = bool(self.field.text().strip())
        self._below.setCurrentWidget(self.list if asked else self.start_list)
        self._syntax.setVisible(not asked)
        if asked:
            self._worker.ask(self._question())
            self._waiting.start()
        else:
            self.start_list.renew()
            self.list.hits.show([])
            self._say(str)

    def _ask_more(self, offset: int) -> None:
        self._worker.ask_besides(self._question(offset))

    def _words_loaded(self) -> None:
        if words_matter(self.field.text()):
            self.renew()

    def _say(self, words: Callable[[], str]) -> None:
        self._waiting.stop()
        self._said = words
        self._count.setText(words())
        self._count.setVisible(bool(words()))

    def _found(self, question: Question, hits: list[Hit]) -> None:
        if question.number != self._number:
            return
        if question.offset:
            self.list.hits.add(hits)
            return
        self._answered = question.number
        if question.again:
            self.list.renew(hits, question.limit)
        else:
            self.list.hits.show(hits)
            self.list.scrollToTop()
        if not hits:
            self._say(lambda: tr("Nothing found."))
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.field.hasFocus():
            self._go_down(pressed)

    def _counted(self, question: Question, number: int) -> None:
        if question.number == self._number and number:
            self._say(lambda: tr("{count:article|articles}", count=number))

    def _grouped(self, question: Question, facets: Facets) -> None:
        if question.number == self._number:
            self.facets.show_facets(facets)

    def _prepared(self, share: float) -> None:
        self._share = share
        if self.field.text().strip() and share < 1:
            self._say(self._why_one_waits)

    def _why_one_waits(self) -> str:
        making = tr("The search index is made anew: {percent} %", percent=int(100 * self._share))
        self._count.setToolTip(tr("It goes on while you read, and where it was when you come back.") if self._share < 1 else "")
        return making if self._share < 1 else tr("Searching…")

    def _failed(self, sentence: str) -> None:
        self._pressed = None
        self._say(str)
        self.said.emit(sentence)

    def _chosen(self, hit: Hit, go_to_text: bool) -> None:
        query = self.field.text().strip()
        self._forget_walk()
        self.remember([query, *(old for old in self.history() if old != query)])
        self.opened.emit(hit.article, go_to_text)
