"""Copying citations."""

import pytest

from reader.commands import COMMANDS, run
from reader.services.desk import Desk
from reader.services.quoting import annotate
from tests.fake_view import FakeView

CITED = "张三. 新桥通车[N]. 江北日报，2021-03-05（A1）."


def test_the_citation_is_copied(desk: Desk, view: FakeView) -> None:
    run(COMMANDS["copy_citation"], desk)
    assert view.clipboard == CITED
    assert view.said[-1] == f"Copied: {CITED}"


def test_words_selected_come_with_it(desk: Desk, view: FakeView) -> None:
    assert desk.sheet
    at = desk.sheet.text.index("五分钟")
    view.select(at, at + 3)
    run(COMMANDS["copy_citation"], desk)
    assert view.clipboard == f"“五分钟”\n{CITED}"


def test_an_annotation_comes_with_its_article_and_a_link(desk: Desk, view: FakeView) -> None:
    made = annotate(desk.library, 2, "河水上涨三尺")
    view.choose_annotation(made)
    run(COMMANDS["copy_citation"], desk)
    link = f"jianbao://open?article=2&annotation={made.short_id}"
    assert view.clipboard == f"“河水上涨三尺”\n河水上涨[N]. 江北日报，2021-03-05（A1）.\n{link}"


@pytest.mark.parametrize(("command", "style"), [("cite_footnote", "footnote"), ("cite_gbt7714_2015", "gbt7714-2015")])
def test_the_style_can_be_chosen(desk: Desk, view: FakeView, command: str, style: str) -> None:
    run(COMMANDS[command], desk)
    assert desk.settings.text("citation_style") == style
    assert "citation_style" in desk.settings.path.read_text("utf-8")
    run(COMMANDS["copy_citation"], desk)
    assert view.clipboard != CITED
