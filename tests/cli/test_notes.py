"""annotate, annotations, export: what scripts rely on."""

import json
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.formats import WRITERS, Form
from reader.store.annotations import Annotations
from reader.store.library import open_library
from tests.cli.conftest import Jianbao
from tests.fixtures import bin_it

ANNOTATION = {"id", "article", "quote", "note", "colour", "tags", "status", "created", "modified", "prefix", "suffix", "spans"}


@pytest.fixture
def marked(jianbao: Jianbao, seeds: Path) -> list[str]:
    """The ids of three annotations in the seeds' library."""
    calls = (
        (1, "--quote", "达沃斯议程", "--suffix", "”对话会并发表", "--note", "好", "--tag", "论坛", "--tag", "外交"),
        (2, "--quote", "首批30台二手车将出口至厄立特里亚", "--colour", "blue"),
        (12, "--quote", "两弹一星", "--tag", "航天"),
    )
    return [jianbao("annotate", *call).out.strip() for call in calls]


def listed(jianbao: Jianbao, *filters: str) -> list[dict[str, Any]]:
    said = jianbao("annotations", "--json", *filters)
    assert (said.code, said.err) == (0, "")
    return [json.loads(line) for line in said.out.splitlines()]


def test_annotate_prints_the_new_id(jianbao: Jianbao, marked: list[str]) -> None:
    found = {annotation["id"]: annotation for annotation in listed(jianbao)}
    assert set(found) == set(marked)
    first = found[marked[0]]
    assert set(first) >= ANNOTATION
    assert (first["article"], first["quote"], first["note"], first["tags"]) == (1, "达沃斯议程", "好", ["论坛", "外交"])
    assert (first["colour"], first["status"], first["kind"]) == ("yellow", "ok", "highlight")


def test_annotations_come_by_place(jianbao: Jianbao, marked: list[str]) -> None:
    assert [a["id"] for a in listed(jianbao)] == [marked[2], marked[0], marked[1]]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--colour", "blue"], [1]),
        (["--tag", "外交"], [0]),
        (["--status", "ok"], [2, 0, 1]),
        (["--status", "needs review"], []),
        (["--from", "2021-01-20"], [0, 1]),
        (["--to", "2020"], [2]),
        (["--newspaper", "江北日报"], []),
        (["--tag", "航天", "--colour", "yellow"], [2]),
    ],
)
def test_annotations_and_exports_take_the_same_filters(
    jianbao: Jianbao, marked: list[str], filters: list[str], numbers: list[int]
) -> None:
    assert [a["id"] for a in listed(jianbao, *filters)] == [marked[n] for n in numbers]
    exported = json.loads(jianbao("export", "json", *filters).out)
    assert [a["id"] for a in exported["annotations"]] == [marked[n] for n in numbers]


def test_a_person_gets_a_line_for_each(jianbao: Jianbao, marked: list[str]) -> None:
    lines = [line.split("\t") for line in jianbao("annotations").out.splitlines()]
    assert [line[1:] for line in lines] == [
        ["yellow", "两弹一星", ""],
        ["yellow", "达沃斯议程", "好"],
        ["blue", "首批30台二手车将出口至厄立特里亚", ""],
    ]


def test_the_author_of_the_settings_signs(jianbao: Jianbao, seeds: Path, home: Path) -> None:
    settings = home.parent / "home" / "jianbao" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('author = "王五"\n', encoding="utf-8")
    jianbao("annotate", 1, "--quote", "施瓦布")
    assert listed(jianbao)[0]["author"] == "王五"


def test_bytes_that_are_no_text_do_no_harm(jianbao: Jianbao, seeds: Path) -> None:
    odd = os.fsdecode(b"\xff")
    assert jianbao("annotate", 1, "--quote", "施瓦布", "--note", odd, "--tag", odd).code == 0
    assert [(a["note"], a["tags"]) for a in listed(jianbao, "--tag", odd)] == [("\\udcff", ["\\udcff"])]
    said = jianbao("annotate", 1, "--quote", odd)
    assert (said.code, said.err.startswith("“\\udcff” is not in the article")) == (1, True)


def test_the_formats_are_listed(jianbao: Jianbao) -> None:
    lines = jianbao("export", "--list").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [*WRITERS, "articles markdown", "articles html", "articles epub"]
    assert lines[0] == "markdown\tMarkdown (*.md)"


