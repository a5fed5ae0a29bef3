"""Plain text and Markdown as OCR engines write them: one file, one page, nothing known but its text and its front matter."""

import re
from collections.abc import Iterator

from reader.errors import UnreadableFileError
from reader.formats import facts
from reader.formats.page_reader import Complaint, Item
from reader.formats.source import Source
from reader.model import Known, Page, Region
from reader.text.decoding import decode, signature

LARGEST = 16 * 1024 * 1024  # bytes: a printed page has at most some 100 kB
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:[^\n]{0,500}\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z_-]{2,30}|[\u4e00-\u9fff]{2,4})[ \t]*[:：][ \t]*(?P<value>.*?)[ \t]*\r?$", re.M)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html\b)", re.I)


def sniff(source: Source) -> bool:
    """Whether a file may be a page of text: not by its name, by its bytes; asked last."""
    return not signature(source.head)


def read(source: Source) -> Iterator[Item]:
    """The one page of a text file, its text exactly as decoded: blank lines and marks of Markdown tell the importer much.

    The front matter that olmOCR and crawlers put before a page stays in its text, as a region; what it says of newspaper, date
    and page is known then. Raises UnreadableFileError, naming the file, if there is no text in it, or XML or HTML.
    """
    if _MARKUP.match(source.head):
        raise UnreadableFileError(f"{source.name} is XML or HTML of a kind that Jianbao does not know: give it the text.")
    data = source.read(LARGEST)
    text = decode(data, source.name).text
    yield with_front_matter(Page(source=source.name, text=text))
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if broken > 0:
        yield Complaint(f"{source.name} is damaged or cut off: broken characters (\ufffd): {broken}. Get it anew if you can.")


def with_front_matter(page: Page) -> Page:
    """The page with what its front matter tells; as it was where it has none."""
    found = _FRONT_MATTER.match(page.text)
    fields = {m["name"].lower(): m["value"].strip("\"' ") for m in _FIELD.finditer(found["lines"])} if found else {}
    if found is None or not fields:
        return page
    newspaper = next((fields[n] for n in ("newspaper", "paper", "source", "报纸", "来源") if fields.get(n)), "")
    day = facts.iso_date(next((fields[n] for n in ("date", "日期") if fields.get(n)), ""))
    label = facts.label(next((fields[n] for n in ("page", "版次", "版面") if fields.get(n)), ""))
    name = next((fields[n] for n in ("page_name", "版名") if fields.get(n)), "")
    return Page(
        page.source,
        page.text,
        newspaper=_newspaper(newspaper) or page.newspaper,
        date=facts.printed(day) or page.date,
        label=facts.printed(label) or page.label,
        name=facts.printed(name) or page.name,
        regions=(Region(0, len(found[0].rstrip()), None, "front matter"),),
    )


def _newspaper(value: str) -> Known | None:
    """A source that is a name and not an address."""
    return facts.printed(value) if 1 < len(value) <= 30 and not re.search(r"[/\\.]", value) else None
