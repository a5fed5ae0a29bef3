"""What the window does about backups: by themselves in the background, and the dialog that goes back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from reader.qt import windows
from reader.qt.window_library import WindowLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.qt.backup_work import BackupWork

DAILY_AFTER_MS = 10_000  # of a start: until then one has begun to read


class WindowBackups(WindowLibrary):
    """The part of the window that keeps backups."""

    keeps_session: bool
    backup_work: BackupWork | None = None

    def say(self, sentence: str) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def warn_of_its_place(self) -> None:
        """Say where the library may come to harm, if it lies there."""
        from reader.services.surroundings import warning_of

        if warning := warning_of(self.desk.library.path):
            self.say(warning)

    def back_up_daily_soon(self) -> None:
        """Back up a little after the start, if that was not done today."""
        if self.desk.library.writable and self.keeps_session:
            QTimer.singleShot(DAILY_AFTER_MS, self, lambda: self._backups().daily())

    def back_up_before_repairs(self) -> None:
        """Back up before the first repair of a sitting."""
        if self.desk.library.writable:
            self._backups().before_repairs()

    def show_backups(self) -> None:
        from reader.qt.backups_prompt import BackupsPrompt

        BackupsPrompt(self.desk.library, self._backups(), self._restore, self).open()

    def _backups(self) -> BackupWork:
        if self.backup_work is None:
            from reader.qt.backup_work import BackupWork  # not needed for the first paint

            self.backup_work = BackupWork(self.desk.library.path, self)
            self.backup_work.said.connect(self.say)
        return self.backup_work

    def _restore(self, file: Path, done: Callable[[str], None]) -> None:
        """Go back to a backup: what lies open is laid away before, and read anew after."""
        path = self.desk.library.path
        others = [window for window in windows.OPEN if window is not self and window.desk.library.path == path]
        taking_up = [window.lay_away() for window in (*others, self)]

        def restored(failure: str) -> None:
            for take_up in taking_up:
                take_up()
            done(failure)

        self._backups().restore(file, restored)

    def lay_away(self) -> Callable[[], None]:
        """Let go of what lies open, as the library is going to be another; gives what reads it anew afterwards."""
        article, watches = self.desk.article_id, self.folder_watch is not None and not self.folder_watch.isHidden()
        self.list.keep_note()
        self.desk.close_article()
        if self.folder_watch is not None:
            self.folder_watch.finish()
        if self.search is not None:
            self.search.finish()

        def take_up() -> None:
            self.desk.library.forget()
            self.desk.begin_anew(article)
            if self.search is not None:  # it remembers texts by numbers that may now be those of others
                self.search.begin_anew(self.desk.library)
            if watches:
                self.watch_folder(self.desk.watched)
            self.show_library()

        return take_up
