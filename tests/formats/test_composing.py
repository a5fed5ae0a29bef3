"""What boxes become as fractions of a page."""

from reader.formats.composing import box


def test_a_box_is_told_in_fractions_and_cut_off_at_the_edge() -> None:
    assert box(10, 20, 60, 40, 100, 200) == (0.1, 0.1, 0.5, 0.1)
    assert box(-1, 0, 50, 201, 100, 200) == (0.0, 0.0, 0.5, 1.0)


def test_what_is_thinner_than_can_be_told_is_no_box() -> None:
    assert box(0, 0, 1e-7, 1, 1, 1) is None
    assert box(0, 5, 9, 5, 10, 10) is None
    assert box(100, 0, 101, 5, 100, 10) is None
