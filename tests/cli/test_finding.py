"""search, concordance and trend: the promises to scripts."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from reader.app import main
from reader.model import Annotation, Change, Draft, Kind, Known, Origin, Page, Piece, Reading, Role
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import open_library
from tests.cli.conftest import Jianbao

BODY = "株洲二手车出口，\n株洲说“好”。"


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.jianbao"
    monkeypatch.setenv("JIANBAO_LIBRARY", str(path))
    opened = open_library(path)
    pieces = (Piece(0, 2, Role.HEADLINE), Piece(2, 2 + len(BODY), Role.BODY, 1))
    known = (Known(value, Origin.USER) for value in ("株洲日报", "2021-01-20", "A1"))
    with opened.transaction():
        Archive(opened).add(Reading(Page("page", "出口" + BODY, *known), (Draft(pieces),)), "one")
        Archive(opened).add(Reading(Page("page", "无题文章"), (Draft((Piece(0, 4, Role.BODY),)),)), "two")
    mark = Annotation("id", "ID", 1, Kind.HIGHLIGHT, quote="株洲", note="臺灣", tags=("汽车",))
    Annotations(opened).apply(Change("", after=(mark,)))
    opened.close()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def objects(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(capsys, *arguments, "--json").splitlines()]


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    assert objects(capsys, "search", '"株洲 二手"') == [
        {
            "article": 1,
            "newspaper": "株洲日报",
            "date": "2021-01-20",
            "page": "A1",
            "headline": "出口",
            "snippet": "株洲二手车出口，株洲说“好”。",
            "hits": [[0, 4]],
        }
    ]
    (untitled,) = objects(capsys, "search", "无题")
    assert (untitled["newspaper"], untitled["date"], untitled["page"], untitled["headline"]) == (None,) * 4
    assert "出口\n\t株洲二手车" in said(capsys, "search", "株洲二手车出口")


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["株洲"], 1),
        (["-株洲"], 1),
        (["株洲", "OR", "无题"], 2),
        (["章"], 1),
        (["株洲", "--from", "2021-01", "--to", "2021"], 1),
        (["株洲", "--newspaper", "人民日报"], 0),
        (["文", "--page", "A1"], 0),
        (['"'], 0),
        (["NEAR(株", "*"], 0),
        (["'; DROP TABLE article; --"], 0),
        (["\udcff", "--newspaper", "\udcff"], 0),
        (["株洲", "--in", "annotations"], 1),
        (["出口", "--in", "annotations"], 0),
    ],
)
def test_count(capsys: pytest.CaptureFixture[str], arguments: list[str], number: int) -> None:
    assert said(capsys, "search", "--count", *arguments) == f"{number}\n"


def test_search_in_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = objects(capsys, "search", "台湾", "--in", "annotations")
    assert (found["article"], found["annotation"], found["snippet"], found["hits"]) == (1, "id", "臺灣", [[0, 2]])
    assert objects(capsys, "search", "台湾", "--in", "annotations", "--limit", "0") == []


def test_concordance(capsys: pytest.CaptureFixture[str]) -> None:
    lines = objects(capsys, "concordance", "株洲", "--width", "2")
    place = {"article": 1, "date": "2021-01-20", "newspaper": "株洲日报"}
    assert lines == [
        place | {"left": "", "hit": "株洲", "right": "二手"},
        place | {"left": "口，", "hit": "株洲", "right": "说“"},
    ]
    printed = said(capsys, "concordance", "株洲", "--width", "2", "--sort", "right", "--csv")
    assert list(csv.DictReader(io.StringIO(printed))) == [{k: str(v) for k, v in line.items()} for line in lines]
    assert said(capsys, "concordance", "说").startswith("2021-01-20\t株洲二手车出口，株洲\t说\t“好”。")


def test_trend(capsys: pytest.CaptureFixture[str]) -> None:
    period = {"phrase": "株洲", "period": "2021-01", "articles": 1, "hits": 2, "per_10k_articles": 10000.0}
    assert objects(capsys, "trend", "株洲", "--by", "month") == [period]
    assert objects(capsys, "trend", "文章")[0]["period"] is None
    assert said(capsys, "trend", 'a"\udcff', "--csv").splitlines()[1] == '"a""\\udcff",2021,0,0,0.0'
    assert said(capsys, "trend", "株洲") == "株洲\t2021\t1\t2\t10000.0\n"


def test_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search"]) == 2
    assert main(["search", "a", "--order", "other"]) == 2
    assert "Usage" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["search", "concordance"])
@pytest.mark.parametrize("query", ["", "  "])
def test_a_query_with_nothing_to_look_for_gets_a_sentence(jianbao: Jianbao, seeds: Path, command: str, query: str) -> None:
    said = jianbao(command, query)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("There is nothing to search for.")
