"""A whole sitting by keys: search, read, mark, note, tag, split, export."""

from contextlib import closing
from pathlib import Path

from reader.services.importing import import_paths
from reader.store.library import open_library
from tests.e2e.sitting import sitting


def test_a_sitting_from_search_to_export(tmp_path: Path, seeds: Path) -> None:
    path = tmp_path / "library.jianbao"
    with closing(open_library(path)) as library:
        assert [o.outcome for o in import_paths(library, [seeds])] == ["new", "new"]
    sitting(path, "株洲", tmp_path)
