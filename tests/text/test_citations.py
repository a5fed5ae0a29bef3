"""Bylines to names, articles to citations, to the letter."""

from dataclasses import replace

import pytest

from reader.model import Article, Fragment, Piece, Place, Role
from reader.settings import choices
from reader.text.citations import STYLES, authors, cite


def article(headline: str = "", byline: str = "", subhead: str = "", body: str = "") -> Article:
    texts = ((Role.HEADLINE, headline), (Role.SUBHEAD, subhead), (Role.BYLINE, byline), (Role.BODY, body))
    return Article(tuple(Fragment(Piece(0, len(t), role, i), t) for i, (role, t) in enumerate(texts) if t))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("株洲日报记者 陈正明", ["陈正明"]),
        ("株洲日报记者 邹家虎 高晓燕", ["邹家虎", "高晓燕"]),
        ("株洲日报记者 李逸峰 通讯员/易康源 彭丽娜", ["李逸峰", "易康源", "彭丽娜"]),
        ("全媒体记者 王娜", ["王娜"]),
        ("朱理平", ["朱理平"]),
        ("本报记者 张三 李四", ["张三", "李四"]),
        ("本报记者张三 通讯员李四", ["张三", "李四"]),
        ("本报记者 张三、李四、王五", ["张三", "李四", "王五"]),
        ("新华社记者 张三 李四", ["张三", "李四"]),
        ("■ 海南日报全媒体记者 李艳", ["李艳"]),
        ("■本报驻京记者 赵六", ["赵六"]),
        ("唐  杰", ["唐杰"]),
        ("本报记者 唐  杰 王小明 李　四", ["唐杰", "王小明", "李四"]),
        ("欧阳 修 张 三", ["欧阳修", "张三"]),
        ("（记者 张三 通讯员 李四）", ["张三", "李四"]),
        ("张三（本报记者）", ["张三"]),
        ("张三（某某大学历史系）", ["张三"]),
        ("[英]约翰·史密斯", ["约翰·史密斯"]),
        ("John Smith", ["John Smith"]),
        ("本报评论员", ["本报评论员"]),
        ("本报评论员 张三", ["张三"]),
        ("本报特约评论员", ["本报特约评论员"]),
        ("新华社评论员", ["新华社评论员"]),
        ("本报编辑部", ["本报编辑部"]),
        ("本报记者", ["本报记者"]),
        ("新华社", ["新华社"]),
        ("记者/张三 通讯员/李四", ["张三", "李四"]),
        ("记者：张三；通讯员：李四", ["张三", "李四"]),
        ("文/张三 图/李四", ["张三"]),
        ("图/李四", ["李四"]),
        ("本报记者 张三 文/图", ["张三"]),
        ("本报记者 张三 摄影报道", ["张三"]),
        ("见习记者 张三\n通讯员 李四 王五", ["张三", "李四", "王五"]),
        ("晚报融媒体记者/张三 实习生/李四", ["张三", "李四"]),
        ("首席记者 张三 记者 李四", ["张三", "李四"]),
        ("本报记者 张三 本报记者 张三", ["张三"]),
        ("𠮷野家", ["𠮷野家"]),
        ("本报讯", []),
        ("本报综合", []),
        ("本报讯（记者 张三）", ["张三"]),
        ("本报记者 张学文", ["张学文"]),
        ("张三摄", ["张三"]),
        ("本报记者  廖小根  付  文", ["廖小根", "付文"]),
        ("《江河人物》记者 高  原", ["高原"]),
        ("江北日报报业集团记者  陈一", ["陈一"]),
        ("主讲人：江北县公路养护段应急队队长  王二", ["王二"]),
        ("江北省南山市  谌三", ["谌三"]),
        ("江北省水利厅  江北省农业厅", ["江北省水利厅", "江北省农业厅"]),
        ("江北学校（江北学院）校（院）务会", ["江北学校（江北学院）校（院）务会"]),
        ("江北省人民政府 2026年6月", ["江北省人民政府"]),
        ("", []),
        (" 　", []),
        ("■", []),
    ],
)
def test_names_are_read_off_a_byline(byline: str, names: list[str]) -> None:
    assert authors(byline) == names


