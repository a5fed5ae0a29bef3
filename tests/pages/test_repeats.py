"""Passages given twice: the OCR's loops are set aside, what the paper printed twice is kept."""

from reader.pages.blocks import layout
from reader.pages.repeats import Clean, set_repeats_aside

SENTENCES = (
    "园林处说，水草长得太密，鱼虾缺氧，湖水的颜色也变深了，三十名工人分乘六条船下湖作业，"
    "要用半个月才能清理干净，随后放养新的鱼苗。"
)
LOOP = SENTENCES[6:56]


def clean(*blocks: str) -> Clean:
    return set_repeats_aside(layout("\n\n".join(blocks), lambda line: False).blocks)


def test_a_loop_in_mid_sentence_is_set_aside() -> None:
    page = ("东湖开始清理水草。" + SENTENCES, "市民都来看热闹，说湖水终于", LOOP, "要变清了。")
    text = "\n\n".join(page)
    found = clean(*page)
    assert [text[a:b] for a, b in found.dropped] == [LOOP]
    assert [found.blocks[at].text for at in found.hosts] == [page[1]]
    assert "".join(block.text for block in found.blocks) == "".join((page[0], page[1], page[3]))


def test_sentences_printed_twice_are_kept() -> None:
    assert not clean("东湖。" + SENTENCES, "西湖。" + SENTENCES).dropped


def test_a_list_repeated_within_paragraphs_is_kept() -> None:
    assert not clean("会议由" + LOOP + "等人参加。", "昨天由" + LOOP + "等人出席。").dropped


def test_a_far_copy_is_no_loop() -> None:
    between = [f"春天的花开得早，第{n}个公园里人很多。" for n in range(120)]
    assert not clean("东湖。" + SENTENCES, *between, "市民说湖水终于", LOOP, "要变清了。").dropped
