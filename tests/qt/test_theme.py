"""Contrast of all texts in all themes, as WCAG 2.1 reckons it."""

import pytest
from PySide6.QtGui import QColor

from reader.model import COLOURS
from reader.qt.theme import THEMES, Theme

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
    faint = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < ENOUGH}
    assert not faint


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_colour_has_a_shade_of_its_own(theme: Theme) -> None:
    assert set(theme.marks) == set(COLOURS)
    assert len(set(theme.marks.values())) == len(COLOURS)
