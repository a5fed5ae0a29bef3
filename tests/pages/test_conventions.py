"""The press's conventions: what is and what is not a dateline, a byline, a credit, a jump."""

import pytest

from reader.pages import conventions


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("新华社北京1月19日电 外交部发言人宣布", "新华社北京1月19日电"),
        ("本报讯（记者王小明）市里开始清理东湖", "本报讯"),
        ("东湖日报讯 日前，园林处", "东湖日报讯"),
        ("據新華社太原四日電　太原鋼廠", "據新華社太原四日電"),
        ("【本報訊】北京的郵局", "【本報訊】"),
        ("据新华社拉巴特电  （记者赵一）摩洛哥", "据新华社拉巴特电"),
        ("本报记者从园林处获悉", ""),
        ("（本报伦敦5月6日电）", ""),
        ("通讯社的工作很忙", ""),
    ],
)
def test_datelines(text: str, lead: str) -> None:
    assert text[: conventions.dateline_end(text)] == lead


@pytest.mark.parametrize(
    "text",
    [
        "本报记者  赵  鹏  人民网记者  李学山",
        "通讯员/易康 彭丽",
        "■ 海南日报全媒体记者 李艳",
        "王  亮",
        "（伊拉克）方明",
        "朱理平",
    ],
)
def test_bylines(text: str) -> None:
    assert conventions.byline_strength(text) >= 0.5


@pytest.mark.parametrize(
    "text", ["东湖开始清理水草", "记者从园林处获悉，水草太密。", "重振写意精神（艺坛走笔）", "王  将摄（影像中国）", "202"]
)
def test_no_bylines(text: str) -> None:
    assert conventions.byline_strength(text) < 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市民前来看花。 东湖日报记者 刘芳 摄", "市民前来看花。"),
        ("工人在清理水草 新华社发", "工人在清理水草"),
        ("校舍昨天封顶（资料图片）", "校舍昨天封顶"),
    ],
)
def test_captions(text: str, words: str) -> None:
    credit = conventions.caption_credit(text)
    assert credit is not None
    assert text[: credit.text_end] == words


@pytest.mark.parametrize("text", ["，甚至影响健康。适量摄", "新华社发", "这些照片由新华社发往各地，读者很多。"])
def test_no_captions(text: str) -> None:
    assert conventions.caption_credit(text) is None


@pytest.mark.parametrize("text", ["下转 A4 版", "（下转第二版）", "（上接第一版）", "（下转第 版）", "▶下转第3版"[1:]])
def test_jumps(text: str) -> None:
    assert conventions.is_jump(text)


def test_wide_names_are_one_name() -> None:
    assert conventions.names_in("李  刚  崔  妍  洪秋婷") == ["李刚", "崔妍", "洪秋婷"]
