"""The disk is full, or its quota, or it fails, at any write: a sentence, a whole library, and it goes on when there is room."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.services.importing import import_paths
from reader.store.library import Library
from tests.fixtures import ROOT
from tests.store.shim import CAN_BE_BUILT, built
from tests.store.test_kill import write_pages

STEP = int(os.environ.get("FULL_DISK_STEP", "60"))  # 1 is every write there is
pytestmark = pytest.mark.skipif(not CAN_BE_BUILT, reason="no C compiler to build a full disk with")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands between the program and the system."""
    return built(tmp_path_factory.mktemp("shim"))


ALWAYS = [(what, errno.ENOSPC) for what in ("import", "note", "backup")] + [("note", errno.EDQUOT), ("note", errno.EIO)]
AT_LENGTH = [(what, error) for what in ("import", "backup") for error in (errno.EDQUOT, errno.EIO)]


@pytest.mark.parametrize(("what", "error"), ALWAYS + AT_LENGTH * ("FULL_DISK_STEP" in os.environ))
def test_at_any_write(library: Library, shim: Path, what: str, error: int) -> None:
    folder = library.path.parent
    pages = write_pages(folder / "pages", "")
    if what != "import":
        list(import_paths(library, [pages]))
    library.close()
    library.path.rename(folder / "base.jianbao")
    step = max(1, STEP // 8) if what == "note" else STEP
    command = [sys.executable, "-m", "tests.store.full_disk", what, str(folder), str(error), str(step)]
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found, done.stderr
    assert any(one["left"] for one in found), done.stderr
    for one in found:
        assert not one.get("crashed"), done.stderr
        assert one["kept"]
        assert one["sound"]
        assert one["wrong"] == []
    said = {one["said"] for one in found if one["said"]}
    assert said
    assert all("room" in sentence or "check the disk" in sentence.lower() for sentence in said), said
    assert error != errno.ENOSPC or any("There is no room left on the disk" in sentence for sentence in said)
