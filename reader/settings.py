"""THE table of settings: what a person can choose, with its default and its limits. File and form are read off it."""

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from reader.errors import LibraryError, ReaderError
from reader.model import COLOURS
from reader.safe_mode import is_safe
from reader.settings_file import DamagedFileError, change_settings, read_settings

Value = str | int | bool
LIBRARY_SUFFIX = ".jianbao"
DENSE = "dense"  # the profile whose type has rows of its own
_KEYS = "keys"  # the table of the file that holds the keys of commands


class Group(StrEnum):
    """The pages of the form, in their order; that of the keys has more than settings."""

    TYPE = "Text"
    WINDOW = "Window"
    KEYS = "Keys"
    WORDS = "Looking up"
    CITING = "Notes and citations"
    BACKUPS = "Backups"
    COLOURS = "Colours of marks"


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice: its key in the file, its default (whose type it keeps), its place in the form, what it is and may be.

    `unit` is written behind a number, `empty` in a field with nothing in it; `is_font` lets the form offer the fonts there are.
    """

    key: str
    default: Value
    group: Group
    title: str
    choices: tuple[str, ...] = ()
    limits: tuple[int, int] | None = None
    unit: str = ""
    empty: str = ""
    is_font: bool = False

    def accepts(self, value: object) -> bool:
        """Whether a value from the file can be used."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        return self.limits is None or (isinstance(value, int) and self.limits[0] <= value <= self.limits[1])


_TYPE = (
    Setting("font", "", Group.TYPE, "Font of the text", is_font=True),
    Setting("text_size", 18, Group.TYPE, "Size of the text", limits=(10, 48), unit="px"),
    Setting("line_height", 170, Group.TYPE, "Height of a line", limits=(110, 260), unit="%"),
    Setting("measure", 34, Group.TYPE, "Characters in a line", limits=(20, 60)),
    Setting("margin", 28, Group.TYPE, "Margin around the text", limits=(8, 160), unit="px"),
    Setting("indent", True, Group.TYPE, "Indent paragraphs by two characters"),
    Setting("justify", True, Group.TYPE, "Align the lines on both sides"),
)
_DENSE_DEFAULTS: dict[str, Value] = {"text_size": 15, "line_height": 140, "measure": 46, "margin": 14}
SETTINGS = (
    Setting("profile", "reading", Group.TYPE, "Profile of type", choices=("reading", DENSE)),
    *_TYPE,
    *(replace(row, key=f"{DENSE}_{row.key}", default=_DENSE_DEFAULTS.get(row.key, row.default)) for row in _TYPE),
    Setting("characters", "printed", Group.TYPE, "Characters", choices=("printed", "simplified", "traditional")),
    Setting("language", "system", Group.WINDOW, "Language of the interface", choices=("system", "en", "zh_CN")),
    Setting("theme", "system", Group.WINDOW, "Colours", choices=("system", "light", "dark", "sepia")),
    Setting("single_letter_keys", True, Group.KEYS, "Single letters are keys while no text field has the focus"),
    Setting("author", "", Group.CITING, "The name to put on annotations", empty="none"),
    Setting(
        "citation_style",
        "gbt7714-2025",
        Group.CITING,
        "How articles are cited",
        choices=("gbt7714-2025", "gbt7714-2015", "footnote", "chicago"),
    ),
    Setting(
        "backup_megabytes",
        2000,
        Group.BACKUPS,
        "Room for whole copies of the library; 0 copies annotations alone",
        limits=(0, 10**6),
        unit="MB",
    ),
    Setting("dictionaries", "", Group.WORDS, "Dictionary files, parted by ;"),
    Setting(
        "web_pages",
        "汉典 https://www.zdic.net/hans/{word}; Wiktionary https://en.wiktionary.org/wiki/{word}",
        Group.WORDS,
        "Web pages on words: name address; …",
    ),
    *(Setting(f"colour_{colour}", "", Group.COLOURS, f"What {colour} is called", empty=colour) for colour in COLOURS),
)
CHOICE_NAMES = {
    "reading": "For reading",
    DENSE: "Dense",
    "printed": "As they were printed",
    "simplified": "Simplified",
    "traditional": "Traditional",
    "system": "As the system has it",
    "light": "Light",
    "dark": "Dark",
    "sepia": "Sepia",
    "en": "English",
    "zh_CN": "中文",
    "gbt7714-2025": "GB/T 7714—2025",
    "gbt7714-2015": "GB/T 7714—2015",
    "footnote": "Footnote of Chinese history journals",
    "chicago": "Chicago",
}
_BY_KEY = {setting.key: setting for setting in SETTINGS}
_OF_TYPE = frozenset(row.key for row in _TYPE)


def choices(key: str) -> tuple[str, ...]:
    """What a setting may be."""
    return _BY_KEY[key].choices


def settings_path() -> Path:
    """The settings file of this user."""
    return user_config_path("jianbao", appauthor=False) / "settings.toml"


