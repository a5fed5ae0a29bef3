"""The characters that a PDF of Qt's says it shows, put right, so that its words can be found and copied.

Where one glyph of a font draws an ideograph and a radical, Qt names the radical: ⺠ for 民, ⽇ for 日. What a PDF shows stays.
"""

import re
import unicodedata

# The radicals of the supplement that are drawn as an ideograph is; those of Kangxi decompose by themselves.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺁⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻲⻫⻭⻯",
        "母民厂虎西见角觇贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟龜斉歯竜",
        strict=True,
    )
)
_MEANT = {
    f"{point:04x}": f"{ord(to):04x}"
    for point in (*range(0x2E80, 0x2F00), *range(0x2F00, 0x2FD6))
    if len(to := _SUPPLEMENT.get(chr(point), unicodedata.normalize("NFKC", chr(point)))) == 1 and ord(to) != point
}
_TABLE = re.compile(rb"begincmap.*?endcmap", re.S)
_CODE = re.compile(rb"<(2[EeFf][0-9A-Fa-f]{2})>")


def with_meant_characters(pdf: bytes) -> bytes:
    """The PDF with ideographs where it says radicals. Its tables of characters are not packed, and no byte of it moves."""
    return _TABLE.sub(lambda table: _CODE.sub(_meant, table[0]), pdf)


def _meant(code: re.Match[bytes]) -> bytes:
    said = code[1].decode().lower()
    return f"<{_MEANT.get(said, said)}>".encode()
