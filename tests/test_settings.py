"""Settings: what a person chose is kept; what cannot be used is said and does no harm."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError, ReaderError
from reader.settings import SETTINGS, Settings, Value, default_library, load_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_all_is_as_the_table_says(path: Path) -> None:
    settings = load_settings(path)
    assert settings.complaints == []
    for setting in SETTINGS:
        read = {str: settings.text, int: settings.number, bool: settings.flag}[type(setting.default)]
        assert read(setting.key) == setting.default
        assert setting.accepts(setting.default)
    assert not path.exists()


def test_every_setting_survives_its_file(path: Path) -> None:
    settings = load_settings(path)
    chosen: dict[str, Value] = {"language": "zh_CN", "text_size": 20, "single_letter_keys": False, "author": '王"五\\\n\t😀'}
    for key, value in chosen.items():
        settings.choose(key, value)
    assert load_settings(path).values == chosen
    assert load_settings(path).complaints == []


@given(st.text())
def test_any_name_survives_the_file(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any" / "settings.toml"
    Settings(path).choose("author", name)
    assert load_settings(path).text("author") == name


@pytest.mark.parametrize(("value", "kept"), [(5, 10), (99, 48), (20, 20)])
def test_a_number_is_brought_within_its_limits(path: Path, value: int, kept: int) -> None:
    settings = load_settings(path)
    settings.choose("text_size", value)
    assert settings.number("text_size") == kept


@pytest.mark.parametrize(
    "line", ['text_size = "large"', "text_size = 1000", "text_size = true", 'theme = "pink"', "theme = 1", "author = 1.5"]
)
def test_a_value_that_is_not_possible_is_said_and_its_default_used(path: Path, line: str) -> None:
    path.parent.mkdir()
    path.write_text(f'{line}\nlanguage = "en"\nfrom_a_newer_version = 1\n', encoding="utf-8")
    settings = load_settings(path)
    [complaint] = settings.complaints
    assert complaint.startswith(f"{path}: {line.split(' ')[0]} = ")
    assert settings.values == {"language": "en"}


@pytest.mark.parametrize("data", [b"not = [toml", b"\xff\xfe\x00", b"text_size = 20\ntext_size = 20\n"])
def test_a_file_that_is_no_toml_is_kept_aside(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    settings = load_settings(path)
    [complaint] = settings.complaints
    assert str(path) in complaint
    assert settings.values == {}
    assert path.with_suffix(".bad").read_bytes() == data
    settings.choose("text_size", 20)
    assert load_settings(path).complaints == []


def test_a_bad_file_that_cannot_be_put_aside_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not = [toml")

    def refuse(old: Path, new: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert len(load_settings(path).complaints) == 1
    assert path.read_bytes() == b"not = [toml"


def test_a_folder_in_the_place_of_the_file_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    assert len(load_settings(path).complaints) == 1
    with pytest.raises(ReaderError, match="The settings could not be written to"):
        load_settings(path).choose("text_size", 20)


def test_what_cannot_be_written_holds_for_now(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")
    settings = load_settings(tmp_path / "config" / "settings.toml")
    with pytest.raises(ReaderError, match=r"The settings could not be written to .*settings.toml \("):
        settings.choose("text_size", 20)
    assert settings.number("text_size") == 20


def test_the_users_own_library_has_its_folder_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.settings.user_data_path", lambda *names, **more: tmp_path / "data" / "jianbao")
    assert default_library() == tmp_path / "data" / "jianbao" / "library.jianbao"
    assert default_library().parent.is_dir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").write_text("no folder")
    monkeypatch.setattr("reader.settings.user_data_path", lambda *names, **more: tmp_path / "data" / "jianbao")
    with pytest.raises(LibraryError, match=r"cannot be made .*Name a library with --library"):
        default_library()
