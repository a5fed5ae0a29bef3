"""All sentences of the interface, collected from the source and the tables, for the test of the catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import reader
from reader.commands import COMMANDS, Menu
from reader.formats import READERS, WRITERS
from reader.model import COLOURS, Status
from reader.services.doubts import SENTENCES

PACKAGE = Path(reader.__file__).parent


def literals() -> Iterator[str]:
    """Every string literal in reader/ that `tr` gets: directly, through a variable `words`, or as the label of a change."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("tr", "Change", "_added", "edit"):
                    yield from _strings(node.args[:2] if name == "_added" else node.args[:1])
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "words" for t in node.targets):
                yield from _strings([node.value])


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    yield from (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def tables() -> Iterator[str]:
    """The sentences of the tables: commands, menus, formats, colours, statuses, caret keys."""
    from reader.qt.annotation_list import REMEDIES
    from reader.qt.annotation_pane import _EMPTY, _NAMES
    from reader.qt.key_sheet import _CARET_KEYS
    from reader.qt.search_pane import ORDERS

    for command in COMMANDS.values():
        yield from (command.title, command.help)
    yield from (menu.value for menu in Menu)
    yield from (writer.title for writer in WRITERS.values())
    yield from (reader_.title for reader_ in READERS.values())
    yield from COLOURS
    yield from (status.value for status in Status if status is not Status.OK)
    yield from (what for _, what in _CARET_KEYS)
    yield from ORDERS.values()
    for table in (REMEDIES, _EMPTY, _NAMES, SENTENCES):
        yield from table.values()


def sentences() -> set[str]:
    """All of them."""
    return set(literals()) | set(tables())
