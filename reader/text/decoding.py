"""From the bytes of a file to its text: which encoding it is in, and how sure that is."""

import re
from dataclasses import dataclass
from functools import cache

from reader.errors import UnreadableFileError

# The characters that make up about two thirds of any modern Chinese text, simplified, then the traditional forms of those that
# differ. Text decoded wrongly falls on rarer characters: the share of these is what tells GB18030 from Big5 and UTF-16.
_SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号"
    "率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
_TRADITIONAL = (
    "這為個國時來們於對會發動過說產種後學經進著電裡現實兩體機當點從業應開還義間樣與關線內數質氣變條沒結問無係軍並題黨員總設長頭資邊級"
    "圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權證轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫"
    "傳許廣記觀織裝眾書復複兒須際驗連斷難礦備辦習響約勞團歷構稱準號維劃選標寫親養層專狀廠識適屬圓調滿縣參紅細聽該鐵價嚴"
)
_PUNCTUATION = "，。、；：？！“”‘’「」『』（）《》〈〉【】—…·　％"
COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL + _PUNCTUATION + "".join(chr(0xFF10 + digit) for digit in range(10)))

# What a file is that is no text, by its first bytes: the formats' own specifications, as in the `magic` file of file(1).
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
    (b"AT&TFORM", "a DjVu document"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xfe\xed\xfa\xce", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"PK\x03\x04", "a ZIP archive (or an Office document or EPUB)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"RIFF", "a sound, picture or video file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
)
_PRINTABLE_SIGNATURES = (b"MZ", b"BZh", b"RIFF", b"ID3", b"OggS")  # a text may begin so: believed only with NUL bytes

_BOMS = (  # UTF-32 before UTF-16, whose mark begins it
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_MULTIBYTE = ("gb18030", "big5hkscs")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Measured on the two seeds and on invented traditional text: the right encoding scores 1.0 to 1.1, a wrong one at most 0.1.
READABLE = 0.3  # below it no candidate is believed
CERTAIN = 0.5
MARGIN = 0.2  # how far the best must be ahead of the second to be certain
BROKEN = 0.01  # the share of broken characters up to which a damaged file is still read
GARBLED = 0.15  # Han text of which less is common was very probably decoded wrongly before it was saved
SAMPLE = 100_000  # characters looked at: more do not change the answer


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the Python name of the encoding it was in, and whether that is beyond doubt."""

    text: str
    encoding: str
    certain: bool


def decode(data: bytes, name: str = "The file") -> Decoded:
    """Decode a whole file whose encoding nothing declares; `name` is only for the sentence of an error.

    Tried in order: a byte order mark (taken off the text), UTF-8, then among UTF-32, UTF-16, GB18030 and Big5 the one whose
    text has the largest share of common characters. Newlines and control characters stay as they are. A character cut off at
    the end, broken bytes, and lone surrogates (which no store of Unicode text accepts) become U+FFFD and make it uncertain.

    Raises UnreadableFileError for a file with nothing to read, with something else than text, or in no known encoding.
    """
    kind = signature(data)
    if kind:
        raise UnreadableFileError(
            f"{name} is {kind}, not text: give its text to Jianbao, for a picture that of an OCR program."
        )
    found = _by_mark(data) or _as_utf8(data) or _by_score(data)
    if found is None:
        raise UnreadableFileError(_refusal(data, name))
    if not found.text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0") or found.text.isspace():
        raise UnreadableFileError(f"{name} has nothing to read in it: it is empty, or only white space.")
    return found


def signature(data: bytes) -> str:
    """What a file is that is no text ("a PNG picture"), by its first bytes; empty where they say nothing."""
    for start, kind in _SIGNATURES:
        if data.startswith(start) and (start not in _PRINTABLE_SIGNATURES or b"\x00" in data[:1024]):
            return kind
    return ""


def score(text: str) -> float:
    """How much a text looks like Chinese that was decoded rightly, from 0 to 1.25, ASCII left aside; 1.25 for pure ASCII.

    The share of common characters, and a quarter of the share of those that GB 2312 and Big5 put in their first levels.
    """
    counted = [c for c in text[:SAMPLE] if not (" " <= c <= "~" or c in "\t\r\n\f")]
    if not counted:
        return 1.25
    first_level = _first_levels()
    return sum((c in COMMON) + 0.25 * (c in first_level) for c in counted) / len(counted)


@cache
def _first_levels() -> frozenset[str]:
    """The characters in everyday use: GB 2312 rows 16 to 55, and the first 5,401 of Big5 (lead bytes A4 to C6)."""
    trails = range(0xA1, 0xFF)
    simplified = "".join(bytes((lead, t)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for t in trails)
    both = (*range(0x40, 0x7F), *trails)
    traditional = "".join(bytes((lead, t)).decode("big5", "ignore") for lead in range(0xA4, 0xC7) for t in both)
    return frozenset(simplified + traditional) | frozenset(_PUNCTUATION)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding) or _damaged(data[len(mark) :], encoding)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    """UTF-8, which nothing else is by chance; NUL and other controls are kept if they are few."""
    found = _decode_as(data, "utf-8")
    if found is None or not _is_text(found.text):
        return None
    han = sum("\u4e00" <= c <= "\u9fff" for c in found.text[:SAMPLE])
    if han >= 20 and _common_han(found.text) < GARBLED:
        return Decoded(found.text, found.encoding, certain=False)
    return found


def _common_han(text: str) -> float:
    han = [c for c in text[:SAMPLE] if "\u4e00" <= c <= "\u9fff"]
    return sum(c in COMMON for c in han) / len(han)


def _is_text(text: str) -> bool:
    """Whether control characters are few: a fiftieth, or fewer than the characters that are not ASCII."""
    if "\x00" not in text:
        return True
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f")
    return controls * 50 <= len(text) or controls < sum(c > "\xff" for c in text)


def _by_score(data: bytes) -> Decoded | None:
    """The most Chinese of the other encodings, each strictly, then with a few broken characters allowed."""
    for read in (_decode_as, _damaged):
        candidates = [(score(found.text), found) for e in (*_WIDE, *_MULTIBYTE) if (found := read(data, e))]
        candidates.sort(key=lambda pair: -pair[0])
        if not candidates or candidates[0][0] < READABLE:
            continue
        best, found = candidates[0]
        second = candidates[1][0] if len(candidates) > 1 else 0.0
        return Decoded(found.text, found.encoding, found.certain and best >= CERTAIN and best - second >= MARGIN)
    return _damaged(data, "utf-8") if b"\x00" not in data else None


def _decode_as(data: bytes, encoding: str) -> Decoded | None:
    """The text if the data are in this encoding throughout, but for a character that the end cuts off."""
    try:
        return Decoded(data.decode(encoding), encoding, certain=True)
    except UnicodeDecodeError as error:
        if error.end < len(data) or len(data) - error.start > 3 or error.start == 0:
            return None
        return Decoded(data[: error.start].decode(encoding) + "\ufffd", encoding, certain=False)


def _damaged(data: bytes, encoding: str) -> Decoded | None:
    """The text with U+FFFD for what is broken in it, if that is little."""
    try:
        text = data.decode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
        text = _SURROGATE.sub("\ufffd", text)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, encoding, certain=False) if broken <= max(1, len(text) * BROKEN) else None


def _refusal(data: bytes, name: str) -> str:
    if b"\x00" in data:
        return f"{name} is not text: it holds binary data. Give its text to Jianbao instead."
    return (
        f"{name} is in no encoding that Jianbao knows (UTF-8, UTF-16, UTF-32, GB18030, Big5): save it as UTF-8 and try again."
    )
