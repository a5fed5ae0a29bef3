"""The wheel and the source archive: what users get with pipx or uv."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and source archive, built without an index."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def test_the_wheel_holds_the_resources(archives: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(archives[0]).namelist())
    wanted = {str(p.relative_to(ROOT / "resources")) for p in (ROOT / "resources").rglob("*") if p.is_file()}
    assert {f"reader/_resources/{name}" for name in wanted} <= names
    assert not any(name.startswith(("tests/", "seeds/")) for name in names)


def test_the_wheel_brings_what_a_desktop_looks_for(archives: tuple[Path, Path]) -> None:
    names = {name.partition(".data/data/")[2] for name in zipfile.ZipFile(archives[0]).namelist()}
    wanted = ("applications/jianbao.desktop", "mime/packages/jianbao.xml", "icons/hicolor/scalable/apps/jianbao.svg")
    assert {f"share/{name}" for name in (*wanted, "metainfo/io.github.jianbao.jianbao.metainfo.xml")} <= names


def test_the_wheel_brings_its_commands(archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[0]) as wheel:
        entry = next(n for n in wheel.namelist() if n.endswith("entry_points.txt"))
        text = wheel.read(entry).decode()
    assert "jianbao = reader.app:main" in text
    assert "[gui_scripts]" in text


def test_the_source_archive_holds_seeds_and_tests(archives: tuple[Path, Path]) -> None:
    with tarfile.open(archives[1]) as archive:
        names = archive.getnames()
    assert any(name.endswith("seeds/000_6db4afb9be991b2e.txt") for name in names)
    assert any(name.endswith("tests/test_packaging.py") for name in names)


def test_the_wheel_works_in_an_empty_folder(archives: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "site"
    with zipfile.ZipFile(archives[0]) as wheel:
        wheel.extractall(target)
    code = (
        "import sys, reader, reader.resources as r; from reader.translation import catalogue;"
        f"assert reader.__file__.startswith({str(target)!r}), reader.__file__;"
        "assert r.resource('icons/jianbao.svg').is_file(); assert catalogue('zh_CN')"
    )
    environment = {**os.environ, "PYTHONPATH": str(target)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, timeout=60)
