# ruff: noqa: E501 - markup in lines as newspapers write them
"""Saved articles of digital newspapers, in invented words: each layout's fields, and pages that are not what they should be."""

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS, reader_for
from reader.model import Known, Origin, Reading
from tests.formats.sources import articles, facts, pages, read, sentences, source

BODY = "<P>　　本报讯　昨日上午，河堤完工。</P>\n<P>　　明年再修三里。</P>"
CLASSIC = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8"><TITLE>江城日报</TITLE>
<SCRIPT src=http://example.org/x.js></SCRIPT></HEAD><BODY>
<a id=pageLink href=node_2.htm>第A01版：头版</a><MAP NAME="pagepicmap"><Area coords="5,7,9,7" shape=polygon href="content_1.htm"></MAP>
<!--<npm:article-pretitle>-->冬修水利见成效<!--</npm:article-pretitle>-->
<founder-title><!--<npm:article-title>-->河堤加固完工<br>三里长堤一新<!--</npm:article-title>--></founder-title>
<!--<npm:article-subtitle>-->——市民上堤看水<!--</npm:article-subtitle>-->
<founder-author><!--<npm:article-author>-->本报记者 张三<!--</npm:article-author>--></founder-author>
<table id="newspic"><tr><td><!--<npm:article-pic>--><img src=res/1.jpg><!--</npm:article-pic>--></td></tr>
<tr><td><!--<npm:article-pic-text>--><p>河堤近景。</p><p>作者：(李四)</p><!--</npm:article-pic-text>--></td></tr></table>
<div id="ozoom"><founder-content><!--<npm:article-content>-->{BODY}<P><B>防汛安排</B></P><P>　　六月查险。&nbsp;&amp;</P><!--</npm:article-content>-->
</founder-content></div><div>相关链接：别的新闻</div></BODY></HTML>
<!--enpproperty <founder-date>2017-10-09 23:59:57</founder-date><founder-pagenum>A01</founder-pagenum>
<founder-papername>江城日报</founder-papername><founder-type>1</founder-type><founder-content>江城日报</founder-content> /enpproperty-->"""
CMS = f"""<html><body><h1>网站的标题</h1><!--enpcontent-->{BODY}<!--/enpcontent--><div>分享到</div></body></html>
<!--enpproperty <articleid>5</articleid><date>2016-10-31 09:28:27.0</date><author>张三</author><title><p>河堤加固完工</p></title>
<keyword></keyword><subtitle></subtitle><introtitle>冬修&amp;水利</introtitle><siteid>2</siteid>/enpproperty-->"""
LISTING = """<html><body><MAP NAME="pagepicmap"><Area coords="5,72" href="content_1.htm"></MAP><ul><li><a href=content_1.htm>河堤加固完工</a></li>
</ul></body></html><!--enpproperty <founder-papername>江城日报</founder-papername><founder-type>2</founder-type> /enpproperty-->"""
PEOPLE = f"""<!DOCTYPE html><html><head><title>[03版：要闻] 河堤加固完工（治水）</title></head><body><div class="article">
<h3><p> 冬修水利见成效 </p></h3><h1><p> 河堤加固完工（治水） </p></h1><h2>三里<br>长堤</h2><p class="sec"><!-- <span>人民日报</span> -->
张　三 <span class="date">《江城日报》（<span class="newstime">2026年05月05日</span> 第 03 版）</span></p>
<table class="pci_c"><tr><td><img src="1.jpg"></td></tr><tr><td><p>　　河堤近景。<br>　　李 四摄</p></td></tr></table>
<div id="ozoom"><!--enpcontent-->{BODY}<!--/enpcontent--></div></div><div class="bottom">版权声明</div></body></html>"""
DATABASE = """<html><head><title>图文数据库</title></head><body><div id="detail_pop_content"><div class="title">河堤加固完工</div>
<div class="author">【作者：张三】</div><div class="info"><div class="sha_left">【江城日报<span>1980-12-13</span> 第<span>2</span>版
<span>要闻</span>】</div></div><div id="FontZoom"><div align=center><img src=1.jpg><table><tr><td class="pic">　　河堤近景。</td></tr></table></div>
<p>　　昨日上午，河堤完工。</p></div></div><div><option>收藏夹</option></div></body></html>"""
STUDY = f"""<html><head><title>[10版：治水] 河堤加固完工</title></head><body><div id="news_content"><h3 class="headline"></h3>
<h1><!-- t -->河堤加固完工</h1><h3 class="subtitle">三里长堤</h3><p class="datesource">张三 李四 字数: <text>1667</text></p>
<p class="datesource"> 《 江城时报 》（ 2026年05月08日  第 10 版 ） </p><cms-content id="content"><p>{BODY}</p></cms-content></div></body></html>"""
TELEGRAPH = """<html><head><title>[08版：国际] 河堤加固完工</title></head><body><div id="contenttext"><html><body><table><tr><td>
<div><font style="FONT-SIZE: 18px">冬修水利</font></div></td></tr><tr><td><strong><font style="FONT-SIZE: 23px">河堤加固完工<br/><p></p></font></strong>
</td></tr><tr><td><font style="FONT-SIZE: 18px">——三里长堤</font></td></tr><tr><td>（ 2026-04-27 ） 稿件来源：江城电讯 国际</td></tr></table>
<div> </div><div>江城社记者 张三<br/><br/>　　昨日上午，河堤完工。<br/><div align="center"><strong>防汛安排</strong></div><br/><br/>　　六月查险。</div>
<div> </div></body></html></div></body></html>"""
BLOCK = """<html><head><title>03版综合新闻 - 河堤加固完工</title></head><body><div>2026年01月04日 星期日</div>
<div><img src="https://epaper.gmw.cn/gmrb/images/1.jpg"><span><p>河堤近景。</p></span></div>
<div id="articleContent"><P>  昨日上午，河堤完工。<STRONG>李四摄</STRONG></P></div></body></html>"""
LAYOUTS = {
    "founder": [CLASSIC, CMS],
    "people": [PEOPLE, DATABASE],
    "press": [STUDY, TELEGRAPH, BLOCK],
}
PARAGRAPHS = ["本报讯　昨日上午，河堤完工。", "明年再修三里。"]


def fields(markup: str | bytes, name: str = "content_1.htm") -> dict[str, object]:
    (article,) = articles(read(markup, name))
    captions = article.pop("captions", [])
    return article | {"captions": [(c.text, c.credit) for c in captions]} if captions else article  # type: ignore[attr-defined]


def test_founder_classic() -> None:
    assert fields(CLASSIC) == {
        "kicker": "冬修水利见成效",
        "headline": "河堤加固完工 三里长堤一新",
        "subhead": "——市民上堤看水",
        "byline": "本报记者 张三",
        "paragraphs": [*PARAGRAPHS, "防汛安排", "六月查险。 &"],
        "captions": [("河堤近景。", "作者：(李四)")],
    }
    (page,) = pages(read(CLASSIC))
    assert facts(page) == ("江城日报", "2017-10-09", "A1", "头版")
    listed = "<a id=pageLink href=node_3.htm>第A02版：要闻</a><a id=pageLink href=node_2.htm>第A01版：头版</a>"
    (page,) = pages(read(CLASSIC.replace("<a id=pageLink href=node_2.htm>第A01版：头版</a>", listed)))
    assert facts(page)[2:] == ("A1", "头版")


def test_founder_cms() -> None:
    assert fields(CMS) == {"kicker": "冬修&水利", "headline": "河堤加固完工", "byline": "张三", "paragraphs": PARAGRAPHS}
    (page,) = pages(read(CMS, "江城晚报/5364886.html"))
    assert facts(page)[:2] == ("江城晚报", "2016-10-31")


def test_founder_names_tell_what_the_page_does_not() -> None:
    bare = f"<html><body><div id=ozoom>{BODY}</div></body></html>"
    (page,) = pages(read(bare, "html/2022-08/16/nw.D110000gmrb_20220816_3-17.htm"))
    assert (page.newspaper, page.date, page.label) == (
        Known("光明日报", Origin.FILE_NAME),
        Known("2022-08-16", Origin.FILE_NAME),
        Known("第17版", Origin.FILE_NAME),
    )
    (page,) = pages(read(bare, "html/2022-08/16/content_1.htm"))
    assert page.date == Known("2022-08-16", Origin.FILE_NAME)


def test_a_list_of_articles_is_no_article() -> None:
    (sentence,) = sentences(read(LISTING, "node_2.htm"))
    assert sentence == "node_2.htm has no article in it: it is the list of a page's articles."


def test_editors_are_set_aside() -> None:
    (item,) = read(CMS.replace("河堤加固完工", "本版责编：张三"))
    assert isinstance(item, Reading)
    assert item.articles == ()
    assert item.page.text.startswith("冬修&水利\n本版责编：张三\n")


def test_people_2024() -> None:
    assert fields(PEOPLE) == {
        "kicker": "冬修水利见成效",
        "headline": "河堤加固完工（治水）",
        "subhead": "三里 长堤",
        "byline": "张　三",
        "paragraphs": PARAGRAPHS,
        "captions": [("河堤近景。", "李 四摄")],
    }
    assert facts(pages(read(PEOPLE))[0]) == ("江城日报", "2026-05-05", "第3版", "要闻")


def test_people_data_base() -> None:
    assert fields(DATABASE) == {
        "headline": "河堤加固完工",
        "byline": "张三",
        "paragraphs": ["河堤近景。", "昨日上午，河堤完工。"],
    }
    assert facts(pages(read(DATABASE))[0]) == ("江城日报", "1980-12-13", "第2版", "要闻")


def test_other_papers() -> None:
    heads = {"headline": "河堤加固完工"}
    assert fields(STUDY) == heads | {"subhead": "三里长堤", "byline": "张三 李四", "paragraphs": PARAGRAPHS}
    assert facts(pages(read(STUDY))[0]) == ("江城时报", "2026-05-08", "第10版", "治水")
    assert fields(TELEGRAPH) == heads | {
        "kicker": "冬修水利",
        "subhead": "——三里长堤",
        "byline": "江城社记者 张三",
        "paragraphs": ["昨日上午，河堤完工。", "防汛安排", "六月查险。"],
    }
    assert facts(pages(read(TELEGRAPH))[0]) == ("江城电讯", "2026-04-27", "第8版", "国际")
    assert fields(BLOCK) == heads | {"paragraphs": ["昨日上午，河堤完工。李四摄"], "captions": [("河堤近景。", "")]}
    assert facts(pages(read(BLOCK))[0]) == ("光明日报", "2026-01-04", "第3版", "综合新闻")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_encodings_and_endings_do_not_matter(kind: str, encoding: str) -> None:
    for markup in LAYOUTS[kind]:
        damaged = markup.replace("charset=utf-8", "charset=big5")
        assert reader_for(source(damaged.encode(encoding), "a.json")).name == kind
        assert fields(damaged.encode(encoding), "a.json") == fields(markup)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_page_cut_off_keeps_what_it_has_or_says_so(kind: str) -> None:
    for markup in LAYOUTS[kind]:
        for cut in range(100, len(markup), 97):
            found = list(READERS[kind].read(source(markup[:cut], "cut.html")))
            assert pages(found) or "cut.html has no article in it" in sentences(found)[0]


def test_an_empty_page_is_told() -> None:
    for name in LAYOUTS:
        assert sentences(list(READERS[name].read(source("<html></html>", "a.html"))))
        with pytest.raises(UnreadableFileError, match=r"a\.html has nothing to read"):
            list(READERS[name].read(source("", "a.html")))


def test_nothing_is_run_loaded_or_taken_for_text() -> None:
    odd = CLASSIC.replace(
        BODY,
        "<script>document.write('坏')</script><style>p{background:url(http://example.org/x)}</style><iframe src=file:///etc/passwd>坏</iframe>"
        "<object data=x>坏</object><meta http-equiv=refresh content='0;url=http://example.org'><a href='javascript:坏()'>好</a>"
        "<div style='display: none'>坏</div><!-- 坏 --><img src=http://example.org/1.png alt=坏>" + BODY,
    )
    (page,) = pages(read(odd))
    assert "坏" not in page.text
    assert "好" in page.text


def test_a_page_nested_too_deep_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="nested too deep"):
        read("<div id=ozoom>" + "<div>" * 100_000 + "河堤")


def test_odd_characters_come_through() -> None:
    markup = CLASSIC.replace("明年", "明\x00年&#x202E;\ue000𠮷&#xD800;")
    assert "明\ufffd年\u202e\ue000𠮷" in pages(read(markup))[0].text
