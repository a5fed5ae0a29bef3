"""The command as a whole: which library, which exit code, and what becomes of its output."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reader import __version__, app
from reader.debugging import debug_path, end_debugging
from reader.services.importing import Progress
from tests.cli.conftest import Jianbao
from tests.fixtures import ROOT, SEEDS


@pytest.mark.parametrize("before", [True, False])
def test_the_library_is_named_before_or_after_the_command(
    jianbao: Jianbao, seeds: Path, home: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    monkeypatch.delenv("JIANBAO_LIBRARY")
    named = ("--library", seeds)
    said = jianbao(*named, "articles") if before else jianbao("articles", *named)
    assert (said.code, said.out.count("\n")) == (0, 18)


def test_a_named_library_stands_above_the_environment_and_the_later_above_the_earlier(
    jianbao: Jianbao, seeds: Path, tmp_path: Path
) -> None:
    assert jianbao("import", SEEDS[1], "--library", tmp_path / "other.jianbao").code == 0
    assert jianbao("--library", tmp_path / "other.jianbao", "articles").out.count("\n") == 7
    assert jianbao("--library", tmp_path / "other.jianbao", "articles", "--library", seeds).out.count("\n") == 18


def test_without_a_name_it_is_the_users_own(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_LIBRARY", "")
    assert jianbao("import", SEEDS[1]).code == 0
    assert (tmp_path / "home" / "jianbao" / "library.jianbao").is_file()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], ("mine",)),
        (["open"], ("mine",)),
        (["--library", "x"], ("x",)),
        (["open", "--library", "x"], ("x",)),
        (["--library", "x", "open"], ("x",)),
        (["open", "docs", "reader"], ("mine", ("docs", "reader"), None, "", "", "", "", False)),
        (["open", "docs", "--library", "x", "--theme", "dark"], ("x", ("docs",), None, "", "dark", "", "", False)),
        (
            ["open", "--screenshot", "p.png", "--size", "900x900", "--language", "en"],
            ("mine", (), "p.png", "900x900", "", "en", "", False),
        ),
        (
            ["open", "jianbao://open?article=3", "docs"],
            ("mine", ("docs",), None, "", "", "", "jianbao://open?article=3", False),
        ),
    ],
)
def test_the_window_is_opened_on_what_was_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], wanted: tuple[object, ...]
) -> None:
    calls = []

    def note(*values: object) -> int:
        calls.append(values)
        return 7

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(app, "_open_window", note)
    assert app.main(arguments) == 7
    [(library, *rest)] = calls
    assert (Path(str(library)).stem, *plain(rest)) == wanted


@pytest.fixture(autouse=True)
def _no_log_of_another_test() -> Iterator[None]:
    yield
    end_debugging()


def plain(values: Sequence[object]) -> tuple[object, ...]:
    """The values with paths as strings."""
    return tuple(plain(v) if isinstance(v, tuple) else str(v) if isinstance(v, Path) else v for v in values)


def test_a_desktop_names_files_and_libraries(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "_open_window", lambda *values: calls.append(values) or 0)
    page, library = tmp_path / "第 1 版.txt", tmp_path / "民国.jianbao"
    page.touch()
    library.touch()
    assert app.main(["open", page.as_uri(), library.as_uri()]) == 0
    assert calls[0][:2] == (library, (page,))
    assert app.main(["open", str(library), "--library", "x"]) == 2
    assert app.main(["open", str(library), str(library)]) == 2


def test_version_and_help(jianbao: Jianbao) -> None:
    assert jianbao("-h").out == jianbao("--help").out
    assert jianbao("import", "-h").out.startswith("Usage: jianbao import")
    assert jianbao("--version").out == f"jianbao, version {__version__}\n"
    said = jianbao("--help")
    assert said.code == 0
    commands = ("open", "parse", "import", "articles", "annotate", "annotations", "export", "check", "stats")
    assert [name for name in commands if f"\n  {name} " in said.out] == list(commands)


def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command as a program of its own."""
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


def test_a_reader_who_goes_away_is_no_fault(seeds: Path) -> None:
    outlet, inlet = os.pipe()
    os.close(outlet)
    ended = run("articles", "--json", stdout=inlet)
    os.close(inlet)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_a_closed_output_is_no_fault(seeds: Path) -> None:
    command = f"exec {sys.executable} -m reader articles >&-"
    ended = subprocess.run(["sh", "-c", command], cwd=ROOT, check=False, capture_output=True)
    assert ended.stderr == b""


