"""The strings of an article as search reads them."""

from reader.model import Role
from reader.text.passages import Field, passages_of


def test_fields_and_strings() -> None:
    found = passages_of(
        [
            (Role.KICKER, 0, "产销两旺"),
            (Role.HEADLINE, 1, "二手车"),
            (Role.HEADLINE, 2, "出口"),
            (Role.BYLINE, 3, "王芳"),
            (Role.DATELINE, 4, "本报讯"),
            (Role.BODY, 4, "昨日，"),
            (Role.BODY, 4, "株洲"),
            (Role.CAPTION, 5, "图为车展"),
            (Role.CREDIT, 5, "李明 摄"),
            (Role.BODY, 4, "二手车"),
            (Role.SECTION, 6, "一"),
            (Role.BODY, 7, "完"),
            (Role.JUMP, 8, "下转3版"),
        ]
    )
    assert found.headline == ("产销两旺", "二手车 出口")
    assert found.byline == ("王芳",)
    assert found.body == ("本报讯 昨日，株洲 二手车", "一", "完", "下转3版")
    assert found.captions == ("图为车展 李明 摄",)
    assert found.of(Field.BYLINE) == ("王芳",)
    assert len(found.of(None)) == 8


def test_an_article_without_pieces_has_no_strings() -> None:
    assert passages_of([]).of(None) == ()
