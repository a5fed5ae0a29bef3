"""What the window asks and shows in dialogs: imported when the first is opened, not at the start."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reader.commands import Command
from reader.commands.keymap import Keymap
from reader.errors import LibraryError, ReaderError
from reader.formats import WRITERS, Clipping, Form
from reader.model import Annotation
from reader.qt.export_prompt import ExportChoice, ExportPrompt, Extent
from reader.qt.key_sheet import KeySheet
from reader.qt.note_editor import NoteEditor
from reader.qt.note_prompts import ColourNamesPrompt, ReadingPrompt, TagPrompt
from reader.qt.palette import CommandPalette
from reader.qt.prompts import ImportPrompt, UnsavedPrompt, WatchPrompt
from reader.qt.report import Report
from reader.qt.review import Review
from reader.services.annotating import retagged
from reader.services.desk import MOMENT_MS, Desk
from reader.services.exporting import Selection, clippings, clippings_of, export_file, file_in, suggested_path
from reader.services.receiving import Reception, remarks, summary
from reader.services.view import Export
from reader.translation import tr

_IMPORT_FOLDER = "import_folder"  # of the session: where was imported from last


class Dialogs:
    """The dialogs over one window. None of them stops the program: each calls back when it is answered."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        self._window, self._desk = window, desk

    def edit_tags(self, annotations: Sequence[Annotation]) -> None:
        """Ask for the tags of annotations: of several, for those that any of them has."""
        before = tuple(dict.fromkeys(tag for annotation in annotations for tag in annotation.tags))

        def keep(tags: tuple[str, ...]) -> None:
            if len(annotations) == 1:
                self._desk.edit("Tags", annotations[0], tags=tags)
            elif (change := retagged(annotations, before, tags)).after:
                self._desk.do(change)
                self._desk.view.say(self._desk.notice or tr("{count:annotation|annotations} changed.", count=len(change.after)))

        TagPrompt(before, self._desk.annotations.tags(), keep, self._window, len(annotations)).open()

    def edit_reading(self, annotation: Annotation) -> None:
        """Ask how the quote of an annotation should read."""

        def keep(reading: str) -> None:
            self._desk.edit("Reading of the quote", annotation, quote_corrected=reading)

        ReadingPrompt(annotation.quote, annotation.quote_corrected, keep, self._window).open()

    def ask_colour_names(self) -> None:
        """Ask what the colours are called."""

        def keep(names: Mapping[str, str]) -> None:
            for colour, name in names.items():
                if name != self._desk.settings.text(f"colour_{colour}"):
                    self._desk.settings.choose(f"colour_{colour}", name)
            self._desk.view.arrange(self._desk.view.arrangement())

        ColourNamesPrompt(self._desk.settings.colour_names(), keep, self._window).open()

    def show_review(self) -> None:
        """Show what needs review, one thing after the other."""
        Review(self._desk, self._window).open()

    def ask_about_unsaved(self, note: NoteEditor, close: Callable[[], object]) -> None:
        """Ask what to do with a note that cannot be saved, before the window closes: nothing typed is lost in silence."""

        def without_it() -> None:
            note.forget()
            close()

        UnsavedPrompt(note.unsaved, close, without_it, self._window).open()

    def ask_import(self, start: Callable[[list[Path]], None]) -> None:
        """Ask what to import, beginning in the folder that was imported from last."""

        def begin(paths: list[Path]) -> None:
            folder = paths[0] if paths[0].is_dir() else paths[0].parent
            with suppress(LibraryError), self._desk.library.waiting(MOMENT_MS):  # which folder it was is worth no more waiting
                self._desk.marks.set_session({_IMPORT_FOLDER: str(folder.absolute())})
            start(paths)

        last = self._desk.marks.session(_IMPORT_FOLDER, "")
        ImportPrompt(last if os.path.isdir(last) else "", begin, self._window).open()

    def ask_watch(self) -> None:
        """Ask which folder to watch; at first the one that is."""
        WatchPrompt(self._desk.watched, self._desk.watch, self._window).open()

    def ask_export(self) -> None:
        """Ask what to export, in which format and where to; at first what was chosen the last time."""
        last, view = self._desk.last_export or Export("markdown", Path.home() / "x"), self._desk.view
        chosen = list(view.chosen_annotations())
        listed = list(view.listed_annotations()) if view.arrangement().words.strip() else []
        present = {Extent.CHOSEN: len(chosen) > 1, Extent.LISTED: listed, Extent.ARTICLE: self._desk.article_id}
        extents = [*(extent for extent, is_any in present.items() if is_any), Extent.LIBRARY]
        ExportPrompt(last.format, extents, _Exporter(self._desk, chosen, listed), self._window).open()

    def ask_import_annotations(self) -> None:
        """Ask for a file of annotations, show what it would change, and bring them in if that is wanted."""
        from reader.qt.receiving_prompt import AnnotationFilePrompt, ReceivingPrompt

        def look(file: Path) -> None:
            ReceivingPrompt(self._desk.library.path, file, self._received, self._window).open()

        AnnotationFilePrompt(look, self._window).open()

    def _received(self, found: Reception) -> None:
        self._desk.history.look_again()
        self._desk.look_again()
        self._desk.view.say(summary(found))
        if notable := remarks(found):
            self.report(tr("What the import of annotations could not do"), notable)

    def show_palette(self, run: Callable[[Command], None]) -> None:
        """Show all commands to choose from."""
        CommandPalette(self._desk, run, self._window).open()

    def show_key_sheet(self, pane: str) -> None:
        """Show the keys of a pane: tree, text or list."""
        names = {"tree": tr("Tree"), "found": tr("Search"), "text": tr("Text"), "list": tr("Annotations")}
        names["page"] = tr("Whole page")
        KeySheet(pane, names[pane], self._window, Keymap(self._desk.settings)).open()

    def show_preferences(self) -> None:
        """Show the form of the settings."""
        from reader.qt.preferences import Preferences

        Preferences(self._desk, self._window).open()

    def report(self, title: str, sentences: Sequence[str], with_review: bool = False) -> None:
        """Show sentences that a person may want to copy, perhaps with a way to the review."""
        Report(title, sentences, self._window, self.show_review if with_review else None).open()


