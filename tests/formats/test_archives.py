"""Archives as the files in them: bounded, nothing on disk, what is wrong with one member costs no other."""

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats import ARCHIVES, Complaint, Source, archives, reader_for, sources
from reader.formats.archives import Bounds
from tests.formats.sources import sentences

TEXT = "河堤加固完工\n\n本报讯 昨日上午，河堤完工。\n".encode()
PAGES = {"2021/第1版.txt": TEXT, "2021/第2版.txt": TEXT[::1] + b"2"}


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


KINDS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zipped,
    "stored.zip": lambda members: zipped(members, zipfile.ZIP_STORED),
    "lzma.zip": lambda members: zipped(members, zipfile.ZIP_LZMA),
    "tar": tarred,
    "tar.gz": lambda members: tarred(members, "w:gz"),
    "tar.bz2": lambda members: tarred(members, "w:bz2"),
    "tar.xz": lambda members: tarred(members, "w:xz"),
}


def taken(path: Path, bounds: Bounds = archives.BOUNDS) -> tuple[dict[str, bytes], list[str]]:
    """What an archive gives, each member read when it comes, and the complaints; nothing may appear beside the archive."""
    before = set(path.parent.rglob("*"))
    found: dict[str, bytes] = {}
    complaints = []
    for item in archives.sources(path, {".txt", ".jsonl", *ARCHIVES}, bounds):
        if isinstance(item, Complaint):
            complaints.append(item.sentence.removeprefix(f"{path}"))
            continue
        try:
            found[item.name.removeprefix(f"{path}/")] = item.read()
        except UnreadableFileError as error:
            complaints.append(str(error).removeprefix(f"{path}"))
    assert set(path.parent.rglob("*")) == before
    return found, complaints


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def write(data: bytes, name: str = "issue.zip") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


Put = Callable[..., Path]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["issue", "issue.txt"])
def test_members_come_one_after_the_other_whatever_the_name(put: Put, kind: str, name: str) -> None:
    assert taken(put(KINDS[kind](PAGES), name)) == (PAGES, [])


def test_the_head_and_the_whole_of_a_member_can_be_read_again(put: Put) -> None:
    for kind in KINDS:
        for item in sources(put(KINDS[kind](PAGES), f"issue.{kind}")):
            assert isinstance(item, Source)
            assert item.head == item.read() == item.open().read()
            assert len(list(reader_for(item).read(item))) == 1


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_the_file(put: Put, pack: Callable[[bytes], bytes]) -> None:
    assert taken(put(pack(TEXT), "rows.jsonl.gz")) == ({"rows.jsonl": TEXT}, [])


def test_what_is_no_archive_is_itself(put: Put, tmp_path: Path) -> None:
    (only,) = sources(put(TEXT, "page.zip"))
    assert isinstance(only, Source)
    assert (only.name, only.size, only.suffix, only.head) == (str(tmp_path / "page.zip"), len(TEXT), ".zip", TEXT)


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, why in (
        ("nothing", "does not exist"),
        ("", "is no ordinary file"),
        ("pipe", "is no ordinary file"),
        ("\0", "null byte|does not exist"),
    ):
        with pytest.raises(UnreadableFileError, match=why):
            list(sources(tmp_path / name))


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_names_that_lead_out_are_left_out(put: Put, kind: str) -> None:
    names = ["../out.txt", "/abs.txt", "a/../../out.txt", "C:\\out.txt", "a\\..\\..\\out.txt"]
    found, complaints = taken(put(KINDS[kind]({**dict.fromkeys(names, TEXT), **PAGES})))
    assert found == PAGES
    assert len(complaints) == len(names)
    assert all("leads out of the archive" in complaint for complaint in complaints)


