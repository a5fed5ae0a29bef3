"""parse, import, articles: what scripts rely on."""

import json
import os
import zipfile
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
        "notice": None,
        "skipped": [],
        "annotations": {"unchanged": 0, "moved": 0, "changed": 0, "review": 0},
    }
    assert new == failed | {"source": str(page), "outcome": "new", "pages": 1, "articles": 1, "error": None}
    assert jianbao(*call).code == 1
    assert objects(jianbao(*call))[1]["outcome"] == "unchanged"
    page.write_text(PAGE.replace("五", "三"), encoding="utf-8")
    assert objects(jianbao(*call))[1]["outcome"] == "changed"


def test_import_tells_a_person_what_it_did(jianbao: Jianbao, page: Path, tmp_path: Path) -> None:
    said = jianbao("import", page, tmp_path / "none.txt")
    assert (said.code, said.out) == (1, f"new\t1 article\t{page}\n")
    assert said.err == f"{tmp_path / 'none.txt'} does not exist. Check the name.\n"


def test_import_says_which_notes_need_a_look(jianbao: Jianbao, page: Path) -> None:
    jianbao("import", page)
    jianbao("annotate", 1, "--quote", "只要五分钟就能走到对岸")
    page.write_text("## 河水上涨\n\n江北日报讯 昨日河水上涨三尺，无人受伤。\n", encoding="utf-8")
    said = jianbao("import", page)
    words = "annotations: 0 unchanged, 0 moved, 0 with changed text, 1 in need of review"
    assert (said.code, said.out) == (0, f"changed\t1 article\t{page}\t{words}\n")
    assert said.err == f"{page}: 1 annotation needs a look: the words were not found again.\n"


def test_what_import_is_told_of_a_page_stands_above_what_it_says(jianbao: Jianbao, page: Path) -> None:
    jianbao("import", page, "--newspaper", "江南日报", "--date", "2021-02", "--page", "B3")
    [article] = objects(jianbao("articles", "--json"))
    assert (article["newspaper"], article["date"], article["page"]) == ("江南日报", "2021-02", "B3")


def test_what_is_given_is_set_told_and_taken_back(jianbao: Jianbao, page: Path) -> None:
    def place() -> tuple[str | None, ...]:
        [article] = objects(jianbao("articles", "--json"))
        return article["newspaper"], article["date"], article["page"]

    page.write_text(PAGE.replace("江北日报讯 1月19日，", ""), encoding="utf-8")
    page = page.rename(page.with_name("a.txt"))
    jianbao("import", page)
    said = jianbao("import", page, "--newspaper", " 江南\n日报 ", "--date", "2021", "--page", "a03")
    assert (said.code, said.out, said.err) == (0, f"changed\t1 article\t{page}\n", "")
    assert place() == ("江南 日报", "2021", "A3")
    jianbao("import", page, "--newspaper", "", "--date", "2020-01")
    assert place() == (None, "2020-01", "A3")


def test_what_gives_way_to_what_is_given_is_told(jianbao: Jianbao, page: Path) -> None:
    said = jianbao("import", page, "--date", "2020")
    assert (said.code, said.err) == (0, f"{page}: the date 2021-01-20 (file name) gives way to 2020, as given.\n")
    [outcome] = objects(jianbao("import", page, "--page", "B1", "--json"))
    assert outcome["notice"] == f"{page}: the page A1 (file name) gives way to B1, as given."


@pytest.fixture
def mixed(tmp_path: Path, page: Path) -> Path:
    """A folder with a page, and files of other programs in it and in an archive."""
    folder = tmp_path / "mixed"
    (folder / "x").mkdir(parents=True)
    page.rename(folder / page.name)
    others = {"package.json": '{"name": "x", "version": 1}', "sizes.csv": "width,height\n1,2\n", "numbers.json": "[1, 2]"}
    others |= {"x/a.xml": "<r><a/></r>", "x/index.html": "<html><body>hi</body></html>", "lines.jsonl": '{"a": 1}\n' * 3}
    for name, text in others.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("package.json", others["package.json"])
        archive.writestr("page.txt", PAGE.replace("新桥", "旧桥"))
    return folder