# The newspaper examples as the two standards print them, and as this project's first page is cited.
PRINTED = [
    (
        Place("中国青年报", "2000-11-20", "15"),
        article("数字革命与竞争国际化", "丁文详"),
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        "丁文详：《数字革命与竞争国际化》，《中国青年报》2000年11月20日，第15版。",
        "丁文详. “数字革命与竞争国际化.” 中国青年报, November 20, 2000, 15.",
    ),
    (
        Place("大众科技报", "2000-11-12", "第7版"),
        article("罪犯 DNA 库与生命伦理学计划", "张田勘"),
        "张田勘. 罪犯 DNA 库与生命伦理学计划[N]. 大众科技报, 2000-11-12(7).",
        "张田勘. 罪犯 DNA 库与生命伦理学计划[N]. 大众科技报，2000-11-12（7）.",
        "张田勘：《罪犯 DNA 库与生命伦理学计划》，《大众科技报》2000年11月12日，第7版。",
        "张田勘. “罪犯 DNA 库与生命伦理学计划.” 大众科技报, November 12, 2000, 7.",
    ),
    (
        Place("株洲日报", "2021-01-20", "A01"),
        article("湖南首批二手车出口从株洲起运", "株洲日报记者 陈正明"),
        "陈正明. 湖南首批二手车出口从株洲起运[N]. 株洲日报, 2021-01-20(A01).",
        "陈正明. 湖南首批二手车出口从株洲起运[N]. 株洲日报，2021-01-20（A01）.",
        "陈正明：《湖南首批二手车出口从株洲起运》，《株洲日报》2021年1月20日，第A01版。",
        "陈正明. “湖南首批二手车出口从株洲起运.” 株洲日报, January 20, 2021, A01.",
    ),
    (
        Place("民国日报", "1933-08-11", "第1张第4版"),
        article("县志《河渠》重印", subhead="——一部地方文献的旅程"),
        "县志《河渠》重印: 一部地方文献的旅程[N]. 民国日报, 1933-08-11(第1张第4版).",
        "县志《河渠》重印：一部地方文献的旅程[N]. 民国日报，1933-08-11（第1张第4版）.",
        "《县志〈河渠〉重印——一部地方文献的旅程》，《民国日报》1933年8月11日，第1张第4版。",
        "民国日报. “县志《河渠》重印: 一部地方文献的旅程.” August 11, 1933, 第1张第4版.",
    ),
    (
        Place("人民日报", "2013-01-12", "第02版"),
        article("雾霾来袭, 如何突围?", "本报记者 刘裕国 杨柳 张洋 王一 李二"),
        "刘裕国, 杨柳, 张洋, 等. 雾霾来袭, 如何突围?[N]. 人民日报, 2013-01-12(2).",
        "刘裕国，杨柳，张洋，等. 雾霾来袭, 如何突围?[N]. 人民日报，2013-01-12（2）.",
        "刘裕国、杨柳、张洋等：《雾霾来袭, 如何突围?》，《人民日报》2013年1月12日，第2版。",
        "刘裕国, 杨柳, 张洋, 王一, and 李二. “雾霾来袭, 如何突围?” 人民日报, January 12, 2013, 2.",
    ),
]


@pytest.mark.parametrize(("place", "cited", "of_2015", "of_2025", "footnote", "chicago"), PRINTED)
def test_the_printed_examples_come_out_to_the_letter(
    place: Place, cited: Article, of_2015: str, of_2025: str, footnote: str, chicago: str
) -> None:
    assert cite(place, cited, "gbt7714-2015") == of_2015
    assert cite(place, cited) == cite(place, cited, "gbt7714-2025") == of_2025
    assert cite(place, cited, "footnote") == footnote
    assert cite(place, cited, "chicago") == chicago


