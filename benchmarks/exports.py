"""How long an export of 10,000 annotations takes in each format, in seconds of the processor: python -m benchmarks.exports"""

import io
import time
from dataclasses import replace

from reader.formats import WRITERS, Clipping, Form
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


def main() -> None:
    """Print a line for each format."""
    found = clippings()
    for name, writer in WRITERS.items():
        to = {Form.TEXT: io.StringIO, Form.BYTES: io.BytesIO, Form.FOLDER: FakeFolder}[writer.form]()
        start = time.process_time()
        writer.write(found, to, CONTEXT)
        taken = time.process_time() - start
        size = sum(map(len, to.held.values())) if isinstance(to, FakeFolder) else to.tell()
        late = "" if taken < LIMITS[writer.form] else f"   over {LIMITS[writer.form]:.0f} s"
        print(f"  {name:12} {taken:6.2f} s  {size / 1e6:6.1f} million{late}", flush=True)


if __name__ == "__main__":
    main()
