"""What the window does to export: in the background, again, and by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from reader.errors import LibraryError
from reader.qt.window_import import WindowImport
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.dialogs import Dialogs
    from reader.qt.export_bar import ExportBar
    from reader.qt.export_keeper import ExportKeeper
    from reader.services.export_request import Request
    from reader.services.exporting import Done, Manner

PROMPT = "export"  # the name of the dialog that asks what to export


class WindowExport(WindowImport):
    """The part of the window that exports; its bar and its keeper are made when they are first needed."""

    export_bar: ExportBar | None = None
    export_keeper: ExportKeeper | None = None
    _exports_ended = False  # the window is closing
    _keeps: bool | None = None  # whether an export is kept up to date; None while nobody has looked

    def _dialogs(self) -> Dialogs:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def ask_export(self) -> None:
        self._dialogs().ask_export()

    def start_export(self, request: Request, keep: bool = False) -> None:
        """Export in the background, unless an export is running; where it fails it is asked for again.

        What is to be kept up to date by itself is so once it was written.
        """
        if self._exports_ended:
            return
        from reader.qt.export_bar import ExportBar, written_words  # not needed for the first paint
        from reader.services.kept_exports import remember_export

        if self.export_bar is None:
            self.export_bar = ExportBar(self.desk.library.path, self.desk.settings, self)
            self.export_bar.said.connect(self.say)
            self.statusBar().addPermanentWidget(self.export_bar)

        def written(done: Done) -> None:
            if self._exports_ended:
                return  # the library is closed by now
            sentence = written_words(request, done)
            try:
                remember_export(self.desk.library, request)
                if keep:
                    self.keep_export(request)
                    sentence = f"{sentence}. {tr('It is kept up to date by itself from now on.')}"
            except LibraryError as error:
                sentence = f"{sentence} {error}"
            self.say(sentence)

        def failed(reason: str) -> None:
            if not self._exports_ended:
                self._dialogs().ask_export(request, reason)

        self.export_bar.start(request, self.manner(), written, failed)

    def manner(self) -> Manner:
        """How exports are written now."""
        from reader.services.exporting import Manner

        return Manner(self.desk.settings.text("citation_style"), self.desk.settings.colour_names())

    def end_exports(self) -> None:
        """Let what is being written be written to its end, before the window closes, and begin nothing new."""
        self._exports_ended = True
        for dialog in self.findChildren(QDialog):
            if dialog.objectName() == PROMPT:
                dialog.reject()
        for work in (self.export_bar, self.export_keeper):
            if work is not None:
                work.finish()
                work.blockSignals(True)  # what it still has to say comes when the library is closed

    def exporting(self) -> bool:
        return self.export_bar is not None and self.export_bar.running

    def stop_export(self) -> None:
        if self.export_bar is not None:
            self.export_bar.stop()

    def keep_export(self, request: Request | None) -> None:
        """Keep an export up to date by itself; None for none any more."""
        from reader.services.kept_exports import keep_export

        keep_export(self.desk.library, request)
        self._keeps = request is not None
        if self._keeps or self.export_keeper is not None:
            self._keeper().keep(request)

    def content_changed(self) -> None:
        """What an export holds may have changed."""
        if self._keeps is None:
            from reader.services.kept_exports import kept_export

            request = kept_export(self.desk.library) if self.desk.library.writable else None
            self._keeps = request is not None
            if request is not None:
                self._keeper().keep(request)
        if self.export_keeper is not None:
            self.export_keeper.touch()

    def _keeper(self) -> ExportKeeper:
        if self.export_keeper is None:
            from reader.qt.export_keeper import ExportKeeper  # not needed for the first paint

            self.export_keeper = ExportKeeper(self.desk.library.path, self.manner, self)
            self.export_keeper.said.connect(self.say)
        return self.export_keeper
