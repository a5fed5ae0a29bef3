"""What the window asks and shows in dialogs: imported when the first is opened, not at the start."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reader.commands import Command
from reader.errors import ReaderError
from reader.formats import WRITERS
from reader.model import Annotation
from reader.qt.key_sheet import KeySheet
from reader.qt.note_editor import NoteEditor
from reader.qt.palette import CommandPalette
from reader.qt.prompts import ExportPrompt, ImportPrompt, Report, TagPrompt, UnsavedPrompt
from reader.services.desk import Desk, Export
from reader.services.exporting import Selection, clippings, export_file, suggested_path
from reader.translation import tr


class Dialogs:
    """The dialogs over one window. None of them stops the program: each calls back when it is answered."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        self._window, self._desk = window, desk

    def edit_tags(self, annotation: Annotation) -> None:
        """Ask for the tags of an annotation."""

        def keep(tags: tuple[str, ...]) -> None:
            self._desk.edit("Tags", annotation, tags=tags)

        TagPrompt(annotation.tags, self._desk.annotations.tags(), keep, self._window).open()

    def ask_about_unsaved(self, note: NoteEditor, close: Callable[[], object]) -> None:
        """Ask what to do with a note that cannot be saved, before the window closes: nothing typed is lost in silence."""

        def without_it() -> None:
            note.forget()
            close()

        UnsavedPrompt(note.unsaved, close, without_it, self._window).open()

    def ask_import(self, start: Callable[[list[Path]], None]) -> None:
        """Ask what to import."""
        ImportPrompt(str(Path.home()), start, self._window).open()

    def ask_export(self) -> None:
        """Ask what to export, in which format and where to; at first what was chosen the last time."""
        last = self._desk.last_export or Export("markdown", Path.home() / "x")

        def suggest(format_name: str, whole: bool) -> Path:
            article = None if whole or not self._desk.sheet else self._desk.sheet.article
            return suggested_path(last.path.parent, format_name, article)

        ExportPrompt(last.format, suggest, bool(self._desk.article_id), self._export, self._window).open()

    def show_palette(self, run: Callable[[Command], None]) -> None:
        """Show all commands to choose from."""
        CommandPalette(self._desk, run, self._window).open()

    def show_key_sheet(self, pane: str) -> None:
        """Show the keys of a pane: tree, text or list."""
        names = {"tree": tr("Tree"), "text": tr("Text"), "list": tr("Annotations")}
        KeySheet(pane, names[pane], self._window).open()

    def report(self, title: str, sentences: Sequence[str]) -> None:
        """Show sentences that a person may want to copy."""
        Report(title, sentences, self._window).open()

    def _export(self, format_name: str, whole: bool, path: Path) -> None:
        try:
            selection = Selection(article=0 if whole else self._desk.article_id)
            found = clippings(self._desk.library, selection, WRITERS[format_name].keeps_deleted)
            written = export_file(self._desk.library, found, format_name, path)
        except ReaderError as error:
            self._desk.view.say(str(error))
            return
        self._desk.last_export = Export(format_name, written)
        count = sum(not c.annotation.deleted for c in found)
        self._desk.view.say(tr("{count} annotations written to {path}", count=count, path=written))
