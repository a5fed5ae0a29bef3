"""Searches kept by name."""

from contextlib import closing

import pytest

from reader.errors import LibraryError
from reader.store.library import Library, open_library
from reader.store.saved_searches import SavedSearch, SavedSearches

BRIDGES = SavedSearch("桥", '"新桥" -旧', "江北日报", "2021", "A1", "newest")
FLOODS = SavedSearch("水", "河水")


def test_searches_are_kept_with_the_library(library: Library) -> None:
    saved = SavedSearches(library)
    assert saved.all() == []
    saved.keep(FLOODS)
    saved.keep(BRIDGES)
    with closing(open_library(library.path)) as other:
        assert SavedSearches(other).all() == [BRIDGES, FLOODS]


def test_no_search_takes_the_place_of_another(library: Library) -> None:
    saved = SavedSearches(library)
    saved.keep(FLOODS)
    assert saved.keep(FLOODS) == "水"
    assert saved.keep(SavedSearch("水", "洪水")) == "水 (2)"
    saved.keep(BRIDGES)
    assert saved.rename("桥", "水") == "水 (3)"
    assert [(search.name, search.query) for search in saved.all()] == [
        ("水", FLOODS.query),
        ("水 (2)", "洪水"),
        ("水 (3)", BRIDGES.query),
    ]


def test_searches_are_renamed_and_removed(library: Library) -> None:
    saved, other = SavedSearches(library), SavedSearches(library)
    saved.keep(BRIDGES)
    other.keep(FLOODS)
    saved.rename("桥", "新桥")
    saved.rename("没有", "也没有")
    assert [search.name for search in saved.all()] == ["新桥", "水"]
    saved.remove("新桥")
    saved.remove("新桥")
    assert other.all() == [FLOODS]


def test_a_read_only_library_keeps_none(library: Library) -> None:
    library.writable = False
    with pytest.raises(LibraryError, match="read-only"):
        SavedSearches(library).keep(BRIDGES)
    assert SavedSearches(library).all() == []
