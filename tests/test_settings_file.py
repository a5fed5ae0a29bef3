"""The file of the settings: one thing in it is changed, all else stays, and no fault of the disk takes it away."""

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.settings import SETTINGS, Settings, load_settings

NEWER = """# my own words
text_size = 20  # for the evening

[keys]
highlight = ["Ctrl+H"]
from_a_newer_version = ["X"]

[newer]
list = [1, 2.5, 2021-01-20]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_what_a_newer_program_or_a_person_wrote_stays(path: Path) -> None:
    path.write_text(NEWER, encoding="utf-8")
    settings = load_settings(path)
    settings.choose("text_size", 22)
    settings.give_keys({"highlight": None, "undo": ("F2",)})
    written = path.read_text(encoding="utf-8")
    assert "# my own words" in written
    assert "text_size = 22  # for the evening" in written
    assert 'from_a_newer_version = ["X"]' in written
    assert "list = [1, 2.5, 2021-01-20]" in written
    assert load_settings(path).keys == {"undo": ("F2",), "from_a_newer_version": ("X",)}


def test_a_value_that_cannot_be_used_stays_until_another_is_chosen(path: Path) -> None:
    path.write_text('theme = "of a newer version"\n', encoding="utf-8")
    settings = load_settings(path)
    settings.choose("text_size", 22)
    assert 'theme = "of a newer version"' in path.read_text(encoding="utf-8")
    settings.choose("theme", "dark")
    assert load_settings(path).complaints == []


def test_two_programs_do_not_wipe_each_others_choices(path: Path) -> None:
    one, other = load_settings(path), load_settings(path)
    one.choose("author", "王五")
    other.choose("text_size", 22)
    assert load_settings(path).values == {"author": "王五", "text_size": 22}


def test_what_holds_for_this_time_alone_is_not_written(path: Path) -> None:
    settings = Settings(path, {"theme": "dark"})
    settings.choose("text_size", 22)
    assert load_settings(path).values == {"text_size": 22}


def test_a_file_damaged_while_the_program_runs_is_kept_aside(path: Path) -> None:
    settings = load_settings(path)
    path.with_suffix(".bad").write_text("of before")
    path.write_text("theme = [broken")
    settings.choose("text_size", 22)
    assert path.with_suffix(".bad").read_text() == "of before"
    assert path.with_suffix(".bad2").read_text() == "theme = [broken"
    assert load_settings(path).values == {"text_size": 22}


def test_a_disk_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text('author = "王五"\n', encoding="utf-8")
    settings = load_settings(path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReaderError, match="No space left"):
        settings.choose("text_size", 22)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert load_settings(path).values == {"author": "王五"}


def test_a_file_that_is_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    (tmp_path / "kept elsewhere").mkdir()
    real = tmp_path / "kept elsewhere" / "own.toml"
    real.write_text('author = "王五"\n', encoding="utf-8")
    path.symlink_to(real)
    load_settings(path).choose("text_size", 22)
    assert path.is_symlink()
    assert load_settings(real).values == {"author": "王五", "text_size": 22}


def test_defaults_come_back_one_by_one_and_all_at_once(path: Path) -> None:
    path.write_text(NEWER, encoding="utf-8")
    settings = load_settings(path)
    settings.choose("author", "王五")
    settings.restore(["author"])
    assert settings.text("author") == ""
    assert load_settings(path).values == {"text_size": 20}
    settings.restore_all()
    assert load_settings(path).values == {}
    assert load_settings(path).keys == {}
    assert "[newer]" in path.read_text(encoding="utf-8")


def test_keys_that_are_no_list_are_said(path: Path) -> None:
    path.write_text('[keys]\nundo = "F2"\nredo = [1]\nhighlight = ["F4"]\n', encoding="utf-8")
    settings = load_settings(path)
    assert [("keys of undo" in c, "keys of redo" in c) for c in settings.complaints] == [(True, False), (False, True)]
    assert settings.keys == {"highlight": ("F4",)}


def test_each_profile_has_type_of_its_own(path: Path) -> None:
    settings = load_settings(path)
    assert (settings.number("text_size"), settings.number("line_height")) == (18, 170)
    settings.choose("profile", "dense")
    assert (settings.number("text_size"), settings.number("line_height")) == (15, 140)
    settings.choose("text_size", 16)
    settings.choose("profile", "reading")
    assert settings.number("text_size") == 18
    assert load_settings(path).values == {"profile": "reading", "dense_text_size": 16}


def test_the_form_shows_every_setting_once() -> None:
    settings = Settings(Path("none"))
    shown = [key for group in dict.fromkeys(row.group for row in SETTINGS) for key in settings.rows(group)]
    assert sorted(shown) == sorted(row.key for row in SETTINGS if not row.key.startswith("dense_"))