def test_links_and_devices_are_left_out(put: Put) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, kind in (
            ("a.txt", tarfile.SYMTYPE),
            ("b.txt", tarfile.LNKTYPE),
            ("c.txt", tarfile.FIFOTYPE),
            ("d", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found, complaints = taken(put(held.getvalue()))
    assert found == {}
    assert [c.split(":")[1] for c in complaints[:4]] == [" it is a link or a device."] * 4
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    assert taken(put(held.getvalue())) == ({}, ["/link.txt is left out: it is a link."])


def test_hidden_files_and_other_kinds_are_passed_over(put: Put) -> None:
    clutter = {"__MACOSX/._a.txt": b"x", ".hidden.txt": b"x", "a/.DS_Store": b"x", "photo.jpg": b"x", "empty/": b""}
    assert taken(put(zipped({**clutter, **PAGES}))) == (PAGES, [])
    assert "holds no pages" in taken(put(zipped(clutter)))[1][0]
    assert "holds no pages" in taken(put(tarred({"photo.jpg": b"x"})))[1][0]
    assert "Office document or EPUB" in taken(put(zipped({"[Content_Types].xml": b"<Types/>"})))[1][0]


def test_an_encrypted_member_is_told_and_the_rest_goes_on(put: Put) -> None:
    data = bytearray(zipped({"2021/第0版.txt": b"0" + TEXT, **PAGES}, zipfile.ZIP_STORED))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    data[data.index(PAGES["2021/第1版.txt"], data.index("第1版".encode()))] ^= 1
    found, complaints = taken(put(bytes(data)))
    assert list(found) == ["2021/第2版.txt"]
    assert "2021/第0版.txt is left out: it is encrypted" in complaints[0]
    assert complaints[1].startswith("/2021/第1版.txt is damaged (")


def test_names_in_gbk_are_read(put: Put) -> None:
    data = zipped({"AAAAAA.txt": TEXT}).replace(b"AAAAAA", "第一版".encode("gbk"))
    assert taken(put(data)) == ({"第一版.txt": TEXT}, [])


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar"])
def test_an_archive_in_an_archive_is_opened_once(put: Put, kind: str) -> None:
    inner = zipped(PAGES)
    middle = KINDS[kind]({"inner.zip": inner, "own.txt": TEXT})
    found, complaints = taken(put(KINDS[kind]({"middle.gz": middle})))
    assert found == {"middle.gz/own.txt": TEXT}
    assert complaints == ["/middle.gz/inner.zip is left out: it is an archive in an archive in an archive. Unpack it first."]
    found, complaints = taken(put(gzip.compress(gzip.compress(gzip.compress(TEXT)))))
    assert found == {}
    assert "archive in an archive in an archive" in complaints[0]


def test_a_bomb_does_not_go_off(put: Put) -> None:
    bounds = Bounds(free=2 * 2**20, ratio=20)
    bomb = b"\0" * (8 * 2**20)
    for kind in KINDS.keys() - {"stored.zip", "tar"}:
        found, complaints = taken(put(KINDS[kind]({"bomb.txt": bomb})), bounds)
        assert (found, len(complaints)) == ({}, 1)
        assert "far more than its size" in complaints[0]
    found, complaints = taken(put(gzip.compress(bomb)), bounds)
    assert found == {}
    assert "far more than its size" in complaints[0]


def test_a_member_that_lies_about_its_size_is_stopped(put: Put) -> None:
    data = bytearray(zipped({"page.txt": b"\0" * 2**20}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 100)
    found, complaints = taken(put(bytes(data)))
    assert len(found.get("page.txt", b"")) <= 100
    assert complaints or found


def test_too_many_members_are_not_taken(put: Put) -> None:
    found, complaints = taken(put(zipped({f"{n}.txt": TEXT for n in range(9)})), Bounds(members=5))
    assert (len(found), len(complaints)) == (5, 1)
    found, complaints = taken(put(tarred({f"{n}.txt": TEXT for n in range(9)})), Bounds(members=5))
    assert (len(found), len(complaints)) == (5, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_archive_is_told(put: Put, kind: str) -> None:
    whole = KINDS[kind]({f"{n}.txt": os.urandom(300).hex().encode() for n in range(20)})
    for cut in (len(whole) // 3, len(whole) - 700):
        _, complaints = taken(put(whole[:cut], f"issue.{kind}"))
        assert complaints or kind == "tar"
    for at in range(10, len(whole), len(whole) // 25):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        taken(put(bytes(flipped), f"issue.{kind}"))


def test_complaints_are_sentences(put: Put) -> None:
    found = list(sources(put(zipped({"../a.txt": TEXT}))))
    assert all(sentence.endswith(".") for sentence in sentences(found))  # type: ignore[arg-type]
