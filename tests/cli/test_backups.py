"""backup, backups and restore."""

import json
from pathlib import Path

from reader.store.backups import backups_of
from tests.cli.conftest import Jianbao


def test_a_library_is_backed_up_listed_changed_and_restored(jianbao: Jianbao, seeds: Path) -> None:
    jianbao("annotate", 1, "--quote", "施瓦布")
    made = jianbao("backup")
    assert made.code == 0
    assert Path(made.out.strip()).is_file()
    jianbao("annotate", 2, "--quote", "首批30台二手车")
    [line] = jianbao("backups", "--json").out.splitlines()
    found = json.loads(line)
    assert (found["pages"], found["annotations"], found["sound"], found["reason"]) == (2, 1, True, "hand")
    assert found["library"] == made.out.strip()
    assert Path(found["notes"]).is_file()
    done = jianbao("restore", found["id"][:15])
    assert done.code == 0
    assert done.out.startswith(f"{seeds} is now what {made.out.strip()} was.")
    assert "What it was before is kept as " in done.err
    assert len(jianbao("annotations", "--json").out.splitlines()) == 1
    jianbao("restore", done.err.split("kept as ")[1].strip().rstrip("."))
    assert len(jianbao("annotations", "--json").out.splitlines()) == 2
    assert jianbao("check").code == 0


def test_a_damaged_backup_is_named_when_they_are_listed(jianbao: Jianbao, seeds: Path) -> None:
    whole = Path(jianbao("backup").out.strip())
    data = bytearray(whole.read_bytes())
    data[-1] ^= 1
    whole.write_bytes(data)
    said = jianbao("backups")
    assert said.code == 1
    assert said.out.strip().endswith("\tdamaged")
    assert "2 pages, 0 annotations" in said.out


def test_there_may_be_no_backup(jianbao: Jianbao, seeds: Path) -> None:
    said = jianbao("backups")
    assert (said.code, said.out) == (0, "")
    assert "`jianbao backup` makes one" in said.err
    assert jianbao("restore", "2020").code == 1
    assert jianbao("restore", str(seeds.parent)).code == 1
    assert "There is no backup at" in jianbao("restore", str(seeds.parent)).err


def test_a_copy_elsewhere(jianbao: Jianbao, seeds: Path, tmp_path: Path) -> None:
    assert jianbao("backup", tmp_path / "copy.jianbao").out.strip() == str(tmp_path / "copy.jianbao")
    assert jianbao("backup", tmp_path / "copy.jianbao").code == 1
    assert backups_of(seeds) == []


def test_pages_that_come_into_annotated_ones_are_preceded_by_a_backup(jianbao: Jianbao, seeds: Path, tmp_path: Path) -> None:
    page = tmp_path / "江北日报_20210305_A02.txt"
    page.write_text("## 新桥通车\n\n江北日报讯 桥通了。两岸只要五分钟！\n", encoding="utf-8")
    jianbao("import", page)
    assert backups_of(seeds) == []
    jianbao("annotate", 1, "--quote", "施瓦布")
    assert jianbao("import", page).code == 0
    assert [b.reason for b in backups_of(seeds)] == ["import"]
