"""Notes keep to their words when the text under them changes, or say that they need a look."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Status
from reader.text.anchors import UNPLACED, Carried, carry

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3 * 600, 3)]
RANDOM = random.Random(2026)
SENTENCES = ["".join(RANDOM.choices(HAN, k=RANDOM.randint(18, 34))) + "。" for _ in range(40)]
TEXT = "".join(SENTENCES)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    assert text.count(words) == 1
    return text.index(words), text.index(words) + len(words)


def carried(old: str, new: str, *spans: tuple[int, int]) -> list[tuple[str, Status]]:
    """For each span the words of the new text that it ends on, and its status."""
    return [("" if c.start is None else new[c.start : c.end], c.status) for c in carry(old, new, spans)]


def test_the_same_text_leaves_every_span_where_it_is() -> None:
    assert carry(TEXT, TEXT, [(3, 9), (0, 0)]) == [Carried(3, 9, Status.OK), Carried(0, 0, Status.OK)]


def test_text_put_in_front_shifts_the_spans() -> None:
    front = "这是后来补上的一段话，原来没有读出来。" * 10
    start, end = span(SENTENCES[20])
    assert carry(TEXT, front + TEXT, [(start, end)]) == [Carried(start + len(front), end + len(front), Status.OK)]


@pytest.mark.parametrize("length", [1, 2, 4, 8, 20, 60])
def test_random_errors_elsewhere_do_not_matter(length: int) -> None:
    rng = random.Random(length)
    spans = [(s, s + length) for s in rng.sample(range(len(TEXT) - length), 40)]
    errors = rng.sample(range(len(TEXT)), len(TEXT) * 3 // 100)
    new = "".join("误" if i in errors else c for i, c in enumerate(TEXT))
    for (start, end), found in zip(spans, carry(TEXT, new, spans), strict=True):
        assert (found.start, found.end) == (start, end)
        assert found.status is (Status.OK if new[start:end] == TEXT[start:end] else Status.CHANGED)


def test_corrected_words_are_reported_as_changed() -> None:
    sentence = SENTENCES[12]
    better = sentence[:4] + "改" + sentence[5:9] + "加字" + sentence[9:]
    assert carried(TEXT, TEXT.replace(sentence, better), span(sentence)) == [(better, Status.CHANGED)]


def test_white_space_does_not_count() -> None:
    broken = "\n\n".join(SENTENCES).replace("，", "， ")
    start, end = span(SENTENCES[3] + SENTENCES[4])
    [found] = carry(TEXT, broken, [(start, end)])
    assert found.status is Status.OK
    assert found.start is not None
    assert "".join(broken[found.start : found.end].split()) == TEXT[start:end]
    assert broken[found.start : found.end] == broken[found.start : found.end].strip()


def test_shuffled_blocks_are_found_again() -> None:
    blocks = [SENTENCES[i : i + 8] for i in range(0, 40, 8)]
    new = "".join("".join(blocks[i]) for i in (3, 0, 4, 2, 1))
    results = carried(TEXT, new, *[span(SENTENCES[i]) for i in range(1, 39)])
    assert [words for words, _ in results] == SENTENCES[1:39]
    assert {status for _, status in results} <= {Status.OK, Status.MOVED}
    assert Status.MOVED in {status for _, status in results}


def test_moved_words_with_errors_are_found_as_changed() -> None:
    wrong = SENTENCES[30][:6] + "误" + SENTENCES[30][7:]
    new = "".join(SENTENCES[25:30]) + wrong + "".join(SENTENCES[31:40]) + "".join(SENTENCES[:25])
    assert carried(TEXT, new, span(SENTENCES[30])) == [(wrong, Status.CHANGED)]


@pytest.mark.parametrize("length", [2, 4, 12])
def test_a_dropped_passage_needs_review(length: int) -> None:
    new = "".join(SENTENCES[:10] + SENTENCES[20:])
    inside = [(start, start + length) for start in range(len("".join(SENTENCES[:11])), len("".join(SENTENCES[:18])), 9)]
    assert carry(TEXT, new, inside) == [UNPLACED] * len(inside)


def test_a_repeated_phrase_is_not_settled_on_wrongly() -> None:
    phrase = "会议强调要抓好落实"
    old = SENTENCES[0] + phrase + SENTENCES[1] + SENTENCES[2] + phrase + SENTENCES[3] + SENTENCES[4]
    without_the_second = SENTENCES[0] + phrase + SENTENCES[1] + SENTENCES[2] + SENTENCES[3] + SENTENCES[4]
    second = old.rindex(phrase)
    assert carry(old, without_the_second, [(second, second + len(phrase))]) == [UNPLACED]
    first = old.index(phrase)
    assert carry(old, without_the_second, [(first, first + 9)]) == [Carried(first, first + 9, Status.OK)]


def test_a_repeated_phrase_between_like_neighbours_is_not_settled_on_wrongly() -> None:
    reports = [
        f"{town}召开会议，会议强调要抓好落实，{town}各部门负责人参加。" for town in ("青石镇", "白沙村", "柳河乡", "南湾港")
    ]
    old, new = "".join(reports), "".join(reports[:2] + reports[3:])
    at = [i * len(reports[0]) + 8 for i in range(4)]
    assert carried(old, new, *[(i, i + 9) for i in at])[2] == ("", Status.NEEDS_REVIEW)


def test_two_places_as_like_as_each_other_need_review() -> None:
    passage = "".join(SENTENCES[:3])
    old = "".join(SENTENCES[10:20]) + passage
    new = passage + "".join(SENTENCES[20:22]) + passage + "".join(SENTENCES[10:20]) * 2
    start = len("".join(SENTENCES[10:20])) + 15
    [found] = carry(old, new, [(start, start + 6)])
    assert found == UNPLACED


def test_a_text_too_long_to_compare_at_once_is_carried_in_parts() -> None:
    rng = random.Random(11)
    sentences = ["".join(rng.choices(HAN, k=24)) + "。" for _ in range(1200)]
    sentences[300:320] = [sentences[7]] * 20
    old = "".join(sentences)
    new = "".join([*sentences[900:1170], "前面加的话。", *sentences[:900], *sentences[1170:]])
    new = "".join("误" if i % 97 == 0 else c for i, c in enumerate(new))
    at = [25 * n + 3 for n in (0, 50, 299, 450, 750, 899, 930, 1150, 1190)]
    for start, found in zip(at, carry(old, new, [(i, i + 6) for i in at]), strict=True):
        shift = 270 * 25 + 6 if start < 22_500 else -22_500 if start < 29_250 else 6
        assert (found.start, found.end) == (start + shift, start + shift + 6)


def test_two_long_texts_with_nothing_in_common_need_review() -> None:
    rng = random.Random(12)
    old, new = ("".join(rng.choices(half, k=60_000)) for half in (HAN[:300], HAN[300:]))
    assert carry(old, new, [(5, 9), (30_000, 30_050)]) == [UNPLACED] * 2


def test_an_empty_span_goes_with_the_next_character() -> None:
    start, _ = span(SENTENCES[5])
    assert carry(TEXT, "前面加字" + TEXT, [(start, start)]) == [Carried(start + 4, start + 4, Status.OK)]


def test_a_span_of_white_space_alone_becomes_no_empty_one() -> None:
    """The store holds no span without characters: one would end the import."""
    old = "".join(SENTENCES[:4]) + "\n\n" + "".join(SENTENCES[4:])
    at = old.index("\n")
    assert carry(old, "前" + TEXT, [(at, at + 2)]) == [Carried(at + 1, at + 2, Status.OK)]


@pytest.mark.parametrize(("old", "new"), [("", "甲"), ("甲", ""), ("甲乙", "丙丁"), (" \n", "甲")])
def test_nothing_to_go_by_needs_review(old: str, new: str) -> None:
    assert carry(old, new, [(0, len(old))]) == [UNPLACED]


@given(st.text("甲乙丙丁 \n𠮷", max_size=60), st.text("甲乙丙丁 \n𠮷", max_size=60), st.data())
def test_a_carried_span_lies_in_the_text_and_says_the_truth(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    [found] = carry(old, new, [(start, end)])
    if found.start is None or found.end is None:
        assert found == UNPLACED
        return
    assert 0 <= found.start <= found.end <= len(new)
    same = "".join(old[start:end].split()) == "".join(new[found.start : found.end].split())
    if old[start:end].strip():
        assert same == (found.status in (Status.OK, Status.MOVED))