class _Exporter:
    """The export prompt's way to the library."""

    def __init__(self, desk: Desk, chosen: Sequence[Annotation], listed: Sequence[Annotation]) -> None:
        self._desk = desk
        self._given = {Extent.CHOSEN: chosen, Extent.LISTED: listed}

    def suggest(self, format_name: str, of: Extent) -> Path:
        last, sheet = self._desk.last_export, self._desk.sheet
        if last and last.format == format_name and WRITERS[format_name].form is Form.FOLDER:
            return last.path
        folder = last.path.parent if last else Path.home()
        return suggested_path(folder, format_name, sheet.article if sheet and of is Extent.ARTICLE else None)

    def obstacle(self, choice: ExportChoice) -> tuple[str, Path | None]:
        try:
            found = self._found(choice)
        except ReaderError as error:
            return str(error), None
        if not found:
            return tr("There is no annotation to export."), None
        path = file_in(choice.path, found, choice.format)
        replaces = WRITERS[choice.format].form is not Form.FOLDER and os.path.exists(path)  # in a folder one's own words stay
        return "", path if replaces else None

    def export(self, choice: ExportChoice) -> str:
        try:
            found = self._found(choice)
            style, names = self._desk.settings.text("citation_style"), self._desk.settings.colour_names()
            written = export_file(self._desk.library, found, choice.format, choice.path, style, names)
        except ReaderError as error:
            return str(error)
        self._desk.last_export = Export(choice.format, written)
        count = sum(not c.annotation.deleted for c in found)
        self._desk.view.say(tr("{count:annotation|annotations} written to {path}", count=count, path=written))
        return ""

    def _found(self, choice: ExportChoice) -> list[Clipping]:
        if choice.of in self._given:
            return clippings_of(self._desk.library, self._given[choice.of])
        article = self._desk.article_id if choice.of is Extent.ARTICLE else 0
        return clippings(self._desk.library, Selection(article=article), WRITERS[choice.format].keeps_deleted)
