"""What the window does to read an article aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.qt.window_hints import WindowHints
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.reading_aloud import ReadingAloud


class WindowVoice(WindowHints):
    """The part of the window that reads aloud."""

    _reader: ReadingAloud | None = None

    def read_aloud(self) -> None:
        """Begin at the sentence of the caret, or stop."""
        if self._reader is not None:
            self.fall_silent()
            self.say(tr("Stopped reading aloud."))
            return
        from reader.qt.reading_aloud import ReadingAloud, no_voice, voice

        assert self.desk.sheet
        if voice() is None:
            self.say(no_voice())
            return
        self.focus_pane("text")
        self._reader = ReadingAloud(self.desk.sheet, self.text.selection()[0], self.text.select, self)
        self._reader.ended.connect(self._silent)
        self.say(tr("Reading aloud; the same key stops it."))
        self._reader.go_on()

    def fall_silent(self) -> None:
        """Read no longer."""
        if self._reader is not None:
            self._reader.stop()

    def _silent(self, why: str) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.deleteLater()
        if why:
            self.say(why)
