"""Walking by words: jieba's words, whole characters, Latin, numbers, quotes, paragraphs."""

import re
from itertools import pairwise, product

import pytest

from reader.text.walking import (
    characters,
    inside_character,
    next_paragraph,
    next_word,
    previous_paragraph,
    previous_word,
    quoted_phrases,
    word_at,
)
from reader.text.words import cut

WHO = (
    *("市财政局局长", "本报记者", "新华社北京", "株洲二手车企业", "𠮷野家总店"),
    *("人民代表大会", "湘江两岸群众", "龘先生", "退休教师", "中国队"),
)
DID = (
    "昨天下午宣布：“今年出口增长三成”。",
    "从长沙运来30台二手车，价值1,234.5万元；",
    "在《人民日报》上撰文，题为‘春天的故事’！",
    "研究生命起源已经十年了……",
    "说：「他讲『不行』，我看行。」",
    "购买了Windows电脑、iPhone 12和T恤，共3.5%",
    "修建的大桥（全长8公里）正式通车？",
    "乒乓球拍卖完了，南京市长江大桥也通了；",
    "把𪚥𠀀𩸽三个生僻字印错，读者来信指出。",
    "与café主人Müller先生谈了don't一词。",
)
PASSAGES = tuple(who + did for who, did in product(WHO, DID))


def stops(text: str) -> list[int]:
    found, at = [], 0
    while at < len(text):
        at = next_word(text, at, cut)
        found.append(at)
    return found


def words_of_jieba(text: str) -> set[int]:
    at, found = 0, set()
    for word in cut(text):
        if any(c.isalnum() for c in word):
            found.add(at)
        at += len(word)
    return found


def test_there_are_a_hundred_passages() -> None:
    assert len(set(PASSAGES)) == 100


@pytest.mark.parametrize("did", DID)
def test_motion_stops_at_the_words_of_jieba(did: str) -> None:
    for text in (passage for passage in PASSAGES if passage.endswith(did)):
        here = {0, *stops(text)}
        # What jieba tears is whole: accents, apostrophes, commas in numbers.
        torn = {at for found in re.finditer(r"1,234\.5|café|Müller|don't", text) for at in range(*found.span())[1:]}
        assert words_of_jieba(text) - torn <= here
        elsewhere = here - words_of_jieba(text) - {len(text)}
        assert all(not text[at].isalnum() and not text[at].isspace() for at in elsewhere)


@pytest.mark.parametrize("did", DID)
def test_back_stops_where_forth_does(did: str) -> None:
    for text in (passage for passage in PASSAGES if passage.endswith(did)):
        back, at = [], len(text)
        while at > 0:
            at = previous_word(text, at, cut)
            back.append(at)
        assert back[::-1] == [0, *stops(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("他说：“好。”", ["他", "说", "：“", "好", "。”"]),
        ('他说："好。"', ["他", "说", '："', "好", '。"']),
        ("1,234.5元 3.5%", ["1,234.5", "元", "3.5%"]),
        ("２０２１年", ["２０２１", "年"]),
        ("cafe\u0301s don’t", ["cafe\u0301s", "don’t"]),
        ("葛\U000e0100城 👨‍👩‍👧👍🏽🇨🇳🇯🇵", None),
    ],
)
def test_words_are_whole(text: str, words: list[str] | None) -> None:
    at = [0, *stops(text)]
    assert not any(inside_character(text, stop) for stop in at)
    if words is not None:
        assert [text[a:b].strip() for a, b in pairwise(at)] == words


def test_without_a_dictionary_motion_goes_by_whole_characters() -> None:
    text = "𠮷野e\u0301👍🏽🇨🇳🇯🇵家"
    assert characters(text) == ["𠮷", "野", "e\u0301", "👍🏽", "🇨🇳", "🇯🇵", "家"]
    assert "".join(characters(text)) == text
    assert next_word("北京，上海", 0, characters) == 1


def test_motion_stops_at_the_ends_of_paragraphs() -> None:
    text = "桥通了。\n\n明天开放"
    assert stops(text) == [2, 3, 4, 5, 6, 8, 10]
    assert previous_word(text, 6, cut) == 5
    assert previous_word(text, 0, cut) == 0
    assert next_word(text, len(text), cut) == len(text)
    assert [next_paragraph(text, at) for at in (0, 4, 5, 6, 10)] == [5, 5, 6, 10, 10]
    assert [previous_paragraph(text, at) for at in (10, 6, 5, 2, 0)] == [6, 5, 0, 0, 0]


def test_only_the_clause_is_parted() -> None:
    text = "两岸只要五分钟。" * 2000
    asked: list[str] = []

    def noting(clause: str) -> list[str]:
        asked.append(clause)
        return cut(clause)

    assert next_word(text, 8000, noting) == 8002
    assert sum(map(len, asked)) < 50
    assert next_word("一" * 5000, 1234, noting) > 1234, "a text without punctuation is walked, too"
    assert max(map(len, asked)) <= 400


def test_the_word_at_a_place_is_that_which_holds_it_or_ends_there() -> None:
    text = "桥西，大桥 通车"
    assert [text[slice(*word_at(text, at, cut))] for at in (3, 4, 5, 6)] == ["大桥", "大桥", "大桥", "通车"]
    assert word_at("“……”", 2, cut) == (2, 2)
    assert word_at("", 0, cut) == (0, 0)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("他说：“我看「行」了。”", ["行", "我看「行」了。"]),
        ("题为《行在\u201c路\u201d上》的书", ["行在\u201c路\u201d上"]),
        ('说："行不行？"问', ["行不行？"]),
        ('说：“行不行？"问', ["行不行？"]),
        ("it’s ‘行’ here", ["行"]),
        ("“上一段\n行”", []),
        ("没有引号，行。", []),
    ],
)
def test_quoted_phrases_around_a_place(text: str, phrases: list[str]) -> None:
    found = quoted_phrases(text, text.index("行"))
    assert [text[slice(*phrase)] for phrase in found] == phrases
