"""Searching off the window's thread: the newest question is answered, those before it are dropped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Condition

from PySide6.QtCore import QObject, QThread, Signal

from reader.errors import Cancelled, ReaderError
from reader.services.searching import EVERYTHING, FIRST_PAGE, Filters, Order, count, facets, load_words, search, understood
from reader.store.library import Library, open_library


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the query as typed, what the articles have to be besides, their order, and from which hit on."""

    number: int
    text: str
    filters: Filters = EVERYTHING
    order: Order = Order.HEADLINES
    offset: int = 0


class SearchWorker(QThread):
    """Answers questions on a library that it opens for itself. Hits come first, then the count, then the facets."""

    found = Signal(object, list)  # Question, list[Hit]
    counted = Signal(object, int)
    grouped = Signal(object, object)  # Question, Facets
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._asked = Condition()
        self._next: Question | None = None
        self._ended = False
        self._library: Library | None = None

    def ask(self, question: Question) -> None:
        """Answer this question next; what is being answered is dropped."""
        with self._asked:
            self._next = question
            if self._library is not None:
                self._library.interrupt()
            self._asked.notify()

    def finish(self) -> None:
        """End the thread and wait for it."""
        with self._asked:
            self._ended = True
            if self._library is not None:
                self._library.interrupt()
            self._asked.notify()
        self.wait()

    def run(self) -> None:
        """The thread's work: questions until the end."""
        try:
            library = open_library(self._path)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self._library = library
        try:
            load_words()
            while (question := self._taken()) is not None:
                try:
                    self._answer(library, question)
                except Cancelled:
                    continue
                except ReaderError as error:
                    self.failed.emit(str(error))
        finally:
            self._library = None
            library.close()

    def _taken(self) -> Question | None:
        with self._asked:
            while self._next is None and not self._ended:
                self._asked.wait()
            question, self._next = self._next, None
            return None if self._ended else question

    def _answer(self, library: Library, question: Question) -> None:
        query = understood(question.text)
        self.found.emit(question, search(library, query, question.filters, question.order, FIRST_PAGE, question.offset))
        if question.offset == 0:
            self.counted.emit(question, count(library, query, question.filters))
            self.grouped.emit(question, facets(library, query, question.filters))