@pytest.mark.parametrize("name", [name for name, writer in WRITERS.items() if writer.form is Form.TEXT])
def test_an_export_goes_to_the_screen_a_file_or_a_folder(
    jianbao: Jianbao, marked: list[str], name: str, tmp_path: Path
) -> None:
    assert "首批30台二手车将出口至厄立特里亚" in jianbao("export", name).out
    said = jianbao("export", name, "-o", tmp_path / "out.x")
    assert (said.code, said.out) == (0, f"{tmp_path / 'out.x'}\n")
    said = jianbao("export", name, "-o", tmp_path, "--colour", "blue")
    written = Path(said.out.strip())
    assert written.name == f"株洲日报 2021-01-20 湖南首批二手车出口从株洲起运{WRITERS[name].suffix}"
    assert "首批30台二手车将出口至厄立特里亚" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, writer in WRITERS.items() if writer.form is not Form.TEXT])
def test_an_export_that_is_no_text_goes_to_a_file_or_a_folder(
    jianbao: Jianbao, marked: list[str], name: str, tmp_path: Path
) -> None:
    said = jianbao("export", name)
    assert (said.code, said.out) == (1, "")
    assert f"The format {name} is not written to the terminal." in said.err
    said = jianbao("export", name, "-o", tmp_path / "out.x")
    assert (said.code, said.out) == (0, f"{tmp_path / 'out.x'}\n")
    assert (tmp_path / "out.x").is_dir() == (WRITERS[name].form is Form.FOLDER)


def test_an_exported_clipping_names_its_source(jianbao: Jianbao, marked: list[str]) -> None:
    text = jianbao("export", "markdown", "--colour", "blue").out
    assert all(words in text for words in ("湖南首批二手车出口从株洲起运", "株洲日报", "2021-01-20"))


def test_json_holds_what_is_in_the_bin(jianbao: Jianbao, marked: list[str], home: Path) -> None:
    before = json.loads(jianbao("export", "json").out)["annotations"]
    with closing(open_library(home)) as library:
        bin_it(library, Annotations(library).get(marked[1]))
    after = json.loads(jianbao("export", "json").out)["annotations"]
    assert [a["id"] for a in after] == [a["id"] for a in before]
    assert [a["id"] for a in after if a["deleted"]] == [marked[1]]
    assert marked[1] not in [a["id"] for a in listed(jianbao)]


def test_annotations_come_in_again(
    jianbao: Jianbao, marked: list[str], home: Path, seeds_library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "notes.json"
    jianbao("export", "json", "-o", file)
    other = tmp_path / "other.jianbao"
    shutil.copy(seeds_library, other)
    call = ("import-annotations", file, "--library", other)
    said = jianbao(*call, "--json", "--dry-run")
    assert (said.code, said.err) == (0, "")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["id"], line["outcome"]) for line in lines] == [(marked[n], "added") for n in (2, 0, 1)]
    assert set(lines[0]) == {"id", "outcome", "article", "quote", "note", "conflict", "reason"}
    assert jianbao("annotations", "--library", other).out == ""
    said = jianbao(*call)
    assert said.code == 0
    assert said.out.splitlines()[-1].startswith("Annotations: 3 added.")
    assert "is kept as" in said.err
    assert jianbao("annotations", "--json", "--library", other).out == jianbao("annotations", "--json").out
    said = jianbao(*call, "--json")
    assert {json.loads(line)["outcome"] for line in said.out.splitlines()} == {"kept"}
    assert said.err == ""


def test_what_has_no_place_is_printed_in_full(jianbao: Jianbao, seeds: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("quote,note\n火车停开三天,为什么？\na,b,c,d\n", encoding="utf-8")
    said = jianbao("import-annotations", file)
    assert said.code == 1
    assert said.out.startswith("unmatched\t")
    assert "火车停开三天\t为什么？\tIts words are in no article" in said.out
    assert said.err == f"Line 3 of {file} is left out: its cells number 4, the names of columns 2.\n"


def test_a_file_without_annotations_is_told(jianbao: Jianbao, seeds: Path, tmp_path: Path) -> None:
    said = jianbao("import-annotations", tmp_path / "none.json")
    assert (said.code, said.out, said.err) == (1, "", f"{tmp_path / 'none.json'} does not exist. Check the name.\n")


def test_a_note_on_the_article_and_an_underline(jianbao: Jianbao, seeds: Path) -> None:
    assert jianbao("annotate", 1, "--note", "全文", "--tag", "论坛").code == 0
    assert jianbao("annotate", 1, "--quote", "施瓦布", "--underline").code == 0
    assert [(a["kind"], a["style"], a["note"]) for a in listed(jianbao)] == [
        ("note", "solid", "全文"),
        ("highlight", "underline", ""),
    ]


@pytest.mark.parametrize("call", [(), ("--quote", " "), ("--note", "好", "--underline"), ("--tag", "桥", "--nth", "2")])
def test_a_call_that_marks_nothing_is_a_wrong_use(jianbao: Jianbao, seeds: Path, call: tuple[str, ...]) -> None:
    assert jianbao("annotate", 1, *call).code == 2
    assert listed(jianbao) == []
