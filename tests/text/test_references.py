"""References for other programs, to the letter, and harmless whatever the article says."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Fragment, Piece, Place, Role
from reader.text.citations import STYLES
from reader.text.references import refer, styles

PARTS = ((Role.HEADLINE, "新桥 50% {通车}"), (Role.SUBHEAD, "——一_桥"), (Role.BYLINE, "本报记者 张三 通讯员 李四"))
BRIDGE = Article(
    tuple(Fragment(Piece(0, len(text), role, i), text) for i, (role, text) in enumerate(PARTS)),
    Place("江北日报", "2021-03-05", "第02版", "要闻"),
    id=7,
    origin="https://rb.cn/a_1.html",
    turns=("第4版",),
)


def test_ris() -> None:
    assert refer(BRIDGE, "ris").split("\n") == [
        "TY  - NEWS",
        "TI  - 新桥 50% {通车}：一_桥",
        "AU  - 张三",
        "AU  - 李四",
        "T2  - 江北日报",
        "DA  - 2021/03/05",
        "PY  - 2021",
        "SP  - 2, 4",
        "UR  - https://rb.cn/a_1.html",
        "LA  - zh",
        "ER  - ",
    ]


def test_bibtex() -> None:
    assert refer(BRIDGE, "bibtex").split("\n") == [
        "@article{jianbao-2021-03-05-2-7,",
        "  entrysubtype = {newspaper},",
        r"  title = {{新桥 50\% \{通车\}：一\_桥}},",
        "  author = {{张三} and {李四}},",
        "  journaltitle = {江北日报},",
        "  date = {2021-03-05},",
        "  pages = {2, 4},",
        "  url = {https://rb.cn/a_1.html},",
        "  langid = {chinese},",
        "}",
    ]


def test_csl_json() -> None:
    assert json.loads(refer(BRIDGE, "csl-json")) == [
        {
            "id": "jianbao-7",
            "type": "article-newspaper",
            "title": "新桥 50% {通车}：一_桥",
            "author": [{"literal": "张三"}, {"literal": "李四"}],
            "container-title": "江北日报",
            "issued": {"date-parts": [[2021, 3, 5]]},
            "page": "2, 4",
            "URL": "https://rb.cn/a_1.html",
            "language": "zh-CN",
        }
    ]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(BRIDGE, place=Place(), origin="", turns=(), fragments=BRIDGE.fragments[:1])
    assert refer(bare, "ris") == "TY  - NEWS\nTI  - 新桥 50% {通车}\nLA  - zh\nER  - "
    assert [set(entry) for entry in json.loads(refer(bare, "csl-json"))] == [{"id", "type", "title", "language"}]
    assert refer(replace(bare, place=Place(date="2021-03")), "ris").split("\n")[2:4] == ["DA  - 2021/03", "PY  - 2021"]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=10))
def test_no_words_break_out_of_their_field(headline: str, byline: str, date: str) -> None:
    texts = ((Role.HEADLINE, headline), (Role.BYLINE, byline))
    made = Article(
        tuple(Fragment(Piece(0, max(1, len(t)), role, i), t) for i, (role, t) in enumerate(texts)),
        Place("报", date or None, date),
    )
    assert all(line[2:6] == "  - " for line in refer(made, "ris").split("\n"))
    assert len(json.loads(refer(made, "csl-json"))) == 1
    tex = refer(made, "bibtex").replace("\\{", "").replace("\\}", "")
    assert tex.count("{") == tex.count("}")


def test_every_style_is_one_that_can_be_asked_for() -> None:
    assert set(styles()) == {*STYLES, "ris", "bibtex", "csl-json"}
    assert all(refer(BRIDGE, style) for style in styles())
