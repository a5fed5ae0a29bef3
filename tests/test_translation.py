"""Both languages say everything: the catalogue holds what the program says, no more, with the same places to fill in."""

import re
import string
from collections.abc import Iterator

import pytest

from reader.formats import READERS
from reader.translation import LANGUAGES, catalogue, counted, language, retold, set_language, tr
from tests.translation_strings import sentences, with_places

CHINESE = catalogue("zh_CN")
# Names that both languages share.
UNTRANSLATED = {"English", "中文", "Markdown"}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_everything_that_is_said_has_its_chinese() -> None:
    assert sorted(sentences() - set(CHINESE) - UNTRANSLATED - {""}) == []


def test_nothing_is_translated_that_is_not_said() -> None:
    assert sorted(set(CHINESE) - sentences()) == []


def test_translations_fill_in_the_same_places() -> None:
    assert {english: chinese for english, chinese in CHINESE.items() if places(english) != places(chinese)} == {}


def test_translations_are_chinese_and_end_as_the_english() -> None:
    for english, chinese in CHINESE.items():
        assert chinese.strip("\n") == chinese
        named = english in UNTRANSLATED | {reader.title for reader in READERS.values()} or not english.isascii()
        assert named or any("\u4e00" <= c <= "\u9fff" for c in chinese), english
        assert english.endswith(".") <= chinese.endswith(("。", "》", "）")), english


# After a name or a number of something, not after a count: "a.txt is damaged", "Line 1 has no text".
VERBS = r"is|was|has|does|holds|ends|names|breaks|declares|unpacks|needs|replaces|knows|"
VERBS += r"moves|shows|finds|brings|puts|takes|selects|writes|gives|syncs"  # "F4 brings it back"
PLURAL = re.compile(rf"\b1 (?!(?:{VERBS})\b)(?:more |whole |unread |broken )?(?!(?:{VERBS})\b)[a-z]{{2,}}s\b")
LARGE = ("A library holds up to", "characters, more than a page", "longer than", "more than 1 files")  # bounds are never 1


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    def with_one(sentence: str) -> str:
        ones = re.sub(r"\{\w*:([^|{}]*)\|[^{}]*\}", r"1 \1", sentence)
        return re.sub(r"\{[^{}]*\}", "1", ones)

    said = {with_one(sentence) for sentence in sentences() | set(with_places())}
    assert [one for one in sorted(said) if PLURAL.search(one) and not any(words in one for words in LARGE)] == []


def test_a_count_is_said_with_the_form_of_its_noun() -> None:
    words = "{unread} unread of {articles:article|articles}"
    assert tr(words, unread=0, articles=1) == "0 unread of 1 article"
    assert tr(words, unread=1, articles=2) == "1 unread of 2 articles"
    assert [counted(number, "page", "pages") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    set_language("zh_CN")
    assert tr(words, unread=1, articles=2) == "2 篇中 1 篇未读"


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("en", "en"), ("zh_CN", "zh_CN"), ("zh-Hans", "zh_CN"), ("zh_TW", "zh_CN"), ("de", "en"), ("", "en"), ("C", "en")],
)
def test_any_language_is_one_of_the_two(asked: str, chosen: str) -> None:
    set_language(asked)
    assert language() == chosen
    assert chosen in LANGUAGES


def test_a_sentence_comes_in_the_chosen_language_with_its_values() -> None:
    words = "Undone: {what}"
    assert tr(words, what="{x}") == "Undone: {x}"
    set_language("zh_CN")
    assert tr(words, what="高亮").endswith("高亮")
    assert tr(words, what="高亮") != "Undone: 高亮"


def test_what_has_no_translation_is_said_in_english() -> None:
    set_language("zh_CN")
    assert tr("Not in the catalogue: {x}", x=1) == "Not in the catalogue: 1"
    assert tr("Braces {stay} without values") == "Braces {stay} without values"


def test_an_error_made_in_english_is_retold_in_the_chosen_language() -> None:
    sentence = "/tmp/a.png is a PNG picture, not text: give its text to Jianbao, for a picture that of an OCR program."
    assert retold(sentence) == sentence
    set_language("zh_CN")
    assert retold(sentence).startswith("/tmp/a.png 是PNG 图片，不是文本：")
    assert retold("The settings could not be written to /x (No space).") == "设置无法写入 /x（No space）。"
    assert retold("/x 没有这样的句子 {}") == "/x 没有这样的句子 {}"


def test_a_name_in_an_error_may_hold_anything() -> None:
    set_language("zh_CN")
    assert retold("{a}\n[b] (c).txt is no ordinary file.") == "{a}\n[b] (c).txt 不是普通文件。"


def test_several_errors_in_one_are_retold_one_after_another() -> None:
    set_language("zh_CN")
    told = retold("Line 1 of a.b is left out: it has no text. /x cannot be read (No). Check the name. Not known. Neither.")
    assert told == "第 1 行（a.b）已略过：没有文字。无法读取 /x（No）。请检查名称。Not known. Neither."


def test_a_long_text_full_of_words_of_sentences_is_passed_on_soon() -> None:
    """With patterns that try every place for every word, these would take minutes."""
    set_language("zh_CN")
    for words in ("a of ", "Line a of ", "x/", "a is left out: "):
        assert retold(words * 15_000).endswith(words)
    assert retold("Line 3 of a of b.csv is left out: it has no text.") == "第 3 行（a of b.csv）已略过：没有文字。"
