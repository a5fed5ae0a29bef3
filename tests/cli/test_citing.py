"""cite: an article as others cite it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Jianbao


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ([], "陈正明. 湖南首批二手车出口从株洲起运："),
        (["--style", "footnote"], "陈正明：《湖南首批二手车出口从株洲起运——"),
        (["--style", "chicago"], "陈正明. “湖南首批二手车出口从株洲起运: "),
        (["--style", "ris"], "TY  - NEWS\nTI  - 湖南首批二手车出口从株洲起运："),
        (["--style", "bibtex"], "@article{jianbao-2021-01-20-"),
    ],
)
def test_an_article_is_cited(jianbao: Jianbao, seeds: Path, style: list[str], said: str) -> None:
    found = jianbao("cite", 2, *style)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(said)
    assert found.out.endswith("\n")


def test_csl_json_is_json(jianbao: Jianbao, seeds: Path) -> None:
    assert json.loads(jianbao("cite", 2, "--style", "csl-json").out)[0]["container-title"] == "株洲日报"


def test_an_article_that_is_not_there_is_told(jianbao: Jianbao, seeds: Path) -> None:
    found = jianbao("cite", 99)
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("There is no article 99 in")


def test_the_style_of_the_settings_is_taken(jianbao: Jianbao, seeds: Path, home: Path) -> None:
    settings = home.parent / "home" / "jianbao" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('citation_style = "footnote"\n', encoding="utf-8")
    assert jianbao("cite", 2).out.startswith("陈正明：《")
    jianbao("annotate", 2, "--quote", "首批30台二手车将出口至厄立特里亚")
    assert "陈正明：《湖南首批" in jianbao("export", "markdown").out
