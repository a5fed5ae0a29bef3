"""Two changes of one text, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.merging import PARTED, changed, merged

TEXTS = st.text(alphabet="ab桥𠮷\n", max_size=12)


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "both"),
    [
        ("", "桥", "", "桥"),
        ("", "", "桥", "桥"),
        ("", "桥", "桥", "桥"),
        ("桥通了", "新桥通了", "桥通了。", "新桥通了。"),
        ("桥通了", "桥通了。", "新桥通了", "新桥通了。"),
        ("旧文", "", "旧文，又及", "，又及"),
        ("旧文", "旧文一", "旧文二", f"旧文一{PARTED}旧文二"),
        ("旧文", "旧文一", "", "旧文一"),
        ("旧文", "", "新", "新"),
        ("旧文", "甲", "乙", f"甲{PARTED}乙"),
        ("旧文很长", "旧文很短", "旧很长", f"旧文很短{PARTED}旧很长"),
    ],
)
def test_both_are_kept(before: str, mine: str, theirs: str, both: str) -> None:
    assert merged(before, mine, theirs) == both


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_either_wrote_is_lost(before: str, mine: str, theirs: str) -> None:
    both = merged(before, mine, theirs)
    assert changed(before, mine)[2] in both
    assert changed(before, theirs)[2] in both


@given(TEXTS, TEXTS)
def test_a_change_is_one_stretch(before: str, after: str) -> None:
    start, end, words = changed(before, after)
    assert before[:start] + words + before[end:] == after
