"""docs/reliability.md names at least forty promises, each with a test that is there and a guard without which it fails."""

import re

from scripts.guard_table import GUARDS
from tests.fixtures import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]


def test_every_promise_has_a_test_that_is_there() -> None:
    assert len(ROWS) >= 40
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    for row in ROWS:
        [(file, test)] = re.findall(r"`([\w/]+\.py)::(\w+)`", row)
        assert f"def {test}(" in (ROOT / "tests" / file).read_text("utf-8"), row


def test_every_promise_has_a_guard() -> None:
    guarded = [(file, word) for _, _, _, test in GUARDS for file, word in [test.split(" -k ")]]
    for row in ROWS:
        [(file, test)] = re.findall(r"`([\w/]+\.py)::(\w+)`", row)
        assert any(file == its and word in test for its, word in guarded), row


def test_every_guard_stands_where_it_is_said_to_stand() -> None:
    for file, guard, other, _ in GUARDS:
        assert (ROOT / "reader" / file).read_text("utf-8").count(guard) == 1, (file, guard)
        assert guard != other
