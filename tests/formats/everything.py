"""A small library that has everything in it which ever broke an export. All of it is invented."""

from hashlib import sha256

from reader.formats import Clipping, Context
from reader.model import Annotation, Article, Fragment, Kind, Piece, Place, Role, Span, Status, Style

FIRST_PAGE = (
    "引题：春到江北\n\n# 江北*新桥*<b>通车</b>\n\n——两岸[往来]只要五分钟\n\n本报记者 张三 通讯员/李四\n\n"
    "𠮷野家住桥西，他说：“桥通了😀，\t日子好了。”\n\n1. 造价\u202e三千万\u202c元；2) 工期_两年_。\n\n下转第2版"
)
SECOND_PAGE = "上接第1版\n\n- 桥上有 <script>alert(1)</script> 字样，=SUM(A1)，#编号，a|b，$x$，[[链接]]。\n\n完"
NAMELESS = "昨日河水上涨三尺，无人受伤。"
TEXTS = {1: FIRST_PAGE, 2: SECOND_PAGE, 3: NAMELESS}
HASHES = {number: sha256(text.encode()).hexdigest() for number, text in TEXTS.items()}
CONTEXT = Context("2026-09-01T08:00:00.000Z", "0.1.0", "6b0f6f0e-3c1d-4c53-9d0e-0d8b7d1f8a11", "江北县志资料", HASHES)


def fragment(text_id: int, words: str, role: Role, paragraph: int) -> Fragment:
    start = TEXTS[text_id].index(words)
    return Fragment(Piece(start, start + len(words), role, paragraph), words, text_id)


def span(text_id: int, words: str) -> Span:
    start = TEXTS[text_id].index(words)
    return Span(text_id, start, start + len(words))


BRIDGE = Article(
    fragments=(
        fragment(1, "引题：春到江北", Role.KICKER, 0),
        fragment(1, "江北*新桥*<b>通车</b>", Role.HEADLINE, 1),
        fragment(1, "——两岸[往来]只要五分钟", Role.SUBHEAD, 2),
        fragment(1, "本报记者 张三 通讯员/李四", Role.BYLINE, 3),
        fragment(1, "𠮷野家住桥西，他说：“桥通了😀，\t日子好了。”", Role.BODY, 4),
        fragment(1, "1. 造价\u202e三千万\u202c元；2) 工期_两年_。", Role.BODY, 5),
        fragment(2, "- 桥上有 <script>alert(1)</script> 字样，=SUM(A1)，#编号，a|b，$x$，[[链接]]。", Role.BODY, 6),
    ),
    place=Place("江北日报", "2021-03-05", "A02", "要闻"),
    source="江北日报_20210305_A02.txt",
    id=7,
)
FLOOD = Article((fragment(3, NAMELESS, Role.BODY, 0),), source="scan 12.txt", id=3, origin="县志馆_扫描#12")


def annotation(number: int, article: Article, words: str = "", *spans: Span, **more: object) -> Annotation:
    base = Annotation(
        id=f"00000000-0000-4000-8000-{number:012}",
        short_id=f"AAAAAA{number:02}".replace("0", "Z").replace("1", "Y"),
        article_id=article.id,
        kind=Kind.HIGHLIGHT,
        quote=words,
        spans=spans,
        created=f"2026-08-{number:02}T09:30:00.000Z",
        modified=f"2026-08-{number:02}T10:00:00.000Z",
        author="王五",
    )
    changes = {name: getattr(base, name) for name in Annotation.__slots__} | more
    return Annotation(**changes)


OVERLAPPING = annotation(
    1,
    BRIDGE,
    "𠮷野家住桥西，他说：“桥通了😀",
    span(1, "𠮷野家住桥西，他说：“桥通了😀"),
    suffix="，\t日子好了。”",
    note="**好句** 与 `<code>`。\n\n<script>alert('x')</script>\n# 标题？\n```\n没有合上的代码",
    tags=("桥", "民 生", "2021"),
)
OVERLAPPED = annotation(
    2,
    BRIDGE,
    "桥通了😀，\t日子好了。”",
    span(1, "桥通了😀，\t日子好了。”"),
    prefix="𠮷野家住桥西，他说：“",
    style=Style.UNDERLINE,
    colour="blue",
    note="=cmd()|'/C calc'!A0, \"quoted\"; \u202egnp.exe\u202c",
)
TURNING = annotation(
    3,
    BRIDGE,
    "工期_两年_。\n- 桥上有 <script>alert(1)</script> 字样",
    span(1, "工期_两年_。"),
    span(2, "- 桥上有 <script>alert(1)</script> 字样"),
    prefix="元；2) ",
    suffix="，=SUM",
    colour="green",
    quote_corrected="工期两年。桥上有字样",
    status=Status.CHANGED,
)
LOST = annotation(
    4,
    BRIDGE,
    "1. 造价三千万元",
    span(1, "1. 造价\u202e三千万\u202c元"),
    status=Status.NEEDS_REVIEW,
    colour="red",
    tags=("待核",),
)
ON_ARTICLE = annotation(
    5, BRIDGE, kind=Kind.NOTE, note="全文的笔记，参看 <https://example.org/a?b=1&c=2>。\n- 一\n- 二\n", author=""
)
BOOKMARK = annotation(6, FLOOD, "", Span(3, 7, 7), kind=Kind.BOOKMARK, colour="grey")
FROM_ELSEWHERE = annotation(7, FLOOD, "河水上涨三尺", span(3, "河水上涨三尺"), id="hyp/1", origin="hypothesis", original_id="1")
BINNED = annotation(8, FLOOD, "无人受伤", span(3, "无人受伤"), deleted="2026-08-09T00:00:00.000Z")

CLIPPINGS = [
    *(Clipping(a, FLOOD) for a in (BINNED, FROM_ELSEWHERE, BOOKMARK)),
    *(Clipping(a, BRIDGE) for a in (LOST, TURNING, OVERLAPPED, OVERLAPPING, ON_ARTICLE)),
]
