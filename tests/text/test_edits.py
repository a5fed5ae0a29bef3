"""Edits of a text, and where every place of it stands afterwards."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.edits import Edit, Edited, edits_between


@given(st.text("北京市桥𠮷 \n", max_size=20), st.text("北京市桥𠮷 \n", max_size=20))
def test_the_edits_between_two_texts_make_one_of_the_other(old: str, new: str) -> None:
    assert Edited(old, edits_between(old, new)).text == new


@given(st.text("北京市桥", min_size=1, max_size=20), st.text("北京市桥", max_size=20), st.data())
def test_places_stay_in_order_and_words_not_touched_stay_the_same(old: str, new: str, data: st.DataObject) -> None:
    edited = Edited(old, edits_between(old, new))
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    left, right = edited.span(start, end)
    if not edited.touches(start, end):
        assert edited.text[left:right] == old[start:end]
    outer = edited.piece(start, end)
    assert outer[0] <= max(left, outer[0])
    assert 0 <= outer[0] <= outer[1] <= len(edited.text)


def test_words_put_in_belong_to_the_piece_they_were_put_behind() -> None:
    behind = Edited("北京大学", [Edit(2, 2, "市", behind=True)])
    assert (behind.piece(0, 2), behind.piece(2, 4)) == ((0, 3), (3, 5))
    before = Edited("北京大学", [Edit(2, 2, "市")])
    assert (before.piece(0, 2), before.piece(2, 4)) == ((0, 2), (2, 5))


def test_a_highlight_does_not_grow_by_words_put_in_beside_it() -> None:
    for behind in (False, True):
        edited = Edited("北京大学", [Edit(2, 2, "市", behind)])
        assert (edited.span(0, 2), edited.span(2, 4)) == ((0, 2), (3, 5))
        assert not edited.touches(0, 2)
        assert edited.touches(1, 3)
