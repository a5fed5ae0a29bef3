"""Which keys commands have now: those of the table, but for those that a person gave them instead."""

import re
from collections.abc import Iterable

from reader.commands.table import COMMANDS, Command, Where, is_letter
from reader.settings import Settings
from reader.translation import tr

# A command's bare letters work in these panes: where a pane is walked by keys nothing can be typed.
PANES_OF = {
    Where.WINDOW: ("tree", "found", "text", "page", "list"),
    Where.READING: ("tree", "found", "text", "page", "list"),
    Where.BROWSING: ("tree", "found", "text", "page"),
    Where.TEXT: ("text",),
    Where.MARKS: ("text", "list"),
    Where.LIST: ("list",),
    Where.TREE: ("tree",),
    Where.PAGE: ("page",),
}
_NAMED = "Return Enter Space Backspace Del Ins Esc Tab Backtab Home End PgUp PgDown Left Right Up Down Menu Help Print Pause"
_KEY = re.compile(rf"(Ctrl\+)?(Alt\+)?(Shift\+)?(Meta\+)?({_NAMED.replace(' ', '|')}|F\d{{1,2}}|\S)")
_CARET = frozenset(["Left", "Right", "Up", "Down", "Home", "End"])
_WALKING = _CARET | {"PgUp", "PgDown"}
_TYPING = frozenset(["Return", "Enter", "Space", "Backspace", "Del", "Ins"])
_COPYING = frozenset(["Ctrl+A", "Ctrl+C"])
_EDITING = frozenset(["Ctrl+V", "Ctrl+X", "Ctrl+Backspace", "Ctrl+Del", "Ctrl+Space"])


def is_key(key: str) -> bool:
    """Whether this names one key with its modifiers, in Qt's portable text."""
    return _KEY.fullmatch(key) is not None


def forms(key: str) -> tuple[str, ...]:
    """A key as keyboards send it: a sign typed with Shift comes with or without it (`?` and `Shift+?`)."""
    last = key.removeprefix("Shift+")
    return (last, f"Shift+{last}") if key.startswith("Shift+") and len(last) == 1 and not last.isalnum() else (key,)


def refusal(key: str, where: Where) -> str:
    """Why a key can be none of a command that works there, or ''."""
    *modifiers, last = key.replace("++", "+plus").split("+")
    if not is_key(key) or last in ("Tab", "Backtab"):
        return tr("{key} cannot be the key of a command.", key=key)
    if last in _CARET and "Alt" not in modifiers and "Meta" not in modifiers:
        return tr("{key} moves the caret or the selection.", key=key)
    if last in _WALKING and not {"Ctrl", "Alt", "Meta"} & set(modifiers):
        return tr("{key} moves the caret or the selection.", key=key)
    types = key in _EDITING or (last in _TYPING and not {"Ctrl", "Alt", "Meta"} & set(modifiers))
    if key in _COPYING or (types and where is Where.WINDOW):
        return tr("{key} is needed to write, select or copy text.", key=key)
    return ""


class Keymap:
    """The keys of all commands. Where two have the same key in one pane, that which a person gave goes before the table's.

    Keys that cannot be are passed over: a file written by hand, or by a newer program, takes no key from anybody else.
    """

    def __init__(self, settings: Settings) -> None:
        self._letters_work = settings.flag("single_letter_keys")
        self._given = given = {name: keys for name, keys in settings.keys.items() if name in COMMANDS}
        taken: set[tuple[str, str]] = set()
        self._keys: dict[str, tuple[str, ...]] = {}
        for command in (*(COMMANDS[name] for name in given), *(c for c in COMMANDS.values() if c.id not in given)):
            wanted = [form for key in given[command.id] for form in forms(key)] if command.id in given else command.keys
            self._keys[command.id] = tuple(self._taking(command, wanted, taken, command.id in given))

    @staticmethod
    def _taking(command: Command, wanted: Iterable[str], taken: set[tuple[str, str]], is_given: bool) -> Iterable[str]:
        for key in dict.fromkeys(wanted):
            places = {(pane, key) for pane in PANES_OF[command.where]}
            if not places & taken and not (is_given and refusal(key, command.where)):
                taken |= places
                yield key

    def keys(self, command: Command) -> tuple[str, ...]:
        """All keys of a command."""
        return self._keys[command.id]

    def working(self, command: Command) -> tuple[str, ...]:
        """Those of its keys that do something now: without the bare characters where these are turned off."""
        return self.keys(command) if self._letters_work else self.chords(command)

    def letters(self, command: Command) -> tuple[str, ...]:
        """Its keys that are bare characters; a setting turns them all off."""
        return tuple(key for key in self.keys(command) if is_letter(key))

    def chords(self, command: Command) -> tuple[str, ...]:
        """Its other keys."""
        return tuple(key for key in self.keys(command) if not is_letter(key))

    def in_the_way(self, key: str, command: Command) -> list[Command]:
        """The other commands that a key does already where it would do this one."""
        wanted, panes = set(forms(key)), set(PANES_OF[command.where])
        others = (other for other in COMMANDS.values() if other.id != command.id and panes & set(PANES_OF[other.where]))
        return [other for other in others if wanted & set(self.keys(other))]

    def with_key(self, key: str, command: Command, beside: bool) -> dict[str, tuple[str, ...] | None]:
        """What is to be given to whom so that a command has a key, alone or beside those it has, and no other has it.

        A key of the table gives way by itself, and comes back when the command gives up what it was given.
        """
        mine = (*(self.keys(command) if beside else ()), *forms(key))
        changed: dict[str, tuple[str, ...] | None] = {command.id: tuple(dict.fromkeys(mine))}
        for other in (other for other in self.in_the_way(key, command) if other.id in self._given):
            changed[other.id] = tuple(k for k in self.keys(other) if k not in forms(key))
        return changed


def key_of(name: str, settings: Settings) -> str:
    """The key of a command, for a sentence that names it; where it has none, what it is called."""
    command = COMMANDS[name]
    return next(iter(Keymap(settings).working(command)), tr(command.title))
