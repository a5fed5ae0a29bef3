"""An article read aloud by the system's own voice, sentence by sentence, from the caret on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QProcess, Signal

from reader.text.sentences import next_sentence, sentence_at
from reader.text.sheet import Sheet
from reader.translation import tr

# Programs that speak what they are given and end when it is said: Speech Dispatcher's, that of macOS, and eSpeak NG's.
_VOICES = (
    ("spd-say", ("--wait", "--language", "zh-CN", "--")),
    ("say", ("--",)),
    ("espeak-ng", ("-v", "cmn", "--")),
)
_ENDING_MS = 500  # that a voice has to fall silent before it is ended


def voice() -> tuple[str, tuple[str, ...]] | None:
    """The program that speaks on this system and what goes before the words; None where there is none."""
    found = ((shutil.which(name), before) for name, before in _VOICES)
    return next(((program, before) for program, before in found if program), None)


def sentences_from(sheet: Sheet, position: int) -> Iterator[tuple[int, int]]:
    """The sentences from that at a position on, without those that hold no word."""
    start, end = sentence_at(sheet.text, position)
    while start < end:
        if any(character.isalnum() for character in sheet.quote(start, end)):
            yield start, end
        following = next_sentence(sheet.text, start)
        if following >= len(sheet.text):
            return
        start, end = sentence_at(sheet.text, following)


class ReadingAloud(QObject):
    """Reads a sheet aloud until its end or until it is stopped; `show` gets each sentence before it is spoken."""

    ended = Signal(str)  # why, in a sentence; '' at the end of the article

    def __init__(self, sheet: Sheet, position: int, show: Callable[[int, int], None], parent: QObject) -> None:
        super().__init__(parent)
        self.sheet, self._show = sheet, show
        self._rest = sentences_from(sheet, position)
        self._process = QProcess(self)
        self._process.finished.connect(self._spoken)
        self._process.errorOccurred.connect(self._failed)

    def go_on(self) -> None:
        """Speak the next sentence."""
        found, sentence = voice(), next(self._rest, None)
        if found is None or sentence is None:
            self._end("" if found else no_voice())
            return
        self._show(*sentence)
        program, before = found
        self._process.start(program, [*before, self.sheet.quote(*sentence).replace("\n", " ")])

    def stop(self) -> None:
        """Fall silent."""
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            if self._process.program().endswith("spd-say"):  # what it was given is spoken by a server, which goes on
                QProcess.startDetached(self._process.program(), ["--cancel"])
            self._process.terminate()
            if not self._process.waitForFinished(_ENDING_MS):
                self._process.kill()
                self._process.waitForFinished(_ENDING_MS)
        self._end("")

    def _spoken(self, code: int) -> None:
        if code == 0:
            self.go_on()
        else:  # or all sentences would be shown in a moment, and none be heard
            self._end(tr("The voice of the system does not speak now ({program}).", program=self._process.program()))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(tr("The voice of the system does not speak now ({program}).", program=self._process.program()))

    def _end(self, why: str) -> None:
        self._rest = iter(())
        self.ended.emit(why)


def no_voice() -> str:
    """Why nothing can be read aloud."""
    return tr("This system has no voice: install Speech Dispatcher (spd-say) to have articles read aloud.")
