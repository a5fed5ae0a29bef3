"""The two real pages that the project started from come out right, as their gold has them."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scoring import score_page
from reader.model import FlagKind, Known, Origin, Page, Reading
from reader.pages import articles_of, parsed, reconstruct

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
LOOP = SEEDS[1]  # the page with a passage that the OCR gave twice


def read(path: Path) -> Reading:
    return reconstruct(Page(path.name, path.read_text(encoding="utf-8")))


def gold(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((ROOT / "tests" / "gold" / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_article_is_as_printed(path: Path) -> None:
    score = score_page(gold(path), parsed(read(path)), path.read_text(encoding="utf-8"))
    table = score.table()
    for name in ("exact", "heading", "headline", "kicker", "subhead", "byline", "caption", "paragraphs", "date", "newspaper"):
        assert table[name] in (1.0, None), (name, score.misses)
    assert (table["extra"], table["lost"]) == (0.0, 0.0)


def test_newspaper_and_date_are_inferred_from_datelines() -> None:
    page = read(SEEDS[0]).page
    assert page.newspaper == Known("株洲日报", Origin.INFERRED)
    assert page.date == Known("2021-01-20", Origin.INFERRED)


def test_the_ocr_loop_is_set_aside_with_its_reason() -> None:
    dropped = parsed(read(LOOP))["dropped"]
    assert [piece["text"][:4] for piece in dropped] == ["变数在增", "转，这是"]
    assert {piece["why"] for piece in dropped} == {"the OCR gave this passage twice"}


def test_places_of_missing_text_are_flagged() -> None:
    flagged = {}
    for path in SEEDS:
        reading = read(path)
        for article in articles_of(reading):
            flagged |= {flag.kind: reading.page.text[flag.at - 5 : flag.at + 4] for flag in article.flags}
    assert flagged[FlagKind.HEAD_MISSING].endswith("链建设成")
    assert flagged[FlagKind.TAIL_MISSING].startswith("精准施策，")
    assert "力，稳" in flagged[FlagKind.LOSS_SUSPECTED]


def test_a_reading_is_the_same_each_time() -> None:
    assert read(LOOP) == read(LOOP)
