"""Finding a quote by its words."""

import pytest

from reader.errors import NotFoundError
from reader.text.anchors import locate

TEXT = "第一段讲修路。\n\n　　第二段讲修桥，修桥 比\n修路难。"


def found(quote: str, prefix: str = "", suffix: str = "") -> str:
    start, end = locate(TEXT, quote, prefix, suffix)
    return TEXT[start:end]


def test_a_quote_is_found_to_the_letter() -> None:
    assert locate(TEXT, "讲修路") == (3, 6)


def test_white_space_does_not_count() -> None:
    assert found("修桥比修路难") == "修桥 比\n修路难"
    assert found(" 第 二\n段 ") == "第二段"
    assert found("修路。第二段") == "修路。\n\n　　第二段"


def test_context_tells_places_apart() -> None:
    assert locate(TEXT, "修路", suffix="难") == (23, 25)
    assert locate(TEXT, "修路", prefix="桥比") == (23, 25)
    assert locate(TEXT, "修路", prefix="第一段讲") == (4, 6)


@pytest.mark.parametrize(
    ("quote", "prefix", "says"),
    [
        ("修路", "", "occurs 2 times: choose one with --nth 1 to --nth 2, or"),
        ("修路", "铁", "occurs 2 times, none of them between"),
        ("修桥", "", "occurs 2 times"),
        ("铁路", "", "“铁路” is not in the article"),
        (" \n", "", "the quote is empty"),
    ],
)
def test_what_cannot_be_settled_is_said(quote: str, prefix: str, says: str) -> None:
    with pytest.raises(NotFoundError, match=says):
        locate(TEXT, quote, prefix)


def test_overlapping_places_are_all_counted() -> None:
    with pytest.raises(NotFoundError, match="occurs 3 times"):
        locate("哈哈哈哈", "哈哈")


def test_a_long_quote_is_shortened_in_the_sentence() -> None:
    with pytest.raises(NotFoundError, match="^“" + "长" * 30 + "…”"):
        locate(TEXT, "长" * 500)


def test_positions_are_code_points() -> None:
    assert locate("𠮷野家在北京", "北京") == (4, 6)


def test_a_number_counts_among_what_prefix_and_suffix_leave() -> None:
    text = "桥东，桥西，桥北，桥西。"
    assert locate(text, "桥", suffix="西", nth=2) == (9, 10)
    with pytest.raises(NotFoundError, match="occurs 4 times, 2 of them between this --prefix and --suffix: choose one with"):
        locate(text, "桥", suffix="西", nth=3)
    with pytest.raises(NotFoundError, match="occurs 4 times, 1 of them between this --prefix and --suffix: leave out --nth"):
        locate(text, "桥", suffix="北", nth=2)
    with pytest.raises(NotFoundError, match="“桥东” occurs once: leave out --nth"):
        locate(text, "桥东", nth=2)
