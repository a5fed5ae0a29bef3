"""Where Chinese sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import next_sentence, previous_sentence, sentence_at, sentence_bounds


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("桥通了。两岸只要五分钟！", ["桥通了。", "两岸只要五分钟！"]),
        ("他说：“桥通了。”大家笑了。", ["他说：“桥通了。”", "大家笑了。"]),
        ("真的吗？！……好。", ["真的吗？！……", "好。"]),
        ("（见第2版。）完", ["（见第2版。）", "完"]),
        ("增长3.5%，达到2.1亿元。", ["增长3.5%，达到2.1亿元。"]),
        ("It works. 好。", ["It works.", "好。"]),
        ("标题\n\n　　第一句。 第二句", ["标题", "第一句。", "第二句"]),
        ("𠮷野家开了。😀好！", ["𠮷野家开了。", "😀好！"]),
        ("，；：", ["，；："]),
        (" \n ", []),
        ("", []),
    ],
)
def test_sentences_are_parted(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_bounds(text)] == sentences


TEXT = "桥通了。 两岸只要五分钟！\n完"


@pytest.mark.parametrize(
    ("position", "sentence"), [(0, "桥通了。"), (3, "桥通了。"), (4, "两岸只要五分钟！"), (13, "完"), (99, "完")]
)
def test_the_sentence_at_a_place(position: int, sentence: str) -> None:
    assert TEXT[slice(*sentence_at(TEXT, position))] == sentence


def test_a_text_without_sentences_has_an_empty_one() -> None:
    assert sentence_at("  ", 1) == (1, 1)


def test_the_caret_goes_from_beginning_to_beginning() -> None:
    assert [next_sentence(TEXT, p) for p in (0, 5, 14)] == [5, 14, len(TEXT)]
    assert [previous_sentence(TEXT, p) for p in (0, 3, 5, 7, 99)] == [0, 0, 0, 5, 14]


@given(st.text("甲乙。！？…”’ \n.a", max_size=40))
def test_sentences_hold_every_character_but_white_space(text: str) -> None:
    bounds = sentence_bounds(text)
    assert "".join("".join(text[a:b] for a, b in bounds).split()) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in bounds)
    assert bounds == sorted(bounds)


@given(st.text("甲。！\n ”", max_size=14), st.integers(0, 14))
def test_those_around_a_position_are_those_of_the_whole_text(text: str, at: int) -> None:
    position, bounds = min(at, len(text)), sentence_bounds(text)
    here = next((b for b in bounds if position < b[1]), bounds[-1] if bounds else (position, position))
    assert sentence_at(text, position) == here
    assert next_sentence(text, position) == next((start for start, _ in bounds if start > position), len(text))
    assert previous_sentence(text, position) == max((start for start, _ in bounds if start < position), default=0)
