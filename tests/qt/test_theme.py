"""Contrast of all texts in all themes, as WCAG 2.1 reckons it, and whether one sees what is chosen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from reader.model import COLOURS
from reader.qt.export_prompt import ExportPrompt
from reader.qt.palette import CommandPalette
from reader.qt.theme import THEMES, Theme
from tests.driver import CTRL, SHIFT, Driver

ENOUGH = 4.5  # WCAG 2.1, 1.4.3, for text of any size


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    pairs = [(text, ground) for text in (theme.ink, theme.muted) for ground in (theme.paper, theme.panel, theme.frame)]
    pairs += [(theme.accent, theme.paper), (theme.accent, theme.panel), (theme.accent_ink, theme.accent)]
    pairs += [(theme.warning, theme.paper), (theme.warning, theme.panel)]
    pairs += [(text, theme.chosen) for text in (theme.ink, theme.muted, theme.accent, theme.warning)]
    pairs += [(theme.ink, theme.marks[colour]) for colour in COLOURS]
    pairs += [(theme.ink, theme.hit), (theme.accent, theme.hit)]
    faint = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < ENOUGH}
    assert not faint


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_colour_has_a_shade_of_its_own(theme: Theme) -> None:
    assert set(theme.marks) == set(COLOURS)
    assert len(set(theme.marks.values())) == len(COLOURS)


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}


@pytest.mark.parametrize("name", THEMES)
def test_the_chosen_row_of_the_palette_is_seen(start: Callable[..., Driver], name: str) -> None:
    driver = start(theme=name)
    driver.key(Qt.Key.Key_P, CTRL | SHIFT)
    palette = driver.dialog()
    assert isinstance(palette, CommandPalette)
    driver.key(Qt.Key.Key_Down, times=2)
    assert THEMES[name].accent in colours(palette.list.viewport())
    driver.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("name", THEMES)
def test_the_chosen_entry_of_a_box_is_seen(start: Callable[..., Driver], name: str) -> None:
    driver = start(theme=name)
    driver.key(Qt.Key.Key_E, CTRL)
    prompt = driver.dialog()
    assert isinstance(prompt, ExportPrompt)
    assert THEMES[name].accent not in colours(prompt.format)
    prompt.format.setFocus()
    driver.settle()
    assert THEMES[name].accent in colours(prompt.format)
    prompt.format.showPopup()
    driver.settle()
    assert THEMES[name].accent in colours(prompt.format.view().viewport())
    prompt.format.hidePopup()
    driver.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("name", THEMES)
def test_the_chosen_annotation_is_seen_and_whether_the_list_has_the_keyboard(start: Callable[..., Driver], name: str) -> None:
    driver = start(theme=name)
    driver.key(Qt.Key.Key_H)
    view = driver.window.list.view
    assert THEMES[name].chosen in colours(view.viewport())
    assert THEMES[name].accent not in colours(view.viewport())
    driver.key(Qt.Key.Key_Return)
    assert THEMES[name].accent in colours(view.viewport())
