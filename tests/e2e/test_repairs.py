"""Repairs by keys, off screen; the real window is in test_whole_path.py."""

from pathlib import Path

from tests.e2e.repairing import repairs


def test_highlights_stay_on_their_words_and_undo_leads_back(tmp_path: Path) -> None:
    repairs(tmp_path)
