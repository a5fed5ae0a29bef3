"""Files that are copies of one another and share a page: when one of them leaves it, and when all have left it."""

from collections.abc import Collection, Iterator
from typing import Generic, TypeVar

from reader.services.carrying import Kept, become
from reader.services.files import is_there
from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.page_places import PagePlaces

T = TypeVar("T")


class Copies(Generic[T]):
    """Which places lead to which pages, in one transaction of an import. `T` is what stands for the file in the answer."""

    def __init__(self, library: Library) -> None:
        self._library, self._archive = library, Archive(library)
        self.places = PagePlaces(library)
        self._texts: Collection[str] = ()
        self._left: list[tuple[T, int, int]] = []

    def begin(self, texts: Collection[str]) -> None:
        """A transaction begins, in which pages with these texts are stored."""
        self._texts, self._left = texts, []

    def stays(self, page_id: int, place: str) -> bool:
        """Whether a page is that of other files, too, or may be with this transaction; files that are gone are forgotten."""
        others = self.places.of_page(page_id, beside=place)
        if any(is_there(other) for other in others):
            return True
        self.places.forget(others)
        return self._archive.page(page_id).text in self._texts

    def left(self, file: T, was: int | None, page_id: int) -> None:
        """Note that a file was one page and is another now."""
        if was is not None and was != page_id:
            self._left.append((file, was, page_id))

    def lead(self, file: T, place: str, was: int | None, page_id: int) -> None:
        """Let a place lead to a page that is there already, and no longer to the one that it was."""
        if was != page_id:
            if was is not None:
                self.stays(was, place)
            self.left(file, was, page_id)
            self.places.put(place, page_id)

    def end_those_left(self) -> Iterator[tuple[T, set[int], Kept, int]]:
        """Let the pages that no file has any more go on as what their files have become.

        Gives for each the file, the issues that change, what became of the annotations, and how many repairs were lost.
        """
        for file, gone, into in self._left:
            if self._archive.is_there(gone) and not self.places.of_page(gone):
                issues = {self._archive.issue_of(gone), self._archive.issue_of(into)}
                yield file, issues, *become(self._library, gone, into)
