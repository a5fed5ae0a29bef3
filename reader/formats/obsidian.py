"""A folder of notes for Obsidian, one an article, that can be exported again without losing what its reader wrote there."""

import json
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from reader.errors import ExportError
from reader.formats.clipping import Clipping, Context, Folder
from reader.formats.file_names import PATTERN, free_name, patterned, values_of
from reader.formats.harmless import one_line
from reader.formats.markdown import block, heading, page_name, tag_name
from reader.formats.rows import kept
from reader.model import Article
from reader.text.citations import is_link
from reader.translation import tr

BEGIN, END = "%% begin notes %%", "%% end notes %%"
_KEY = re.compile(r"^jianbao: *[\"']?([^\"'\n]+?)[\"']? *$", re.MULTILINE)
_WRITTEN = re.compile(r"^jianbao_text: *[\"']?([0-9a-f]+)", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_PROPERTY = re.compile(r"^([^\s#:-][^:\n]*):.*\n(?:(?:[ \t-].*)?\n)*?(?=^[^\s-]|\Z)", re.MULTILINE)
_NO_LINK = "#^[]"  # what a link of Obsidian does not take in the name of a note


def write(clippings: Sequence[Clipping], to: Folder, context: Context) -> None:
    """Write a note for each article with annotations out of the bin; notes of other articles stay as they are.

    A note is known again by its front matter, whatever it is called by now. Kept are properties that are not ours, and all
    from the line BEGIN to the end of the file. Raises ExportError, after all others are written, for the notes that were
    changed above that line: they stay as they are.
    """
    old = {found[1]: (name, text) for name, text in to.texts() if (found := _KEY.search(_front(text)))}
    taken = {name.casefold() for name in to.names()}
    changed = []
    for _, group in groupby(context.told(kept(clippings, context)), lambda c: c.article.id):
        held = list(group)
        article = held[0].article
        name, before = old.get(_key(article, context), ("", ""))
        if before and not _is_ours(before):
            changed.append(name)
            continue
        name = name or _free_name(article, taken)
        taken.add(name.casefold())
        to.write(name, _note(held, context, before))
    if changed:
        words = (
            "{count:note was|notes were} changed above the line {line} and left alone: {names}. Move what you wrote below it."
        )
        names = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        raise ExportError(tr(words, count=len(changed), line=BEGIN, names=names))


def _key(article: Article, context: Context) -> str:
    return f"{context.library_id}/{article.id}"


def _free_name(article: Article, taken: set[str]) -> str:
    """江北日报 2021-03-05 A02 标题.md, with the article's number where another file has that name."""
    values = {name: "".join(" " if c in _NO_LINK else c for c in value) for name, value in values_of(article).items()}
    return free_name(patterned(PATTERN, values), article.id, ".md", taken)


def _note(held: Sequence[Clipping], context: Context, before: str) -> str:
    article = held[0].article
    lines = [f"# {heading(article.title)}", ""]
    if page := page_name(article.place):
        lines += [page, ""]
    for clipping in held:
        lines += block(clipping, context)
    body = "\n".join([*lines, ""])
    front = "".join(_properties(held, context, body, _front(before)))
    return f"---\n{front}---\n{body}{_own_part(before)}"


def _own_part(before: str) -> str:
    found = re.search(rf"^{re.escape(BEGIN)}", before, re.MULTILINE)
    return before[found.start() :] if found else f"{BEGIN}\n\n{END}\n"


def _is_ours(text: str) -> bool:
    """Whether a note still is as it was written, down to the line BEGIN; blanks and line breaks do not count."""
    written = _WRITTEN.search(_front(text))
    body, begin, _ = _FRONT.sub("", text, count=1).partition(f"\n{BEGIN}")
    return bool(begin) and written is not None and written[1] == _digest(body)


def _digest(body: str) -> str:
    return sha256("".join(body.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _front(text: str) -> str:
    found = _FRONT.match(text)
    return found[1] if found else ""


def _properties(held: Sequence[Clipping], context: Context, body: str, before: str) -> Iterator[str]:
    """The front matter: strings in quotation marks, as JSON writes them and YAML reads them; those of the user behind."""
    article = held[0].article
    place = article.place
    tags = dict.fromkeys(tag for c in held for tag in map(tag_name, c.annotation.tags) if tag)
    ours = {
        "title": one_line(article.title),
        "newspaper": place.newspaper and one_line(place.newspaper),
        "date": place.date,
        "page": place.label and one_line(place.label),
        "page_name": place.name and one_line(place.name),
        "author": one_line(article.byline),
        "source_url": article.origin if is_link(article.origin) else None,
        "app_link": f"jianbao://open?article={article.id}",
        "article_id": article.id,
        "tags": [*tags, *(tag for tag in _listed("tags", before) if tag not in tags)],
        "annotations": len(held),
        "exported": context.exported_at,
        "jianbao": _key(article, context),
        "jianbao_text": _digest(body),
    }
    for name, value in ours.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
    theirs = [found[0] for found in _PROPERTY.finditer(before) if found[1].strip() not in ours]
    yield from theirs
    if not any(text.startswith("aliases:") for text in theirs):
        yield "aliases: []\n"


def _listed(name: str, front: str) -> list[str]:
    """The values of a list in front matter, written in brackets or one a line."""
    found = next((f[0] for f in _PROPERTY.finditer(front) if f[1].strip() == name), "")
    first, _, rest = found.partition(":")[2].partition("\n")
    inline = re.findall(r'"((?:[^"\\]|\\.)*)"|([^\s,\[\]"]+)', first)
    listed = re.findall(r"^\s*- *(.+?) *$", rest, re.MULTILINE)
    return [value.strip("\"'") for value in (*(a or b for a, b in inline), *listed) if value.strip("\"'")]
