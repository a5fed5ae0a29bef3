"""Every encoding that newspaper text comes in, whole and cut, and what is no text at all."""

from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.text.decoding import Decoded, decode, score

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TRADITIONAL = (
    "本報訊　昨日上午，市政府召開會議，研究今年農業生產與水利建設工作。會上，有關部門負責人說，"
    "去年全市糧食總產量比前年增長百分之三，農民收入繼續提高。\n\n記者還從會上了解到，新修的兩條水渠將於六月通水。\n"
)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}


@pytest.fixture(scope="module", params=[p.name[:3] for p in SEEDS])
def seed(request: pytest.FixtureRequest) -> str:
    path = next(p for p in SEEDS if p.name.startswith(request.param))
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_seed_comes_back_from_every_encoding(seed: str, encoding: str) -> None:
    held = seed.encode(encoding, "ignore").decode(encoding)
    assert held == seed or encoding.startswith("big5")  # which cannot hold simplified characters
    assert decode(held.encode(encoding)) == Decoded(held, ENCODINGS[encoding], certain=True)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_traditional_text_comes_back_from_every_encoding(encoding: str) -> None:
    found = decode(TRADITIONAL.encode(encoding))
    assert (found.text, found.certain) == (TRADITIONAL, True)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_cut_in_mid_character_keeps_its_broken_end(encoding: str, cut: int) -> None:
    data = TRADITIONAL.rstrip("。\n").encode(encoding)[:-cut]
    found = decode(data)
    whole = TRADITIONAL.rstrip("。\n")
    kept = found.text.removesuffix("\ufffd")
    assert whole.startswith(kept)
    assert len(whole) - len(kept) <= 2
    assert found.certain == (found.text == kept)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030", "big5"])
def test_a_short_text_is_told_apart_too(encoding: str) -> None:
    assert decode("今年的工作".encode(encoding)).text == "今年的工作"


def test_a_mark_at_the_start_is_taken_off_once() -> None:
    assert decode("\ufeff\ufeff报".encode()).text == "\ufeff报"
    assert decode("\ufeff报纸".encode("gb18030")) == Decoded("报纸", "gb18030", certain=True)


@pytest.mark.parametrize("newlines", ["甲\r\n乙\r\n", "甲\r乙", "甲\n\n\n乙\x0b丙\u2028丁\t戊"])
def test_newlines_stay_as_they_are(newlines: str) -> None:
    assert decode(newlines.encode()).text == newlines


def test_hong_kong_characters_and_four_byte_characters_are_read() -> None:
    assert "啲嘢" in decode((TRADITIONAL + "啲嘢").encode("big5hkscs")).text
    assert "𠮷" in decode((TRADITIONAL + "𠮷野家").encode("gb18030")).text


def test_ascii_alone_is_utf8_and_without_marks_utf16() -> None:
    assert decode(b"A1\n") == Decoded("A1\n", "utf-8", certain=True)
    assert decode("Page A1\n".encode("utf-16-be")) == Decoded("Page A1\n", "utf-16-be", certain=True)


@pytest.mark.parametrize("kept", ["\x00", "\x07", "\ufffe", "\ue000", "\u202e", "\u200b"])
def test_odd_characters_are_kept(kept: str) -> None:
    text = f"新{kept}闻纸"
    assert decode(text.encode()).text == text


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16"):
        data = (TRADITIONAL + "甲\ud800乙").encode(encoding, "surrogatepass")
        found = decode(data)
        assert (found.text, found.certain) == (TRADITIONAL + "甲\ufffd乙", False)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_do_not_lose_the_file(encoding: str) -> None:
    data = (TRADITIONAL * 5).encode(encoding) + b"\xff\n" + TRADITIONAL.encode(encoding)
    found = decode(data)
    assert found.encoding == encoding
    assert not found.certain
    assert found.text.count("\ufffd") == 1
    assert found.text.endswith(TRADITIONAL)


def test_text_garbled_before_it_was_saved_is_doubted() -> None:
    garbled = TRADITIONAL.encode("utf-8").decode("gb18030", "replace")
    assert decode(garbled.encode("utf-8")) == Decoded(garbled, "utf-8", certain=False)


def test_text_in_an_encoding_that_is_not_known_is_doubted() -> None:
    data = bytes.fromhex("c4f4c8a1cefbc4d6c9a2")  # 今年的工作 in EUC-TW, which Python does not read
    assert not decode(data).certain


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff　\n".encode("utf-16-le"), "　\n".encode("gbk")]
)
def test_nothing_to_read_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.txt has nothing to read"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"MZ\x90\x00\x03\x00", "program"),
        (b"PK\x03\x04\x14\x00", "ZIP archive"),
        (b"SQLite format 3\x00\x10\x00", "SQLite database"),
        (b"\x1f\x8b\x08\x00", "gzip archive"),
    ],
)
def test_a_binary_is_called_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFileError, match=rf"page\.txt is .*{kind}"):
        decode(data, "page.txt")


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00" * 50, b"\x00\x01\x02\x03data\x00\x00\x80\x81" * 9])
def test_other_binary_data_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"page\.txt is not text"):
        decode(data, "page.txt")


@pytest.mark.parametrize("data", [bytes(range(0x80, 0x100)) * 3, "é à ü ô".encode("latin-1") * 20, b"\x81\x82\x83"])
def test_an_unknown_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"page\.txt is in no encoding"):
        decode(data, "page.txt")


def test_the_right_encoding_scores_far_above_the_wrong_one() -> None:
    assert score(TRADITIONAL) > 0.9
    assert score(TRADITIONAL.encode("big5").decode("gb18030", "replace")) < 0.2
