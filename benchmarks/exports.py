"""How long an export of 10,000 annotations takes in each format, in seconds of the processor: python -m benchmarks.exports"""

import io
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.noted import noted_library
from reader.formats import ARTICLE_WRITERS, WRITERS, Clipping, Form, Writer
from reader.formats.marked_article import MarkedArticle
from reader.formats.template import examples, template_writer
from reader.services.export_request import Request
from reader.services.exporting import export
from tests.formats.everything import BRIDGE, CONTEXT, OVERLAPPING, TURNING
from tests.formats.fake_folder import FakeFolder

ANNOTATIONS, PER_ARTICLE = 10_000, 5
LIMITS = {Form.TEXT: 2.0, Form.FOLDER: 2.0, Form.BYTES: 20.0}


def clippings() -> list[Clipping]:
    """Annotations with notes and tags on invented articles, as many as a diligent reader has."""
    found = []
    for number in range(ANNOTATIONS):
        article = replace(BRIDGE, id=1 + number // PER_ARTICLE)
        annotation = replace(
            (OVERLAPPING, TURNING)[number % 2], id=f"{number:032}", short_id=f"N{number:07}", article_id=article.id
        )
        found.append(Clipping(annotation, article))
    return found


def collected(found: list[Clipping]) -> list[MarkedArticle]:
    """The same by article."""
    groups = (list(group) for _, group in groupby(found, lambda c: c.article.id))
    return [MarkedArticle(group[0].article, tuple(c.annotation for c in group)) for group in groups]


def timed(writer: Writer, found: Sequence[Any]) -> None:
    """Write once, and print how long it took."""
    to = {Form.TEXT: io.StringIO, Form.BYTES: io.BytesIO, Form.FOLDER: FakeFolder}[writer.form]()
    start = time.process_time()
    writer.write(found, to, CONTEXT)
    taken = time.process_time() - start
    size = sum(map(len, to.held.values())) if isinstance(to, FakeFolder) else to.tell()
    late = "" if taken < LIMITS[writer.form] else f"   over {LIMITS[writer.form]:.0f} s"
    print(f"  {writer.name:18} {taken:6.2f} s  {size / 1e6:6.1f} million{late}", flush=True)


def timed_whole(found: list[Clipping]) -> None:
    """Write once out of a library: the annotations and their articles are read first."""
    with TemporaryDirectory() as folder, closing(noted_library(Path(folder, "noted.jianbao"), ANNOTATIONS)) as library:
        for name in ("json", "docx", "articles-epub"):
            start = time.process_time()
            done = export(library, Request(name, Path(folder, "out")))
            print(f"  {name:18} {time.process_time() - start:6.2f} s  {done.count} out of a library", flush=True)


def main() -> None:
    """Print a line for each format."""
    found = clippings()
    for writer in (*WRITERS.values(), *map(template_writer, examples())):
        timed(writer, found)
    for writer in ARTICLE_WRITERS.values():
        timed(writer, collected(found))
    timed_whole(found)


if __name__ == "__main__":
    main()
