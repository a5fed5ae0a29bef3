"""All sentences of the interface, collected from the source and the tables, for the test of the catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import reader
from reader.commands import COMMANDS, Menu
from reader.formats import ARTICLE_WRITERS, READERS, WRITERS
from reader.model import COLOURS, Status
from reader.services.backing_up import WORDS
from reader.services.doubts import SENTENCES
from reader.services.reviewing import DECISIONS
from reader.services.view import Group, Order
from reader.settings import CHOICE_NAMES, SETTINGS
from reader.settings import Group as Page
from reader.text.note_words import KIND_NAMES

PACKAGE = Path(reader.__file__).parent


def literals() -> Iterator[str]:
    """Every string literal in reader/ that `tr` gets: directly, through a variable `words`, or as the label of a change."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("tr", "Change", "_added", "edit", "edited", "_edit_all", "change"):
                    yield from _strings(node.args[:2] if name == "_added" else node.args[:1])
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "words" for t in node.targets):
                yield from _strings([node.value])


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    yield from (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


_ERRORS = ("UnreadableFileError", "LibraryError", "BusyError", "NotFoundError", "ReaderError", "Complaint", "BadEntryError")
_TOLD = ("_operational", "_refusal", "told", "_unread", "unforeseen")  # functions that give the sentence of an error
_OF_THE_COMMAND_LINE = ("cli", "text/anchors.py", "services/quoting.py")  # never said in the window


def errors() -> Iterator[str]:
    """The sentences of errors, which are made in English below the window, with {} for what is filled in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).as_posix().startswith(_OF_THE_COMMAND_LINE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ERRORS:
                yield from map(_template, node.args[:1])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Found":
                yield from map(_template, node.args[1:2])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
                yield from (_template(arg) for arg in node.args if _is_said(path, arg))
            if isinstance(node, ast.FunctionDef) and node.name in _TOLD:
                yield from (_template(n.value) for n in ast.walk(node) if isinstance(n, ast.Return) and n.value)
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                yield from (_template(value) for value in node.value.elts if _is_said(path, value))


def _is_said(path: Path, node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) and _template(node).endswith(".") and path.parent.name in ("services", "reader")


def _template(node: ast.expr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
    return words if any(c.isalpha() for c in words) else ""


def with_places() -> Iterator[str]:
    """Every f-string in reader/, with {} for what is filled in: those of the command line too."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield _template(node)


def tables() -> Iterator[str]:
    """The sentences of the tables: commands, menus, formats, colours, statuses, caret keys."""
    from reader.commands.repairing import ROLES
    from reader.formats.composing import WHY_APART
    from reader.pages import furniture, reconstruction
    from reader.pages.repair import BY_HAND
    from reader.qt.annotation_pane import _EMPTY, _NAMES
    from reader.qt.export_prompt import _EACH, _ORDERS
    from reader.qt.key_sheet import OWN_KEYS
    from reader.qt.note_rows import REMEDIES
    from reader.qt.review import EXTENTS
    from reader.qt.search_pane import ORDERS
    from reader.text.decoding import _SIGNATURES

    for row in SETTINGS:
        yield from (row.title, row.empty)
    yield from Page
    yield from CHOICE_NAMES.values()
    for command in COMMANDS.values():
        yield from (command.title, command.help)
    yield from (menu.value for menu in Menu)
    yield from (writer.title for writer in (WRITERS | ARTICLE_WRITERS).values())
    yield from (reader_.title for reader_ in READERS.values())
    yield from COLOURS
    yield from KIND_NAMES
    yield from (word.value for word in (*Order, *Group))
    yield from (status.value for status in Status if status is not Status.OK)
    for heading, own in OWN_KEYS.values():
        yield from (heading, *(what for _, what in own))
    yield from ORDERS.values()
    yield from (kind for _, kind in _SIGNATURES)
    yield from (furniture.WHY_MASTHEAD, furniture.WHY_EDITORS, furniture.WHY_QR, WHY_APART, BY_HAND)
    yield from (reconstruction.WHY_REPEATED, reconstruction.WHY_STRAY)
    own = (dict(enumerate(_EACH)), _ORDERS)
    for table in (REMEDIES, _EMPTY, *own, EXTENTS, _NAMES, SENTENCES, ROLES, DECISIONS, WORDS):
        yield from table.values()


def sentences() -> set[str]:
    """All of them."""
    return set(literals()) | set(tables()) | set(errors())
