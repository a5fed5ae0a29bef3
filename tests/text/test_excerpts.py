"""Where words stand, and excerpts that show them."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Flag, FlagKind, Fragment, Piece, Role
from reader.text.excerpts import AROUND, excerpt, hits_on, occurrences, tidy
from reader.text.folding import bare, fold
from reader.text.passages import Field, passages, strings_of
from reader.text.query import Word, parse
from reader.text.sheet import Sheet

ROLES = [Role.KICKER, Role.HEADLINE, Role.BYLINE, Role.DATELINE, Role.BODY, Role.SECTION, Role.CAPTION, Role.CREDIT, Role.JUMP]


def article(*parts: tuple[Role, int, str], flags: tuple[Flag, ...] = ()) -> Article:
    fragments, at = [], 0
    for role, paragraph, text in parts:
        fragments.append(Fragment(Piece(at, at + len(text), role, paragraph), text, 1))
        at += len(text)
    return Article(tuple(fragments), flags=flags)


def test_occurrences_look_past_white_space_and_forms() -> None:
    text = "臺 灣、台\n湾"
    assert occurrences(text, [Word("台湾")]) == ((0, 3), (4, 7))
    assert occurrences(text, [Word("臺灣", exact=True)]) == ((0, 3),)


def test_occurrences_that_overlap_are_one() -> None:
    assert occurrences("株洲日报", [Word("株洲日"), Word("洲日报"), Word("报")]) == ((0, 4),)


@given(st.text("株洲 \n臺Ａa,，"), st.lists(st.text("株洲台a,", min_size=1, max_size=3).map(Word), min_size=1, max_size=3))
def test_occurrences_are_what_they_say(text: str, words: list[Word]) -> None:
    for start, end in occurrences(text, words):
        shown = fold(bare(text[start:end]))
        assert any(shown.startswith(word.text) for word in words)
        assert any(shown.endswith(word.text) for word in words)
    assert bool(occurrences(text, words)) == any(word.text in fold(bare(text)) for word in words)


def test_an_excerpt_shows_all_words_and_marks_every_hit() -> None:
    far = "。" * 3 * AROUND
    strings = [(Field.BODY, f"株洲{far}二手车 株洲{far}"), (Field.HEADLINE, "出口")]
    text, marks = excerpt(strings, [Word("株洲"), Word("二手车"), Word("出口", Field.HEADLINE)])
    assert [text[a:b] for a, b in marks] == ["株洲", "二手车株洲", "出口"]
    assert text.startswith("株洲。")
    assert "……" not in text


def test_an_excerpt_of_nothing_is_empty() -> None:
    assert excerpt([(Field.BODY, "株洲")], [Word("长沙")]) == ("", ())
    assert excerpt([], []) == ("", ())


def test_tidy_is_how_it_would_be_printed() -> None:
    assert tidy(" 株洲\n二手车 GDP \u3000growth\n") == "株洲二手车GDP growth"
    assert tidy("") == ""


def test_hits_on_a_sheet_stand_on_their_words() -> None:
    shown = article(
        (Role.HEADLINE, 0, "二手车"),
        (Role.HEADLINE, 1, "出口"),
        (Role.DATELINE, 2, "本报讯"),
        (Role.BODY, 2, "记者"),
        (Role.CAPTION, 3, "图"),
        (Role.BODY, 2, "出口。"),
        flags=(Flag(FlagKind.LOSS_SUSPECTED, 11),),
    )
    sheet = Sheet(shown, {FlagKind.LOSS_SUSPECTED: "[?]"})
    hits = hits_on(sheet, parse('"车出口" "讯记" headline:手 出口'))
    assert [sheet.text[a:b] for a, b in hits] == ["手车\n出口", "讯 记", "出口"]
    assert hits_on(sheet, parse("-出口")) == ()


PARTS = st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 3), st.sampled_from(["甲", "乙 ", "丙丁"])), max_size=8)


@given(PARTS)
def test_strings_as_fragments_are_the_strings(parts: list[tuple[Role, int, str]]) -> None:
    made = article(*parts)
    as_text = sorted((field, bare("".join(f.text for f in fragments))) for field, fragments in strings_of(made.fragments))
    found = passages(made.fragments)
    assert as_text == sorted((field, bare(string)) for field in Field for string in found.of(field))