def test_output_is_utf_8_whatever_the_locale(seeds: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    ended = run("articles", stdout=subprocess.PIPE, env=environment)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "敢于战胜一切艰难险阻" in ended.stdout.decode("utf-8")


def test_no_progress_is_shown_in_a_pipe(home: Path) -> None:
    assert run("import", SEEDS[1], stdout=subprocess.PIPE).stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["articles", "--json"], ["stats"], ["export", "markdown"], ["import", *SEEDS]])
def test_an_output_that_cannot_be_written_is_told(seeds: Path, arguments: list[object]) -> None:
    with open("/dev/full", "wb") as full:
        ended = run(*arguments, stdout=full)
        assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1), ended.stderr
        assert b"could not be written (No space left on device)" in ended.stderr
        command = [sys.executable, "-m", "reader", "import", "none", *SEEDS]
        ended = subprocess.run(command, cwd=ROOT, stderr=full, stdout=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stdout.count(b"unchanged")) == (1, 2)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_closes_the_window(seeds: Path, name: str) -> None:
    # Sent by the window itself once it is shown, through the operating system, while Qt waits for events.
    script = (
        "import os, signal, threading; from reader.qt import application as a; first = a._after_first_paint\n"
        "def then(application, window):\n"
        "    first(application, window)\n"
        f"    threading.Thread(target=os.kill, args=(os.getpid(), signal.{name})).start()\n"
        "a._after_first_paint = then\n"
        "from reader.app import main; raise SystemExit(main([]))"
    )
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a display be missing")
def test_without_a_display_a_sentence_is_said_and_no_library_made(home: Path, tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    for environment in (bare, bare | {"DISPLAY": ":987"}):
        ended = run(stdout=subprocess.PIPE, env=environment)
        assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1), ended.stderr
        assert b"no window can be opened" in ended.stderr.lower()
        assert b"--screenshot FILE" in ended.stderr
        assert not home.exists()
    ended = run("open", "--screenshot", tmp_path / "p.png", "--size", "400x300", stdout=subprocess.PIPE, env=bare)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_ctrl_c_at_the_start_ends_without_a_word(jianbao: Jianbao, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(arguments: Sequence[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "_by_command_line", interrupt)
    said = jianbao("stats")
    assert (said.code, said.out, said.err) == (130, "", "")


def test_ctrl_c_keeps_what_is_done(jianbao: Jianbao, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(report: object, progress: Progress) -> None:
        if progress.done == 1:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("reader.cli.pages.ProgressReport.__call__", interrupt)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started deaf to it
    said = jianbao("import", *SEEDS)
    signal.signal(signal.SIGINT, before)
    assert (said.code, said.err.strip()) == (130, "Stopped; what was done until now is kept.")
    assert jianbao("articles").out.count("\n") == 11


def test_what_is_done_is_logged_on_demand_but_no_text(jianbao: Jianbao, seeds: Path) -> None:
    said = jianbao("--debug", "annotate", "1", "--quote", "没有的话")
    log = debug_path().read_text("utf-8")
    assert said.code == 1
    for words in (said.err, log):
        assert f"Jianbao {__version__}, Python" in words
        assert "command line: annotate" in words
        assert "refused: NotFoundError" in words
    assert "没有的话" not in log


def test_where_the_log_cannot_be_written_stderr_has_it(jianbao: Jianbao, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.debugging.debug_path", lambda: seeds / "debug.log")
    said = jianbao("--debug", "stats")
    assert said.code == 0
    assert "cannot be written" in said.err
    assert "command line: stats" in said.err


@pytest.mark.skipif(sys.platform != "linux", reason="displays as Linux has them")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "none such"}])
def test_without_a_display_a_sentence_says_so(home: Path, display: dict[str, str]) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")} | display
    ended = run("open", env=environment)
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1, ended.stderr
    assert b"jianbao open --screenshot FILE" in ended.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    "wrong", [["open", "--colour"], ["open", "--theme", "pink"], ["open", "--size", "3"], ["--wrong"], ["opne"]]
)
def test_wrong_options_are_refused(jianbao: Jianbao, home: Path, wrong: list[str]) -> None:
    said = jianbao(*wrong)
    assert said.code == 2
    assert said.err.startswith("Usage: jianbao")
    assert not home.exists()
