"""check and stats."""

import json
from pathlib import Path

from tests.cli.conftest import Jianbao
from tests.fixtures import by_hand


def test_check_says_that_all_is_well(jianbao: Jianbao, seeds: Path) -> None:
    jianbao("annotate", 1, "--quote", "施瓦布", "--tag", "论坛")
    said = jianbao("check")
    assert (said.code, said.out) == (0, f"{seeds}: every character is in its place, every annotation on its words.\n")
    assert (jianbao("check", "--json").code, jianbao("check", "--json").out) == (0, "")


def test_check_names_a_changed_piece(jianbao: Jianbao, seeds: Path) -> None:
    by_hand(seeds, "UPDATE piece SET start = start + 1 WHERE text_id = 1 AND role = 'byline'")
    said = jianbao("check")
    assert said.code == 1
    assert "Page 1 (000_6db4afb9be991b2e.txt): characters " in said.out
    assert "are in no piece: “株”." in said.out
    lines = jianbao("check", "--json").out.splitlines()
    assert [json.loads(line)["fault"] for line in lines] == said.out.splitlines()


def test_check_repairs_the_search_index(jianbao: Jianbao, seeds: Path) -> None:
    by_hand(seeds, "DELETE FROM indexed WHERE article_id = 3")
    said = jianbao("check")
    assert (said.code, said.out.count("`jianbao check --repair` makes it anew.")) == (1, 2)
    assert jianbao("check", "--repair").code == 0
    assert jianbao("check").code == 0


def test_stats_count_what_is_there(jianbao: Jianbao, seeds: Path) -> None:
    jianbao("annotate", 1, "--quote", "施瓦布")
    counts = json.loads(jianbao("stats", "--json").out)
    assert counts == {
        "library": str(seeds),
        "bytes": seeds.stat().st_size,
        "newspapers": 1,
        "issues": 2,
        "pages": 2,
        "articles": 18,
        "read": 0,
        "characters": counts["characters"],
        "annotations": 1,
        "needs_review": 0,
        "flags": counts["flags"],
    }
    assert counts["characters"] > 13_000
    assert jianbao("stats").out.splitlines()[2:4] == ["newspapers\t1", "issues\t2"]
