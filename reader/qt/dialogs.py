"""What the window asks and shows in dialogs: imported when the first is opened, not at the start."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reader.commands import Command
from reader.commands.keymap import Keymap
from reader.errors import LibraryError
from reader.model import Annotation
from reader.qt.export_prompt import ExportPrompt
from reader.qt.key_sheet import KeySheet
from reader.qt.note_editor import NoteEditor
from reader.qt.note_prompts import ColourNamesPrompt, ReadingPrompt, TagPrompt
from reader.qt.palette import CommandPalette
from reader.qt.prompts import ImportPrompt, UnsavedPrompt, WatchPrompt
from reader.qt.report import Report
from reader.qt.review import Review
from reader.services.annotating import retagged
from reader.services.desk import MOMENT_MS, Desk
from reader.services.export_request import Request, Selection
from reader.services.exporting import Manner, is_folder, suggested_path
from reader.services.kept_exports import last_export
from reader.services.receiving import Reception, remarks, summary
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

    def ask_export(self, again: Request | None = None, reason: str = "") -> None:
        """Ask what to export, in which format and where to; at first what was chosen the last time, or what has failed."""
        last = again or last_export(self._desk.library) or Request("markdown", Path.home() / "x")
        scopes = self._export_scopes()
        if again is not None:
            scopes = {tr("What was chosen before"): again.selection, **scopes}
            first = again
        else:
            first = Request(last.format, Path(), template=last.template, order=last.order, each=last.each, pattern=last.pattern)
        settings, view = self._desk.settings, self._desk.view
        manner = Manner(settings.text("citation_style"), settings.colour_names())

        def suggest(request: Request) -> Path:
            if (request.format, request.template, request.each) == (last.format, last.template, last.each) and is_folder(last):
                return last.path
            sheet = self._desk.sheet
            folder = last.path if last.each else last.path.parent
            of_article = sheet.article if sheet and request.selection.article else None
            return suggested_path(folder, request, of_article)

        library = (self._desk.library.path, manner)
        prompt = ExportPrompt(first, scopes, suggest, view.start_export, library, self._window)
        prompt.open()
        if reason:
            prompt.refuse(reason)

    def _export_scopes(self) -> dict[str, Selection]:
        """What can be exported now, by the words for it; the first is taken where nothing else is chosen."""
        view, desk = self._desk.view, self._desk
        scopes = {}
        chosen = tuple(a.id for a in view.chosen_annotations())
        if len(chosen) > 1:
            scopes[tr("What is chosen in the list")] = Selection(ids=chosen)
        if view.arrangement().words.strip() and (listed := tuple(a.id for a in view.listed_annotations())):
            scopes[tr("The list as it is narrowed")] = Selection(ids=listed)
        if desk.article_id:
            scopes[tr("The open article")] = Selection(article=desk.article_id)
            scopes[tr("Its issue")] = Selection(issue=int(desk.shelves.path_to(desk.article_id)[3]))
        if query := view.searched():
            scopes[tr("What the search finds: {query}", query=query)] = Selection(query=query)
        return scopes | {tr("The whole library"): Selection()}

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
