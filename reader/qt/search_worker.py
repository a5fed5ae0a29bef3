"""Searching off the window's thread, in articles and in the tree: the newest question is answered, those before are dropped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from reader.errors import Cancelled, ReaderError
from reader.services.searching import (
    EVERYTHING,
    FIRST_PAGE,
    Filters,
    Order,
    count,
    facets,
    load_words,
    made_ready,
    search,
    understood,
)
from reader.store.library import Library, open_library
from reader.store.narrowing import narrow


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the query as typed, what the articles have to be besides, their order, from which hit on, and how many."""

    number: int
    text: str
    filters: Filters = EVERYTHING
    order: Order = Order.HEADLINES
    offset: int = 0
    limit: int = FIRST_PAGE
    again: bool = False  # the same as before, after an import


class Answerer(QThread):
    """Answers questions on a library that it opens for itself."""

    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._asked = Condition()
        self._waiting: deque[Any] = deque()
        self._ended = False
        self._opened: Library | None = None
        self._library: Library | None = None  # the same, once it is prepared: until then no question interrupts
        self._begun = 0  # interruptions before the question that is being answered

    def ask(self, question: Any) -> None:
        """Answer this question next; what is being answered is dropped."""
        with self._asked:
            self._waiting.clear()
            self._waiting.append(question)
            self._interrupt()

    def ask_besides(self, question: Any) -> None:
        """Answer this question after those asked before it."""
        with self._asked:
            self._waiting.append(question)
            self._asked.notify()

    def finish(self) -> None:
        """End the thread and wait for it."""
        with self._asked:
            self._ended = True
            if self._opened is not None:
                self._opened.interrupt()
            self._asked.notify()
        self.wait()

    def run(self) -> None:
        """The thread's work: questions until the end."""
        try:
            library = open_library(self._path)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self._opened = library
        try:
            if self._done(library, lambda: self._prepare(library)):
                self._library = library
                while (question := self._taken()) is not None:
                    self._done(library, partial(self._answer, library, question))
        finally:
            with self._asked:
                self._opened = self._library = None
            library.close()

    def _done(self, library: Library, work: Callable[[], None]) -> bool:
        """Do some work, or say why it cannot be done, unless it was interrupted: SQLite may call that otherwise."""
        try:
            work()
        except Cancelled:
            return False
        except ReaderError as error:
            if library.interruptions == self._begun:
                self.failed.emit(str(error))
            return False
        return True

    def _interrupt(self) -> None:
        if self._library is not None:
            self._library.interrupt()
        self._asked.notify()

    def _taken(self) -> Any:
        with self._asked:
            while not self._waiting and not self._ended:
                self._asked.wait()
            assert self._library is not None
            self._begun = self._library.interruptions
            return None if self._ended else self._waiting.popleft()

    def _prepare(self, library: Library) -> None:
        """What is done before the first question is answered."""

    def _answer(self, library: Library, question: Any) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods


class SearchWorker(Answerer):
    """Answers what is searched for. Hits come first, then the count, then the facets.

    What parts queries into words is loaded beside it, and `ready` sent then: until then queries are sought as they stand.
    """

    ready = Signal()
    prepared = Signal(float)  # how much of an index of an older form has been made anew
    found = Signal(object, list)  # Question, list[Hit]
    counted = Signal(object, int)
    grouped = Signal(object, object)  # Question, Facets

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(path, parent)
        self._loading = Thread(target=self._load)

    def finish(self) -> None:
        """End both threads and wait for them."""
        super().finish()
        if self._loading.ident is not None:
            self._loading.join()

    def _prepare(self, library: Library) -> None:
        self._loading.start()
        for share in made_ready(library):  # that takes its time, and is not to begin at every key
            self.prepared.emit(share)
        self.prepared.emit(1.0)

    def _load(self) -> None:
        load_words()
        self.ready.emit()

    def _answer(self, library: Library, question: Question) -> None:
        query = understood(question.text)
        self.found.emit(question, search(library, query, question.filters, question.order, question.limit, question.offset))
        if question.offset == 0:
            library.go_on(self._begun)
            self.counted.emit(question, count(library, query, question.filters))
            library.go_on(self._begun)
            self.grouped.emit(question, facets(library, query, question.filters))


class NarrowWorker(Answerer):
    """Narrows the tree to the words that it is asked with."""

    narrowed = Signal(object)  # Narrowed

    def _answer(self, library: Library, question: str) -> None:
        self.narrowed.emit(narrow(library, question))
