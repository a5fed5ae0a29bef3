"""References to the cited articles: each format read by the rules of the program it is for."""

import json
import re
from io import StringIO

import pytest

from reader.formats import WRITERS, Clipping
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, OVERLAPPING, annotation


def written(name: str, clippings: list[Clipping] = CLIPPINGS) -> str:
    out = StringIO()
    WRITERS[name].write(clippings, out, CONTEXT)
    return out.getvalue()


def ris(text: str) -> list[list[tuple[str, str]]]:
    entries: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        if found[1] == "TY":
            entries.append([])
        entries[-1].append((found[1], found[2]))
    assert all(entry[0] == ("TY", "NEWS") and entry[-1] == ("ER", "") for entry in entries)
    return entries


def test_ris_has_an_entry_for_each_article_with_its_notes() -> None:
    bridge, flood = ris(written("ris"))
    assert ("DA", "2021/03/05") in bridge
    assert [value for name, value in bridge if name == "KW"] == ["桥", "民 生", "2021", "待核"]
    notes = [value for name, value in bridge if name == "N1"]
    assert len(notes) == 5
    assert notes[1].startswith(f"「{OVERLAPPING.quote}」 **好句**")
    assert any("needs review" in note for note in notes)
    assert not any(name == "KW" for name, _ in flood)


def bibtex(text: str) -> list[dict[str, str]]:
    """The entries, by reading braces as BibTeX does: a backslash makes no difference to it."""
    entries = []
    for entry in re.split(r"^(?=@)", text, flags=re.MULTILINE)[1:]:
        depth = 0
        for at, character in enumerate(entry.replace("\\{", "  ").replace("\\}", "  ")):
            depth += (character == "{") - (character == "}")
            assert depth > 0 or at < entry.index("{") or at >= len(entry.rstrip()) - 1, entry
        assert depth == 0
        entries.append(dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE)))
    return entries


def test_bibtex_has_an_entry_for_each_article_with_its_notes() -> None:
    bridge, flood = bibtex(written("bibtex"))
    assert bridge["date"] == "2021-03-05"
    assert OVERLAPPING.quote in bridge["annotation"]
    assert bridge["keywords"] == "桥, 民 生, 2021, 待核"
    assert "河水上涨三尺" in flood["annotation"]


def test_csl_json_has_an_item_for_each_article_with_its_notes() -> None:
    bridge, flood = json.loads(written("csl-json"))
    assert bridge["issued"] == {"date-parts": [[2021, 3, 5]]}
    assert OVERLAPPING.quote in bridge["note"]
    assert (bridge["keyword"], flood["id"]) == ("桥, 民 生, 2021, 待核", "jianbao-3")


@pytest.mark.parametrize(
    "foul", ["a\nER  - \nTY  - BOOK", "}\n@book{x,", "\\input{/etc/passwd}", '"],[', "\u202egnp.exe\u202c"]
)
def test_nothing_in_a_text_breaks_out_of_its_field(foul: str) -> None:
    marked = [Clipping(annotation(1, BRIDGE, foul, note=foul, tags=(foul,)), BRIDGE)]
    [entry] = ris(written("ris", marked))
    assert entry[1][0] == "TI"
    [found] = bibtex(written("bibtex", marked))
    assert "\\input" not in found["annotation"]
    [item] = json.loads(written("csl-json", marked))
    assert item["type"] == "article-newspaper"
    assert not any("\u202e" in written(name, marked) for name in ("ris", "bibtex", "csl-json"))
