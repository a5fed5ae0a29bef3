"""An import where hardly any memory is left: run as `python -m tests.services.scarce LIBRARY FOLDER MEGABYTES`."""

import resource
import sys
from contextlib import closing
from pathlib import Path

from reader.services.importing import import_paths
from reader.store.library import open_library
from tests.fixtures import SEEDS


def main(path: Path, folder: Path, megabytes: int) -> None:
    """Import a seed, which brings in whatever the program needs; then a folder, with so many megabytes more and no others."""
    with closing(open_library(path)) as library:
        list(import_paths(library, SEEDS[:1]))
        taken = int(Path("/proc/self/statm").read_text("utf-8").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + megabytes * 2**20,) * 2)
        for outcome in import_paths(library, [folder]):
            print(outcome.outcome, outcome.error, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
