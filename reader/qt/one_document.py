"""A text pane that keeps the document it shows and no other."""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextEdit
from shiboken6 import delete


class OneDocument(QTextEdit):
    """Shows one document after another; the binding would keep each for as long as there is the pane."""

    _document_shown: QTextDocument | None = None

    def exchange(self, document: QTextDocument) -> None:
        """Show another document and let go of the one before, with all that was drawn over it."""
        self.setExtraSelections([])  # Qt would look into them once more
        before, self._document_shown = self._document_shown, document
        self.setDocument(document)
        if before is not None:
            delete(before)
