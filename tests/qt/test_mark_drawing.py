"""Overlapping marks: each can be seen, in every theme, and only what is on the screen is given to Qt."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextFormat

from reader.commands import COMMANDS
from reader.model import Annotation, Kind, Status, Style
from reader.qt.mark_drawing import Stretch, Stretches, drawn, look
from reader.qt.theme import THEMES
from reader.services.annotating import new_annotation
from tests.driver import CTRL, Driver

OVER: tuple[dict[str, object], ...] = (
    *({}, {"colour": "blue"}),
    *({"style": Style.UNDERLINE}, {"colour": "red", "style": Style.UNDERLINE}),
)


def mark(**values: object) -> Annotation:
    return replace(new_annotation(1, Kind.HIGHLIGHT, ""), **values)  # type: ignore[arg-type]


def test_stretches_are_cut_where_marks_begin_and_end_the_widest_lowest() -> None:
    wide, narrow, far, book = mark(), mark(), mark(), mark(kind=Kind.BOOKMARK)
    found = Stretches([([(4, 6)], narrow), ([(0, 5), (7, 9)], wide), ([(20, 21)], far), ([(3, 30)], book)])
    assert found.between(0, 100) == [
        Stretch(0, 4, (wide,)),
        Stretch(4, 5, (wide, narrow)),
        Stretch(5, 6, (narrow,)),
        Stretch(7, 9, (wide,)),
        Stretch(20, 21, (far,)),
    ]
    assert list(found.between(5, 8)) == found.between(0, 100)[2:4]
    assert list(found.between(10, 20)) == []
    assert found.bookmarks == [(3, book)]


@pytest.mark.parametrize("name", sorted(THEMES))
@pytest.mark.parametrize("over", OVER)
def test_where_two_marks_overlap_it_looks_like_neither(name: str, over: dict[str, object]) -> None:
    theme, under, upper = THEMES[name], mark(), mark(**over)
    both, *alone = (drawn(look(Stretch(0, 1, marks), ""), theme) for marks in ((under, upper), (under,), (upper,)))
    assert both not in alone
    assert both.underlineColor() != both.background().color()


@pytest.mark.parametrize("name", sorted(THEMES))
def test_the_words_stay_legible_under_three_marks(name: str) -> None:
    theme = THEMES[name]
    for colour in theme.marks:
        for marks in (1, 3):
            made = drawn(look(Stretch(0, 1, (mark(colour=colour),) * marks), ""), theme)
            assert contrast(made.foreground().color(), made.background().color()) >= 4.5, (colour, marks)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_what_is_chosen_or_needs_review_is_dotted() -> None:
    theme, chosen = THEMES["light"], mark()
    assert drawn(look(Stretch(0, 1, (chosen,)), chosen.id), theme).underlineStyle().name == "DotLine"
    doubtful = mark(status=Status.NEEDS_REVIEW)
    assert drawn(look(Stretch(0, 1, (doubtful,)), ""), theme).underlineStyle().name == "DotLine"
    assert not drawn(look(Stretch(0, 1, (chosen,)), ""), theme).hasProperty(QTextFormat.Property.TextUnderlineStyle)


def test_marks_come_into_sight_as_one_scrolls(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.qt.article_pane._LEAST_AROUND", 1)
    text, window = driver.window.text, driver.window
    window.resize(1000, 300)
    driver.key(Qt.Key.Key_J)
    window.focus_pane("text")
    driver.key(Qt.Key.Key_End, CTRL)
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_Home, CTRL)
    assert text.extraSelections() == []
    driver.key(Qt.Key.Key_End, CTRL)
    assert len(text.extraSelections()) == 1


def test_a_bookmark_has_a_ribbon_in_the_margin_and_leaves_the_words_alone(driver: Driver) -> None:
    before = driver.window.text.grab().toImage()
    driver.key(Qt.Key.Key_B)
    after = driver.window.text.grab().toImage()
    assert driver.window.text.extraSelections() == []
    assert after != before
    driver.key(Qt.Key.Key_B)
    assert driver.window.desk.marks_here == []
    assert driver.window.text.grab().toImage() == before


def test_nested_marks_are_reached_one_after_the_other_by_key(driver: Driver) -> None:
    window = driver.window
    for start, end in ((30, 60), (40, 50)):
        window.select(start, end)
        driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_Home, CTRL)
    chosen = []
    for _ in range(2):
        driver.key(Qt.Key.Key_Period)
        found = window.chosen_annotation()
        assert found
        chosen.append(window.desk.place_of(found))
    assert chosen == [30, 40]


def test_marks_of_the_article_before_are_never_drawn_on_the_next(driver: Driver, capfd: pytest.CaptureFixture[str]) -> None:
    desk, text = driver.window.desk, driver.window.text
    sheets = {i: desk.archive.article(i) for i in desk.archive.article_ids()}
    longest, shortest = (pick(sheets, key=lambda i: len("".join(sheets[i].paragraphs))) for pick in (max, min))
    desk.open(shortest)
    assert desk.sheet
    beyond = len(desk.sheet.text) + 2
    desk.open(longest)
    text.select(beyond, beyond + 8)
    driver.window.run(COMMANDS["highlight"])
    text.cursorPositionChanged.connect(text._draw_what_is_seen)
    desk.open(shortest)
    driver.settle()
    assert "out of range" not in capfd.readouterr().err
