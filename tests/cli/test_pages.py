"""parse, import, articles: what scripts rely on."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Jianbao, Said
from tests.fixtures import ROOT, SEEDS

ARTICLE = {
    *("id", "newspaper", "date", "page", "kicker", "headline", "subhead", "byline", "dateline"),
    *("paragraphs", "captions", "jump", "source", "flags"),
}
PAGE = """## 新桥通车

江北日报讯 1月19日，新桥通车。两岸居民只要五分钟就能走到对岸。
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "江北日报_20210120_A01.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def objects(said: Said) -> list[dict[str, Any]]:
    """The lines of JSON that a call printed."""
    assert said.err == ""
    return [json.loads(line) for line in said.out.splitlines()]


def test_parse_reads_the_seeds_as_their_gold_has_them(jianbao: Jianbao, home: Path) -> None:
    found = objects(jianbao("parse", *SEEDS, "--json"))
    for page, seed in zip(found, SEEDS, strict=True):
        gold = json.loads((ROOT / "tests" / "gold" / f"{seed.stem}.gold.json").read_text(encoding="utf-8"))
        assert page["source"] == seed.name
        assert (page["newspaper"], page["date"]) == (gold["newspaper"], gold["date"])
        assert len(page["articles"]) == len(gold["articles"])
        assert {"text", "why"} == set(page["dropped"][0])
    assert not home.exists()


def test_parse_has_every_key_for_every_article(jianbao: Jianbao, page: Path) -> None:
    [found] = objects(jianbao("parse", page, "--json"))
    assert {"source", "newspaper", "date", "page", "articles", "dropped", "flags"} <= set(found)
    [article] = found["articles"]
    assert ARTICLE - {"id", "newspaper", "date", "page", "source"} <= set(article)
    assert (article["headline"], article["kicker"], article["captions"]) == ("新桥通车", None, [])


def test_parse_goes_on_after_a_page_that_it_cannot_read(jianbao: Jianbao, page: Path, tmp_path: Path) -> None:
    said = jianbao("parse", tmp_path / "none.txt", page, tmp_path / "nor.txt")
    assert said.code == 1
    assert said.out.startswith(f"{page.name}: 江北日报 2021-01-20 A")
    assert said.out.endswith("\n  新桥通车\n")
    assert [line.split("/")[-1] for line in said.err.splitlines()] == [
        "none.txt does not exist. Check the name.",
        "nor.txt does not exist. Check the name.",
    ]


def test_import_says_what_became_of_each_file(jianbao: Jianbao, page: Path, tmp_path: Path) -> None:
    call = ("import", tmp_path / "none.txt", page, "--json")
    failed, new = objects(jianbao(*call))
    assert failed == {
        "source": str(tmp_path / "none.txt"),
        "outcome": "failed",
        "pages": 0,
        "articles": 0,
        "error": f"{tmp_path / 'none.txt'} does not exist. Check the name.",
        "review": 0,
    }
    assert new == {"source": str(page), "outcome": "new", "pages": 1, "articles": 1, "error": None, "review": 0}
    assert jianbao(*call).code == 1
    assert objects(jianbao(*call))[1]["outcome"] == "unchanged"
    page.write_text(PAGE.replace("五", "三"), encoding="utf-8")
    assert objects(jianbao(*call))[1]["outcome"] == "changed"


def test_import_tells_a_person_what_it_did(jianbao: Jianbao, page: Path, tmp_path: Path) -> None:
    said = jianbao("import", page, tmp_path / "none.txt")
    assert (said.code, said.out) == (1, f"new\t1 articles\t{page}\n")
    assert said.err == f"{tmp_path / 'none.txt'} does not exist. Check the name.\n"


def test_import_says_which_notes_need_a_look(jianbao: Jianbao, page: Path) -> None:
    jianbao("import", page)
    jianbao("annotate", 1, "--quote", "只要五分钟就能走到对岸")
    page.write_text("## 河水上涨\n\n江北日报讯 昨日河水上涨三尺，无人受伤。\n", encoding="utf-8")
    said = jianbao("import", page)
    assert (said.code, said.out) == (0, f"changed\t1 articles\t{page}\n")
    assert said.err == f"{page}: 1 annotations need a look: their words were not found again.\n"


def test_what_import_is_told_of_a_page_stands_above_what_it_says(jianbao: Jianbao, page: Path) -> None:
    jianbao("import", page, "--newspaper", "江南日报", "--date", "2021-02", "--page", "B3")
    [article] = objects(jianbao("articles", "--json"))
    assert (article["newspaper"], article["date"], article["page"]) == ("江南日报", "2021-02", "B3")


def test_a_file_without_the_right_to_read_it_does_not_end_the_import(
    jianbao: Jianbao, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    read = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path == secret:
            raise PermissionError(13, "Permission denied")
        return read(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != secret)
    said = jianbao("import", secret, page)
    assert (said.code, said.out) == (1, f"new\t1 articles\t{page}\n")
    assert said.err == f"{secret} cannot be read (Permission denied). Check the rights to the file.\n"


def test_articles_have_every_key(jianbao: Jianbao, seeds: Path) -> None:
    found = objects(jianbao("articles", "--json"))
    assert len(found) == 18
    assert all(set(article) >= ARTICLE for article in found)
    assert {type(article["paragraphs"]) for article in found} == {list}
    by_headline = {article["headline"]: article for article in found}
    cars = by_headline["湖南首批二手车出口从株洲起运"]
    assert (cars["newspaper"], cars["date"], cars["page"]) == ("株洲日报", "2021-01-20", None)
    assert cars["byline"] == "株洲日报记者 陈正明"
    assert cars["captions"] == [{"text": "海关工作人员对我市首批出口的二手车进行查验", "credit": "通讯员/唐信 摄"}]
    flags = [flag for article in found for flag in article["flags"]]
    assert {"kind", "at", "paragraph", "note", "confidence"} == set(flags[0])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 18),
        (["--newspaper", "株洲日报"], 18),
        (["--newspaper", "江北日报"], 0),
        (["--from", "2021"], 11),
        (["--to", "2020"], 7),
        (["--from", "2020-04-25", "--to", "2020-04-25"], 7),
        (["--from", "2020-05", "--to", "2020-12"], 0),
        (["--page", "A1"], 0),
    ],
)
def test_articles_are_filtered(jianbao: Jianbao, seeds: Path, filters: list[str], count: int) -> None:
    said = jianbao("articles", *filters)
    assert (said.code, said.out.count("\n")) == (0, count)


def test_a_page_is_named_as_one_likes(jianbao: Jianbao, page: Path) -> None:
    jianbao("import", page)
    assert [jianbao("articles", "--page", name).out.count("\n") for name in ("A1", "a01", "A 1", "A2", "1")] == [1, 1, 1, 0, 0]


def test_an_article_without_heading_is_called_by_its_beginning(jianbao: Jianbao, page: Path) -> None:
    page.write_text("昨天下午，江北区的老人们在公园里下棋喝茶，谈起了三十年前的旧事。\n", encoding="utf-8")
    jianbao("import", page)
    assert jianbao("articles").out.endswith("\t[无题] 昨天下午，江北区的老人们在公园里…\n")
