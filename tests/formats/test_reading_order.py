"""The order of blocks by their boxes: columns, headlines across them, vertical print."""

from hypothesis import given
from hypothesis import strategies as st

from reader.formats.reading_order import columns, reading_order, rows

Corners = tuple[float, float, float, float]


def test_columns_are_read_down_under_the_headline_across_them() -> None:
    page: dict[str, Corners] = {
        "head": (0, 0, 900, 100),
        "left 1": (0, 110, 290, 400),
        "middle 1": (310, 120, 590, 300),
        "right": (610, 110, 900, 800),
        "left 2": (0, 410, 290, 800),
        "middle 2": (310, 310, 590, 800),
        "foot": (0, 810, 900, 900),
    }
    names = list(page)
    shuffled = names[::-1]
    order = [shuffled[at] for at in reading_order([page[name] for name in shuffled])]
    assert order == ["head", "left 1", "left 2", "middle 1", "middle 2", "right", "foot"]


def test_vertical_print_is_read_from_the_right_tier_by_tier() -> None:
    page: dict[str, Corners] = {
        "upper left": (0, 0, 290, 400),
        "upper right": (310, 0, 600, 400),
        "lower right": (310, 410, 600, 800),
        "lower left": (0, 410, 290, 800),
    }
    names = list(page)
    order = [names[at] for at in reading_order(list(page.values()), vertical=True)]
    assert order == ["upper right", "upper left", "lower right", "lower left"]


def test_what_has_no_box_follows_what_it_followed() -> None:
    assert reading_order([None, (500, 0, 900, 9), None, (0, 0, 400, 9)]) == [0, 3, 1, 2]


def test_lines_of_one_column_stay_together() -> None:
    assert columns([(0.0, 10.0 * n, 90.0, 10.0 * n + 9) for n in range(20)]) == [list(range(20))]
    assert columns([]) == []


box = st.tuples(*[st.floats(-10, 10)] * 4)


@given(st.lists(st.none() | box, max_size=30), st.booleans())
def test_any_boxes_give_each_index_once(boxes: list[Corners | None], vertical: bool) -> None:
    assert sorted(reading_order(boxes, vertical)) == list(range(len(boxes)))


@given(st.lists(box, max_size=30))
def test_columns_hold_each_line_once(lines: list[Corners]) -> None:
    assert sorted(at for group in columns(lines) for at in group) == list(range(len(lines)))


def line(left: float, top: float, characters: int, size: float = 10) -> Corners:
    return left, top, left + characters * size, top + size


def test_a_line_parted_at_a_gap_is_no_column() -> None:
    parted = [line(0, 0, 5), line(80, 1, 7), line(0, 15, 6), line(0, 30, 5)]
    assert columns(parted) == [[0, 1, 2, 3]]
    assert rows([0, 1, 2, 3], parted) == [[0, 1], [2], [3]]
    masthead = [line(0, 0, 4, 20), line(150, 2, 10), line(300, 4, 3), line(0, 40, 9)]
    assert rows(columns(masthead)[0], masthead) == [[0, 1, 2], [3]]


def test_few_lines_in_two_columns_are_read_down_the_columns_under_the_line_across_them() -> None:
    across = [line(0, 0, 9, 30), line(0, 50, 9), line(170, 50, 9), line(0, 65, 9), line(150, 65, 9)]
    assert columns(across) == [[0], [1, 3], [2, 4]]
    assert rows([1, 3], across) == [[1], [3]]
