"""The journal of steps: what can be undone and redone, also after the next start."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from reader.errors import PastUndoError
from reader.model import Change
from reader.store.library import Library, now
from reader.translation import tr

KEPT = 100  # steps
LARGEST = 20_000_000  # characters of all steps together, past which the oldest go


class Journal:
    """The steps of a library. What writes belongs in a transaction."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def steps(self, undone: bool) -> list[tuple[int, str]]:
        """The ids and labels of the steps that can be undone, or redone: that which comes first stands last."""
        order = "DESC" if undone else "ASC"
        rows = self._library.rows(f"SELECT id, label FROM step WHERE undone = ? ORDER BY id {order}", (undone,))
        return [(row["id"], row["label"]) for row in rows]

    def change(self, step_id: int, undone: bool) -> Change:
        """What a step did that is to be done again, or undone.

        Raises PastUndoError where it is not kept any more, was undone by another program, or cannot be read.
        """
        text = self._library.value("SELECT change FROM step WHERE id = ? AND undone = ?", (step_id, undone))
        if text is None:
            raise PastUndoError(tr("This step is not kept any more, or was undone elsewhere."))
        return decoded(text)

    def add(self, change: Change) -> int:
        """Keep a step; what was undone before it cannot be redone any more, and the oldest steps go."""
        self._library.execute("DELETE FROM step WHERE undone")
        step_id = self._library.execute(
            "INSERT INTO step (label, made, change) VALUES (?, ?, ?)", (change.label, now(), encoded(change))
        )
        self._library.execute("DELETE FROM step WHERE id <= ?", (step_id - KEPT,))
        self._library.execute(
            "DELETE FROM step WHERE id < ? AND id NOT IN (SELECT id FROM"
            " (SELECT id, sum(length(change)) OVER (ORDER BY id DESC) AS together FROM step) WHERE together <= ?)",
            (step_id, LARGEST),
        )
        return step_id

    def amend(self, step_id: int, change: Change, undone: bool = False) -> None:
        """Say anew what a step did, and whether it is undone."""
        self._library.execute(
            "UPDATE step SET label = ?, change = ?, undone = ? WHERE id = ?", (change.label, encoded(change), undone, step_id)
        )

    def drop(self, step_id: int) -> None:
        """Forget a step."""
        self._library.execute("DELETE FROM step WHERE id = ?", (step_id,))


def encoded(change: Change) -> str:
    """A change as JSON; what is as its class has it by default is left out."""
    return json.dumps(_bare(change), ensure_ascii=False, separators=(",", ":"))


def decoded(text: str) -> Change:
    """The change that JSON tells of.

    Raises PastUndoError where it is none.
    """
    try:
        change = _maker(Change)(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise PastUndoError(tr("This step cannot be read, so it cannot be undone.")) from error
    assert isinstance(change, Change)
    return change


def _bare(value: Any) -> Any:
    named = _fields(value.__class__)
    if named is not None:
        return {name: _bare(v) for name, default in named if (v := getattr(value, name)) != default}
    return [_bare(v) for v in value] if isinstance(value, tuple) else value


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a class of the model with their defaults; None for what is no such class."""
    return tuple((f.name, f.default) for f in fields(kind)) if is_dataclass(kind) else None


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a type of the model from what JSON made of it: a step may hold thousands of them."""
    if isinstance(kind, UnionType):
        make = _maker(next(k for k in get_args(kind) if k is not NoneType))
        return lambda value: None if value is None else make(value)
    if get_origin(kind) is tuple:
        kinds: Sequence[Any] = get_args(kind)
        if kinds[-1] is ...:
            each = _maker(kinds[0])
            return lambda value: tuple(map(each, value))
        makers = [_maker(k) for k in kinds]
        return lambda value: tuple(one(v) for one, v in zip(makers, value, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        named = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}
        return lambda value: kind(**{name: named[name](v) for name, v in value.items()})
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else lambda value: value
