"""Places to choose from for words that were not found again."""

import pytest

from reader.text.candidates import Candidate, Wanted, candidates, where_it_stood

OLD = "昨日上午，新桥正式通车。\n两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。\n桥西的老人说，盼了三十年。"


def wanted(quote: str) -> Wanted:
    start = OLD.index(quote)
    return Wanted.at(OLD, start, start + len(quote))


def words(found: list[Candidate], *texts: str) -> list[str]:
    return [texts[c.text][c.start : c.end] for c in found]


def test_the_words_themselves_come_before_what_is_like_them() -> None:
    new = "桥东的老人说，盼了四十年。桥东的老人说，盼了三十年。"
    found = candidates(wanted("盼了三十年"), [new])
    assert words(found, new) == ["盼了三十年", "盼了四十年"]
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_neighbours_tell_the_place_of_words_that_are_all_other_words() -> None:
    new = OLD.replace("只要五分钟就", "片刻之间即可")
    [found] = candidates(wanted("只要五分钟就"), [new])
    assert words([found], new) == ["片刻之间即可"]
    assert 0.3 <= found.score < 0.6


def test_the_better_of_two_neighbourhoods_comes_first() -> None:
    new = "南湾的新桥，只要五分钟就到。" + OLD
    found = candidates(wanted("只要五分钟"), [new])
    assert [c.start for c in found] == [new.rindex("只要五分钟"), new.index("只要五分钟")]
    assert found[0].score == pytest.approx(1.0)
    assert found[1].score < 0.8


def test_all_texts_are_looked_through_and_white_space_does_not_count() -> None:
    texts = ["河水上涨三尺。", "旧闻。" + OLD.replace("五分钟", "五\n分　钟")]
    [found, *_] = candidates(wanted("只要五分钟就能走到对岸"), texts)
    assert found.text == 1
    assert words([found], *texts) == ["只要五\n分　钟就能走到对岸"]


def test_what_is_nowhere_has_no_place() -> None:
    assert candidates(wanted("盼了三十年"), ["河水上涨三尺，无人受伤。", ""]) == []
    assert candidates(Wanted(" \n", "甲", "乙"), [OLD]) == []


def test_no_more_than_wanted_and_none_over_another() -> None:
    found = candidates(Wanted("哈哈", "", ""), ["哈哈哈哈哈哈哈哈哈哈哈哈哈哈"], most=4)
    assert [(c.start, c.end) for c in found] == [(0, 2), (2, 4), (4, 6), (6, 8)]


def test_what_is_gone_is_shown_where_it_stood() -> None:
    new = "旧闻。\n\n" + OLD.replace("两岸居民只要五分钟就能走到对岸，", "")
    at = where_it_stood(OLD, new, OLD.index("只要五分钟"))
    assert new[:at].endswith("新桥正式通车。")
    assert where_it_stood("甲乙", "丙丁", 1) == 0
