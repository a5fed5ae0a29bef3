"""Newspaper, date and label: printed before named before inferred, with their origin."""

import pytest

from reader.model import FlagKind, Known, Origin, Page
from reader.pages import reconstruct

STORY = "东湖开始清理水草\n\n园林处的工人昨天分乘六条船下湖作业。"


def facts(text: str, source: str = "page.txt") -> Page:
    return reconstruct(Page(source, text)).page


def test_a_printed_masthead() -> None:
    page = facts(f"东湖日报\n二〇二一年一月二十日　星期三\n第A3版：民生\n\n{STORY}")
    assert page.newspaper == Known("东湖日报", Origin.PRINTED)
    assert page.date == Known("2021-01-20", Origin.PRINTED)
    assert page.label == Known("A3", Origin.PRINTED)
    assert page.name == Known("民生", Origin.PRINTED)


def test_years_of_the_republic() -> None:
    assert facts(f"中華民國三十八年十月一日　第二版\n\n{STORY}").date == Known("1949-10-01", Origin.PRINTED)


@pytest.mark.parametrize(
    "source",
    [
        "东湖日报/2021/01/20/03.txt",
        "东湖日报_2021-01-20_第3版.txt",
        "东湖日报20210120_03版.txt",
        "东湖日报\\2021年1月20日\\3版.txt",
    ],
)
def test_names_of_files_and_folders(source: str) -> None:
    page = facts(STORY, source)
    assert page.newspaper == Known("东湖日报", Origin.FILE_NAME)
    assert page.date == Known("2021-01-20", Origin.FILE_NAME)


def test_what_is_printed_goes_before_the_name() -> None:
    assert facts(f"2021年1月20日 星期三\n\n{STORY}", "2020-05-01.txt").date == Known("2021-01-20", Origin.PRINTED)


def test_the_day_after_the_newest_dateline_and_the_year_of_the_text() -> None:
    text = "东湖日报讯 3月31日，园林处清理水草。2021年是园林年。\n\n新华社北京3月30日电 二〇三五年远景目标公布，2021年开始。"
    page = facts(text)
    assert page.newspaper == Known("东湖日报", Origin.INFERRED)
    assert page.date == Known("2021-04-01", Origin.INFERRED)


def test_nothing_is_invented() -> None:
    page = facts(STORY)
    assert (page.newspaper, page.date, page.label, page.name) == (None, None, None, None)


def test_a_weekday_that_does_not_fit_is_flagged() -> None:
    reading = reconstruct(Page("page.txt", f"2021年1月20日 星期五\n\n{STORY}"))
    assert [flag.kind for flag in reading.flags] == [FlagKind.DOUBTFUL_SOURCE]


def test_a_paper_that_says_only_our_paper_is_not_named_after_its_guests() -> None:
    guest = "西山晚报记者 李小红\n\n西山的红叶进入最佳观赏期，周末游人如织，景区加开了班车。"
    assert facts(f"本报讯 3月31日，园林处清理水草。\n\n{STORY}\n\n{guest}").newspaper is None
    assert facts(f"{STORY}\n\n{guest}").newspaper == Known("西山晚报", Origin.INFERRED)