def default_library() -> Path:
    """The user's own library; its folder is made where it is missing.

    Raises LibraryError where the folder cannot be made.
    """
    folder = user_data_path("jianbao", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"The folder {folder} cannot be made ({error.strerror}). Name a library with --library.") from error
    return folder / "library.jianbao"


@dataclass
class Settings:
    """The chosen values, and the keys that commands were given. `complaints` says in sentences what could not be used.

    What belongs to the type is of the chosen profile: to read or choose `text_size` is to do so in that profile.
    """

    path: Path
    values: dict[str, Value] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A setting that is a word."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """A setting that is a number."""
        return int(self.value(key))

    def flag(self, key: str) -> bool:
        """A setting that is on or off."""
        return bool(self.value(key))

    def value(self, key: str) -> Value:
        """A setting, whatever it is."""
        row = self.row(key)
        return self.values.get(row.key, row.default)

    def row(self, key: str) -> Setting:
        """The row of the table that a key means in the chosen profile."""
        dense = key in _OF_TYPE and self.values.get("profile") == DENSE
        return _BY_KEY[f"{DENSE}_{key}" if dense else key]

    def rows(self, group: Group) -> list[str]:
        """The keys of a page of the form: of the type, those of the chosen profile under their plain names."""
        return [row.key for row in SETTINGS if row.group is group and not row.key.startswith(f"{DENSE}_")]

    def type_values(self) -> tuple[Value, ...]:
        """All that says how the text is set."""
        return (*(self.value(row.key) for row in _TYPE), self.value("characters"))

    def colour_names(self) -> dict[str, str]:
        """The user's own names of colours, of those that have one."""
        return {colour: name for colour in COLOURS if (name := self.text(f"colour_{colour}").strip())}

    def choose(self, key: str, value: Value) -> None:
        """Set a value, brought within its limits, and write it to the file.

        Raises ReaderError when the file cannot be written; the choice holds until the program ends.
        """
        row = self.row(key)
        if row.limits and isinstance(value, int):
            value = max(row.limits[0], min(row.limits[1], value))
        assert row.accepts(value), (key, value)
        self.values[row.key] = value
        self._write(lambda file: file.update({row.key: value}))

    def restore(self, keys: Sequence[str]) -> None:
        """Give settings their defaults again. Raises ReaderError as `choose` does."""
        names = [self.row(key).key for key in keys]
        for name in names:
            self.values.pop(name, None)
        self._write(lambda file: [file.pop(name, None) for name in names])

    def restore_all(self) -> None:
        """Give all settings of both profiles their defaults, and commands their keys. Raises ReaderError as `choose` does."""
        self.values.clear()
        self.keys.clear()

        def forget(file: MutableMapping[str, Any]) -> None:
            for name in (*_BY_KEY, _KEYS):
                file.pop(name, None)

        self._write(forget)

    def give_keys(self, changed: dict[str, tuple[str, ...] | None]) -> None:
        """Give commands, by their ids, other keys; None gives back those of the table. Raises ReaderError as `choose` does."""
        for command, keys in changed.items():
            if keys is None:
                self.keys.pop(command, None)
            else:
                self.keys[command] = keys

        def change(file: MutableMapping[str, Any]) -> None:
            if not isinstance(file.get(_KEYS), MutableMapping):
                file[_KEYS] = {}
            for command, keys in changed.items():
                if keys is None:
                    file[_KEYS].pop(command, None)
                else:
                    file[_KEYS][command] = list(keys)

        self._write(change)

    def _write(self, change: Callable[[MutableMapping[str, Any]], object]) -> None:
        """Write one change into the file as it now is: another window or program may have written to it since."""
        if is_safe():
            return
        try:
            change_settings(self.path, change)
        except OSError as error:
            raise ReaderError(f"The settings could not be written to {self.path} ({error.strerror}).") from error


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings file; what it lacks, or holds wrongly, has its default. A file that is no TOML is kept as .bad."""
    settings = Settings(path or settings_path())
    if is_safe():
        return settings
    try:
        found = read_settings(settings.path)
    except (OSError, DamagedFileError) as error:
        kept = error.kept if isinstance(error, DamagedFileError) else settings.path
        settings.complaints.append(f"{settings.path} cannot be read ({error}); the defaults are used and it is kept as {kept}.")
        return settings
    for key, value in found.items():
        if key in _BY_KEY and _BY_KEY[key].accepts(value):
            settings.values[key] = value
        elif key in _BY_KEY:
            settings.complaints.append(f"{settings.path}: {key} = {value!r} is not possible; its default is used.")
    keys = found.get(_KEYS)
    for command, given in keys.items() if isinstance(keys, dict) else ():
        if isinstance(given, list) and all(isinstance(key, str) for key in given):
            settings.keys[command] = tuple(given)
        else:
            settings.complaints.append(f"{settings.path}: the keys of {command} are no list of words; its own are used.")
    return settings
