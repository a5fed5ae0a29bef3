"""The dialog of backups: which there are, one more, and back to one of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from reader.qt.backup_work import BackupWork
from reader.qt.document import visible
from reader.qt.prompts import Prompt, Question, breakable
from reader.qt.receiving_prompt import ReceivingPrompt
from reader.services.backing_up import WORDS, Shown
from reader.store.backups import Reason, folder_of
from reader.store.library import Library
from reader.text.calendar import local_time
from reader.translation import tr

HEIGHT = 420  # pixels
Restore = Callable[[Path, Callable[[str], None]], None]


class BackupsPrompt(Prompt):
    """Lists the backups; Enter goes back to the chosen one, after a question. Nothing else can be done while that is on."""

    def __init__(self, library: Library, work: BackupWork, restore: Restore, parent: QWidget) -> None:
        super().__init__(tr("Backups"), tr("Restore…"), parent)
        self._library, self._work, self._restore, self._window = library, work, restore, parent
        self._shown: Sequence[Shown] = ()
        self._busy, self._open = False, True
        self._stop_listing: Callable[[], None] = lambda: None
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setObjectName("hint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Backups"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.list.currentRowChanged.connect(lambda _: self._show_state())
        self.content.addWidget(self.hint)
        self.content.addWidget(self.list)
        self._more = self._buttons.addButton(tr("Back up now"), self._buttons.ButtonRole.ActionRole)
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._back_up)
        self.finish_layout()
        self._restoring, self._leaving = self._buttons.buttons()[:2]
        self._leaving.setText(tr("Close"))
        self._say(tr("Reading the backups…"))
        self.resize(self.width(), HEIGHT)
        self._list_anew()
        self.list.setFocus()

    @property
    def busy(self) -> bool:
        """Whether something is being made or restored."""
        return self._busy

    def accept(self) -> None:
        row = self.list.currentRow()
        if self._busy or not 0 <= row < len(self._shown):
            return
        chosen = self._shown[row]
        if chosen.backup.whole is None:
            super().accept()
            ReceivingPrompt(self._library.path, chosen.file, lambda _: None, self._window).open()
        elif chosen.sound is not False and self._library.writable:
            words = (
                "The whole library, pages and annotations, becomes what it was on {when}. What it is now is backed up first, "
                "so that you can come back to it."
            )
            Question(tr(words, when=_when(chosen.backup.made)), tr("Restore"), lambda: self._go_back(chosen), self).open()

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        self._open = False
        self._stop_listing()
        super().done(result)

    def _go_back(self, chosen: Shown) -> None:
        self._begin(tr("Restoring the library…"))
        self._restore(chosen.file, self._restored)

    def _restored(self, failure: str) -> None:
        self._ended(failure)
        if not failure:
            self._say(tr("The library is what it was. What it was before stands first in this list."))

    def _back_up(self) -> None:
        if not self._busy:
            self._begin(tr("Copying the library…"))
            self._work.by_hand(self._ended)

    def _begin(self, words: str) -> None:
        self._busy = True
        self._refusal.hide()
        self._say(words)
        self._show_state()

    def _ended(self, failure: str) -> None:
        self._busy = False
        if failure:
            self.refuse(failure)
        self._say_where()
        self._list_anew()
        self.list.setFocus()

    def _list_anew(self) -> None:
        self._stop_listing()
        self._stop_listing = self._work.list(False, self._show)

    def _show(self, found: Sequence[Shown], failure: str) -> None:
        if not self._open:
            return
        if failure:
            self.refuse(failure)
        if not self._shown and not self._busy:
            self._say_where(bool(found))
        self._fill(found)
        if found:
            self._stop_listing = self._work.list(True, lambda verified, _: self._fill(verified))

    def _fill(self, found: Sequence[Shown]) -> None:
        if not self._open or (not found and self._shown):
            return  # the folder has gone meanwhile: what is listed then says so when it is asked for
        chosen = self._shown[self.list.currentRow()].backup.id if 0 <= self.list.currentRow() < len(self._shown) else ""
        self._shown = found
        self.list.clear()
        for shown in found:
            self.list.addItem(QListWidgetItem(visible(row_words(shown))))
        ids = [shown.backup.id for shown in found]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self._show_state()

    def _show_state(self) -> None:
        row = self.list.currentRow()
        chosen = self._shown[row] if 0 <= row < len(self._shown) else None
        usable = chosen is not None and chosen.sound is not False and chosen.backup.reason is not Reason.DAMAGED
        self._restoring.setEnabled(usable and not self._busy and self._library.writable)
        only_notes = chosen is not None and chosen.backup.whole is None
        self._restoring.setText(tr("Import annotations…") if only_notes else tr("Restore…"))
        self._more.setEnabled(not self._busy)
        self._leaving.setEnabled(not self._busy)

    def _say_where(self, any_there: bool = True) -> None:
        folder = folder_of(self._library.path)
        words = "Made by themselves daily and before imports and repairs, and thinned out as they age. They are in {folder}."
        said = tr(words, folder=folder)
        if not any_there:
            words = "There is no backup yet. They are made by themselves daily and before imports and repairs, in {folder}."
            said = tr(words, folder=folder)
        self._say(said)

    def _say(self, sentence: str) -> None:
        self.hint.setText(breakable(visible(sentence)))
        self.hint.setAccessibleName(sentence)


def row_words(shown: Shown) -> str:
    """A backup in one line: when, what is in it, how large, why, and whether it is damaged."""
    backup = shown.backup
    parts = [_when(backup.made), tr(WORDS[backup.reason])]
    if shown.pages is not None and shown.annotations is not None:
        parts.append(tr("{count:page|pages}", count=shown.pages))
        parts.append(tr("{count:annotation|annotations}", count=shown.annotations))
    elif backup.whole is None:
        parts.append(tr("annotations alone"))
    parts.append(f"{backup.bytes / 1e6:.1f} MB")
    if shown.sound is False:
        parts.append(tr("damaged: do not use it"))
    return " · ".join(parts)


def _when(made: datetime) -> str:
    return local_time(made.isoformat()) if made.year > 1 else "?"
