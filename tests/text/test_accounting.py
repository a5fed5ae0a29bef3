"""Every character of a page stands in exactly one piece, white space aside."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Piece, Role
from reader.text.accounting import partition_faults


def pieces(*spans: tuple[int, int]) -> list[Piece]:
    return [Piece(start, end, Role.BODY) for start, end in spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        (" \n\u3000", []),
        ("甲乙", [(0, 2)]),
        ("甲乙", [(1, 2), (0, 1)]),
        ("甲 \n乙", [(0, 1), (3, 4)]),
        ("甲 \n乙", [(0, 3), (3, 4)]),
        ("𠮷野", [(0, 1), (1, 2)]),
    ],
)
def test_a_partition_has_no_faults(text: str, spans: list[tuple[int, int]]) -> None:
    assert partition_faults(text, pieces(*spans)) == []


@pytest.mark.parametrize(
    ("text", "spans", "faults"),
    [
        ("甲乙丙", [(0, 2)], ["characters 2–3 are in no piece: “丙”"]),
        ("甲乙丙", [(1, 3)], ["characters 0–1 are in no piece: “甲”"]),
        ("甲 乙 丙", [(0, 1), (4, 5)], ["characters 1–4 are in no piece: “乙”"]),
        ("甲乙丙", [(0, 2), (1, 3)], ["two pieces hold the same characters: 1–2"]),
        ("甲乙丙", [(0, 3), (1, 2)], ["two pieces hold the same characters: 1–2"]),
        ("甲乙", [(0, 3)], ["a piece lies outside the text: 0–3 of 2", "characters 0–2 are in no piece: “甲乙”"]),
        ("甲", [(0, 1), (-1, 0)], ["a piece lies outside the text: -1–0 of 1"]),
        ("甲", [(0, 1), (1, 1)], ["a piece lies outside the text: 1–1 of 1"]),
        ("字" * 30, [], [f"characters 0–30 are in no piece: “{'字' * 20}…”"]),
    ],
)
def test_what_breaks_it_is_said(text: str, spans: list[tuple[int, int]], faults: list[str]) -> None:
    assert partition_faults(text, pieces(*spans)) == faults


@given(st.text("甲乙 \n", max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_any_cut_of_a_text_is_a_partition_and_one_character_less_is_none(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    spans = list(pairwise(edges))
    assert partition_faults(text, pieces(*spans)) == []
    for start, end in spans:
        if text[start].strip():
            shorter = [(start + 1, end) if s == (start, end) else s for s in spans]
            assert partition_faults(text, pieces(*(s for s in shorter if s[0] < s[1])))
