"""HTML and XML as others write them: parsed without running, loading or expanding anything, and what of them is text."""

import html
import re
from collections.abc import Iterator
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats.source import WHOLE, Source
from reader.text.decoding import decode

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,2000}>|<!--(?:(?!<!--).)*?-->", re.S)
_ROW_ENDS = frozenset({"tr", "p", "br", "div", "li", "table", "caption"})
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_PARSER_NOTE = re.compile(r"(?:, line \d+, column \d+)? \(<string>, line (\d+)\)$")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def plain(text: str) -> str:
    """The words of a piece of HTML, as OCR engines write tables: a line for each row, cells parted by a tab."""
    if "<" not in text:
        return text

    def shown(tag: re.Match[str]) -> str:
        closing, name = tag[1], (tag[2] or "").lower()
        if name in _ROW_ENDS:
            return "\n" if closing or name == "br" else ""
        return "\t" if closing and name in ("td", "th") else ""

    words = html.unescape(_TAG.sub(shown, text))
    return "\n".join(line.strip() for line in words.split("\n") if line.strip())


def xml(source: Source, limit: int = WHOLE) -> Any:
    """The root of an XML file. Entities are not expanded and nothing is loaded; what declares entities is refused.

    Raises UnreadableFileError, naming the file, for one that is too large, nested too deep, or not well formed.
    """
    from lxml import etree

    data = source.read(limit)
    if _declares_entities(data):
        raise UnreadableFileError(f"{source.name} declares entities, which no newspaper needs: it is not read, for safety.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return _decoded(data, source, parser)


def _decoded(data: bytes, source: Source, parser: Any) -> Any:
    """The root of a file whose declared encoding is not the one it is in."""
    from lxml import etree

    text = _DECLARED.sub("", decode(data, source.name).text)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(f"{source.name} is no XML as it should be: {_short(error)}. Export it anew.") from error


def _declares_entities(data: bytes) -> bool:
    """Whether a file has a declaration of entities, in UTF-8 and its kin or UTF-16."""
    start = data[:65536]
    return bool(_ENTITY.search(start) or _ENTITY.search(start.replace(b"\x00", b"")))


def _short(error: Exception) -> str:
    return _PARSER_NOTE.sub("", str(error).split("\n", 1)[0])[:160]


def named(root: Any, *names: str) -> Iterator[Any]:
    """The elements of these local names in any namespace, in document order."""
    wanted = frozenset(names)
    return (element for element in root.iter() if local(element) in wanted)


def local(element: Any) -> str:
    """An element's name without its namespace; '' for comments and their like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """The child elements of these local names."""
    return [child for child in element if local(child) in names]


def number(element: Any, name: str) -> float:
    """An attribute as a number; NaN where it is none."""
    try:
        return float(element.get(name, "nan"))
    except ValueError:
        return float("nan")
