"""Damage that OCR does to a page, each kind on a page of a few invented sentences."""

from typing import Any

from reader.model import FlagKind, Known, Origin, Page
from reader.pages import articles_of, parsed, reconstruct

LAKE = "本报讯 市里昨天开始清理东湖的水草，三十名工人分乘六条船下湖作业。"
LAKE_MORE = "园林处说，水草长得太密，鱼虾缺氧，湖水的颜色也变深了。"
SCHOOL = "本报讯 城南小学的新校舍昨天封顶，九月就能迎来第一批学生。"
SCHOOL_MORE = "校长说，新校舍有二十四间教室和一座图书馆。"


def articles(*blocks: str, between: str = "\n\n") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parsed(reconstruct(Page("page.txt", between.join(blocks))))["articles"]
    return found


def test_headings_open_articles() -> None:
    lake, school = articles("东湖开始清理水草", LAKE, LAKE_MORE, "城南小学新校舍封顶", SCHOOL)
    assert (lake["headline"], school["headline"]) == ("东湖开始清理水草", "城南小学新校舍封顶")
    assert lake["dateline"] == "本报讯"
    assert len(lake["paragraphs"]) == 2


def test_a_word_cut_between_blocks_is_joined() -> None:
    (lake,) = articles("东湖开始清理水草", LAKE, "园林处说，水草长得太密，鱼虾缺", "氧，湖水的颜色也变深了。")
    assert lake["paragraphs"][1] == LAKE_MORE


def test_a_heading_within_a_sentence_belongs_to_it() -> None:
    (lake,) = articles(LAKE, "园林处说，水草长得太密，鱼虾缺", "## 东湖开始清理水草", "氧，湖水的颜色也变深了。")
    assert lake["headline"] == "东湖开始清理水草"
    assert lake["paragraphs"][1] == LAKE_MORE


def test_a_caption_within_a_sentence_is_taken_out() -> None:
    caption = "工人在东湖清理水草 本报记者 王小明 摄"
    (lake,) = articles("东湖开始清理水草", LAKE, "园林处说，水草长得太密，鱼虾缺", caption + "\n氧，湖水的颜色也变深了。")
    assert lake["captions"] == [{"text": "工人在东湖清理水草", "credit": "本报记者 王小明 摄"}]
    assert lake["paragraphs"][1] == LAKE_MORE


def test_an_end_printed_within_the_next_article_goes_back() -> None:
    lake, school = articles(
        "## 东湖开始清理水草",
        LAKE,
        "园林处说，水草长得太密，鱼虾缺",
        "## 城南小学新校舍封顶",
        "本报讯 城南小学的新校舍昨天封顶，九月就能迎来第一批学",
        "氧，湖水的颜色也变深了。",
        "生。",
        SCHOOL_MORE,
    )
    assert lake["paragraphs"][1] == LAKE_MORE
    assert school["paragraphs"] == [SCHOOL.removeprefix("本报讯 "), SCHOOL_MORE]


def test_bylines_on_two_lines() -> None:
    (lake,) = articles("东湖开始清理水草", "本报记者 王小明\n通讯员/李  强", LAKE, LAKE_MORE)
    assert lake["byline"] == "本报记者 王小明 通讯员/李  强"


def test_section_headings_stay_in_their_article() -> None:
    (lake,) = articles(
        "东湖开始清理水草", "本报记者 王小明", LAKE, "一、先清深水", LAKE_MORE, "二、再清浅滩", "浅滩的水草要等到秋天。"
    )
    assert "一、先清深水" in lake["paragraphs"]


def test_news_items_without_headings_are_articles() -> None:
    lake, school = articles(LAKE, LAKE_MORE, SCHOOL)
    assert (lake["headline"], school["headline"]) == (None, None)
    assert {flag["kind"] for flag in lake["flags"]} == {"doubtful_article"}


def test_the_authors_note_is_no_heading() -> None:
    first, second = articles("东湖水草之问", "王  亮", LAKE_MORE, "（作者为市园林处工程师）", "城南小学新校舍封顶", SCHOOL)
    assert first["paragraphs"][-1] == "（作者为市园林处工程师）"
    assert second["headline"] == "城南小学新校舍封顶"


def test_a_jump_line_ends_in_its_field() -> None:
    (lake,) = articles("东湖开始清理水草", LAKE, "（下转第二版）")
    assert lake["jump"] == "（下转第二版）"


def test_hard_wrapped_lines_are_read_on() -> None:
    text = "　　" + LAKE + LAKE_MORE
    paragraph = "\n".join(text[i : i + 12] for i in range(0, len(text), 12))
    other = "　　" + SCHOOL + SCHOOL_MORE
    wrapped = "\n".join(other[i : i + 12] for i in range(0, len(other), 12))
    lake, school = articles("东湖开始清理水草", paragraph, "城南小学新校舍封顶", wrapped, between="\n")
    assert lake["paragraphs"] == [(LAKE + LAKE_MORE).removeprefix("本报讯 ")]
    assert school["headline"] == "城南小学新校舍封顶"


def test_print_of_the_1950s_in_traditional_characters() -> None:
    page = Page(
        "page.txt",
        "人民日報\n一九五〇年三月五日　星期日\n第二版\n\n據新華社太原四日電　太原鋼廠的工人昨天點燃了修好的爐子。\n\n"
        "廠長說，爐子修了三個月，比原來的計劃早了十天。\n\n【本報訊】北京的郵局昨天增加了早上的投遞班次。",
    )
    reading = reconstruct(page)
    record = parsed(reading)
    assert (record["newspaper"], record["date"], record["page"]) == ("人民日報", "1950-03-05", "第2版")
    steel, post = record["articles"]
    assert steel["dateline"] == "據新華社太原四日電"
    assert len(steel["paragraphs"]) == 2
    assert post["dateline"] == "【本報訊】"


def test_what_the_caller_knows_is_kept() -> None:
    known = Known("1999-01-01", Origin.USER)
    page = reconstruct(Page("page.txt", "人民日报\n2026年5月3日 星期日\n\n" + LAKE, date=known)).page
    assert page.date == known
    assert page.newspaper == Known("人民日报", Origin.PRINTED)


def test_a_lost_end_is_flagged_where_it_breaks_off() -> None:
    reading = reconstruct(Page("page.txt", f"东湖开始清理水草\n\n{LAKE}\n\n园林处说，水草长得太密，"))
    (flag,) = articles_of(reading)[0].flags
    assert flag.kind is FlagKind.TAIL_MISSING
    assert flag.at == len(reading.page.text)
    assert flag.paragraph == 1
