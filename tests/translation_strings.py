"""All sentences of the interface, collected from the source and the tables, for the test of the catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import reader
from reader.commands import COMMANDS, Menu
from reader.formats import READERS, WRITERS
from reader.model import COLOURS, Status

PACKAGE = Path(reader.__file__).parent


def literals() -> Iterator[str]:
    """Every string literal that is handed to `tr`, directly or as a variable assigned just before, in reader/."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr" and node.args:
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
            if isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["words"]:
                if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                    yield node.value.value
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Change", "_added"):
                yield from (a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "edit" and node.args:
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                    yield node.args[0].value


def tables() -> Iterator[str]:
    """The sentences of the tables: commands, menus, formats, colours, statuses, caret keys."""
    from reader.qt.key_sheet import _CARET_KEYS

    for command in COMMANDS.values():
        yield from (command.title, command.help)
    yield from (menu.value for menu in Menu)
    yield from (writer.title for writer in WRITERS.values())
    yield from (reader_.title for reader_ in READERS.values())
    yield from COLOURS
    yield from (status.value for status in Status if status is not Status.OK)
    yield from (what for _, what in _CARET_KEYS)


def sentences() -> set[str]:
    """All of them."""
    return set(literals()) | set(tables())
