"""Whatever bytes come, each reader gives pages, readings that partition them, or sentences; never another exception."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFileError
from reader.formats import READERS, reader_for
from tests.formats.fixtures import FIXTURES
from tests.formats.sources import checked, source

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def survives(name: str, data: bytes, file_name: str = "file") -> None:
    refusal = file_name
    try:
        list(checked(READERS[name].read(source(data, file_name))))
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
