"""A folder that is not on disk, for formats of many files."""

from collections.abc import Iterator


class FakeFolder:
    """Holds the files written, by name."""

    def __init__(self, **held: str) -> None:
        self.held = dict(held)

    def texts(self) -> Iterator[tuple[str, str]]:
        yield from self.held.items()

    def names(self) -> list[str]:
        return list(self.held)

    def write(self, name: str, text: str) -> None:
        self.held[name] = text
