"""What the window does to repairs by hand: a choice, an editor over the paragraph, a form for newspaper, date and page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.qt.window_search import WindowSearch

if TYPE_CHECKING:
    from reader.qt.article_pane import ArticlePane
    from reader.qt.panes import TreePane


class WindowRepair(WindowSearch):
    """The part of the window that asks what repairs need to know. What it shows is made when it is first asked for."""

    text: ArticlePane
    tree: TreePane

    def ask_choice(self, title: str, hint: str, choices: Sequence[str], answer: Callable[[int], None]) -> None:
        from reader.qt.chooser import Chooser

        def chosen(number: int) -> None:
            try:
                answer(number)
            except ReaderError as error:
                self.say(str(error))

        Chooser(title, hint, choices, chosen, self).open()

    def edit_words(self, start: int, end: int, words: str, caret: int, answer: Callable[[str], None]) -> None:
        from reader.qt.words_editor import WordsEditor

        def kept(typed: str) -> bool:
            try:
                answer(typed)
            except ReaderError as error:
                self.say(str(error))
                return False
            return True

        place, font = self.text.place_of(start, end)
        editor = WordsEditor(words, caret, place, font, self.text.viewport())
        editor.answer, editor.left = kept, lambda: self.focus_pane("text")

    def keep_words(self) -> bool:
        """Keep what was typed in an open editor of words; gives whether nothing is left to keep."""
        from reader.qt.words_editor import WordsEditor

        return all(editor.keep() for editor in self.text.viewport().findChildren(WordsEditor))

    def ask_place(
        self, values: Mapping[str, str], extents: Sequence[str], answer: Callable[[int, dict[str, str]], None]
    ) -> None:
        from reader.qt.place_prompt import PlacePrompt

        PlacePrompt(values, extents, answer, self).open()

    def branches(self) -> list[tuple[int | str, ...]]:
        """What names the chosen branches of the tree: newspaper, year, month, issue, page, article, as far as it goes."""
        return self.tree.chosen()