@pytest.mark.parametrize(
    ("place", "of_2025", "footnote"),
    [
        (Place(), "题[N].", "《题》。"),
        (Place("晚报"), "题[N]. 晚报.", "《题》，《晚报》。"),
        (Place("晚报", "1976-09"), "题[N]. 晚报，1976-09.", "《题》，《晚报》1976年9月。"),
        (Place("晚报", "1976"), "题[N]. 晚报，1976.", "《题》，《晚报》1976年。"),
        (Place("晚报", None, "3"), "题[N]. 晚报（3）.", "《题》，《晚报》，第3版。"),
        (Place(None, "1976-09-10", "3"), "题[N]. 1976-09-10（3）.", "《题》，1976年9月10日，第3版。"),
        (Place(None, None, "特刊"), "题[N]. （特刊）.", "《题》，特刊。"),
    ],
)
def test_what_is_not_known_is_left_out(place: Place, of_2025: str, footnote: str) -> None:
    assert cite(place, article("题")) == of_2025
    assert cite(place, article("题"), "footnote") == footnote


def test_an_article_without_a_headline_is_cited_by_its_beginning() -> None:
    assert cite(Place("晚报"), article(body="昨日河水上涨。")) == "[无题] 昨日河水上涨。[N]. 晚报."


def test_a_link_is_cited_and_another_source_is_not() -> None:
    place, online = Place("晚报", "1976-09-10", "3"), replace(article("题"), origin="http://wb.cn/19760910/3.html")
    assert cite(place, online) == "题[N/OL]. 晚报，1976-09-10（3）. http://wb.cn/19760910/3.html."
    assert cite(place, online, "footnote") == "《题》，《晚报》1976年9月10日，第3版，http://wb.cn/19760910/3.html。"
    assert cite(place, replace(online, origin="crawl#1")) == cite(place, article("题"))


def test_a_citation_is_one_line() -> None:
    broken = article("上\n下 行", "张三\n李四", "——副\n题")
    for style in STYLES:
        assert "\n" not in cite(Place("晚\n报", "1976-09-10", "第 3 版"), broken, style)


def test_an_unknown_style_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        cite(Place(), article("题"), "mla")


def test_an_article_over_two_pages_is_cited_with_both() -> None:
    place, over = Place("晚报", "1976-09-10", "第1版"), replace(article("题"), turns=("第4版", "第1版"))
    assert cite(place, over) == "题[N]. 晚报，1976-09-10（1，4）."
    assert cite(place, over, "gbt7714-2015") == "题[N]. 晚报, 1976-09-10(1, 4)."
    assert cite(place, over, "footnote") == "《题》，《晚报》1976年9月10日，第1、4版。"
    assert cite(place, over, "chicago") == "晚报. “题.” September 10, 1976, 1, 4."


def test_a_page_without_a_label_is_cited_by_its_name() -> None:
    place = Place("晚报", "1976-09-10", None, "副刊")
    assert cite(place, article("题")) == "题[N]. 晚报，1976-09-10（副刊）."
    assert cite(place, article("题"), "footnote") == "《题》，《晚报》1976年9月10日，副刊。"


@pytest.mark.parametrize(
    ("byline", "date", "chicago"),
    [
        ("张三 李四", "1976-09", "张三 and 李四. “上‘下’！” 晚报, September 1976."),
        ("本报评论员", "1976", "本报评论员. “上‘下’！” 晚报, 1976."),
        ("", "", "晚报. “上‘下’！”"),
        (
            " ".join("甲乙丙丁戊己庚辛壬癸子"[i] + "明" for i in range(11)),
            "",
            "甲明, 乙明, 丙明, 丁明, 戊明, 己明, 庚明, et al. “上‘下’！” 晚报.",
        ),
    ],
)
def test_chicago_knows_how_many_signed(byline: str, date: str, chicago: str) -> None:
    assert cite(Place("晚报", date or None), article("上“下”！", byline), "chicago") == chicago


def test_the_styles_that_can_be_chosen_are_those_that_there_are() -> None:
    assert choices("citation_style") == tuple(STYLES)
