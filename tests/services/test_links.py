"""A link from anywhere leads to an article or an annotation, or gets a sentence: it never does anything else."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.services.links import target
from reader.store.library import Library
from tests.fixtures import rows

PARTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["jianbao:", "//", "open", "?", "&", "article=", "annotation=", "1", "²", "９", "-", "%00", ".."]),
    st.integers().map(str),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.lists(PARTS, max_size=8).map("".join))
@example("jianbao://open?article=99999999999999999999999")
@example("jianbao://open?article=-1")
@example("jianbao://open?article=1&annotation=%27%20OR%201=1--")
@example("jianbao://[open?article=1")
@example("jianbao://open?article=" + "1" * 5000)
def test_any_link_leads_somewhere_or_gets_a_sentence(seeded: Library, link: str) -> None:
    before = rows(seeded)
    with suppress(ReaderError):
        article, _ = target(seeded, link)
        assert article
    assert rows(seeded) == before


def test_a_link_leads_to_its_article(seeded: Library) -> None:
    assert target(seeded, "jianbao://open?article=2") == (2, None)
    with pytest.raises(ReaderError, match="Article 99 is not in this library"):
        target(seeded, "jianbao://open?article=99")
