"""What a tag is, for all that write or read tags: the command line, the window, imports."""

import re
from collections.abc import Iterable, Sequence

_COMMAS = ",，、;；"  # part tags everywhere; blanks part them only in a line where several are typed
_QUOTES = '"“”'  # hold a tag with blanks together in such a line
_PARTING = re.compile(rf"[{_COMMAS}\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_QUOTED_OR_WORD = re.compile(rf'#*"([^"]*)"|#*“([^”]*)”|([^\s{_COMMAS}]+)')
_BEGUN = re.compile(rf"[^\s{_COMMAS}]*$")


def tags(words: Iterable[str]) -> tuple[str, ...]:
    """The tags in texts that hold one each or several, parted by commas.

    A tag has no # before it, no quotation marks, no blanks at its ends and single ones inside. None is empty, none comes twice.
    """
    parts = (part for word in words for part in _PARTING.split(word))
    return tuple(dict.fromkeys(tag for part in parts if (tag := _bare(part))))


def tags_of_line(line: str) -> tuple[str, ...]:
    """The tags in a line as a person types it: parted by blanks or commas, one with blanks inside in quotation marks."""
    return tags(next(filter(None, found.groups()), "") for found in _QUOTED_OR_WORD.finditer(line))


def line_of_tags(present: Sequence[str]) -> str:
    """Tags as a line that a person may edit: what `tags_of_line` reads again."""
    return " ".join(f'"{tag}"' if any(c.isspace() for c in tag) else tag for tag in present)


def tag_begun(line: str) -> int:
    """Where the tag begins that is being typed at the end of a line."""
    if line.count('"') % 2:
        return line.rindex('"')
    if line.rfind("“") > line.rfind("”"):
        return line.rindex("“")
    found = _BEGUN.search(line)
    return found.start() if found else len(line)


def tag_prefix(line: str) -> str:
    """What of that tag is typed already."""
    return line[tag_begun(line) :].lstrip(f"#{_QUOTES}")


def _bare(word: str) -> str:
    """A word as a tag: 桥 for " #桥", and for #桥# too, as Weibo writes topics."""
    text = " ".join("".join(c for c in word if c not in _QUOTES).split())
    if text.startswith("#"):
        text = text.lstrip("# ").removesuffix("#")
    return " ".join(text.split())
