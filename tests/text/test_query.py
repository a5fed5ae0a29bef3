"""The query language: what is typed is understood, and nothing that can be typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.passages import Field, Passages
from reader.text.query import About, Either, Every, Label, Node, Not, Word, iso_date, parse, quoted, satisfies, term, with_term

HEADLINE, BYLINE = Field.HEADLINE, Field.BYLINE
ARTICLE = Passages(("株洲二手车出口", "长沙"), ("臺灣來客",), ("王芳",), ())

UNDERSTOOD: list[tuple[str, Node | None]] = [
    ("", None),
    (" \u3000\n", None),
    ("株洲 出口", Every((Word("株洲"), Word("出口")))),
    ('"株洲 二手车"', Word("株洲二手车")),
    ("“株洲 二手车”", Word("株洲二手车")),
    ('"a""b"', Word('a"b')),
    ('"株洲 二手', Word("株洲二手")),
    ("-长沙", Not(Word("长沙"))),
    ('-"长沙"', Not(Word("长沙"))),
    ("a OR b OR c d", Every((Either((Word("a"), Word("b"), Word("c"))), Word("d")))),
    ("a OR -b", Either((Word("a"), Not(Word("b"))))),
    ('="臺灣ＡB"', Word("臺灣ab", exact=True)),
    ("臺灣", Word("台湾")),
    ("headline:出口", Word("出口", HEADLINE)),
    ('headline："出口 车"', Word("出口车", HEADLINE)),
    ("-byline:王芳", Not(Word("王芳", BYLINE))),
    ('newspaper:"株洲 日报"', Label(About.NEWSPAPER, "株洲 日报")),
    ("date:2021年1月", Label(About.DATE, "2021-01")),
    ("page:A1", Label(About.PAGE, "A1")),
    ("tag:汽车", Label(About.TAG, "汽车")),
    ("color:red", Label(About.COLOUR, "red")),
    ("C919飞机", Every((Word("c919"), Word("飞机")))),
]
AS_IT_STANDS = ["-", '"', '""', '="', "OR", "NOT", "*", "^a", "NEAR(a", "(", "a)", "a*"]
AS_IT_STANDS += ["headline:", 'tag:""', "date:x", "foo:b", "';--"]


@pytest.mark.parametrize(("text", "root"), UNDERSTOOD)
def test_is_understood(text: str, root: Node | None) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize("text", AS_IT_STANDS)
def test_is_sought_as_it_stands(text: str) -> None:
    assert parse(text).root == Word(text.lower())


def test_or_without_two_sides_is_a_word() -> None:
    assert parse("OR a").root == Every((Word("or"), Word("a")))
    assert parse("a OR").root == Every((Word("a"), Word("or")))
    assert parse("a OR OR b").root == Every((Word("a"), Either((Word("or"), Word("b")))))


def test_long_runs_are_parted_into_words_and_short_ones_are_not() -> None:
    def part(run: str) -> list[str]:
        return {"株洲二手车出口": ["株洲", "二手车", "出口"]}.get(run) or pytest.fail(run)

    assert parse("株洲二手车出口，5G", part).sought == tuple(map(Word, ("株洲", "二手车", "出口", ",5g")))
    assert parse('我吃 "株洲二手车出口"', part).sought == (Word("我吃"), Word("株洲二手车出口"))
    assert parse("headline:株洲二手车出口", part).sought[0] == Word("株洲", HEADLINE)


def test_only_what_an_article_may_have_is_sought() -> None:
    assert parse("a OR b -c date:2021").sought == (Word("a"), Word("b"))


def test_quoted_takes_everything_as_it_stands() -> None:
    assert quoted('-a "OR').root == Word('-a"or')
    assert quoted(" ").root is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021", "2021"),
        ("2021-1-2", "2021-01-02"),
        ("20210120", "2021-01-20"),
        ("2021年1月20日", "2021-01-20"),
        ("2021-13", ""),
        ("x", ""),
    ],
)
def test_dates(value: str, iso: str) -> None:
    assert iso_date(value) == iso


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"二手车出"', True),
        ('"出口长沙"', False),  # over the end of a paragraph
        ("台湾", True),
        ('="台灣"', False),
        ('="臺灣"', True),
        ("headline:株洲", False),
        ("-湘潭 株洲", True),
        ("湘潭 OR 长沙", True),
        ("date:2021", False),
    ],
)
def test_the_plain_scan(text: str, found: bool) -> None:
    root = parse(text).root
    assert root is not None
    assert satisfies(root, ARTICLE, lambda label: False) is found


PARTS = st.sampled_from(
    ['"', "“", "”", "-", "=", "OR", " ", "headline:", "date:", "tag:", "*", "^", "NEAR(", ")", "'", "株", "\0", "\ud800", "a"]
)


@given(st.lists(PARTS | st.text(max_size=3)).map("".join))
def test_nothing_typed_is_an_error(text: str) -> None:
    query = parse(text)
    assert (query.root is None) == (not text.split())
    for word in query.sought:
        assert word.text


@pytest.mark.parametrize("piece", ['"', "“", '-"a', "a OR ", "株洲", "= ", "a -b "])
def test_a_query_of_100_kilobytes(piece: str) -> None:
    assert parse(piece * (100_000 // len(piece))).root is not None


def test_a_label_is_put_in_the_place_of_its_like_and_taken_out_again() -> None:
    assert with_term("", "tag", "新 桥") == 'tag:"新 桥"'
    assert with_term('桥 tag:"新 桥"', "tag", "交通") == "桥 tag:交通"
    assert with_term("tag:交通 桥", "tag", "交通") == "桥"
    assert with_term("Tag:甲 colour:red", "colour", "blue") == "Tag:甲 colour:blue"
    assert term("status", "needs review") == 'status:"needs review"'
