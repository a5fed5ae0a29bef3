"""Words are found in all their forms, the longest first, in dictionaries that are made ready once."""

import os
from pathlib import Path

import pytest

from reader.errors import Cancelled, ReaderError, UnreadableFileError
from reader.model import Article, Fragment, Piece, Place, Role
from reader.services import looking_up
from reader.services.looking_up import (
    Finding,
    add_dictionary,
    address_of,
    candidates,
    dictionaries,
    look_up,
    web_pages,
)
from reader.settings import Settings, load_settings
from reader.store import word_index
from reader.text.sheet import Sheet

NEWS = "新聞 新闻 [xin1 wen2] /news/\n新 新 [xin1] /new/\n新聞社 新闻社 [xin1 wen2 she4] /news agency/\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, and of pinyin only what these tests read, which a test of the tables reads whole."""
    monkeypatch.setattr(looking_up, "_cache", lambda: tmp_path / "cache")
    known = [("新", "xīn"), ("闻", "wén"), ("重", "zhòng, chóng"), ("重庆", "chóng qìng")]
    monkeypatch.setattr(looking_up, "readings", lambda: known)
    return tmp_path / "cache"


@pytest.fixture
def cedict(tmp_path: Path) -> Path:
    path = tmp_path / "cedict_ts.u8"
    path.write_text(NEWS, "utf-8")
    return path


def go_on() -> None:
    """Nothing stops the work."""


def sheet(text: str) -> Sheet:
    return Sheet(Article((Fragment(Piece(0, len(text), Role.BODY, 0), text, 1),), Place(None, None, None), "a.txt", 1))


def words_of(found: list[Finding]) -> list[str]:
    return [finding.word for finding in found]


@pytest.mark.parametrize(("asked", "own"), [(["新闻社", "新闻", "新"], "新闻"), (["新聞社", "新聞", "新"], "新聞")])
def test_the_longest_word_comes_first_in_either_form(cedict: Path, asked: list[str], own: str) -> None:
    found, complaints = look_up(asked, own, [cedict], go_on)
    assert words_of(found) == asked
    assert [f.entries[0].meanings for f in found] == [("news agency",), ("news",), ("new",)]
    assert complaints == []


def test_without_a_dictionary_there_is_pinyin(cache: Path) -> None:
    assert look_up(["重庆新闻", "重庆"], "重庆新闻", [], go_on) == ([Finding("重庆新闻", "chóng qìng xīn wén")], [])
    assert look_up(["重"], "重", [], go_on)[0] == [Finding("重", "zhòng, chóng")]


def test_a_dictionary_is_made_ready_once_and_anew_when_it_changed(
    cedict: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    monkeypatch.setattr(word_index, "make", lambda file, *rest, make=word_index.make: (made.append(file), make(file, *rest)))
    for _ in range(2):
        look_up(["新"], "新", [cedict], go_on)
    assert len(made) == 2, "the dictionary and the pinyin"
    cedict.write_text(NEWS + "桥 桥 [qiao2] /bridge/\n", "utf-8")
    os.utime(cedict, ns=(1, 1))
    assert words_of(look_up(["桥"], "", [cedict], go_on)[0]) == ["桥"]
    assert len(made) == 3
    assert len(list(cache.iterdir())) == 2, "what was kept of the dictionary as it was is gone"


def test_one_damaged_dictionary_leaves_the_others(cedict: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ifo"
    bad.write_text("no", "utf-8")
    found, complaints = look_up(["新"], "新", [bad, tmp_path / "none.u8", cedict], go_on)
    assert found[0].entries[0].meanings == ("new",)
    assert len(complaints) == 2
    assert all("cannot be read" in sentence for sentence in complaints)


def test_what_was_kept_and_is_damaged_is_told_and_made_anew(cedict: Path, cache: Path) -> None:
    look_up(["新"], "新", [cedict], go_on)
    for kept in cache.iterdir():
        kept.write_bytes(b"damaged" * 900)
    _, complaints = look_up(["新"], "新", [cedict], go_on)
    assert len(complaints) == 2
    found, complaints = look_up(["新"], "新", [cedict], go_on)
    assert found[0].entries
    assert complaints == []


def test_what_is_stopped_leaves_nothing_half_made(cedict: Path, cache: Path) -> None:
    def stop() -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        look_up(["新"], "新", [cedict], stop)
    assert list(cache.iterdir()) == []


def test_candidates_end_where_the_clause_ends() -> None:
    text = "他是新闻社长，很忙。"
    assert candidates(sheet(text), (2, 2), (2, 4)) == ["新闻社长", "新闻社", "新闻", "新"]
    assert candidates(sheet(text), (2, 4), (2, 4)) == ["新闻", "新"]
    assert candidates(sheet(text), (6, 6), (6, 6)) == []


def test_a_dictionary_is_added_once_and_kept_in_the_settings(cedict: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.toml")
    add_dictionary(settings, cedict)
    add_dictionary(settings, cedict)
    assert dictionaries(load_settings(settings.path)) == [cedict]


def test_what_is_no_dictionary_is_not_added(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.toml")
    (tmp_path / "a.txt").write_text("桥通了。\n" * 200, "utf-8")
    (tmp_path / "a;b.u8").write_text(NEWS, "utf-8")
    for name, why in (("a.txt", "is no dictionary"), ("a;b.u8", "semicolon")):
        with pytest.raises(UnreadableFileError, match=why):
            add_dictionary(settings, tmp_path / name)
    assert dictionaries(settings) == []


def test_web_pages_have_names_and_addresses(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.toml")
    assert [name for name, _ in web_pages(settings)] == ["汉典", "Wiktionary"]
    settings.values["web_pages"] = "https://a.example/{word}; My words http://b.example/?q={word}; file:secret; "
    assert [name for name, _ in web_pages(settings)] == ["https://a.example/{word}", "My words"]
    assert address_of("http://b.example/?q={word}", "新 闻&") == "http://b.example/?q=%E6%96%B0%20%E9%97%BB%26"


def test_a_cache_that_cannot_be_written_is_told(cedict: Path, cache: Path) -> None:
    cache.write_text("a file", "utf-8")
    _, complaints = look_up(["新"], "新", [cedict], go_on)
    assert len(complaints) == 2
    assert all("cannot be kept" in sentence for sentence in complaints)
    assert issubclass(UnreadableFileError, ReaderError)
