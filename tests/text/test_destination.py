"""Dates and pages as they are typed."""

import pytest

from reader.text.destination import Wanted, wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2021-1-20", Wanted("2021-01-20")),
        ("2021.1.20 A4", Wanted("2021-01-20", ("A", 4))),
        ("２０２１年１月", Wanted("2021-01")),
        ("民国三十八年十月一日", Wanted("1949-10-01")),
        ("1月", Wanted("????-01")),
        ("一月二十日", Wanted("????-01-20")),
        ("1/20", Wanted("????-01-20")),
        ("廿日", Wanted("????-??-20")),
        ("第12版", Wanted("", ("", 12))),
        ("b2", Wanted("", ("B", 2))),
        ("B2版 车市", Wanted("", ("B", 2), ("车市",))),
        ("13-40", Wanted(words=("13-40",))),
        ("0", Wanted(words=("0",))),
        ("A4 B2", Wanted("", ("A", 4), ("B2",))),
        ("", Wanted()),
    ],
)
def test_what_is_typed_is_read(typed: str, meant: Wanted) -> None:
    assert wanted(typed) == meant
