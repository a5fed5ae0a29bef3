"""One running program: a second start hands what it was asked to do over to the first, and ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.debugging import LOG
from reader.errors import ReaderError
from reader.qt.running import running_socket
from reader.qt.windows import take_on

ANSWER_MS = 10_000  # a library may have to be brought up; after this the second start opens a window of its own
_CONNECT_MS = 1000
_TOKEN = "XDG_ACTIVATION_TOKEN"  # by which Wayland lets a window come to the front


def handed_over(library: Path, paths: Sequence[Path], link: str) -> bool:
    """Ask a running program to do what this one was asked; whether there was one that did.

    Raises ReaderError with its sentence where it could not.
    """
    socket = QLocalSocket()
    socket.connectToServer(str(running_socket()))
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    asked = {"library": str(library.absolute()), "paths": [str(p.absolute()) for p in paths], "link": link}
    asked["token"] = os.environ.get(_TOKEN, "")
    socket.write(json.dumps(asked).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_MS):
            return False
    answer = _read(bytes(socket.readLine().data()))
    if sentence := answer.get("error"):
        raise ReaderError(str(sentence))
    return bool(answer)


class Listener(QObject):
    """Waits for second starts, and does what they ask."""

    def __init__(self, parent: QObject, take: Callable[[Path, Sequence[Path], str], None] = take_on) -> None:
        super().__init__(parent)
        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)  # nobody else may ask
        self._server.newConnection.connect(self._connected)

    def listen(self) -> bool:
        """Begin, unless another program does already. A socket that one left behind when it was killed is removed."""
        name, socket = str(running_socket()), QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(_CONNECT_MS):
            return False  # Qt would put its own socket in the place of the other's
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def stop(self) -> None:
        """Listen no more: the next start is a first one."""
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._asked(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():  # it came with the connection
                self._asked(socket)

    def _asked(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        asked = _read(bytes(socket.readLine().data()))
        answer: dict[str, Any] = {"done": True}
        if asked.get("token"):
            os.environ[_TOKEN] = str(asked["token"])
        try:
            self._take(Path(asked["library"]), [Path(path) for path in asked["paths"]], asked["link"])
        except ReaderError as error:
            answer = {"error": str(error)}
        except (KeyError, TypeError):
            answer = {"error": "The running program did not understand this one. Use --new-instance."}
        LOG.debug("a second start asked for something: %s", "refused" if "error" in answer else "done")
        socket.write(json.dumps(answer).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()


def _read(line: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        found = json.loads(line)
        if isinstance(found, dict):
            return found
    return {}
