"""What a command is, and how it is entered into the table and run."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reader.commands.reasons import no_caret
from reader.debugging import LOG
from reader.errors import ReaderError
from reader.services.desk import Desk
from reader.translation import tr


class Where(StrEnum):
    """Where a command's keys work. A bare character is a key only in the panes, never where something can be typed."""

    WINDOW = "window"
    READING = "tree, text and list"
    TEXT = "text"
    BROWSING = "tree and text"
    MARKS = "text and list"
    LIST = "list"
    TREE = "tree"
    PAGE = "whole page"


class Menu(StrEnum):
    """The menus, in their order."""

    LIBRARY = "&Library"
    EDIT = "&Edit"
    GO = "&Go"
    ANNOTATE = "&Annotate"
    REPAIR = "&Repair"
    VIEW = "&View"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table. `keys` are in Qt's portable text, Ctrl being Command on a Mac; a person may give it others."""

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    where: Where
    menu: Menu
    run: Callable[[Desk], None]
    unless: Callable[[Desk], str]
    group: str = ""
    called: Callable[[Desk], str] | None = None

    def name(self, desk: Desk) -> str:
        """What it is called in the chosen language, and by the names that its user has given."""
        return self.called(desk) if self.called else tr(self.title)

    def obstacle(self, desk: Desk) -> str:
        """Why it cannot be run now, in a sentence; '' where nothing is in the way."""
        needs_caret = self.where in (Where.TEXT, Where.MARKS)
        try:
            return (no_caret(desk) if needs_caret else "") or self.unless(desk)
        except ReaderError as error:  # what it hangs on cannot be read
            return str(error)

def is_letter(key: str) -> bool:
    """Whether a key is a bare character, with or without Shift."""
    return len(key.removeprefix("Shift+")) == 1


COMMANDS: dict[str, Command] = {}
_Function = Callable[[Desk], None]


def nothing(desk: Desk) -> str:
    """The reason of commands that can always be run."""
    return ""


def command(
    title: str,
    keys: str,
    where: Where,
    menu: Menu,
    unless: Callable[[Desk], str] = nothing,
    group: str = "",
    called: Callable[[Desk], str] | None = None,
) -> Callable[[_Function], _Function]:
    """Put a function into the table, under its own name; `called` gives its title where that depends on the desk."""

    def enter(function: _Function) -> _Function:
        name = function.__name__
        assert name not in COMMANDS, name
        doc = (function.__doc__ or "").strip()
        COMMANDS[name] = Command(name, title, doc, tuple(keys.split()), where, menu, function, unless, group, called)
        return function

    return enter


def run(row: Command, desk: Desk) -> None:
    """Run a command, or say why it cannot be run now, or what went wrong."""
    reason = row.obstacle(desk)
    try:
        if not reason:
            row.run(desk)
    except ReaderError as error:
        reason = str(error)
    LOG.debug("%s: %s", row.id, "refused" if reason else "done")
    if reason:
        desk.view.say(reason)


def attempt(desk: Desk, work: Callable[[], None]) -> None:
    """Do what is no command but may fail as one: an article of a list may have gone since. Says what went wrong."""
    try:
        work()
    except ReaderError as error:
        desk.view.say(str(error))
