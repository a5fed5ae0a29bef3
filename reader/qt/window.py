"""The window: tree, article and annotations side by side, and what commands need of the screen (`View`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget

from reader.commands import COMMANDS, Command, Menu, attempt, run
from reader.commands.keymap import Keymap
from reader.model import Annotation
from reader.qt import session, windows
from reader.qt.actions import Actions, way_to
from reader.qt.annotation_pane import AnnotationPane
from reader.qt.announcing import announce
from reader.qt.article_pane import ArticlePane
from reader.qt.document import visible
from reader.qt.labels import ElidedLabel, plain_tooltip
from reader.qt.lookout import Arrivals, Lookout
from reader.qt.note_rows import REMEDIES
from reader.qt.paned_window import PANES
from reader.qt.panes import TreePane, Welcome, place_line, stacked
from reader.qt.theme import HEADING_HEIGHT, Theme, has_chinese_font, theme_named, wear
from reader.qt.window_voice import WindowVoice
from reader.services.desk import Desk
from reader.settings import Settings
from reader.store.library import Library
from reader.text.sheet import Sheet
from reader.translation import retold, tr

if TYPE_CHECKING:
    from reader.qt.dialogs import Dialogs

_WIDTHS = [270, 700, 300]  # pixels of the panes at the first start
_MESSAGE_MS = 8000
_WAIT_MS = 1000  # for another program that writes to the library: longer, and a sentence says so instead


class Window(WindowVoice):
    """One window on one library. Raises LibraryError, with the library closed, where that cannot be read."""

    def __init__(self, library: Library, settings: Settings, choose_language: Callable[[QApplication, Settings], None]) -> None:
        super().__init__()
        self.choose_language = choose_language
        try:
            self._build(library, settings)
        except BaseException:  # Qt would keep a window that is half made, and it the library
            self.deleteLater()
            library.close()
            raise
        windows.OPEN.append(self)

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self, library: Library, settings: Settings) -> None:
        library.wait_at_most(_WAIT_MS)
        self.desk = Desk(library, settings, self)
        self.keeps_session = True
        self._dressed: tuple[object, ...] = ()  # all that the window looks like but for the type
        self._type: tuple[object, ...] = ()
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self._dress()  # before the panes are made: widgets that exist would be styled twice
        self._make_panes()
        self._actions = Actions(self, {"tree": self.tree.view, "text": self.text, "list": self.list.view}, self.desk, self.run)
        self._show_look()
        session.restore(self)
        self.statusBar().setSizeGripEnabled(False)  # makes the bar now: the panes must not jump at the first message
        self._complain_at_start()
        self._arrivals = Arrivals(self.desk.archive)
        self._lookout = Lookout(self._look_again, self)

    def _make_panes(self) -> None:
        self.tree = TreePane(self.desk.shelves, self.desk.library.path, self)
        self.tree.opened.connect(self._open_from_tree)
        self.text = ArticlePane(self.desk.words, self)
        self.text.setAcceptDrops(False)  # the window takes drops
        self.text.moved.connect(self._caret_moved)
        self.text.hits_moved.connect(self._show_hit_count)
        self.place = ElidedLabel(self)
        self.place.setObjectName("place")
        self.place.setFixedHeight(HEADING_HEIGHT)
        self.welcome = Welcome(self.desk.library.path, lambda name: way_to(name, Keymap(self.desk.settings)), self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.welcome)
        self._reading = QStackedWidget(self)
        self._reading.addWidget(self.text)
        self._article = stacked(self.place, self._reading)
        self.stack.addWidget(self._article)
        self.list = AnnotationPane(self.desk, self)
        self.list.said.connect(self.say)
        self.list.view.chosen.connect(self._row_chosen)
        self.list.view.doubleClicked.connect(lambda: self.run(COMMANDS["open_annotation"]))
        self.list.note_finished.connect(lambda: self.focus_pane(self.middle()))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.left = QStackedWidget(self)
        self.left.addWidget(self.tree)
        for pane in (self.left, self.stack, self.list):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(_WIDTHS)
        self.setCentralWidget(self.splitter)

    def _complain_at_start(self) -> None:
        if not has_chinese_font():
            words = tr("No Chinese font is installed, so characters show as boxes. Install one, such as fonts-noto-cjk.")
            self.welcome.warn(words)
            self.say(words)
        elif self.desk.settings.complaints:
            self.say(" ".join(self.desk.settings.complaints))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.list.keep_note() and self.list.note is not None:
            event.ignore()
            self._dialogs().ask_about_unsaved(self.list.note, self.close)
            return
        if not self.keep_words():
            event.ignore()
            return
        if self.list.note is not None:
            self.list.note.leave()  # the field loses the keyboard later, when the library is closed
        self.end_exports()
        for work in (self.import_bar, self.folder_watch, self.backup_work):
            if work is not None:
                work.finish()
                work.blockSignals(True)  # what it still has to say comes when the library is closed
        self._lookout.stop()
        if self.keeps_session and self.desk.library.writable:
            session.keep(self)
        self.tree.finish()
        self.finish_jobs()
        self.fall_silent()
        if self.search is not None:
            self.search.finish()
        self.desk.library.close()
        super().closeEvent(event)
        if windows.leave(self):
            QGuiApplication.exit()

    # --- commands -------------------------------------------------------------------------------------------------

    def run(self, command: Command) -> None:
        """Run a command of the table."""
        self.list.keep_note()
        if command.menu is Menu.REPAIR:
            self.back_up_before_repairs()
        run(command, self.desk)

    def _open_from_tree(self, article_id: int, go_to_text: bool) -> None:
        self.list.keep_note()
        if article_id == self.desk.article_id:
            self.desk.finish_reading()
        else:
            attempt(self.desk, lambda: self.desk.open(article_id))
        if go_to_text:
            self.focus_pane("text")

    def _caret_moved(self) -> None:
        here = self.desk.marks_at(self.text.caret()) if self.text.hasFocus() else []
        current = self.list.view.current()
        if here and (current is None or current.id not in [a.id for a in here]):
            self.list.choose(here[0].id)

    def _row_chosen(self) -> None:
        annotation = self.list.view.current()
        self.text.choose(annotation.id if annotation else "")
        if annotation and self.list.view.hasFocus() and annotation.article_id == self.desk.article_id:
            place = self.desk.place_of(annotation)
            self._reading.setCurrentWidget(self.text)  # its words are to be seen
            self.text.select(place, place)
        if annotation and self.list.view.hasFocus() and annotation.status in REMEDIES:
            self.say(tr(REMEDIES[annotation.status]))

    # --- View: showing --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet | None, annotations: Sequence[Annotation], position: int) -> None:
        self.fall_silent()
        self.stack.setCurrentIndex(1 if sheet else 0)
        self.text.show_sheet(sheet, annotations, position)
        self.place.setText(place_line(sheet, self.desk.settings.text("characters")))
        self.setWindowTitle(visible(sheet.article.title) if sheet else "")
        announce(self, self.windowTitle())
        self.list.open_article()
        if sheet:
            self.tree.show_article(sheet.article.id)
            self._show_page()
        self.welcome.show_state(self.desk.shelves.first() is None)

    def show_annotations(self, annotations: Sequence[Annotation], changed: Sequence[Annotation] | None = None) -> None:
        self.text.show_annotations(annotations)
        self.show_marks_on_page(annotations)
        self.list.show_annotations(changed)
        self.content_changed()

    def show_note(self, annotation: Annotation) -> None:
        self.list.show_note(annotation)
        self.content_changed()

    def _look_again(self) -> None:
        if not self.list.is_writing():  # nothing changes under the hands of one who writes; saving brings both together
            attempt(self.desk, self.desk.look_again)
            attempt(self.desk, self._show_arrivals)

    def _show_arrivals(self) -> None:
        if self._arrivals.to_be_shown():
            self.show_library()

    def show_reading_mark(self, article_id: int) -> None:
        self.tree.refresh(article_id)

    def show_library(self) -> None:
        self.content_changed()
        self.tree.reload()
        self._arrivals.were_shown()
        if self.search is not None:
            self.search.renew()
        if self.desk.article_id:
            self.desk.refresh()
            self._show_page(anew=True)
        elif first := self.desk.shelves.first():
            self.desk.glimpse(first)
            self.focus_pane("tree")

    def say(self, sentence: str) -> None:
        sentence = visible(retold(sentence))
        self.statusBar().showMessage(sentence, _MESSAGE_MS)
        announce(self, sentence)
        self.statusBar().setToolTip(plain_tooltip(sentence))  # the bar cuts what is longer than itself

    def refresh_look(self) -> None:
        for window in windows.OPEN:  # they share the settings
            window.take_on_look()

    def take_on_look(self) -> None:
        """Look as the settings now say."""
        before, settings = self._dressed, self.desk.settings
        self._dress()
        if self._dressed != before:
            self._show_look()
        elif self._type != settings.type_values():  # the type alone: to dress all widgets again would hold up the window
            self._type = settings.type_values()
            self._wear_type(theme_named(settings.text("theme")))

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        settings = self.desk.settings
        theme = theme_named(settings.text("theme"))
        named = tuple(settings.colour_names().items())
        letters = settings.flag("single_letter_keys")
        look = (theme.name, settings.text("language"), letters, tuple(settings.keys.items()), named)
        if look == self._dressed:
            return
        self._dressed = look
        self.choose_language(application, settings)
        wear(application, theme)

    def _show_look(self) -> None:
        settings = self.desk.settings
        theme = theme_named(settings.text("theme"))
        self._type = settings.type_values()
        self._wear_type(theme)
        self.tree.wear(theme)
        self.list.wear(theme)
        for part in (self.tree, self.list, self.welcome, self.folder_watch, self.import_bar, self.export_bar, self.find_bar):
            if part is not None:
                part.retranslate()
        if self.search is not None:
            self.search.retranslate()
            self.search.wear(theme)
        self._actions.build(settings.flag("single_letter_keys"))

    def _wear_type(self, theme: Theme) -> None:
        self.place.setText(place_line(self.desk.sheet, self.desk.settings.text("characters")))
        self.text.wear(theme, self.desk.settings)
        if self.page is not None:
            self.page.wear(theme, self.desk.settings)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.desk.settings.text("theme") == "system":
            self.refresh_look()

    # --- View: caret and choice -----------------------------------------------------------------------------------

    def caret(self) -> int:
        return self.text.caret()

    def selection(self) -> tuple[int, int]:
        return self.text.selection()

    def select(self, start: int, end: int) -> None:
        if self.shows_page():
            self.focus_pane("text")
        self.text.select(start, end)

    def show_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        self.text.show_hits(hits)

    # --- View: asking ---------------------------------------------------------------------------------------------

    def show_review(self) -> None:
        self._dialogs().show_review()

    def ask_import(self) -> None:
        self._dialogs().ask_import(self.start_import)

    def ask_watch(self) -> None:
        self._dialogs().ask_watch()

    def ask_import_annotations(self) -> None:
        self._dialogs().ask_import_annotations()

    def show_palette(self) -> None:
        self._dialogs().show_palette(self.run)

    def show_key_sheet(self) -> None:
        focus, searches = self.focusWidget(), self.search is not None and self.left.currentWidget() is self.search
        panes = ("found" if searches and name == "tree" else name for name in (PANES[0], self.middle(), PANES[2]))
        self._dialogs().show_key_sheet(next((n for n in panes if focus and self.pane(n).isAncestorOf(focus)), self.middle()))

    def _dialogs(self) -> Dialogs:
        from reader.qt.dialogs import Dialogs  # not needed for the first paint, and the writers behind it take their time

        return Dialogs(self, self.desk)

    # --- View: other ----------------------------------------------------------------------------------------------

    def scroll_page(self, forward: bool) -> bool:
        return self.page.scroll_page(forward) if self.page and self.shows_page() else self.text.scroll_page(forward)

    def put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def escape(self) -> None:
        start, end = self.text.selection()
        if self.text.hasFocus() and start != end:
            self.text.select(end, end)
        elif self.list.view.hasFocus():
            if not self.list.leave_filter():
                self.focus_pane(self.middle())
        elif self.text.hasFocus() and self.leave_article():
            return
        elif self.text.hasFocus() and self.search is not None and self.left.currentWidget() is self.search:
            self.focus_pane("found")
        elif not (self.tree.view.hasFocus() and self.tree.leave_filter()):
            self.focus_pane("tree")

    # --- import ---------------------------------------------------------------------------------------------------

    def _import_ended(self, complaints: list[str]) -> None:
        self.show_library()
        if complaints:
            told = [retold(sentence) for sentence in complaints]
            review = self.import_bar is not None and self.import_bar.review > 0
            self._dialogs().report(tr("What the import could not do"), told, with_review=review)

    def report(self, title: str, sentences: Sequence[str]) -> None:
        """Show sentences that a person may want to copy."""
        self._dialogs().report(title, [retold(sentence) for sentence in sentences])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_dropped(paths)
