"""Which libraries were opened lately, from one start to the next."""

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

KEPT = 12  # libraries


def recent_libraries() -> list[Path]:
    """The libraries that were opened last and are still there, the newest first."""
    return [path for path in _noted() if os.path.isfile(path)]


def note_library(path: Path) -> None:
    """Remember that a library was opened. Where that cannot be written down it is forgotten: nothing hangs on it."""
    noted = [path.absolute(), *(old for old in _noted() if old != path.absolute())][:KEPT]
    file = _file()
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.touch(mode=0o600)
        new.write_text(json.dumps([str(one) for one in noted], ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        new.replace(file)


def _noted() -> list[Path]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError):
        return []
    return [Path(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _file() -> Path:
    return user_state_path("jianbao", appauthor=False) / "recent.json"