def test_files_of_other_programs_in_a_folder_are_passed_over(jianbao: Jianbao, mixed: Path) -> None:
    said = jianbao("import", mixed)
    assert (said.code, said.out.count("new\t")) == (0, 2)
    assert said.err == "Passed over, because they are no newspaper pages: 7 of the files found; -v names them.\n"
    named = jianbao("import", mixed, "-v").err.splitlines()
    assert len(named) == 8
    assert f"{mixed / 'numbers.json'} is of no kind that Jianbao reads." in named
    assert any("z.zip/package.json has no headline and no text in a field" in line for line in named)
    lines = [json.loads(line) for line in jianbao("import", mixed, "--json").out.splitlines()]
    assert [(Path(o["source"]).suffix, o["outcome"], len(o["skipped"])) for o in lines] == [
        (".zip", "unchanged", 1),
        (".txt", "unchanged", 0),
    ]


def test_the_same_files_named_have_failed(jianbao: Jianbao, mixed: Path) -> None:
    names = ("package.json", "sizes.csv", "lines.jsonl", "x/index.html")
    said = jianbao("import", *(mixed / name for name in names))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", len(names))
    said = jianbao("import", mixed / "x", mixed / "lines.jsonl", "--json")
    assert [json.loads(line)["outcome"] for line in said.out.splitlines()] == ["failed"]


def test_a_damaged_file_of_a_folder_has_failed(jianbao: Jianbao, mixed: Path) -> None:
    (mixed / "cut.json").write_text('{"headline": "新桥', encoding="utf-8")
    (mixed / "rows.jsonl").write_text('{"a": 1}\n{"headline": "新桥", "text": "通了。"}\n', encoding="utf-8")
    said = jianbao("import", mixed)
    assert (said.code, said.out.count("new\t")) == (1, 3)
    assert "cut.json is left out: it is cut off." in said.err
    assert "Line 1 of" in said.err


def test_an_import_of_nothing_makes_no_library(jianbao: Jianbao, mixed: Path, home: Path) -> None:
    for paths in ([mixed / "none.txt"], [mixed / "x"], [mixed / "package.json", mixed / "none"]):
        for more in ([], ["--json"]):
            said = jianbao("import", *paths, *more)
            assert said.code == 1
            assert said.err or '"failed"' in said.out
            assert not home.exists()
    assert jianbao("import", mixed / "none.txt", mixed).code == 1
    assert jianbao("articles").out.count("\n") == 2


@pytest.mark.skipif(os.name != "posix", reason="names that only POSIX takes")
def test_a_name_with_line_breaks_is_told_in_one_line(jianbao: Jianbao, tmp_path: Path) -> None:
    odd = tmp_path / "新\n行\x1b[31m.txt"
    odd.write_text(PAGE, encoding="utf-8")
    (tmp_path / "坏\n.json").write_text('{"headline": "新桥', encoding="utf-8")
    said = jianbao("import", tmp_path)
    assert said.out == f"new\t1 article\t{tmp_path}/新\\n行\\x1b[31m.txt\n"
    assert said.err == f"Line 1 of {tmp_path}/坏\\n.json is left out: it is cut off.\n"
    [outcome] = objects(jianbao("import", odd, "--json"))
    assert outcome["source"] == str(odd)
    assert jianbao("parse", odd).out.startswith("新\\n行\\x1b[31m.txt: 江北日报")


def test_an_article_tells_its_own_source(jianbao: Jianbao, tmp_path: Path) -> None:
    row = {"paper": "江北日报", "date": "2021-01-20", "headline": "新桥通车", "text": "桥通了。", "source": "http://a.cn/1"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    jianbao("import", tmp_path / "rows.jsonl")
    [article] = objects(jianbao("articles", "--json"))
    assert (article["source"], article["file"]) == ("http://a.cn/1", "rows.jsonl#江北日报 2021-01-20")
    jianbao("annotate", 1, "--quote", "桥通了")
    assert "江北日报，2021-01-20. http\\://a.cn/1." in jianbao("export", "markdown").out
    [made] = json.loads(jianbao("export", "json").out)["annotations"]
    assert (made["source"], made["source_url"]) == ("http://a.cn/1", "http://a.cn/1")


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
    assert (said.code, said.out) == (1, f"new\t1 article\t{page}\n")
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
