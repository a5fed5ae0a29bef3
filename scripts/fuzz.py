"""Throws files at every reader of pages and of annotations: python scripts/fuzz.py [--seconds 300] [NAME...]

What a reader makes of any bytes must be pages, readings that partition them, annotations or sentences, and never another
exception. A file that breaks that is kept in tests/formats/found, where every test run reads it. atheris, libFuzzer for Python,
changes invented files and keeps those that lead to branches which none led to before: so it works its way into a format.
"""

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SLOW = 20  # seconds, after which a file counts as one that never ends
LARGEST = 20_000  # bytes: what is larger finds nothing more, and takes its time
MOST_MEMORY = 2048  # MB
WATCHED = ["reader.formats", "reader.pages", "reader.text"]  # whose lines steer
BITS = (b"null", b"-1", b"1e999", b'""', b"[]", b"{}", b"<b>", b"\xff", b"\0", b"\xed\xa0\x80", b"\xe2\x80\xae", b"]]>", b"&x;")
WORD = re.compile(rb"[A-Za-z_][\w:-]{2,30}")


def seeds() -> dict[str, list[bytes]]:
    """What to begin with: an invented file or more for each reader."""
    from reader.formats import ANNOTATION_READERS, READERS, WRITERS
    from tests.formats.everything import CLIPPINGS, CONTEXT
    from tests.formats.fixtures import FIXTURES
    from tests.formats.test_annotation_readers import HYPOTHESIS, READIUM, READWISE
    from tests.formats.test_found import NOTES

    found = {name: [data for data in FIXTURES[name] if data] for name in READERS}
    notes = [json.dumps(value, ensure_ascii=False).encode() for value in (HYPOTHESIS, READIUM)] + [READWISE.encode()]
    for name in ("json", "w3c", "csv", "readwise"):
        buffer = io.StringIO()
        WRITERS[name].write(CLIPPINGS, buffer, CONTEXT)
        notes.append(buffer.getvalue().encode())
    return found | {f"{NOTES}{name}": notes for name in ANNOTATION_READERS}


def fuzz(seconds: int, given: tuple[str, list[bytes]]) -> tuple[bool, str]:
    """Fuzz one reader in a process of its own; gives whether something was found, and what is to be told."""
    name, begin = given
    with tempfile.TemporaryDirectory() as folder:
        for part in ("corpus", "found"):
            Path(folder, part).mkdir()
        for number, data in enumerate(begin):
            Path(folder, "corpus", f"{number}").write_bytes(data[:LARGEST])
        Path(folder, "words").write_text("\n".join(_words(begin)), "utf-8")
        command = [sys.executable, __file__, "--in", folder, "--seconds", str(seconds), name]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
        kept = [str(_keep(name, path.read_bytes())) for path in sorted(Path(folder, "found").iterdir())]
    figures = re.findall(r"cov: (\d+).*corp: (\d+)", done.stderr)
    tried = re.search(r"Done (\d+) (?:runs|in)|#(\d+)\s+DONE", done.stderr)
    if kept or done.returncode or not figures or not tried:
        return True, f"{name}: {' '.join(kept)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    reached, corpus = figures[-1]
    return False, f"{name}: {tried[1] or tried[2]} files tried, {corpus} of them new to it, {reached} branches"


def _words(begin: list[bytes]) -> Iterator[str]:
    """What to put in: values that are seldom foreseen, and the names that the format itself uses."""
    for word in sorted({*BITS, *(word for data in begin for word in WORD.findall(data))}):
        yield '"' + "".join(f"\\x{byte:02X}" for byte in word) + '"'


def _keep(name: str, data: bytes) -> Path:
    from tests.formats.test_found import FOUND

    path = FOUND / f"{name}.{hashlib.sha256(data).hexdigest()[:12]}"
    FOUND.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def run_atheris(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one reader in this process, which that ends."""
    import atheris  # there for those who fuzz alone

    with atheris.instrument_imports(include=WATCHED):
        import reader.formats

        for module in iter_modules(reader.formats.__path__, "reader.formats."):
            import_module(module.name)
        from tests.formats.test_found import NOTES, notes_survive, page_survives
    survives = partial(notes_survive if name.startswith(NOTES) else page_survives, name.removeprefix(NOTES))
    limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-timeout={SLOW}", f"-rss_limit_mb={MOST_MEMORY}"]
    places = [f"-dict={folder / 'words'}", f"-artifact_prefix={folder / 'found'}{os.sep}", str(folder / "corpus")]
    atheris.Setup([name, *limits, f"-report_slow_units={SLOW}", *places], survives)
    atheris.Fuzz()


def main() -> int:
    """Fuzz as many readers at a time as there are cores, and tell; exit code 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", help="readers; all by default")
    options = parser.parse_args()
    if options.folder:
        run_atheris(options.names[0], options.folder, options.seconds)
    wanted = [given for given in seeds().items() if not options.names or given[0] in options.names]
    found = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for broken, told in pool.map(partial(fuzz, options.seconds), wanted):
            print(told, flush=True)
            found |= broken
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
