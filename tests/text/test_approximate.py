"""Words in a text, to the letter and with errors."""

import random

import pytest

from reader.text.approximate import approximate, edit_distances, occurrences

TEXT = "昨日上午新桥正式通车，两岸居民只要五分钟就能走到对岸。"


def test_overlapping_occurrences_are_all_found() -> None:
    assert occurrences("哈哈哈哈", "哈哈") == [0, 1, 2]
    assert occurrences(TEXT, "铁路") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("新侨正式通车", [(4, 10, 1)]),
        ("两岸的居民只要五分钟", [(11, 20, 1)]),
        ("新桥式通车", [(4, 10, 1)]),
        ("旧路封闭施工", []),
    ],
)
def test_a_quarter_of_errors_is_allowed_for(words: str, found: list[tuple[int, int, int]]) -> None:
    assert approximate(TEXT, words, len(words) // 4) == found


def test_without_errors_there_is_nothing_to_look_for() -> None:
    assert approximate(TEXT, "新桥", 0) == []


def test_distances_are_those_of_the_matrix() -> None:
    chance = random.Random(7)
    for _ in range(50):
        text, words = ("".join(chance.choices("甲乙丙丁", k=chance.randint(1, 12))) for _ in range(2))
        for anchored in (False, True):
            assert list(edit_distances(text, words, anchored)) == matrix(text, words, anchored)


def matrix(text: str, words: str, anchored: bool) -> list[int]:
    column, found = list(range(len(words) + 1)), []
    for n, c in enumerate(text, start=1):
        following = [n if anchored else 0]
        for i, d in enumerate(words):
            following.append(min(column[i] + (c != d), column[i + 1] + 1, following[i] + 1))
        column = following
        found.append(column[-1])
    return found
