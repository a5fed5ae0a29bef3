"""The dictionary's likelihoods and the parting of text into words."""

import subprocess
import sys

import pytest

from reader.text import words


def test_a_word_across_a_cut_is_a_gain() -> None:
    dictionary = words.dictionary()
    assert dictionary.gain("打造汽车产", "业链条") > 3.85
    assert dictionary.gain("放风筝", "看报纸") == 0.0
    assert dictionary.gain("", "报纸") == 0.0


def test_a_fragment_of_a_word_is_told_from_a_word() -> None:
    dictionary = words.dictionary()
    assert dictionary.begins_with_fragment("链建设成效")
    assert not dictionary.begins_with_fragment("建设成效")
    assert dictionary.ends_word("汽车产业链")


def test_cut_leaves_nothing_out() -> None:
    text = "株洲二手车出口，A1版𠮷野家"
    assert "".join(words.cut(text)) == text
    assert "二手车" in words.cut(text)
    assert words.cut("") == []


def test_the_dictionary_is_read_once() -> None:
    assert words.dictionary() is words.dictionary()


def test_importing_and_parting_is_quiet_and_lazy() -> None:
    code = (
        "import sys; from reader.pages import reconstruct; from reader.text import words; "
        "assert 'jieba' not in sys.modules; assert not words._load.cache_info().currsize; print(words.cut('园林处清理水草'))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    assert "水草" in done.stdout


def test_the_dictionary_read_in_pieces_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = words.dictionary().frequencies
    monkeypatch.setattr(words, "_PIECE", 999_999_999)
    assert words._load.__wrapped__().frequencies == whole
