"""A disk that is full from the n-th write on: run as `python -m tests.store.full_disk WHAT FOLDER ERROR STEP`.

full_disk.c must be loaded. It forks a child for every n until one gets by without any failure, and then for the last few writes
that there are, with which things get their names. It prints for each what was said and what was found.
"""

import ctypes
import json
import os
import shutil
import sys
from contextlib import closing
from pathlib import Path

from reader.errors import ReaderError
from reader.services.backing_up import Reason, back_up
from reader.services.importing import import_paths
from reader.services.quoting import annotate
from reader.store.annotations import Annotations
from reader.store.backups import backups_of, is_sound
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.text.words import dictionary

LAST = 6  # writes: what a backup takes after its whole copy
QUOTE = "的人去对岸只要五分钟"


def bring_pages(library: Library, folder: Path) -> None:
    for outcome in import_paths(library, [folder / "pages"]):
        assert outcome.outcome != "failed", outcome


def write_note(library: Library, folder: Path) -> None:
    annotate(library, 1, QUOTE, note="注" * 2000)


def copy(library: Library, folder: Path) -> None:
    back_up(library, Reason.HAND, always=True)


WORK = {"import": bring_pages, "note": write_note, "backup": copy}


def attempt(what: str, folder: Path, number: int, error: int) -> dict[str, object]:
    """Do the work with a full disk, then with room again; gives what was said, and what was then found."""
    shim, path = ctypes.CDLL(None), folder / f"{number}.jianbao"
    said, kept = "", True
    with closing(open_library(path)) as library:
        before = len(Annotations(library).find())
        shim.fail_after(ctypes.c_long(number), error)
        try:
            WORK[what](library, folder)
        except ReaderError as failure:
            said = str(failure)
        shim.writes_left.restype = ctypes.c_long
        left = shim.writes_left()
        shim.fail_after(ctypes.c_long(-1), 0)
        kept = len(Annotations(library).find()) == before + (what == "note" and not said)
        sound = all(is_sound(backup) for backup in backups_of(path))
        if said:
            WORK[what](library, folder)
        wrong = list(faults(library))
    with closing(open_library(path)) as again:
        wrong += faults(again)
    return {"left": left, "said": said, "kept": kept, "sound": sound, "wrong": wrong}


def tried(what: str, folder: Path, number: int, error: int) -> int:
    """Print what became of it in a child of its own; gives how many writes it might have made more."""
    shutil.copy(folder / "base.jianbao", folder / f"{number}.jianbao")
    outlet, inlet = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(inlet, "w") as answer:
            print(json.dumps(attempt(what, folder, number, error)), file=answer, flush=True)
            os._exit(0)
    os.close(inlet)
    with os.fdopen(outlet) as answer:
        found = json.loads(answer.readline() or '{"left": 0, "crashed": true}')
    os.waitpid(child, 0)
    print(json.dumps(found), flush=True)
    return int(found["left"])


def main(what: str, folder: Path, error: int, step: int) -> None:
    """Try each n, `step` apart, and the last ones."""
    dictionary()
    for number in range(0, 100_000, step):
        left = tried(what, folder, number, error)
        if left:
            break
    writes = number - left
    for last in range(max(number - step + 1, writes - LAST), writes):
        tried(what, folder, last, error)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
