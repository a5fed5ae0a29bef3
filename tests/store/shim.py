"""What stands between the program and the system (full_disk.c), where it can be built."""

import shutil
import subprocess
import sys
from pathlib import Path

COMPILER = shutil.which("cc") or shutil.which("gcc")
CAN_BE_BUILT = bool(COMPILER) and sys.platform == "linux"


def built(folder: Path) -> Path:
    """Build it; gives what is to be loaded before all else (LD_PRELOAD)."""
    library, source = folder / "full_disk.so", Path(__file__).with_name("full_disk.c")
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library
