"""Whatever bytes come, each reader gives pages, readings that partition them, or sentences; never another exception."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFileError
from reader.formats import READERS, reader_for
from reader.model import Page
from reader.pages import parsed, reconstruct
from reader.text.accounting import partition_faults
from tests.formats.fixtures import FIXTURES
from tests.formats.sources import checked, source

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def survives(name: str, data: bytes, file_name: str = "file") -> None:
    refusal = file_name
    try:
        for item in checked(READERS[name].read(source(data, file_name))):
            if isinstance(item, Page):
                reading = reconstruct(item)
                assert reading.page.text == item.text
                assert partition_faults(item.text, reading.pieces()) == []
                parsed(reading)
    except UnreadableFileError as error:
        refusal = str(error)
    assert file_name in refusal


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@example(data=b"")
@example(data=b"\xff\xfe")
@example(data=b"\xef\xbb\xbf")
def test_random_bytes(name: str, data: bytes) -> None:
    survives(name, data)
    given_ = source(data)
    assert reader_for(given_).name in READERS


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(data=st.data())
def test_damaged_fixtures(name: str, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(FIXTURES[name]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    new = data.draw(st.binary(max_size=8) | st.sampled_from([b"null", b"-1", b"1e999", b'""', b"[]", b"{}", b"<b>", b"\xff"]))
    survives(name, whole[:start] + new + whole[end:])
    survives(name, whole[:start])


@pytest.mark.parametrize("name", READERS)
def test_a_fixture_in_another_reader_is_harmless(name: str) -> None:
    for other in FIXTURES.values():
        for data in other:
            survives(name, data)


@pytest.mark.parametrize("name", READERS)
def test_a_file_cut_off_at_each_tenth(name: str) -> None:
    for data in FIXTURES[name]:
        for tenth in range(10):
            survives(name, data[: len(data) * tenth // 10])


JSON = [name for name in READERS if FIXTURES[name][0].lstrip()[:1] in (b"{", b"[")]
ODD: list[Any] = [None, True, 0, -1, 1e308, float("nan"), float("-inf"), 10**30, "", "\x00", "\ud800", "。" * 3000, "## "]
ODD += [[], {}, [[]], [0, 0, 0, 0], [1e-9, 0, 2e-9, 5], ["x", None], {"text": "a"}, "<|txt_contd|>", "<b>"]
DEEP = 5000


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each list and object in a JSON value with each of its keys."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@pytest.mark.parametrize("name", JSON)
@QUICK
@given(data=st.data())
def test_json_with_other_values_in_it(name: str, data: st.DataObject) -> None:
    lines = [json.loads(line) for line in whole_values(data.draw(st.sampled_from(FIXTURES[name])))]
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(places(lines))))
        holder[key] = json.loads(json.dumps(data.draw(st.sampled_from(ODD))))
    survives(name, "\n".join(map(json.dumps, lines)).encode())


@pytest.mark.parametrize("name", JSON)
def test_json_that_is_nested_deep(name: str) -> None:
    for opening in ("[", '{"text":', '{"blocks":[', '{"res":', '{"content":['):
        survives(name, (opening * DEEP).encode())
        value, *_ = whole_values(FIXTURES[name][0])
        survives(name, value.replace(b":", b":" + (opening * DEEP).encode(), 1))


@pytest.mark.parametrize("name", ["founder", "people", "press", "hocr", "page", "mets"])
@pytest.mark.parametrize(
    "bit", [" ", "<a>", "<h1>", "<!-- enpproperty ", "<!--enpcontent-->", "<!--<npm:article-title>-->", "字数 "]
)
def test_marks_that_are_never_closed_are_read_in_one_walk(name: str, bit: str) -> None:
    """A pattern that walks on to the end from each of them would take minutes here."""
    for data in FIXTURES[name]:
        middle = len(data) * 2 // 3
        while data[middle] & 0xC0 == 0x80:
            middle += 1
        survives(name, data[:middle] + bit.encode() * (100_000 // len(bit)) + data[middle:])
        assert reader_for(source(data[:middle] + bit.encode() * (100_000 // len(bit)), "file")).name in READERS


def whole_values(data: bytes) -> list[bytes]:
    """The JSON values of a file: one, or one on each line."""
    try:
        json.loads(data)
    except ValueError:
        return data.splitlines()
    return [data]
