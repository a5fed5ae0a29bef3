"""Folding: every form finds the others, and every place stays where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.folding import BREAK, bare, fold, fold_signature, narrow, simplified, traditional

ALL = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("forms", "folded"),
    [
        (("臺灣", "台灣", "台湾"), "台湾"),
        (("裏", "裡", "里"), "里"),
        (("爲", "為", "为"), "为"),
        (("發", "髮", "发"), "发"),
        (("羣眾", "群衆", "群众"), "群众"),
        (("衞", "衛", "卫"), "卫"),
        (("乾", "幹", "干"), "干"),
        (("ＡＢＣ", "abc", "ABC"), "abc"),
        (("１９９８，", "1998,"), "1998,"),
        (("Ж", "ж"), "ж"),
    ],
)
def test_forms_become_one(forms: tuple[str, ...], folded: str) -> None:
    assert {fold(form) for form in forms} == {folded}


@pytest.mark.parametrize("character", "著吃才么只群秘核𠮷。、“")
def test_ordinary_characters_stay(character: str) -> None:
    assert fold(character) == character


def test_narrow_leaves_chinese_forms_alone() -> None:
    assert narrow("臺灣Ａ，") == "臺灣a,"


@given(ALL)
def test_every_place_stays(text: str) -> None:
    for folded in (fold(text), narrow(text)):
        assert len(folded) == len(text)
        assert (BREAK in folded) == (BREAK in text)
        assert not any("\ud800" <= c <= "\udfff" for c in folded)


@given(ALL)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    known = "".join(c for c in text if not "\ufdd0" <= c <= "\ufdef")
    folded = fold(known)
    kept = "".join(c for c in folded if not "\ufdd0" <= c <= "\ufdef")
    assert fold(kept) == kept


@given(ALL, ALL)
def test_folding_goes_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_bare_drops_every_white_space() -> None:
    assert bare(" 株\u3000洲\n\t\u2028") == "株洲"


def test_the_signature_names_the_tables() -> None:
    assert fold_signature() == "1675767b468328c2"  # another one: every index has to be made anew


@pytest.mark.parametrize(
    ("printed", "shown"), [("國軍髮後，ＡBc臺灣𠮷", "国军发后，ＡBc台湾𠮷"), ("裏裡爲", "里里为"), ("著吃", "著吃")]
)
def test_a_text_is_shown_in_simplified_characters_and_else_as_it_is(printed: str, shown: str) -> None:
    assert simplified(printed) == shown


def test_only_what_has_one_traditional_form_is_shown_in_it() -> None:
    assert traditional("国军发后，ＡBc台湾𠮷") == "國軍发后，ＡBc台灣𠮷"


@given(ALL)
def test_other_forms_take_as_much_room(text: str) -> None:
    for form in (simplified, traditional):
        assert [len(c.encode("utf-16-le", "surrogatepass")) for c in form(text)] == [
            len(c.encode("utf-16-le", "surrogatepass")) for c in text
        ]
