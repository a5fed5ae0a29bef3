"""The laws of the house: layers that bite, small files and functions, names that say something."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READER = sorted((ROOT / "reader").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
EMPTY_NAMES = {"utils", "util", "common", "misc", "helpers", "helper", "manager", "base", "core"}
TOP = {
    *(".ci", ".gitattributes", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"),
    *("README.md", "README.zh-CN.md", "benchmarks", "docs", "pyproject.toml", "reader", "requirements.lock", "resources"),
    *("scripts", "seeds", "tests"),
}

BREACHES = {
    "Qt in the store": ("reader/store/archive.py", "import PySide6.QtCore"),
    "Qt in the commands": ("reader/commands/going.py", "from PySide6 import QtCore"),
    "SQL in a service": ("reader/services/importing.py", "import sqlite3"),
    "sqlite-utils in the command line": ("reader/cli/upkeep.py", "import sqlite_utils"),
    "jieba in the pages": ("reader/pages/blocks.py", "import jieba"),
    "a service above its layer": ("reader/services/importing.py", "import reader.commands"),
    "the model above its layer": ("reader/model.py", "import reader.store"),
    "a module without a place": ("reader/drawer.py", "DRAWER = 1"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package to break something in."""
    shutil.copytree(ROOT / "reader", tmp_path / "reader", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(house: Path, breach: str) -> None:
    name, line = BREACHES[breach]
    path = house / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + f"\n{line}\n", "utf-8")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in READER}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {}
    for path in READER:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert found == {}


def test_names_say_something() -> None:
    assert [path for path in READER if path.stem in EMPTY_NAMES] == []


def test_every_module_says_what_it_is() -> None:
    assert [path for path in READER if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows what belongs to it")
def test_nothing_lies_about_in_the_checkout() -> None:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {name.split("/")[0] for name in names} == TOP
