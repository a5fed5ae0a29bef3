"""Moving the caret by sentences and widening the selection."""

import pytest

from reader.model import Role
from reader.services import wording
from reader.services.desk import Desk
from reader.store.library import Library
from reader.text import words
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView, desk_on
from tests.fixtures import reading, store

WORD, SENTENCE, PARAGRAPH = "五分钟", "两岸只要五分钟！", "桥通了。两岸只要五分钟！"


@pytest.fixture(autouse=True)
def _words_are_known() -> None:
    words.cut("词")


def selected(desk: Desk) -> str:
    assert desk.sheet
    return desk.sheet.text[slice(*desk.view.selection())]


def test_the_caret_goes_by_sentences(desk: Desk, view: FakeView) -> None:
    assert desk.sheet
    seen = []
    for name in ["sentence_forward"] * 5 + ["sentence_back"] * 2:
        press(desk, name)
        seen.append(desk.sheet.text[view.caret() :][:2])
    assert seen == ["本报", "桥通", "两岸", "桥西", "", "桥西", "两岸"]


def test_a_selection_widens_from_word_to_sentence_to_paragraph_to_article_and_back(desk: Desk) -> None:
    put_caret(desk, "五分钟")
    assert desk.sheet
    seen = []
    for name in ["expand_selection"] * 5 + ["shrink_selection"] * 5:
        press(desk, name)
        seen.append(selected(desk))
    whole = desk.sheet.text
    assert seen == [WORD, SENTENCE, PARAGRAPH, whole, whole, PARAGRAPH, SENTENCE, WORD, "", ""]


def test_a_selection_within_a_word_widens_to_it_and_one_over_two_words_to_the_sentence(desk: Desk) -> None:
    for words_, wider in (("五分", WORD), ("只要五", SENTENCE)):
        put_caret(desk, words_, selected=True)
        press(desk, "expand_selection")
        assert selected(desk) == wider


def test_shrinking_goes_back_to_the_sentence_that_was_begun_with(desk: Desk) -> None:
    put_caret(desk, "五分钟")
    press(desk, "expand_selection", "expand_selection", "expand_selection", "shrink_selection")
    assert selected(desk) == SENTENCE


def test_a_selection_widens_to_what_stands_in_quotes(library: Library) -> None:
    body = "张三说：「我读过《秀英大桥记》的」，笑了。“通车。开放。”"
    store(library, reading(((Role.HEADLINE, "桥"), (Role.BODY, body))))
    desk = desk_on(library)
    desk.open(1)
    put_caret(desk, "大桥")
    seen = []
    for name in ["expand_selection"] * 5 + ["shrink_selection"] * 2:
        press(desk, name)
        seen.append(selected(desk))
    sentence = body[: body.index("“")]
    inner, outer = "秀英大桥记", "我读过《秀英大桥记》的"
    assert seen == ["大桥", inner, outer, sentence, body, sentence, outer]
    put_caret(desk, "开放")
    press(desk, "expand_selection", "expand_selection", "expand_selection")
    assert selected(desk) == body, "a quotation that a sentence cuts across is left out"


def test_characters_become_a_word_and_stay_one(desk: Desk, library: Library) -> None:
    put_caret(desk, "只要五分钟", selected=True)
    assert "“只要五分钟” is one word from now on" in press(desk, "join_or_split_words")
    assert "one word already" in press(desk, "join_or_split_words")
    for again in (desk, desk_on(library)):
        again.open(1)
        put_caret(again, "分钟")
        press(again, "expand_selection")
        assert selected(again) == "只要五分钟"


def test_a_word_becomes_two_and_one_again(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "分钟")
    assert press(desk, "join_or_split_words") == "“五” and “分钟” are two words from now on."
    press(desk, "expand_selection")
    assert selected(desk) == "分钟"
    put_caret(desk, WORD, selected=True)
    press(desk, "join_or_split_words")
    put_caret(desk, "分钟")
    press(desk, "expand_selection")
    assert selected(desk) == WORD


def test_a_word_by_hand_is_split_where_the_caret_stands(desk: Desk) -> None:
    assert desk.sheet
    put_caret(desk, "只要五分钟", selected=True)
    press(desk, "join_or_split_words")
    for split, left in (("要五分钟", "只"), ("分钟", "五")):
        put_caret(desk, split)
        press(desk, "join_or_split_words")
        place = desk.view.caret()
        assert desk.words.word_at(desk.sheet.text, place)[0] == place
        assert desk.sheet.text[slice(*desk.words.word_at(desk.sheet.text, place - 1))].endswith(left)


def test_what_can_be_no_word_is_told(desk: Desk) -> None:
    put_caret(desk, "桥通了。两岸", selected=True)
    assert "no punctuation" in press(desk, "join_or_split_words")
    put_caret(desk, "两岸")
    assert "Put the caret into a word" in press(desk, "join_or_split_words")


def test_before_the_dictionary_is_there_motion_does_not_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(words, "is_ready", lambda: False)
    monkeypatch.setattr(words, "cut", asked.append)
    monkeypatch.setattr(wording, "HEAD_START", 0)
    put_caret(desk, "两岸")
    assert desk.sheet
    place = desk.view.caret()
    assert desk.words.next_word(desk.sheet.text, place) == place + 1
    desk.words._loading.join()  # type: ignore[union-attr]
    assert asked == ["词"], "it is loaded once, apart, and parts nothing"
    desk.words.next_word(desk.sheet.text, place)
    assert asked == ["词"]
    put_caret(desk, "岸只")
    assert "being loaded" in press(desk, "join_or_split_words")
