"""Tones stand over the vowel that carries them, and readings come from the tables that are installed."""

import pytest

from reader.text.pinyin import readings, toned


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("xin1 wen2", "xīn wén"),
        ("lu:4 shi1", "lǜ shī"),
        ("nu:e4", "nüè"),
        ("hao3 le5", "hǎo le"),
        ("Ou1 zhou1", "Ōu zhōu"),
        ("gui4 jiu3 shuo1 you2", "guì jiǔ shuō yóu"),
        ("r5 · xx5", "r · xx"),
        ("1949", "1949"),
        ("", ""),
    ],
)
def test_tones(numbered: str, marked: str) -> None:
    assert toned(numbered) == marked


def test_readings_of_characters_and_words() -> None:
    known = dict(readings())
    assert set(known["重"].split(", ")) >= {"zhòng", "chóng"}
    assert known["重庆"] == "chóng qìng"
    assert len(known) > 80_000
