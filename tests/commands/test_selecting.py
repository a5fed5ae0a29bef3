"""Moving the caret by sentences and widening the selection."""

from reader.services.desk import Desk
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView

SENTENCE, PARAGRAPH = "两岸只要五分钟！", "桥通了。两岸只要五分钟！"


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


def test_a_selection_widens_from_sentence_to_paragraph_to_article_and_back(desk: Desk) -> None:
    put_caret(desk, "五分钟")
    assert desk.sheet
    seen = []
    for name in ["expand_selection"] * 4 + ["shrink_selection"] * 4:
        press(desk, name)
        seen.append(selected(desk))
    whole = desk.sheet.text
    assert seen == [SENTENCE, PARAGRAPH, whole, whole, PARAGRAPH, SENTENCE, "", ""]


def test_a_selection_within_a_sentence_widens_to_it(desk: Desk) -> None:
    put_caret(desk, "五分", selected=True)
    press(desk, "expand_selection")
    assert selected(desk) == SENTENCE


def test_shrinking_goes_back_to_the_sentence_that_was_begun_with(desk: Desk) -> None:
    put_caret(desk, "五分钟")
    press(desk, "expand_selection", "expand_selection", "shrink_selection")
    assert selected(desk) == SENTENCE
