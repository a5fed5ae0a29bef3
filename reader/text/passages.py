"""The text of an article as search reads it: a few fields, each of strings that no phrase runs over.

The strings are those that `jianbao articles --json` prints: kicker, headline, subhead and byline with their lines read on, each
paragraph or section heading, each caption, the jump line. Two of its strings are read on as they stand on the page: a dateline
with the paragraph that it opens, and a caption with its credit. White space is kept here and never counts in a search.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reader.model import Fragment, Role


class Field(StrEnum):
    """The fields of an article that can be searched by themselves."""

    BODY = "body"
    HEADLINE = "headline"  # with kicker and subhead
    BYLINE = "byline"
    CAPTIONS = "captions"


@dataclass(frozen=True, slots=True)
class Passages:
    """The strings of an article, by field in the order of Field."""

    body: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()

    def of(self, field: Field | None) -> tuple[str, ...]:
        """The strings of one field, or of all."""
        if field is None:
            return self.body + self.captions + self.headline + self.byline
        found: tuple[str, ...] = getattr(self, field.value)
        return found


_LINES = {
    Role.KICKER: Field.HEADLINE,
    Role.HEADLINE: Field.HEADLINE,
    Role.SUBHEAD: Field.HEADLINE,
    Role.BYLINE: Field.BYLINE,
}
_BODY = frozenset({Role.BODY, Role.SECTION, Role.DATELINE})
_CAPTIONS = frozenset({Role.CAPTION, Role.CREDIT})


def passages(fragments: Iterable[Fragment]) -> Passages:
    """The strings of an article whose fragments are given in reading order."""
    return passages_of((f.piece.role, f.piece.paragraph, f.text) for f in fragments)


def passages_of(parts: Iterable[tuple[Role, int, str]]) -> Passages:
    """The strings of an article whose pieces are given in reading order as (role, paragraph, text)."""
    body: list[str] = []
    captions: list[str] = []
    lines: dict[Role, list[str]] = {}
    last_body = last_caption = None
    last_role = None
    for role, paragraph, text in parts:
        if role in _BODY:
            if paragraph == last_body:
                body[-1] += text if role == last_role else " " + text
            else:
                body.append(text)
                last_body = paragraph
        elif role in _CAPTIONS:
            if paragraph == last_caption:
                captions[-1] += text if role == last_role else " " + text
            else:
                captions.append(text)
                last_caption = paragraph
        else:
            lines.setdefault(role, []).append(text)
        last_role = role
    heading = [" ".join(lines[role]) for role in (Role.KICKER, Role.HEADLINE, Role.SUBHEAD) if role in lines]
    return Passages(
        (*body, *lines.get(Role.JUMP, ())),
        tuple(heading),
        (" ".join(lines[Role.BYLINE]),) if Role.BYLINE in lines else (),
        tuple(captions),
    )


@cache
def field_of(role: str) -> Field:
    """The field that a piece belongs to."""
    return _LINES.get(Role(role)) or (Field.CAPTIONS if role in _CAPTIONS else Field.BODY)


def strings_of(fragments: Iterable[Fragment]) -> list[tuple[Field, list[Fragment]]]:
    """The strings of an article as `passages` has them, as fragments that are read on."""
    strings: list[tuple[Field, list[Fragment]]] = []
    lines: dict[Role, list[Fragment]] = {}
    last: dict[Field, tuple[int, list[Fragment]]] = {}
    for fragment in fragments:
        role, paragraph = fragment.piece.role, fragment.piece.paragraph
        field = field_of(role)
        if role in lines:
            lines[role].append(fragment)
        elif role not in _LINES and role is not Role.JUMP and field in last and last[field][0] == paragraph:
            last[field][1].append(fragment)
        else:
            group = [fragment]
            strings.append((field, group))
            if role in _LINES:
                lines[role] = group
            elif role is not Role.JUMP:
                last[field] = (paragraph, group)
    return strings
