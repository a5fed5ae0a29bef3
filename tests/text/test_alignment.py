"""Two versions of a text side by side: every character has one place at most, and blocks are known again wherever they are."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.alignment import Alignment, align
from reader.text.matches import claims

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3 * 600, 3)]
RANDOM = random.Random(2026)
BLOCKS = ["".join(RANDOM.choices(HAN, k=80)) + "。" for _ in range(6)]
OPENING = "新华社北京五月二十五日电记者张三李四"


def strands(found: Alignment) -> list[tuple[int, int, int, int]]:
    return [(s.start, s.end, s.there, s.until) for s in found.strands]


def test_the_same_text_is_one_strand() -> None:
    text = "".join(BLOCKS)
    found = align(text, text)
    assert strands(found) == [(0, len(text), 0, len(text))]
    assert found.places == list(range(len(text)))
    assert found.same[-1] == len(text)


def test_blocks_in_another_order_are_strands_that_end_where_the_blocks_do() -> None:
    new = "".join(BLOCKS[n] for n in (3, 1, 0, 4))
    assert strands(align("".join(BLOCKS), new)) == [
        (0, 81, 162, 243),
        (81, 162, 81, 162),
        (243, 324, 0, 81),
        (324, 405, 243, 324),
    ]


def test_those_that_kept_their_order_are_the_most() -> None:
    found = align("".join(BLOCKS), "".join(BLOCKS[n] for n in (1, 2, 3, 0, 4, 5)))
    assert [s.in_order for s in found.strands] == [False, True, True]


def test_blocks_that_begin_alike_keep_their_own_beginnings() -> None:
    """Where two strands have an equal claim the place goes where a sentence ends: else the first takes the second's opening."""
    blocks = [OPENING + block for block in BLOCKS]
    size = len(blocks[0])
    found = align("".join(blocks), "".join(blocks[n] for n in (0, 3, 1, 5, 2, 4)))
    assert [s.start for s in found.strands] == [n * size for n in range(6)]
    assert [s.there for s in found.strands] == [place * size for place in (0, 2, 4, 1, 5, 3)]


@pytest.mark.parametrize("rate", [0.03, 0.08, 0.15])
def test_characters_keep_their_places_among_errors(rate: float) -> None:
    chance, old = random.Random(f"{rate}"), "".join(BLOCKS)
    read, places = [], []
    for c in old:
        places.append(len(read))
        read += chance.choice([[chance.choice(HAN)], [], [c, "误"]]) if chance.random() < rate else [c]
    found = align(old, "".join(read))
    right = sum(there in (-1, place) for there, place in zip(found.places, places, strict=True))
    assert right >= 0.98 * len(old)


def test_what_was_dropped_has_no_place_though_its_like_stands_elsewhere() -> None:
    phrase = "会议强调要抓好各项工作落实"
    old = BLOCKS[0] + phrase + BLOCKS[1] + BLOCKS[2] + phrase + BLOCKS[3]
    found = align(old, BLOCKS[0] + phrase + BLOCKS[1] + BLOCKS[2] + BLOCKS[3])
    second = old.rindex(phrase)
    assert set(found.places[second : second + len(phrase)]) == {-1}


def test_what_stands_twice_and_is_as_good_in_either_place_is_doubtful() -> None:
    found = claims(BLOCKS[0], BLOCKS[0] + BLOCKS[1] + BLOCKS[0])
    assert set(found.doubtful) == {1}
    assert set(claims(BLOCKS[0] + BLOCKS[1], BLOCKS[0] + BLOCKS[1] + BLOCKS[0]).doubtful) == {0}


def test_a_text_that_repeats_itself_all_along_is_known_by_its_ends() -> None:
    old = "甲乙丙丁戊己庚辛" * 100
    found = align(old, old[:300] + "误误误" + old[303:])
    assert [found.places[i] for i in (0, 299, 310, 799)] == [0, 299, 310, 799]


def test_texts_with_nothing_in_common_have_no_strand() -> None:
    found = align("甲乙丙丁戊", "己庚辛")
    assert (found.strands, set(found.places), bytes(found.taken)) == ([], {-1}, b"\0\0\0")


@given(st.text("甲乙丙丁𠮷", max_size=80), st.text("甲乙丙丁𠮷", max_size=80))
def test_no_character_is_given_twice(old: str, new: str) -> None:
    found = align(old, new)
    given_places = [j for j in found.places if j >= 0]
    assert len(set(given_places)) == len(given_places)
    for n, strand in enumerate(found.strands):
        inside = [j for j in found.places[strand.start : strand.end] if j >= 0]
        assert inside == sorted(inside)
        assert (inside[0], inside[-1] + 1) == (strand.there, strand.until)
        assert set(found.strand_at[strand.start : strand.end]) == {n}
        assert all(found.taken[strand.there : strand.until])
    assert sum(found.taken) == sum(s.until - s.there for s in found.strands)
