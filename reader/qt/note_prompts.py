"""Small dialogs on annotations: their tags, how a quote should read, what the colours are called."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from reader.errors import ReaderError
from reader.model import COLOURS
from reader.qt.document import visible
from reader.qt.note_editor import TagField
from reader.qt.prompts import Prompt
from reader.translation import retold, tr

_LINES = 4  # of the field for a reading


class TagPrompt(Prompt):
    """Asks for the tags of an annotation, or of several; stays open, saying why, while they cannot be kept."""

    def __init__(
        self, tags: Sequence[str], known: Sequence[str], answer: Callable[[tuple[str, ...]], None], parent: QWidget, count: int
    ) -> None:
        title = tr("Tags") if count == 1 else tr("Tags of {count:annotation|annotations}", count=count)
        super().__init__(title, tr("Keep"), parent)
        self.field = TagField(tags, known, self)
        self.hint = QLabel(tr('Blanks or commas part tags; quotation marks keep one together: "new bridge"'))
        self.hint.setWordWrap(True)
        self.hint.setObjectName("hint")
        self.content.addWidget(self.field)
        self.content.addWidget(self.hint)
        if count > 1:
            words = "A tag that is added is given to all of them, one that is taken out is taken from all. The others stay."
            several = QLabel(tr(words))
            several.setWordWrap(True)
            self.content.insertWidget(0, several)
        self.finish_layout()
        self.field.setFocus()
        self._answer = answer

    def accept(self) -> None:
        try:
            self._answer(self.field.tags())
        except ReaderError as error:
            self.hint.setText(retold(str(error)))
        else:
            super().accept()


class ReadingPrompt(Prompt):
    """Asks how a quote should read; what was printed stands above. Stays open, saying why, while it cannot be kept."""

    def __init__(self, quote: str, reading: str, answer: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(tr("Your reading of the quote"), tr("Keep"), parent)
        printed = QPlainTextEdit("\n".join(map(visible, quote.split("\n"))), self)
        printed.setReadOnly(True)
        printed.setAccessibleName(tr("As it was marked"))
        self.field = QPlainTextEdit(reading or quote, self)
        self.field.setAccessibleName(tr("As it should read"))
        for label, field in ((tr("As it was marked"), printed), (tr("As it should read"), self.field)):
            field.setTabChangesFocus(True)
            field.setFixedHeight(_LINES * field.fontMetrics().lineSpacing() + 16)
            heading = QLabel(label)
            heading.setObjectName("hint")
            self.content.addWidget(heading)
            self.content.addWidget(field)
        hint = QLabel(tr("Ctrl+Enter keeps it. Left empty, or as it was marked, there is no reading of your own."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        self.finish_layout()
        self.field.setFocus()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self._quote, self._answer = quote, answer

    def accept(self) -> None:
        typed = self.field.toPlainText().strip()
        self.close_after(lambda: self._answer("" if typed == self._quote.strip() else typed))


class ColourNamesPrompt(Prompt):
    """Asks what the colours are called; where a line is left empty, a colour keeps its own name."""

    def __init__(self, names: Mapping[str, str], answer: Callable[[Mapping[str, str]], None], parent: QWidget) -> None:
        super().__init__(tr("Names of the colours"), tr("Keep"), parent)
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setSpacing(8)
        for number, colour in enumerate(COLOURS, start=1):
            field = self.fields[colour] = QLineEdit(names.get(colour, ""), self)
            field.setPlaceholderText(tr(colour))
            field.setAccessibleName(tr(colour))
            form.addRow(f"&{number} {tr(colour)}", field)
        self.content.addLayout(form)
        self.finish_layout()
        self.fields[COLOURS[0]].setFocus()
        self._answer = answer

    def accept(self) -> None:
        self.close_after(lambda: self._answer({colour: field.text().strip() for colour, field in self.fields.items()}))
