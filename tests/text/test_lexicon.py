"""Words joined and split by hand."""

from reader.text.lexicon import Lexicon
from reader.text.words import cut


def test_an_empty_lexicon_changes_nothing() -> None:
    assert Lexicon().parts("南京市长江大桥", cut) == cut("南京市长江大桥")
    assert Lexicon().parts("", cut) == []


def test_a_joined_word_is_one_wherever_it_stands() -> None:
    lexicon = Lexicon().join("秀英大桥")
    assert lexicon.parts("秀英大桥通，过秀英大桥", list) == ["秀英大桥", "通", "，", "过", "秀英大桥"]
    assert lexicon.parts("看大秀英大桥", lambda text: ["看大秀", "英大", "桥"]) == ["看大", "秀英大桥"]


def test_of_joined_words_that_overlap_the_newest_counts() -> None:
    lexicon = Lexicon().join("大桥通车").join("秀英大桥")
    assert lexicon.parts("秀英大桥通车", list) == ["秀英大桥", "通", "车"]
    assert lexicon.join("大桥通车").parts("秀英大桥通车", list) == ["秀", "英", "大桥通车"]


def test_a_cut_word_is_two_and_its_halves_may_be_cut_again() -> None:
    lexicon = Lexicon().cut("五分钟", 1)
    assert lexicon.parts("只要五分钟", lambda text: ["只要", "五分钟"]) == ["只要", "五", "分钟"]
    assert lexicon.cut("分钟", 1).parts("五分钟", lambda text: [text]) == ["五", "分", "钟"]


def test_joining_takes_a_cut_back() -> None:
    lexicon = Lexicon().cut("五分钟", 1).join("五分钟").forget("五分钟")
    assert lexicon == Lexicon()
