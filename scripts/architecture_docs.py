"""Writes the tree in ARCHITECTURE.md from the first sentence of each module: python scripts/architecture_docs.py"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "ARCHITECTURE.md"
# Files and folders in the order of the layers.
_FILES = ("app.py", "__main__.py")
_FOLDERS = ("qt", "cli", "commands", "services", "store", "formats", "pages", "text", "model")
_LOW_FILES = (
    *("settings.py", "translation.py", "resources.py", "processes.py"),
    *("fault_log.py", "settings_file.py", "debugging.py", "safe_mode.py", "errors.py"),
)
_WIDTH = 100  # characters of a line's words


def tree() -> str:
    """The lines from `reader/` down, a line a module."""
    reader = ROOT / "reader"
    lines = ["    reader/"]
    lines += [_line(reader / name, 6) for name in _FILES]
    for folder in _FOLDERS:
        lines.append(_line(reader / folder, 6))
        lines += [_line(path, 8) for path in sorted((reader / folder).glob("*.py")) if path.name != "__init__.py"]
    lines += [_line(reader / name, 6) for name in _LOW_FILES]
    return "\n".join(lines) + "\n"


def page() -> str:
    """ARCHITECTURE.md with the tree as it is now."""
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(r"    reader/\n(?: {6,}.*\n)+", lambda _: tree(), text)


def unnamed() -> Iterator[Path]:
    """Modules that the tree has no place for."""
    shown = tree()
    for path in (ROOT / "reader").rglob("*.py"):
        if path.name not in shown and path != ROOT / "reader" / "__init__.py" and path.name != "__init__.py":
            yield path


def _line(path: Path, indent: int) -> str:
    source = path / "__init__.py" if path.is_dir() else path
    words = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").split("\n")[0].rstrip(".")
    if len(words) > _WIDTH:
        words = re.split(r"[:;.] ", words)[0]
    return f"{' ' * indent}{path.name + ('/' if path.is_dir() else ''):<22}{words}".rstrip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
