"""Programs to be killed: run as `python -m tests.store.killed WHAT FOLDER`, once for all, in a process of its own.

It loads the reader once, then forks a child for every death, so that 20 deaths take a second and not ten.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from reader.commands import COMMANDS, run
from reader.model import Change, Kind
from reader.services.annotating import new_annotation
from reader.services.backing_up import back_up, go_back_to
from reader.services.importing import import_paths
from reader.store import schema
from reader.store.backups import Reason
from reader.store.library import Library, open_library
from reader.text.words import dictionary
from tests.fake_view import desk_on

DEATHS = int(os.environ.get("DEATHS", "20"))


def write_notes(library: Library, acknowledge: Callable[[str], None]) -> None:
    """Annotate without end, as the window does: a note that grows with every key, then the next one."""
    desk = desk_on(library)
    desk.open(1)
    while True:
        annotation = new_annotation(1, Kind.NOTE, "张三")
        desk.do(Change("Note", after=(annotation,)))
        for length in range(1, 6):
            annotation = desk.write_note(annotation, "落笔为据！"[:length], first=length == 1)
            acknowledge(f"{annotation.id} {annotation.note}")


def notes(folder: Path) -> None:
    """Kill children that write notes; prints for each what it had acknowledged before it died."""
    rng = random.Random(2026)
    for number in range(DEATHS):
        outlet, inlet = os.pipe()
        child = os.fork()
        if not child:
            with os.fdopen(inlet, "w", encoding="utf-8") as acknowledgements:
                library = open_library(folder / f"{number}.jianbao")
                write_notes(library, lambda line: print(line, file=acknowledgements, flush=True))
        os.close(inlet)
        with os.fdopen(outlet, encoding="utf-8") as acknowledged:
            lines = [acknowledged.readline() for _ in range(rng.randint(1, 40))]
            for _ in range(rng.randint(0, 20_000)):
                pass
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += acknowledged.readlines()
        print(json.dumps([line.split() for line in lines if line.endswith("\n")]))


def imports(folder: Path) -> None:
    """Import `folder`/pages into libraries, in children that kill themselves at the n-th statement; prints each n."""
    dictionary()
    for number, statement in enumerate(range(1, 10_000, 3)):
        child = os.fork()
        if not child:
            die_at(statement)
            library = open_library(folder / f"{number}.jianbao")
            list(import_paths(library, [folder / "pages"]))
            os._exit(0)
        if os.WIFEXITED(os.waitpid(child, 0)[1]):
            return
        print(statement)


def die_at(statement: int) -> None:
    """Let this process kill itself before the n-th writing statement of a library."""
    left = iter(range(statement))
    execute, execute_many = Library.execute, Library.execute_many

    def count(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object) -> object:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments)

        return counted

    Library.execute, Library.execute_many = count(execute), count(execute_many)  # type: ignore[method-assign,assignment]


def anything(folder: Path) -> None:
    """Kill children in the midst of all that writes to a library; prints what each did, and had acknowledged.

    Of each DEATHS die at any moment and, where full_disk.c is loaded, as many more at one of the first writes.
    """
    rng = random.Random(2026)
    dictionary()
    shim = ctypes.CDLL(None)
    for number in range(DEATHS * (1 + hasattr(shim, "fail_after"))):
        what = list(WORK)[number % len(WORK)]
        library = folder / f"{number}.jianbao"
        shutil.copy(folder / "base.jianbao", library)
        at_write = number >= DEATHS
        writes = rng.randrange(WRITES)
        outlet, inlet = os.pipe()
        child = os.fork()
        if not child:
            if at_write:
                signal.alarm(5)  # seconds, in case that it never gets so far
                shim.fail_after(ctypes.c_long(writes), -1)
            with os.fdopen(inlet, "w", encoding="utf-8") as answers:
                while True:
                    WORK[what](library, folder, lambda line, to=answers: print(line, file=to, flush=True))
        os.close(inlet)
        with os.fdopen(outlet, encoding="utf-8") as answers:
            answers.readline()  # it has begun
            if not at_write:
                time.sleep(rng.uniform(0, LONGEST))  # the moment of the kill is what is tried
                os.kill(child, signal.SIGKILL)
            lines = answers.readlines()
            os.waitpid(child, 0)
        print(json.dumps([what, [line.split() for line in lines if line.endswith("\n")]]), flush=True)


def _notes(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("begun")
    write_notes(open_library(path), say)


def _pages(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("begun")
    with closing(open_library(path)) as library:
        list(import_paths(library, [folder / "changed"]))
        list(import_paths(library, [folder / "pages"]))


def _repairs(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("begun")
    with closing(open_library(path)) as library:
        desk = desk_on(library)
        desk.open(1)
        before = desk.history.undoable  # the notes: they are to stay
        for name in ("split_article", "join_next_article", "set_aside"):
            desk.view.select(8, 8)
            run(COMMANDS[name], desk)
        while desk.history.undoable != before:
            run(COMMANDS["undo"], desk)


def _migration(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    learn_a_step()
    say("begun")
    open_library(path).close()
    time.sleep(LONGEST)


def learn_a_step() -> None:
    """Let the program know one step more than libraries have taken."""
    if len(schema.STEPS) == schema.VERSION:
        more = "CREATE TABLE box (id);\nUPDATE article SET place = place;\nUPDATE index_state SET signature = '';\n"
        schema.STEPS = (*schema.STEPS, more)
        schema.VERSION = len(schema.STEPS)


def _backup(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("begun")
    with closing(open_library(path)) as library:
        back_up(library, Reason.HAND, always=True)


def _restore(path: Path, folder: Path, say: Callable[[str], None]) -> None:
    say("begun")
    go_back_to(path, folder / "earlier.jianbao")
    go_back_to(path, folder / "base.jianbao")


WRITES = 75  # fewer than a migration with its backup takes
LONGEST = 0.4  # seconds: about twice what each of them takes
WORK = {"notes": _notes, "import": _pages, "repair": _repairs, "migration": _migration, "backup": _backup, "restore": _restore}


if __name__ == "__main__":
    {"notes": notes, "imports": imports, "anything": anything}[sys.argv[1]](Path(sys.argv[2]))
