"""Archives and packed files as the files in them: ZIP, TAR, and single files packed by gzip, bzip2 or xz.

Nothing is ever written to disk. What a member may cost is bounded before it is read: how many there are, how much they
unpack to, and how many times the size of the archive that is (text packs to a tenth, repetitive XML to a fiftieth, a bomb to
less than a hundredth).
"""

import io
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from reader.errors import UnreadableFileError
from reader.formats.mets_alto import may_be_mets, references
from reader.formats.page_reader import Complaint
from reader.formats.source import Opener, Source, faults, open_file, relative, source_of, spelled, told

if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo
    from zipfile import ZipFile, ZipInfo

Found = Source | Complaint
_HELD = 32 * 1024 * 1024  # a member up to this size is unpacked once and held while it is read


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive may hold: members, bytes unpacked, times its own size beyond what is always allowed, bytes nested."""

    members: int = 200_000
    unpacked: int = 64 * 1024**3
    free: int = 256 * 1024**2
    ratio: int = 100
    nested: int = 96 * 1024**2

    def allowance(self, packed: int) -> int:
        """How many bytes an archive of this size may unpack to."""
        return min(self.unpacked, max(self.free, self.ratio * packed))


BOUNDS = Bounds()


def sources(path: Path, suffixes: Collection[str], bounds: Bounds = BOUNDS, opened: Opener = open_file) -> Iterator[Found]:
    """The file itself, or the files in an archive whose names end in one of `suffixes`; a Complaint for what cannot be taken.

    Raises UnreadableFileError where there is no such file.
    """
    yield from _expanded(source_of(path, opened), suffixes, bounds, depth=0)


def _expanded(source: Source, suffixes: Collection[str], bounds: Bounds, depth: int) -> Iterator[Found]:
    kind = _kind(source)
    if not kind:
        yield source
        return
    if depth > 1:
        yield Complaint(f"{source.name} is left out: it is an archive in an archive in an archive. Unpack it first.")
        return
    try:
        if kind == "zip":
            yield from _zip(source, suffixes, bounds, depth)
        elif kind == "tar" or _is_tar(source):
            yield from _tar(source, suffixes, bounds, depth)
        else:
            yield from _packed(source, suffixes, bounds, depth)
    except faults() as error:
        yield Complaint(str(told(source.name, error)))
    except UnreadableFileError as error:
        yield Complaint(str(error))


def _kind(source: Source) -> str:
    """zip, tar, or how a file is packed (gz, bz2, xz), by its first bytes; '' for a file that is none of these."""
    head = source.head
    signs = ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b\x08", "gz"), (b"\xfd7zXZ\x00", "xz"))
    for sign, kind in signs:
        if head.startswith(sign):
            return kind
    if re.match(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", head):
        return "bz2"
    return "tar" if head[257:262] == b"ustar" else ""


def _unpacked(source: Source) -> BinaryIO:
    """The bytes of a packed file."""
    raw = source.open()
    kind = _kind(source)
    if kind == "gz":
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if kind == "bz2":
        import bz2

        return cast(BinaryIO, bz2.BZ2File(raw))
    if kind == "xz":
        import lzma

        return cast(BinaryIO, lzma.LZMAFile(raw))
    return raw


def _is_tar(source: Source) -> bool:
    with _unpacked(source) as stream:
        return stream.read(512)[257:262] == b"ustar"


def _packed(source: Source, suffixes: Collection[str], bounds: Bounds, depth: int) -> Iterator[Found]:
    """The one file that was packed, called by its name without the ending."""
    stem = re.sub(r"\.(?:gz|bz2|xz)$", "", PurePosixPath(source.name).name, flags=re.I)
    name = f"{source.name}/{stem}"
    allowed = bounds.allowance(source.size)
    member = Source(name, -1, lambda: _bounded(_unpacked(source), name, allowed))
    yield from _expanded(member, suffixes, bounds, depth + 1) if _kind(member) else (member,)


def _zip(source: Source, suffixes: Collection[str], bounds: Bounds, depth: int) -> Iterator[Found]:
    from zipfile import ZipFile

    with source.open() as stream, ZipFile(stream) as archive:
        listed = [(_zip_name(info), info) for info in archive.infolist()]
        infos = dict(listed)
        if "[Content_Types].xml" in infos or "mimetype" in infos:
            yield Complaint(f"{source.name} is an Office document or EPUB, not an archive of pages: save it as text first.")
            return
        left = bounds.allowance(source.size)
        covered = _covered(archive, infos)
        taken = 0
        for name, info in listed:
            full = f"{source.name}/{name}"
            if info.is_dir() or _is_hidden(name) or name in covered or not _wanted(name, suffixes):
                continue
            taken += 1
            left -= info.file_size
            fault = _fault(name, taken, left, bounds) or _zip_fault(info)
            if fault:
                yield Complaint(f"{full} is left out: {fault}.")
                if taken > bounds.members or left < 0:
                    return
                continue
            yield from _member(_zip_member(archive, infos, name, info, source.name), suffixes, bounds, depth)
        if not taken:
            yield Complaint(f"{source.name} holds no pages: no file in it ends in {', '.join(sorted(suffixes))}.")


def _zip_member(archive: "ZipFile", infos: dict[str, "ZipInfo"], name: str, info: "ZipInfo", within: str) -> Source:
    def beside(reference: str) -> Source | None:
        target = _joined(name, reference)
        usable = target in infos and not infos[target].is_dir() and not _zip_fault(infos[target])
        return _zip_member(archive, infos, target, infos[target], within) if usable else None

    full = f"{within}/{name}"
    opener = _held(lambda: cast(BinaryIO, archive.open(info)), full, info.file_size)
    return Source(full, info.file_size, opener, beside)


def _zip_name(info: "ZipInfo") -> str:
    """The name, of which older programs in China do not say that it is in GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return spelled(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _zip_fault(info: "ZipInfo") -> str:
    if info.flag_bits & 1:
        return "it is encrypted. Unpack it with its password first"
    return "it is a link" if stat.S_ISLNK(info.external_attr >> 16) else ""


def _covered(archive: "ZipFile", infos: dict[str, "ZipInfo"]) -> set[str]:
    """The members that METS files in the archive bring with them."""
    covered: set[str] = set()
    for name, info in infos.items():
        if may_be_mets(name) and not _zip_fault(info) and info.file_size <= _HELD:
            try:
                covered |= {_joined(name, reference) for reference in references(archive.read(info))} - {name}
            except faults():
                continue  # what is wrong with it is told when it is its turn
    return covered


def _tar(source: Source, suffixes: Collection[str], bounds: Bounds, depth: int) -> Iterator[Found]:
    import tarfile

    allowed = bounds.allowance(source.size)
    covered: set[str] = set()
    taken = 0
    with _unpacked(source) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
        for info in archive:
            name = spelled(os.fsencode(info.name)).removeprefix("./")
            if info.isdir() or _is_hidden(name) or name in covered or not (_wanted(name, suffixes) or not info.isfile()):
                continue
            taken += 1
            left = allowed - info.offset_data - info.size
            fault = _fault(name, taken, left, bounds) or ("" if info.isreg() else "it is a link or a device")
            if fault:
                yield Complaint(f"{source.name}/{name} is left out: {fault}.")
                if taken > bounds.members or left < 0:
                    return
                continue
            member = _tar_member(archive, info, name, source.name)
            if may_be_mets(name) and info.size <= _HELD:
                covered |= {_joined(name, reference) for reference in references(member.read(_HELD))} - {name}
            yield from _member(member, suffixes, bounds, depth)
    if not taken:
        yield Complaint(f"{source.name} holds no pages: no file in it ends in {', '.join(sorted(suffixes))}.")


def _tar_member(archive: "TarFile", info: "TarInfo", name: str, within: str) -> Source:
    def beside(reference: str) -> Source | None:
        target = _joined(name, reference)
        found = next((i for n in (target, f"./{target}") if target and (i := _tar_info(archive, n))), None)
        return _tar_member(archive, found, target, within) if found else None

    full = f"{within}/{name}"
    return Source(full, info.size, _held(lambda: cast(BinaryIO, archive.extractfile(info)), full, info.size), beside)


def _tar_info(archive: "TarFile", name: str) -> "TarInfo | None":
    try:
        info = archive.getmember(name)
    except KeyError:
        return None
    return info if info.isreg() else None


def _member(member: Source, suffixes: Collection[str], bounds: Bounds, depth: int) -> Iterator[Found]:
    """A member, or what is in it where it is an archive itself; a Complaint where it cannot be opened."""
    try:
        nested = _kind(member)
        if not nested:
            yield member
        elif depth or member.size > bounds.nested:
            why = "it is an archive in an archive in an archive" if depth else "it is too large for an archive in an archive"
            yield Complaint(f"{member.name} is left out: {why}. Unpack it first.")
        else:
            data = member.read(bounds.nested)
            yield from _expanded(Source(member.name, len(data), lambda: io.BytesIO(data)), suffixes, bounds, depth + 1)
    except UnreadableFileError as error:
        yield Complaint(str(error))


def _held(opener: Callable[[], BinaryIO], name: str, size: int) -> Callable[[], BinaryIO]:
    """An opener that unpacks a small member once: what is packed cannot be wound back but from its start."""
    data: list[bytes] = []

    def opened() -> BinaryIO:
        if size > _HELD:
            return _bounded(opener(), name, size)
        if not data:
            with _bounded(opener(), name, size) as stream:
                data.append(stream.read())
        return io.BytesIO(data[0])

    return opened


def _wanted(name: str, suffixes: Collection[str]) -> bool:
    return PurePosixPath(name).suffix.lower() in suffixes


def _is_hidden(name: str) -> bool:
    """What systems leave in archives: .DS_Store, __MACOSX/._page.txt."""
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/"))


def _joined(name: str, reference: str) -> str:
    """The member that a reference in another one means; '' where it leads out of that one's folder."""
    target = relative(reference)
    return str(PurePosixPath(name).parent / target) if target else ""


def _fault(name: str, taken: int, left: int, bounds: Bounds) -> str:
    """Why a member may not be taken; '' if it may."""
    if relative(name) != name.removeprefix("./"):
        return "its name leads out of the archive"
    if taken > bounds.members:
        return f"the archive has more than {bounds.members:,} files. Unpack it first"
    return "" if left >= 0 else "the archive unpacks to far more than its size. Unpack it first if you trust it"


class _Bounded(io.RawIOBase):
    """A stream of at most so many bytes: what says it is small and is not, is refused."""

    def __init__(self, raw: BinaryIO, name: str, limit: int) -> None:
        self._raw = raw
        self._name = name
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableFileError(f"{self._name} unpacks to far more than its size. Unpack it first if you trust it.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _bounded(raw: BinaryIO, name: str, limit: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Bounded(raw, name, limit)))
