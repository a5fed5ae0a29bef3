"""Where templates of others run: they see the values that they are given, reach nothing else, and cannot grow without measure.

Jinja2's sandbox keeps them from Python. What it leaves open, work and memory without end, is bounded here: each round of a loop
and each call is counted, and nothing that makes long texts out of short ones does so beyond MOST_CHARACTERS.
"""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context as TemplateContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from reader.formats.harmless import shown
from reader.translation import tr

MOST_ROUNDS = 20_000_000  # rounds of loops and calls: some minutes, and fifty times what 10,000 annotations take
MOST_CHARACTERS = 50_000_000
MOST_VALUES = 1_000_000  # in a list
MOST_NUMBER = 10**15
WIDEST = 200  # columns that an indentation may have
# Methods and filters that make a text of any length out of a short one and a number, or hand out what is not in the values.
_GROWING = frozenset(
    {
        "center",
        "ljust",
        "rjust",
        "zfill",
        "expandtabs",
        "format",
        "format_map",
        "translate",
        "replace",
        "join",
        "encode",
        "to_bytes",
    }
)
_NO_FILTERS = ("center", "format", "pprint", "random", "urlize", "wordwrap", "xmlattr", "batch", "slice", "attr", "map")
_NO_GLOBALS = ("lipsum",)


class _Counted(NodeTransformer):
    """Puts a count into every loop, and lets `a ~ b` be joined by the environment."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(nodes.Call(nodes.EnvironmentAttribute("tick"), [], [], None, None)))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return nodes.Call(nodes.EnvironmentAttribute("joined"), node.nodes, [], None, None, lineno=node.lineno)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one export; `each_round` is called now and then and may raise to stop it.

    With `escapes`, what a value holds is text and no markup. What would act unseen in a value is named in any case.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%", "/", "-", "//"})

    def __init__(self, escapes: bool, each_round: Callable[[], object]) -> None:
        super().__init__(
            autoescape=escapes,
            undefined=StrictUndefined,
            finalize=_finished,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._each_round = each_round
        self._rounds = 0
        self._escapes = escapes
        for name in _NO_FILTERS:
            self.filters.pop(name)
        for name in _NO_GLOBALS:
            self.globals.pop(name)
        self.filters |= {"replace": _replaced, "join": self._join, "indent": _indented}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Counted().visit(super()._parse(source, name, filename))
        return tree.set_environment(self)  # type: ignore[return-value]  # gives the node itself

    def tick(self) -> str:
        """Count a round. Raises SecurityError where there were too many."""
        self._rounds += 1
        if self._rounds > MOST_ROUNDS:
            raise SecurityError(tr("it takes too long: its loops go round too often"))
        if self._rounds % 1000 == 0:
            self._each_round()
        return ""

    def joined(self, *parts: object) -> str:
        """What `~` gives."""
        return self.concat([escape(part) if self._escapes else str(part) for part in parts])

    def call(self, context: TemplateContext, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call a function of a template's; one of the values can call nothing."""
        self.tick()
        return super().call(context, called, *given, **named)

    def call_binop(self, context: TemplateContext, operator: str, left: Any, right: Any) -> Any:
        """Reckon, where the result is of a size that can be borne."""
        if operator in "+*" and not (_is_number(left) and _is_number(right)):
            size = _length(left) + _length(right) if operator == "+" else _product(left, right)
            measure(size if isinstance(left, str) or isinstance(right, str) else size * (MOST_CHARACTERS // MOST_VALUES))
        elif not (_is_number(left) and _is_number(right)):
            raise SecurityError(tr("{sign} is for numbers", sign=operator))
        elif operator == "**" and (abs(left) > MOST_NUMBER or abs(right) > 50):
            raise SecurityError(tr("a number grows too large"))
        result = _OPERATORS[operator](left, right)
        if _is_number(result) and abs(result) > MOST_NUMBER:
            raise SecurityError(tr("a number grows too large"))
        return result

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute: not those of texts and numbers that make long ones."""
        return not (isinstance(obj, str | int) and attr in _GROWING) and super().is_safe_attribute(obj, attr, value)

    def concat(self, parts: Iterable[str]) -> str:
        """Texts that a template has made, as one."""
        held = list(parts)
        measure(sum(map(len, held)))
        return Markup("").join(held) if self._escapes else "".join(held)

    def _join(self, values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
        held = [self.getitem(value, attribute) if attribute else value for value in values]
        texts = [escape(value) if self._escapes else str(value) for value in held]
        measure(sum(map(len, texts)) + len(between) * len(texts))
        return (escape(between) if self._escapes else between).join(texts)


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


def _finished(value: Any) -> Any:
    """A value as it is written: nothing for null, and with every character named that would act unseen."""
    if isinstance(value, Markup):
        return Markup(shown(str(value)))
    return shown(value) if isinstance(value, str) else "" if value is None else value


def measure(size: int) -> None:
    """Raises SecurityError for a text of so many characters, where it is too long."""
    if size > MOST_CHARACTERS:
        raise SecurityError(tr("a text grows too long"))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _length(value: Any) -> int:
    return len(value) if hasattr(value, "__len__") else 0


def _product(left: Any, right: Any) -> int:
    number, text = (left, right) if _is_number(left) else (right, left)
    return int(number) * _length(text) if _is_number(number) else 0


def _replaced(text: str, old: str, new: str) -> str:
    text = text if isinstance(text, str) else str(text)
    old, new = (escape(old), escape(new)) if isinstance(text, Markup) else (str(old), str(new))
    measure(len(text) + (text.count(old) + 1) * len(new))
    return text.replace(old, new)


def _indented(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    """The lines of a text behind blanks or other characters; the first one and blank ones only where that is asked."""
    before = " " * min(width, WIDEST) if isinstance(width, int) else str(width)[:WIDEST]
    lines = str(text).split("\n")
    measure(len(text) + len(before) * len(lines))
    made = "\n".join(
        before + line if (first or number) and (blank or line.strip()) else line for number, line in enumerate(lines)
    )
    return Markup(made) if isinstance(text, Markup) else made
