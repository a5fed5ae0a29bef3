"""Nothing that a newspaper printed or a user wrote becomes markup that it was not."""

from io import StringIO

import pytest

from reader.formats import WRITERS, Clipping, Context
from reader.formats.markdown import escape
from reader.model import Annotation, Article, Fragment, Kind, Piece, Place, Role, Status

CONTEXT = Context("2026-09-01T08:00:00.000Z", "0.1.0", "id", "库")


def markdown(headline: str = "题", **fields: object) -> list[str]:
    article = Article((Fragment(Piece(0, len(headline), Role.HEADLINE), headline),), Place("晚报", "1976-09-10", "3"), id=5)
    known: dict[str, object] = {"id": "x", "short_id": "ABCD2345", "article_id": 5, "kind": Kind.HIGHLIGHT}
    out = StringIO()
    WRITERS["markdown"].write([Clipping(Annotation(**(known | fields)), article)], out, CONTEXT)  # type: ignore[arg-type]
    return out.getvalue().split("\n")


def test_a_clipping_has_its_place_quote_source_and_note() -> None:
    assert markdown(quote="一句话", note="我的笔记", tags=("史料", "抗 战")) == [
        "# 晚报 1976-09-10",
        "",
        "## 第3版",
        "",
        "### 题",
        "",
        "> 一句话",
        "",
        "— 题\\[N\\]. 晚报，1976-09-10（3）. [↗](jianbao://open?article=5&annotation=ABCD2345) #yellow #史料 #抗-战 ^ABCD2345",
        "",
        "> [!note]",
        "> 我的笔记",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# 一", "\\# 一"),
        ("> 一", "\\> 一"),
        ("- 一", "\\- 一"),
        ("+ 一", "\\+ 一"),
        ("12. 一", "12\\. 一"),
        ("1) 一", "1\\) 一"),
        ("3.5 亿", "3.5 亿"),
        ("---", "\\---"),
        ("===", "\\=\\=\\="),
        ("=SUM(A1)", "\\=SUM(A1)"),
        ("*重* _点_ `码`", "\\*重\\* \\_点\\_ \\`码\\`"),
        ("<b>&lt;</b>", "\\<b\\>\\&lt;\\</b\\>"),
        ("[[链]](x) ![](y)", "\\[\\[链\\]\\](x) !\\[\\](y)"),
        ("a|b ~~c~~ $d$ ==e== %%f%% ^g #h", "a\\|b \\~\\~c\\~\\~ \\$d\\$ \\=\\=e\\=\\= \\%\\%f\\%\\% \\^g \\#h"),
        ("http://x.cn www.x.cn a@x.cn", "http\\://x.cn www\\.x.cn a\\@x.cn"),
        ("\\", "\\\\"),
        ("  \t四格缩进 \n 下行", "四格缩进   下行"),
        ("“引号”　—— 𠮷😀", "“引号”　—— 𠮷😀"),
    ],
)
def test_printed_text_never_becomes_markup(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_headline_is_one_line_and_no_markup() -> None:
    assert "### \\# 上 下 \\#" in markdown("# 上\n下 #")


def test_a_quote_of_several_paragraphs_is_several_quoted_lines() -> None:
    lines = markdown(quote="\n甲\r\n\r\n- 乙\n\t丙\n")
    assert lines[6:12] == ["> 甲", ">", "> \\- 乙", ">", "> 丙", ""]


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("**粗**\n\n- 一", ["> **粗**", ">", "> - 一"]),
        ("```\n<b>\n没有合上", ["> ```", "> <b>", "> 没有合上"]),
        ("<script>x</script>", ["> \\<script>x\\</script>"]),
        ("<!-- 一", ["> \\<!-- 一"]),
        ("\\<b> \\\\<b>", ["> \\<b> \\\\\\<b>"]),
        ("`<b>` <b>", ["> `<b>` \\<b>"]),
        ("`一\n二` <b> `三", ["> `一", "> 二` \\<b> `三"]),
        ("- ```\n<b>\n```", ["> - ```", "> \\<b>", "> ```"]),
        ("3 < 4，<https://a.cn>", ["> 3 < 4，<https://a.cn>"]),
        ("<javascript:x>", ["> \\<javascript:x>"]),
    ],
)
def test_a_note_stays_markdown_within_its_callout_and_runs_nothing(note: str, lines: list[str]) -> None:
    found = markdown(note=note)
    at = found.index("> [!note]")
    assert found[at + 1 :] == [*lines, ""]


def test_review_is_marked() -> None:
    assert "**needs review / 待查** #yellow" in "\n".join(markdown(quote="甲", status=Status.NEEDS_REVIEW))


def test_headings_are_not_repeated() -> None:
    article = Article((), Place("晚报", "1976-09-10", "3"), id=5)
    notes = [Annotation(f"{i}", f"ID{i}", 5, Kind.NOTE, note="笔记") for i in range(3)]
    out = StringIO()
    WRITERS["markdown"].write([Clipping(n, article) for n in notes], out, CONTEXT)
    assert sum(line.startswith("#") for line in out.getvalue().split("\n")) == 3
