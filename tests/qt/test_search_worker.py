"""The thread that answers: the newest question, and nothing broken off that has to come to its end."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.errors import ReaderError
from reader.qt.search_worker import Answerer
from reader.store.library import Library, open_library

PATIENCE = 20


class Slow(Answerer):
    """Prepares until it may go on; notes what it answers. A question that is an error is raised."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.preparing, self.may_go_on, self.answered = Event(), Event(), Event()
        self.seen: list[tuple[Any, int]] = []

    def _prepare(self, library: Library) -> None:
        self.preparing.set()
        self.may_go_on.wait(PATIENCE)

    def _answer(self, library: Library, question: Any) -> None:
        self.seen.append((question, library.interruptions))
        self.answered.set()
        if isinstance(question, Exception):
            library.interruptions += 1
            raise question


@pytest.fixture
def slow(application: QApplication, tmp_path: Path) -> Iterator[Slow]:
    open_library(tmp_path / "x.jianbao").close()
    worker = Slow(tmp_path / "x.jianbao")
    worker.start()
    yield worker
    worker.may_go_on.set()
    worker.finish()


def test_what_is_prepared_is_not_interrupted_by_questions(slow: Slow) -> None:
    assert slow.preparing.wait(PATIENCE)
    slow.ask("old")
    slow.ask("new")
    slow.may_go_on.set()
    assert slow.answered.wait(PATIENCE)
    assert slow.seen == [("new", 0)]


def test_an_error_of_what_was_interrupted_is_not_told(slow: Slow) -> None:
    told: list[str] = []
    slow.failed.connect(told.append, Qt.ConnectionType.DirectConnection)
    slow.may_go_on.set()
    slow.ask_besides(ReaderError("SQL logic error"))
    assert slow.answered.wait(PATIENCE)
    slow.answered.clear()
    slow.ask_besides("next")
    assert slow.answered.wait(PATIENCE), "the thread goes on"
    assert told == []


def test_it_ends_while_it_prepares(slow: Slow) -> None:
    assert slow.preparing.wait(PATIENCE)
    slow.may_go_on.set()
    slow.finish()
    assert slow.seen == []
