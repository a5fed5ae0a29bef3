"""Labels with long names."""

from pathlib import Path

import pytest

from reader.qt.labels import ElidedLabel, plain_tooltip
from tests.driver import Driver


@pytest.mark.usefixtures("application")
def test_a_long_name_is_cut_and_told_whole() -> None:
    label, name = ElidedLabel(), "很长的名字" * 40
    label.resize(200, 30)
    label.setText(name)
    assert label.minimumSizeHint().width() < 100
    assert label.shown().endswith("…")
    assert name in label.toolTip()
    assert label.accessibleName() == name


def test_a_tooltip_shows_text_as_it_stands() -> None:
    assert "&lt;b&gt; &amp;\n▯" in plain_tooltip("<b> &\n\u200b")


def test_a_long_file_name_does_not_widen_the_window(driver: Driver, tmp_path: Path) -> None:
    page = tmp_path / ("名" * 80 + ".txt")
    page.write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    least = driver.window.minimumSizeHint().width()
    driver.window.start_import([page])
    driver.wait_for_import()
    driver.window.desk.open(max(driver.window.desk.archive.article_ids()))
    driver.settle()
    assert page.name in driver.window.place.text()
    assert driver.window.minimumSizeHint().width() == least
