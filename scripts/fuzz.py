"""Throws damaged files at every reader of pages and of annotations: python scripts/fuzz.py [--seconds 300] [NAME...]

What a reader makes of any bytes must be pages, readings that partition them, annotations or sentences, and never another
exception. A file that breaks that is kept in tests/formats/found, where every test run reads it. Inputs that lead to lines of
the reader that none led to before are kept for the run and mutated further, so that it works its way into a format.
"""

import argparse
import hashlib
import io
import json
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.formats import ANNOTATION_READERS, READERS, WRITERS  # noqa: E402
from tests.formats.everything import CLIPPINGS, CONTEXT  # noqa: E402
from tests.formats.fixtures import FIXTURES  # noqa: E402
from tests.formats.test_annotation_readers import HYPOTHESIS, READIUM, READWISE  # noqa: E402
from tests.formats.test_found import FOUND, NOTES, notes_survive, page_survives  # noqa: E402

SLOW = 10.0  # seconds of CPU, after which a small file counts as one that never ends
LARGEST = 20_000  # bytes: what is larger finds nothing more, and takes its time
BITS = (b"null", b"-1", b"1e999", b'""', b"[]", b"{}", b"<b>", b"\xff", b"\0", b"\xed\xa0\x80", b"\xe2\x80\xae", b"]]>", b"&x;")


def seeds() -> dict[str, list[bytes]]:
    """What to begin with: an invented file or more for each reader."""
    found = {name: [data for data in FIXTURES[name] if data] for name in READERS}
    notes = [json.dumps(value, ensure_ascii=False).encode() for value in (HYPOTHESIS, READIUM)] + [READWISE.encode()]
    for name in ("json", "w3c", "csv", "readwise"):
        buffer = io.StringIO()
        WRITERS[name].write(CLIPPINGS, buffer, CONTEXT)
        notes.append(buffer.getvalue().encode())
    return found | {f"{NOTES}{name}": notes for name in ANNOTATION_READERS}


def mutated(chance: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """A file with a few changes: bytes flipped, cut, doubled, moved, put in, or taken from another file."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, at + chance.choice((1, 4, 40, 400)))
        other = chance.choice(others)
        start = chance.randint(0, len(other))
        new = (
            chance.randbytes(end - at),
            b"",
            data[at:end] * chance.choice((2, 3, 50)),
            chance.choice(BITS),
            other[start : start + chance.choice((4, 40, 400))],
        )
        data = data[:at] + chance.choice(new) + data[end:]
    return data[:LARGEST]


def lines_run(work: Callable[[], None]) -> set[tuple[str, int]]:
    """The lines of the readers that some work leads to."""
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, argument: object) -> object:
        if "/formats/" not in frame.f_code.co_filename:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]  # a local trace function may be given back by any name
    try:
        work()
    finally:
        sys.settrace(None)
    return seen


def fuzz(name: str, begin: list[bytes], seconds: float, chance: random.Random) -> Iterator[str]:
    """Fuzz one reader for so many seconds; gives what was found, and at the end how much was tried."""
    kept, known, tried, end = list(begin), set[tuple[str, int]](), 0, time.monotonic() + seconds
    survives = notes_survive if name.startswith(NOTES) else page_survives
    while time.monotonic() < end:
        data = mutated(chance, chance.choice(kept), begin) if tried >= len(begin) else begin[tried]
        tried += 1
        begun = time.process_time()
        try:
            new = lines_run(partial(survives, name.removeprefix(NOTES), data)) - known
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            yield f"{name}: {_keep(name, data)}\n{traceback.format_exc()}"
            continue
        if time.process_time() - begun > SLOW:
            yield f"{name}: {_keep(name, data)} takes {time.process_time() - begun:.0f} s"
        if new:
            known |= new
            kept.append(data)
    yield f"{name}: {tried} files tried, {len(kept)} of them new to it, {len(known)} lines"


def _keep(name: str, data: bytes) -> Path:
    path = FOUND / f"{name}.{hashlib.sha256(data).hexdigest()[:12]}"
    FOUND.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def main() -> int:
    """Fuzz, and tell; exit code 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("names", nargs="*", help="readers; all by default")
    options = parser.parse_args()
    found = 0
    for name, begin in seeds().items():
        if not options.names or name in options.names:
            for line in fuzz(name, begin, options.seconds, random.Random(options.seed)):
                found += "files tried" not in line
                print(line, flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
