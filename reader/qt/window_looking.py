"""What the window does to look words up, and to go on with what was looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from reader.qt.window_page import WindowPage
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.aside_job import AsideJob, GoOn
    from reader.qt.look_up import Action

_LINES = 1000  # of a concordance that are shown
_BESIDE = 12  # characters on either side of a word in it
_WIDE_BLANK = "\u3000"  # as wide as a Chinese character
_WEB_KEYS = 9


class WindowLooking(WindowPage):
    """The part of the window that looks words up: all of it is loaded when it is first asked for."""

    _jobs: tuple[AsideJob, ...] = ()

    def look_up(self, words: Sequence[str], own: str) -> None:
        from reader.qt.look_up import LookUp
        from reader.services.looking_up import dictionaries, look_up

        files = dictionaries(self.desk.settings)
        letters = self.desk.settings.flag("single_letter_keys")
        popup = LookUp(own, self._actions_on_words(), letters, bool(files), self)
        popup.finished.connect(lambda: self.text.setFocus())
        job = self._begin(lambda go_on: look_up(words, own, files, go_on))
        job.done.connect(popup.show_findings)
        job.failed.connect(popup.say)
        popup.finished.connect(lambda: job.blockSignals(True))  # it goes on: what it makes ready is wanted the next time
        rectangle = self.text.cursorRect()
        popup.show_at(self.text.viewport().mapToGlobal(rectangle.bottomLeft()))
        job.start()

    def ask_dictionary(self) -> None:
        from reader.qt.look_up import DictionaryPrompt
        from reader.services.looking_up import add_dictionary

        def add(path: Path) -> None:
            add_dictionary(self.desk.settings, path)
            self.say(tr("Added. D looks up the word at the caret in it."))

        DictionaryPrompt(add, self).open()

    def _actions_on_words(self) -> list[Action]:
        from reader.qt.look_up import copy
        from reader.services.looking_up import address_of, web_pages

        actions: list[Action] = [
            (tr("Search"), "Return", self.search_words),
            (tr("Concordance"), "W", self._show_concordance),
            (tr("Copy"), "C", copy),
        ]
        for number, (name, template) in enumerate(web_pages(self.desk.settings)[:_WEB_KEYS], start=1):
            actions.append((name, str(number), partial(self._open_on_web, template, address_of)))
        return actions

    def _open_on_web(self, template: str, address_of: Callable[[str, str], str], word: str) -> None:
        address = address_of(template, word)
        if not QDesktopServices.openUrl(QUrl(address)):
            self.say(tr("The system has no browser for {address}.", address=address))

    def _show_concordance(self, word: str) -> None:
        path = self.desk.library.path

        def lines(go_on: GoOn) -> list[str]:
            from reader.services.concordances import concordance
            from reader.services.searching import quoted
            from reader.store.library import open_library

            library, found = open_library(path), []
            try:
                for line in islice(concordance(library, quoted(word), width=_BESIDE), _LINES):
                    go_on()
                    found.append(f"{line.left.rjust(_BESIDE, _WIDE_BLANK)}【{line.hit}】{line.right}    {line.date or ''}")
            finally:
                library.close()
            return found

        def show(found: list[str]) -> None:
            if found:
                self.say("")
                title = tr("Concordance of {word}: {count:place|places}", word=word, count=len(found))
                first = tr("Concordance of {word}, the first {count}", word=word, count=_LINES)
                self.report(title if len(found) < _LINES else first, found)
            else:
                self.say(tr("{word} is not in the library.", word=word))

        job = self._begin(lines)
        job.done.connect(show)
        job.failed.connect(self.say)
        self.say(tr("Looking for {word} in the library…", word=word))
        job.start()

    def _begin(self, work: Callable[[GoOn], Any]) -> AsideJob:
        from reader.qt.aside_job import AsideJob

        ended = [earlier for earlier in self._jobs if earlier.isFinished()]
        for earlier in ended:
            earlier.deleteLater()
        job = AsideJob(work, self)
        self._jobs = (*(earlier for earlier in self._jobs if earlier not in ended), job)
        return job

    def finish_jobs(self) -> None:
        """End what runs aside, before the program ends: in dialogs, too, which a signal of the system finds open."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        for job in self._jobs:
            job.finish()
