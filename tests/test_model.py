"""The fields of an article follow from its pieces, and a change can be turned round."""

import pytest

from reader.model import Annotation, Article, Caption, Change, Draft, Fragment, Kind, Page, Piece, Reading, Role


def article(*parts: tuple[Role, str, int]) -> Article:
    """An article of parts with role, text and paragraph number."""
    return Article(tuple(Fragment(Piece(0, len(text), role, paragraph), text) for role, text, paragraph in parts))


def test_fields_come_from_pieces_whatever_their_order() -> None:
    found = article(
        (Role.BYLINE, "本报记者 张三", 0),
        (Role.HEADLINE, "新桥通车", 1),
        (Role.KICKER, "春到江北", 2),
        (Role.SUBHEAD, "两岸只要五分钟", 3),
        (Role.DATELINE, "江北日报讯", 4),
        (Role.BODY, "桥通了。", 4),
        (Role.JUMP, "下转第2版", 5),
    )
    assert (found.kicker, found.headline, found.subhead) == ("春到江北", "新桥通车", "两岸只要五分钟")
    assert (found.byline, found.dateline, found.jump) == ("本报记者 张三", "江北日报讯", "下转第2版")
    assert found.paragraphs == ["桥通了。"]
    assert article().headline == ""


def test_two_lines_of_a_heading_are_parted_by_a_blank() -> None:
    assert article((Role.HEADLINE, "坚定信心", 0), (Role.HEADLINE, "精准施策", 1)).headline == "坚定信心 精准施策"


def test_a_paragraph_cut_by_a_column_is_read_on() -> None:
    found = article(
        (Role.BODY, "市人大常委会副主任提名人选朱", 1),
        (Role.CAPTION, "新桥", 2),
        (Role.BODY, "振湘参加。", 1),
        (Role.BODY, "下一段。", 3),
    )
    assert found.paragraphs == ["市人大常委会副主任提名人选朱振湘参加。", "下一段。"]


def test_section_headings_stand_among_the_paragraphs() -> None:
    found = article((Role.BODY, "一。", 0), (Role.SECTION, "加油", 1), (Role.SECTION, "冲刺", 1), (Role.BODY, "二。", 2))
    assert found.paragraphs == ["一。", "加油 冲刺", "二。"]


def test_a_credit_goes_with_its_caption() -> None:
    found = article(
        (Role.CAPTION, "新桥", 1), (Role.CREDIT, "张三 摄", 1), (Role.CREDIT, "李四 摄", 2), (Role.CAPTION, "河水", 3)
    )
    assert found.captions == [Caption("新桥", "张三 摄"), Caption("河水", ""), Caption("", "李四 摄")]


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ([(Role.KICKER, "引题", 0), (Role.HEADLINE, "主题", 1)], "主题"),
        ([(Role.KICKER, "引题", 0), (Role.BODY, "正文。", 1)], "引题"),
        ([(Role.BODY, "正文不到十六个字。", 0)], "[无题] 正文不到十六个字。"),
        ([(Role.BODY, "字" * 16, 0)], "[无题] " + "字" * 16),
        ([(Role.BODY, "字" * 17, 0)], "[无题] " + "字" * 16 + "…"),
        ([(Role.CAPTION, "图片说明", 0)], "[无题] 图片说明"),
        ([], "[无题] "),
    ],
)
def test_an_article_without_heading_is_called_by_its_beginning(parts: list[tuple[Role, str, int]], title: str) -> None:
    assert article(*parts).title == title


def test_a_reading_gives_its_pieces_as_they_stand_on_the_page() -> None:
    last, first, middle = Piece(8, 9, Role.BODY), Piece(0, 2, Role.HEADLINE), Piece(3, 5, Role.FURNITURE)
    assert Reading(Page("x", ""), (Draft((last, first)),), (middle,)).pieces() == [first, middle, last]


def test_a_change_turned_round_twice_is_itself() -> None:
    one, other = (Annotation(name, name, 1, Kind.NOTE) for name in ("a", "b"))
    change = Change("Edit note", before=(one,), after=(one, other))
    assert change.inverse() == Change("Edit note", before=(one, other), after=(one,))
    assert change.inverse().inverse() == change
