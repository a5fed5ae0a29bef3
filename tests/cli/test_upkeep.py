"""check and stats."""

import json
from pathlib import Path

from reader.store.backups import backups_of
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


def test_check_repairs_what_can_be_derived_after_a_backup(jianbao: Jianbao, seeds: Path) -> None:
    jianbao("annotate", 1, "--quote", "施瓦布")
    by_hand(
        seeds,
        "UPDATE article SET title = '旧' WHERE id = 2",
        "UPDATE article SET continues = id WHERE id = 3",
        "INSERT INTO flag VALUES (999, NULL, 'loss_suspected', 0, NULL, '', 1.0)",
        "UPDATE flag SET kind = 'x' WHERE rowid = 1",
        "DELETE FROM issue_read",
        "INSERT INTO issue_read SELECT id FROM issue",
        "UPDATE annotation_span SET start = start + 1",
    )
    assert jianbao("check").code == 1
    done = jianbao("check", "--repair")
    assert (done.code, done.err.count("\n")) == (0, 7)
    assert "Article 2 is listed by its heading again" in done.err
    assert "does not stand on its words, and needs review" in done.err
    assert "What the library was before is kept as " in done.err
    assert jianbao("check").code == 0
    assert len(backups_of(seeds)) == 1


def test_issues_that_count_as_read_wrongly_are_found(jianbao: Jianbao, seeds: Path) -> None:
    by_hand(seeds, "INSERT INTO issue_read SELECT id FROM issue")
    said = jianbao("check")
    assert said.code == 1
    assert "is passed over as read" in said.out
    assert jianbao("check", "--repair").code == 0


def test_a_damaged_library_is_salvaged_into_a_new_one(jianbao: Jianbao, seeds: Path, tmp_path: Path) -> None:
    jianbao("annotate", 1, "--quote", "施瓦布", "--note", "在")
    with seeds.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(bytes(4096))
    damaged = seeds.read_bytes()
    said = jianbao("salvage", seeds, tmp_path / "new.jianbao")
    assert "annotation\t1" in said.out
    assert "holds what could be saved" in said.out
    assert seeds.read_bytes() == damaged
    assert jianbao("--library", tmp_path / "new.jianbao", "check").code == 0
    assert json.loads(jianbao("salvage", seeds, tmp_path / "json.jianbao", "--json").out)["annotations"] == 1
    assert jianbao("salvage", seeds, tmp_path / "new.jianbao").code == 1
