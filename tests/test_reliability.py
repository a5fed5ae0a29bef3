"""docs/reliability.md names at least forty promises, each with a test that is there."""

import re

from tests.fixtures import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]


def test_every_promise_has_a_test_that_is_there() -> None:
    assert len(ROWS) >= 40
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    for row in ROWS:
        [(file, test)] = re.findall(r"`([\w/]+\.py)::(\w+)`", row)
        assert f"def {test}(" in (ROOT / "tests" / file).read_text("utf-8"), row
