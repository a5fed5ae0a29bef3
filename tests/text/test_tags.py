"""What is a tag and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.tags import line_of_tags, tag_begun, tag_prefix, tags, tags_of_line


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["桥", "路", "桥"], ("桥", "路")),
        (["", " ", "#", "　", ","], ()),
        ([" #桥", "##路 ", "#话题#", "C#"], ("桥", "路", "话题", "C#")),
        (["改革  开放"], ("改革 开放",)),
        (["京、津，冀,晋；鲁"], ("京", "津", "冀", "晋", "鲁")),
        (["一\n二\u2028三"], ("一", "二", "三")),
        (['"大桥"', "“通车”"], ("大桥", "通车")),
    ],
)
def test_tags(words: list[str], found: tuple[str, ...]) -> None:
    assert tags(words) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("#trade, 株洲 trade", ("trade", "株洲")),
        ('外贸 "new york" “改革 开放” #"a b"', ("外贸", "new york", "改革 开放", "a b")),
        ('"new york', ("new", "york")),
        ('"" ，、 #', ()),
    ],
)
def test_a_line_of_tags(line: str, found: tuple[str, ...]) -> None:
    assert tags_of_line(line) == found


@given(st.lists(st.text(alphabet='a桥# ,，"“”\n\t', max_size=6)))
def test_tags_stay_the_same_in_a_line_and_when_made_anew(words: list[str]) -> None:
    found = tags(words)
    assert tags(found) == found
    assert tags_of_line(line_of_tags(found)) == found


@pytest.mark.parametrize(
    ("line", "start", "prefix"), [("外贸 株", 3, "株"), ("外贸,#株", 3, "株"), ('外贸 "new y', 3, "new y"), ("“甲” ", 4, "")]
)
def test_the_tag_being_typed(line: str, start: int, prefix: str) -> None:
    assert (tag_begun(line), tag_prefix(line)) == (start, prefix)
