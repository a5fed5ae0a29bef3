"""Whatever is wrong is said in one plain sentence that names the file and the way out, and nothing there is touched."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Jianbao
from tests.fixtures import SEEDS, by_hand

READERS = ("articles", "annotations", "check", "stats", "export markdown", "annotate 1 --quote 外交部")
BEYOND = ("import", SEEDS[0])


def state(path: Path) -> dict[Path, bytes | None]:
    """All files under a folder with what is in them."""
    return {found: found.read_bytes() if found.is_file() else None for found in sorted(path.rglob("*"))}


def refuses(jianbao: Jianbao, folder: Path, *arguments: object, words: str) -> None:
    """Assert that a call ends with one sentence and code 1, and touches nothing."""
    before = state(folder)
    said = jianbao(*arguments)
    assert (said.code, said.out) == (1, ""), arguments
    assert words in said.err
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert state(folder) == before


PAGES: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "does not exist. Check the name."),
    "empty.txt": (b"", "has nothing to read in it: it is empty, or only white space."),
    "blank.txt": ("\u3000\n \t\r\n".encode(), "has nothing to read in it: it is empty, or only white space."),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG picture, not text: give its text to Jianbao"),
    "zeros.txt": (bytes(5000), "is not text: it holds binary data. Give its text to Jianbao instead."),
    "unknown.txt": (bytes(range(128, 256)) * 9, "is in no encoding that Jianbao knows (UTF-8, UTF-16, UTF-32, GB18030, Big5)"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("command", ["parse", "import"])
def test_a_page_that_cannot_be_read(jianbao: Jianbao, seeds: Path, tmp_path: Path, command: str, name: str) -> None:
    data, words = PAGES[name]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    refuses(jianbao, tmp_path, command, tmp_path / name, words=f"{tmp_path / name} {words}")


def truncated(path: Path) -> None:
    os.truncate(path, 9000)


def header(path: Path) -> None:
    path.write_bytes(b"SQLits" + path.read_bytes()[6:])


def garbage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 8192) + data[-4096:])


def other_program(path: Path) -> None:
    path.unlink()
    by_hand(path, "CREATE TABLE mail (id)")


def newer(path: Path) -> None:
    by_hand(path, "PRAGMA user_version = 99")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


LIBRARIES: dict[Callable[[Path], None], str] = {
    truncated: "is damaged",
    header: "is not a Jianbao library, or its beginning is damaged. It was left as it is.",
    garbage: "is damaged",
    other_program: "is a database of another program, not a Jianbao library. It was left as it is.",
    newer: "was made by a newer Jianbao (library format 99;",
    folder: "is a folder. Name a file for the library, such as",
    Path.unlink: "`jianbao import` makes one; --library names another.",
}


@pytest.mark.parametrize("command", [*READERS, "import"])
@pytest.mark.parametrize("spoil", LIBRARIES, ids=lambda spoil: spoil.__name__)
def test_a_library_that_cannot_be_opened(jianbao: Jianbao, seeds: Path, spoil: Callable[[Path], None], command: str) -> None:
    spoil(seeds)
    if command == "import" and spoil is Path.unlink:
        pytest.skip("import makes a library")
    arguments = command.split() if command != "import" else ["import", SEEDS[0]]
    refuses(jianbao, seeds.parent, *arguments, words=LIBRARIES[spoil])


@pytest.mark.parametrize("command", ["import", "annotate 1 --quote 外交部"])
def test_a_read_only_library(
    jianbao: Jianbao, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "page.txt").write_text("## 新桥通车\n\n桥通了，两岸只要五分钟。\n", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != seeds)
    arguments = command.split() if command != "import" else ["import", tmp_path / "page.txt", tmp_path / "page.txt"]
    words = f"{seeds} is read-only: copy it to a folder that you may write to, and open the copy."
    refuses(jianbao, tmp_path, *arguments, words=words)
    assert jianbao("articles").out.count("\n") == 18


def test_a_library_in_a_folder_that_is_not_there(jianbao: Jianbao, tmp_path: Path) -> None:
    wanted = tmp_path / "none" / "x.jianbao"
    refuses(jianbao, tmp_path, "import", SEEDS[0], "--library", wanted, words=f"The folder {wanted.parent} does not exist.")


def test_names_that_are_too_long(jianbao: Jianbao, seeds: Path) -> None:
    name = "长" * 100
    refuses(jianbao, seeds.parent, "articles", "--library", name, words=f"There is no library at {name}.")
    refuses(jianbao, seeds.parent, "import", name, words=f"{name} cannot be read (File name too long). Check the name.")
    refuses(jianbao, seeds.parent, "parse", name, words=f"{name} cannot be read (File name too long). Check the name.")
    named = ("--library", seeds.with_name(name))
    refuses(jianbao, seeds.parent, "import", SEEDS[0], *named, words="cannot be read (File name too long). Check its name")


def test_a_home_that_cannot_be_made(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIANBAO_LIBRARY")
    (tmp_path / "home").write_text("no folder")
    words = f"The folder {tmp_path / 'home' / 'jianbao'} cannot be made (Not a directory). Name a library with --library."
    refuses(jianbao, tmp_path, "stats", words=words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["annotate", "99", "--quote", "外交部"], "There is no article 99 in"),
        (["annotate", "1", "--quote", "没有这句话"], "“没有这句话” is not in the article"),
        (["annotate", "1", "--quote", "论坛"], "occurs 3 times: choose one with --nth 1 to --nth 3, or"),
        (["annotate", "1", "--quote", "论坛", "--nth", "4"], "occurs 3 times: choose one with --nth 1 to --nth 3, or"),
        (["export", "markdown", "-o", "/none/there/out.md"], "/none/there/out.md could not be written"),
        (["open", "/none.txt"], "/none.txt does not exist. Check the name."),
        (["open", "--screenshot", "/none/p.png"], "The folder /none does not exist."),
        (["export", "markdown", "-o", "x" * 300], "could not be written (File name too long). Choose another place."),
        (["open", "--screenshot", "x" * 300], f"{'x' * 300} could not be written. Choose another place for the picture."),
        (["open", "--screenshot", "/"], "/ cannot be written. Choose another place for the picture."),
        (["open", "jianbao://open?article=99"], "Article 99 is not in this library."),
        (["open", "jianbao://open?article=1&annotation=NOSUCH"], "The link leads to annotation NOSUCH, which is not in"),
        (["open", "jianbao://open?article=x"], "jianbao://open?article=x is no link of Jianbao"),
        (["open", "jianbao://[open"], "jianbao://[open is no link of Jianbao"),
    ],
)
def test_what_is_not_there(jianbao: Jianbao, seeds: Path, arguments: list[str], words: str) -> None:
    refuses(jianbao, seeds.parent, *arguments, words=words)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["--library"],
        ["import"],
        ["parse"],
        ["articles", "--from", "20210120"],
        ["articles", "--to", "2021-13"],
        ["import", "x.txt", "--date", "1.2.2021"],
        ["annotate", "one", "--quote", "外交部"],
        ["annotate", "1"],
        ["annotate", "1", "--quote", "论坛", "--nth", "0"],
        ["annotate", str(2**63), "--quote", "论坛"],
        ["search", "--limit", str(2**63), "论坛"],
        ["concordance", "--width", str(2**63), "论坛"],
        ["concordance", "--csv", "--json", "论坛"],
        ["trend", "--csv", "--json", "论坛"],
        ["trend", "论坛", " "],
        ["annotate", "1", "--quote", "外交部", "--colour", "gold"],
        ["export", "word"],
        ["import", "x.txt", "--field", "heading=x"],
        ["annotations", "--colour", "gold"],
        ["annotations", "--status", "fine"],
        ["export"],
        ["stats", "surplus"],
        ["open", "--size", "1280"],
        ["open", "--size", "10x99999"],
        ["open", "--theme", "blue"],
        ["open", "--language", "de"],
        ["open", "jianbao://open?article=1", "jianbao://open?article=2"],
    ],
)
def test_wrong_usage_ends_with_code_2(jianbao: Jianbao, seeds: Path, arguments: list[str]) -> None:
    before = state(seeds.parent)
    said = jianbao(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err
    assert state(seeds.parent) == before
