"""THE table of settings: what a person can choose, with its default and its limits. The TOML file is read off it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from reader.errors import LibraryError, ReaderError
from reader.model import COLOURS

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice: its key in the file, its default (whose type it keeps), what it may be, and what it does."""

    key: str
    default: Value
    title: str
    choices: tuple[str, ...] = ()
    limits: tuple[int, int] | None = None

    def accepts(self, value: object) -> bool:
        """Whether a value from the file can be used."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        return self.limits is None or (isinstance(value, int) and self.limits[0] <= value <= self.limits[1])


SETTINGS = (
    Setting("language", "system", "Language of the interface", choices=("system", "en", "zh_CN")),
    Setting("theme", "system", "Colours", choices=("system", "light", "dark", "sepia")),
    Setting("text_size", 18, "Size of the text, in pixels", limits=(10, 48)),
    Setting("line_height", 170, "Height of a line, in percent of the text size", limits=(110, 260)),
    Setting("measure", 34, "Length of a line, in characters", limits=(20, 60)),
    Setting("single_letter_keys", True, "Single letters are keys while no text field has the focus"),
    Setting("author", "", "The name to put on annotations"),
    Setting(
        "citation_style",
        "gbt7714-2025",
        "How articles are cited",
        choices=("gbt7714-2025", "gbt7714-2015", "footnote", "chicago"),
    ),
    Setting(
        "backup_megabytes",
        2000,
        "Room for whole copies of the library among its backups, in MB; 0 copies annotations alone",
        limits=(0, 10**6),
    ),
    *(Setting(f"colour_{colour}", "", f"What {colour} is called; empty for its own name") for colour in COLOURS),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}


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
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"The folder {folder} cannot be made ({error.strerror}). Name a library with --library.") from error
    return folder / "library.jianbao"


@dataclass
class Settings:
    """The chosen values. `complaints` says in sentences what in the file could not be used."""

    path: Path
    values: dict[str, Value] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """A setting that is a word."""
        return str(self._get(key))

    def number(self, key: str) -> int:
        """A setting that is a number."""
        return int(self._get(key))

    def flag(self, key: str) -> bool:
        """A setting that is on or off."""
        return bool(self._get(key))

    def colour_names(self) -> dict[str, str]:
        """The user's own names of colours, of those that have one."""
        return {colour: name for colour in COLOURS if (name := self.text(f"colour_{colour}").strip())}

    def choose(self, key: str, value: Value) -> None:
        """Set a value, brought within its limits, and write the file.

        Raises ReaderError when the file cannot be written; the choice holds until the program ends.
        """
        setting = _BY_KEY[key]
        if setting.limits and isinstance(value, int):
            value = max(setting.limits[0], min(setting.limits[1], value))
        assert setting.accepts(value), (key, value)
        self.values[key] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text("".join(_toml_lines(self.values.items())), encoding="utf-8")
        except OSError as error:
            raise ReaderError(f"The settings could not be written to {self.path} ({error.strerror}).") from error

    def _get(self, key: str) -> Value:
        return self.values.get(key, _BY_KEY[key].default)


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings file; what it lacks, or holds wrongly, has its default. A file that is no TOML is kept as .bad."""
    settings = Settings(path or settings_path())
    if not settings.path.exists():
        return settings
    import tomllib  # here: most starts have no file to read

    try:
        found = tomllib.loads(settings.path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        kept = settings.path
        if settings.path.is_file():
            with suppress(OSError):
                kept = settings.path.replace(settings.path.with_suffix(".bad"))
        settings.complaints.append(f"{settings.path} cannot be read ({error}); the defaults are used and it is kept as {kept}.")
        return settings
    for key, value in found.items():
        if key in _BY_KEY and _BY_KEY[key].accepts(value):
            settings.values[key] = value
        elif key in _BY_KEY:
            settings.complaints.append(f"{settings.path}: {key} = {value!r} is not possible; its default is used.")
    return settings


def _toml_lines(items: Iterable[tuple[str, Value]]) -> Iterable[str]:
    for key, value in items:
        if isinstance(value, bool):
            yield f"{key} = {str(value).lower()}\n"
        elif isinstance(value, int):
            yield f"{key} = {value}\n"
        else:
            escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value)
            yield f'{key} = "{escaped}"\n'
