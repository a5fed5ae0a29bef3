"""How well reconstructed pages agree with their gold: the measures of docs/notes/pages.md.

A prediction is the JSON object of one page as `jianbao parse` prints it; a gold page has the same articles. White space never
counts, and a 电头 may stand in its own field or at the start of the first paragraph. All sums are counted, so pages add up.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

SAME_BODY = 0.995
WEAKEST_MATCH = 0.2
END = 8  # characters that name a paragraph's end
FIELDS = ("headline", "kicker", "subhead", "byline")


@dataclass
class Miss:
    """A gold article that was not got exactly right."""

    body: float
    wanted: str
    got: str
    damage: list[str]


@dataclass
class Score:
    """The counts of one page or of many."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def ratio(self, part: str, whole: str) -> float | None:
        """A share, or None where there was nothing to get right."""
        return round(self.counts[part] / self.counts[whole], 4) if self.counts[whole] else None

    def table(self) -> dict[str, float | None]:
        """The measures by name; `extra` and `lost` are better lower, all others higher."""
        c = self.counts
        precision, recall = c["ends_right"] / max(1, c["ends_found"]), c["ends_right"] / max(1, c["ends_wanted"])
        table: dict[str, float | None] = {"articles": c["articles"], "exact": self.ratio("exact", "articles")}
        table["body"] = self.ratio("body", "articles")
        table["heading"] = self.ratio("heading", "articles")
        table |= {name: self.ratio(name, f"{name}_n") for name in (*FIELDS, "caption", "date", "newspaper")}
        table["paragraphs"] = round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0
        return table | {"extra": self.ratio("extra", "found"), "lost": self.ratio("lost", "characters")}


def bare(text: str | None) -> str:
    """A text without its white space."""
    return re.sub(r"\s+", "", text or "")


def body_of(article: dict[str, Any]) -> list[str]:
    """An article's paragraphs, the dateline at the start of the first."""
    paragraphs = [p for p in map(bare, article.get("paragraphs") or []) if p]
    dateline = bare(article.get("dateline"))
    if dateline and paragraphs and not paragraphs[0].startswith(dateline):
        paragraphs[0] = dateline + paragraphs[0]
    return paragraphs


def gold_pages(folder: Path, texts: Path | None = None, only: str = "") -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each page of a folder that has its gold beside it (NAME.gold.json), or in `texts`, with that gold."""
    for gold in sorted(folder.glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        if only in stem:
            page = next(p for s in (".md", ".txt") for d in (texts or folder,) if (p := d / (stem + s)).exists())
            yield page, json.loads(gold.read_text(encoding="utf-8"))


def score_page(gold: dict[str, Any], found: dict[str, Any], text: str) -> Score:
    """The score of one page; `text` is the page's text as it was read."""
    score = Score()
    pairs = _matched(gold["articles"], found["articles"])
    for number, wanted in enumerate(gold["articles"]):
        got, likeness = pairs.get(number, (-1, 0.0))
        _score_article(score, wanted, found["articles"][got] if got >= 0 else {}, likeness)
    score.counts["extra"] += len(found["articles"]) - len(pairs)
    score.counts["found"] += len(found["articles"])
    wanted_characters = Counter(bare(re.sub(r"^#+ ", "", text, flags=re.M)))
    score.counts["lost"] += sum((wanted_characters - _characters(found)).values())
    score.counts["characters"] += sum(wanted_characters.values())
    for name in ("date", "newspaper"):
        if gold.get(name):
            score.counts[f"{name}_n"] += 1
            score.counts[name] += gold[name] == found.get(name)
    return score


def _matched(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[int, tuple[int, float]]:
    """Which found article answers to which gold one, the likest first, with the likeness of their bodies."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            likeness = Indel.normalized_similarity("".join(body_of(wanted)), "".join(body_of(got)), score_cutoff=WEAKEST_MATCH)
            bonus = 0.05 * (bare(wanted.get("headline")) == bare(got.get("headline")))
            if likeness + bonus > WEAKEST_MATCH:
                candidates.append((likeness + bonus, likeness, i, j))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, likeness, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = (j, likeness)
            taken.add(j)
    return pairs


def _score_article(score: Score, wanted: dict[str, Any], got: dict[str, Any], likeness: float) -> None:
    counts = score.counts
    for name in FIELDS:
        if bare(wanted.get(name)) or bare(got.get(name)):
            counts[f"{name}_n"] += 1
            counts[name] += bare(wanted.get(name)) == bare(got.get(name))
    captions = Counter(bare(c["text"]).rstrip("。") for c in got.get("captions") or [])
    for caption in wanted.get("captions") or []:
        counts["caption_n"] += 1
        counts["caption"] += captions[bare(caption["text"]).rstrip("。")] > 0
    ends, found_ends = (Counter(p[-END:] for p in body_of(a)) for a in (wanted, got))
    counts["ends_right"] += sum((ends & found_ends).values())
    counts["ends_wanted"] += sum(ends.values())
    counts["ends_found"] += sum(found_ends.values())
    headings = [bare("".join(a.get(k) or "" for k in ("kicker", "headline", "subhead"))) for a in (wanted, got)]
    right = likeness >= SAME_BODY and headings[0] == headings[1]
    counts.update(articles=1, heading=headings[0] == headings[1], exact=right)
    counts["body"] += likeness  # type: ignore[assignment]
    if not right:
        heads = (bare(wanted.get("headline"))[:20], bare(got.get("headline"))[:20])
        score.misses.append(Miss(likeness, *heads, wanted.get("damage") or []))


def _characters(found: dict[str, Any]) -> Counter[str]:
    """Every character that stands in an article or among what was dropped."""
    have: Counter[str] = Counter()
    for article in found["articles"]:
        for name in (*FIELDS, "jump"):
            have.update(bare(article.get(name)))
        have.update("".join(body_of(article)))
        for caption in article.get("captions") or []:
            have.update(bare(caption.get("text")) + bare(caption.get("credit")))
    for dropped in found.get("dropped") or []:
        have.update(bare(dropped["text"]))
    return have
