"""What the window does to print: the system's dialog for printers, a line for the name of a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.qt.panes import place_words
from reader.qt.window_looking import WindowLooking
from reader.settings import Settings
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.printing import Sheaf


class WindowPrinting(WindowLooking):
    """The part of the window that prints the open article with its notes."""

    _pdf_folder: Path | None = None

    def print_article(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from reader.qt.printing import print_on

        printer, sheaf, settings = QPrinter(QPrinter.PrinterMode.HighResolution), self._sheaf(), self._settings_now()
        printer.setDocName(sheaf.sheet.article.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(tr("Print"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)

        def begin() -> None:
            job = self._begin(lambda go_on: print_on(printer, sheaf, settings, go_on))
            job.done.connect(lambda: self.say(tr("Sent to the printer.")))
            job.failed.connect(self.say)
            job.start()

        dialog.accepted.connect(begin)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def ask_pdf(self) -> None:
        from reader.formats.file_names import safe_name
        from reader.qt.pdf_prompt import PdfPrompt

        article = self._sheaf().sheet.article
        place = article.place
        name = safe_name(" ".join(filter(None, (place.newspaper, place.date, place.label, article.title))))
        PdfPrompt((self._pdf_folder or Path.home()) / f"{name or tr('Article')}.pdf", self._write_pdf, self).open()

    def _write_pdf(self, path: Path) -> None:
        from reader.qt.printing import write_pdf

        self._pdf_folder = path.parent
        sheaf, settings = self._sheaf(), self._settings_now()
        job = self._begin(lambda go_on: write_pdf(sheaf, path, settings, go_on))
        job.done.connect(lambda: self.say(tr("Written to {path}", path=path)))
        job.failed.connect(self.say)
        job.start()

    def _sheaf(self) -> Sheaf:
        from reader.qt.printing import Sheaf
        from reader.text.citations import cite

        assert self.desk.sheet
        article = self.desk.sheet.article
        citation = cite(article.place, article, self.desk.settings.text("citation_style"))
        return Sheaf(self.desk.sheet, tuple(self.desk.marks_here), place_words(article.place), citation)

    def _settings_now(self) -> Settings:
        """The settings as they are now, for another thread."""
        return Settings(self.desk.settings.path, dict(self.desk.settings.values))
