"""What is set aside as furniture, and what only looks like it."""

import pytest

from reader.model import Role
from reader.pages.blocks import layout
from reader.pages.furniture import alone, is_masthead, plain_roles


def roles(text: str) -> dict[str, Role]:
    blocks = layout(text, alone).blocks
    return {blocks[at].text: plain.role for at, plain in plain_roles(blocks).items()}


@pytest.mark.parametrize(
    "text",
    [
        "2026年5月8日  A6  要闻",
        "第01版：要闻",
        "二〇二一年一月二十日　星期三",
        "民国三十八年十月一日 第一张第四版",
        "CN43-0002 总第1234期",
    ],
)
def test_mastheads(text: str) -> None:
    assert is_masthead(text)


@pytest.mark.parametrize("text", ["2026年春季招聘启动", "第一版画展开幕", "东湖日报记者"])
def test_no_mastheads(text: str) -> None:
    assert not is_masthead(text)


def test_a_newspapers_name_counts_only_in_the_masthead() -> None:
    text = (
        "东湖日报\n2026年5月8日 星期五\n\n"
        + "\n\n".join(["园林处清理水草。"] * 20)
        + "\n\n晚报\n\n"
        + "\n\n".join(["春天到了。"] * 20)
    )
    found = roles(text)
    assert found["东湖日报"] is Role.FURNITURE
    assert "晚报" not in found


def test_a_qr_box_takes_its_captions_along() -> None:
    found = roles("花开了。\n\n## 扫二维码看春天专题\n\n春天的花\n\n春天的鸟\n\n## 东湖开始清理水草\n\n花开了。")
    assert [text for text, role in found.items() if role is Role.DROPPED] == ["扫二维码看春天专题", "春天的花", "春天的鸟"]


def test_the_editors_line() -> None:
    assert roles("花开了。\n\n责任编辑：王小明 校对：李强") == {"责任编辑：王小明 校对：李强": Role.FURNITURE}
