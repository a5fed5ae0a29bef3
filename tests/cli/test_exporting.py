"""`jianbao export` beyond one file of annotations: articles, templates, several files, previews, once more."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Jianbao


@pytest.fixture
def marked(jianbao: Jianbao, seeds: Path) -> None:
    """Two annotations in the seeds' library."""
    jianbao("annotate", 1, "--quote", "达沃斯议程", "--suffix", "”对话会并发表", "--note", "好", "--tag", "论坛")
    jianbao("annotate", 12, "--quote", "两弹一星", "--colour", "blue")


@pytest.mark.usefixtures("marked")
def test_articles_go_out_with_their_marks(jianbao: Jianbao, tmp_path: Path) -> None:
    said = jianbao("export", "articles", "markdown", "--article", 1)
    assert said.code == 0
    assert "==达沃斯议程==[^" in said.out
    said = jianbao("export", "articles", "epub", "-o", tmp_path / "b.epub", "--from", "2021")
    assert (said.code, said.out) == (0, f"{tmp_path / 'b.epub'}\n")
    with ZipFile(tmp_path / "b.epub") as book:
        assert "book/article-1.xhtml" in book.namelist()
        assert "book/article-12.xhtml" not in book.namelist()
    assert "两弹一星</mark>" in jianbao("export", "articles", "html", "--colour", "blue").out
    assert jianbao("export", "articles", "html", "--query", "二手车").out.count('class="article"') >= 1


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("articles",), "Articles go out as one of markdown, html, epub"),
        (("articles", "docx"), "Articles go out as one of markdown, html, epub"),
        (("nothing",), "There is no format nothing"),
        (("markdown", "epub"), "There is no format epub"),
        (("markdown", "--template", "x.j2"), "not both"),
        (("markdown", "--each", "article"), "--each needs a folder"),
        ((), "Name a format"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(jianbao: Jianbao, arguments: tuple[str, ...], words: str) -> None:
    said = jianbao("export", *arguments)
    assert said.code == 2
    assert words in said.err


@pytest.mark.usefixtures("marked")
def test_files_for_each_article_under_names_of_ones_own(jianbao: Jianbao, tmp_path: Path) -> None:
    options = ("--each", "article", "--name", "{date}-{headline}", "-o", tmp_path / "out")
    said = jianbao("export", "text", *options, "--preview")
    names = said.out.split("\n\n")[0].splitlines()
    assert said.code == 0
    assert not (tmp_path / "out").exists()
    assert jianbao("export", "text", *options).out == f"{tmp_path / 'out'}\n"
    assert sorted(os.listdir(tmp_path / "out")) == sorted(names)
    assert all(name.startswith("20") and name.endswith(".txt") for name in names)
    assert jianbao("export", "text", *options, "--preview").err.count("would be replaced") == 2
    said = jianbao("export", "text", *options[:2], "--name", "{nothing}", "-o", tmp_path)
    assert (said.code, "cannot name files" in said.err) == (1, True)


@pytest.mark.usefixtures("marked")
def test_an_export_is_done_again_with_what_has_come(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = jianbao("export", "--again")
    assert (said.code, said.err) == (1, "Nothing has been exported from this library to a file yet.\n")
    monkeypatch.chdir(tmp_path)
    assert jianbao("export", "markdown", "-o", "mine.md", "--colour", "yellow").code == 0
    jianbao("annotate", 2, "--quote", "首批30台二手车将出口至厄立特里亚")
    monkeypatch.chdir(tmp_path.parent)
    said = jianbao("export", "--again")
    assert (said.code, said.out) == (0, f"{tmp_path / 'mine.md'}\n")
    text = (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "首批30台二手车" in text
    assert "两弹一星" not in text


@pytest.mark.usefixtures("marked")
def test_a_template_is_copied_and_used(jianbao: Jianbao, tmp_path: Path) -> None:
    lines = [line.split("\t") for line in jianbao("export", "--list-templates").out.splitlines()]
    assert all(len(line) == 2 and line[1] for line in lines)
    said = jianbao("export", "--copy-template", "markdown.md.j2", tmp_path)
    assert (said.code, said.out) == (0, f"{tmp_path / 'markdown.md.j2'}\n")
    assert jianbao("export", "--template", tmp_path / "markdown.md.j2").out == jianbao("export", "markdown").out
    for name, to, words in (
        ("markdown.md.j2", tmp_path, "is there already"),
        ("none", tmp_path, "There is no template none; choose one of"),
        ("text.txt.j2", tmp_path / "a" / "b", "could not be written"),
    ):
        said = jianbao("export", "--copy-template", name, to)
        assert (said.code, words in said.err) == (1, True)
    (tmp_path / "bad.md.j2").write_text("一\n{{ x }}", encoding="utf-8")
    said = jianbao("export", "--template", tmp_path / "bad.md.j2")
    assert (said.code, said.err) == (1, f"{tmp_path / 'bad.md.j2'}, line 2: 'x' is undefined.\n")


@pytest.mark.usefixtures("marked")
def test_orders_and_empty_exports(jianbao: Jianbao, tmp_path: Path) -> None:
    out = jianbao("export", "text", "--order", "created").out
    assert out.index("达沃斯议程") < out.index("两弹一星")
    out = jianbao("export", "text").out
    assert out.index("达沃斯议程") > out.index("两弹一星")
    for arguments, what in ((("markdown",), "annotation"), (("articles", "html"), "article")):
        said = jianbao("export", *arguments, "--newspaper", "无此报")
        assert (said.code, said.err) == (0, f"No {what} fits: there is nothing in the export.\n")
    said = jianbao("export", "articles", "epub")
    assert (said.code, said.err) == (1, "The format epub is not written to the terminal. Name a file or folder with -o.\n")


@pytest.mark.usefixtures("marked")
def test_a_terminal_is_told_how_far_an_export_is(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("reader.cli.exporting.ProgressLine.show", lambda line, words: shown.append(words()))
    for arguments in (("docx", "-o", tmp_path / "x.docx"), ("text",), ("csv", "--preview")):
        shown.clear()
        assert jianbao("export", *arguments).code == 0
        assert shown[0] == "0/2"
        assert shown == sorted(shown)
    assert jianbao("export", "docx", "-o", tmp_path / "x.docx").err == ""


@pytest.mark.usefixtures("marked")
def test_ctrl_c_leaves_the_old_file_whole(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "x.docx"
    path.write_bytes(b"alt")
    monkeypatch.setattr("reader.services.whole_files.os.fsync", stopped)
    said = jianbao("export", "docx", "-o", path)
    assert (said.code, said.err.strip()) == (130, "Stopped; what was done until now is kept.")
    assert path.read_bytes() == b"alt"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".jianbao")] == []
