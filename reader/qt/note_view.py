"""One annotation whole: its quote, its reading, its note as Markdown means it, and where all of it comes from."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from reader.model import Annotation, Status
from reader.qt.document import visible
from reader.qt.note_drawing import NOTE_FEATURES
from reader.qt.one_document import OneDocument
from reader.qt.theme import Theme
from reader.text.calendar import local_time
from reader.text.note_words import kinds
from reader.translation import tr

HEIGHT = 240  # pixels
_MARGIN = 10


class _Sealed(QTextDocument):
    """A document that loads nothing: no image of a note, neither from the disk nor from the network."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return b""


class NoteView(OneDocument):
    """Shows an annotation to be read, and copied from; nothing in it is run, loaded or followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFixedHeight(HEIGHT)
        self._theme: Theme | None = None
        self._shown: tuple[Annotation | None, Mapping[str, str]] = (None, {})
        self.retranslate()

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        self.show_annotation(*self._shown)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.setAccessibleName(tr("The whole annotation"))
        self.show_annotation(*self._shown)

    def show_annotation(self, annotation: Annotation | None, labels: Mapping[str, str]) -> None:
        """Show this one instead of that before; `labels` are the user's own names of colours."""
        self._shown = (annotation, labels)
        document = _Sealed(self)
        document.setDocumentMargin(_MARGIN)
        document.setDefaultFont(self.font())
        if annotation is not None and self._theme is not None:
            self._set(QTextCursor(document), annotation, labels, self._theme)
        self.exchange(document)

    def _set(self, cursor: QTextCursor, annotation: Annotation, labels: Mapping[str, str], theme: Theme) -> None:
        if annotation.quote:
            self._paragraph(cursor, annotation.quote, theme.ink)
        if annotation.quote_corrected:
            self._paragraph(cursor, tr("Read as: {words}", words=annotation.quote_corrected), theme.muted)
        if annotation.note:
            self._begin(cursor, theme.ink)
            cursor.insertMarkdown(annotation.note, QTextDocument.MarkdownFeature(NOTE_FEATURES))
        if annotation.tags:
            self._paragraph(cursor, " ".join(f"#{tag}" for tag in annotation.tags), theme.muted)
        for line in details(annotation, labels):
            self._paragraph(cursor, line, theme.muted, small=True)

    def _paragraph(self, cursor: QTextCursor, text: str, colour: str, small: bool = False) -> None:
        self._begin(cursor, colour, small)
        cursor.insertText(visible(text))

    def _begin(self, cursor: QTextCursor, colour: str, small: bool = False) -> None:
        block, look, font = QTextBlockFormat(), QTextCharFormat(), QFont(self.font())
        block.setBottomMargin(1 if small else 6)
        if small:
            font.setPointSizeF(font.pointSizeF() * 0.88)
        look.setFont(font)
        look.setForeground(QColor(colour))
        if cursor.position():
            cursor.insertBlock(block, look)
        else:
            cursor.setBlockFormat(block)
        cursor.setCharFormat(look)


def details(annotation: Annotation, labels: Mapping[str, str]) -> list[str]:
    """When and by whom an annotation was made and changed, where it came from, and which text it stands on."""
    what = kinds(annotation)[-1]
    colour = labels.get(annotation.colour) or tr(annotation.colour)
    status = (tr(annotation.status),) if annotation.status is not Status.OK else ()
    lines = [" · ".join((tr(what), colour, *status))]
    lines.append(tr("Made {time}", time=local_time(annotation.created)))
    if annotation.modified and annotation.modified != annotation.created:
        lines.append(tr("Changed {time}", time=local_time(annotation.modified)))
    if annotation.deleted:
        lines.append(tr("Deleted {time}", time=local_time(annotation.deleted)))
    if annotation.author:
        lines.append(tr("By {name}", name=annotation.author))
    if annotation.origin:
        lines.append(tr("From {origin}, there {number}", origin=annotation.origin, number=annotation.original_id or "?"))
    texts = ", ".join(str(number) for number in dict.fromkeys(span.text_id for span in annotation.spans))
    if texts:
        lines.append(tr("On text version {texts}", texts=texts))
    lines.append(tr("Number {id}", id=annotation.short_id))
    return lines
