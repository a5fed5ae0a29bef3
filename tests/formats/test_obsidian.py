"""Notes for Obsidian: what its reader wrote in them is there after the next export."""

import json
import re
from dataclasses import replace

import pytest

from reader.errors import ExportError
from reader.formats import WRITERS, Clipping
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, FLOOD, OVERLAPPING, annotation
from tests.formats.fake_folder import FakeFolder

NAME = "江北日报 2021-03-05 A02 江北 新桥 b 通车 b.md"
BEGIN = "%% begin notes %%\n"


def export(folder: FakeFolder, clippings: list[Clipping] = CLIPPINGS) -> FakeFolder:
    WRITERS["obsidian"].write(clippings, folder, CONTEXT)
    return folder


def properties(text: str) -> dict[str, object]:
    """The front matter that we write: a name and a value of JSON a line, which is YAML too."""
    front = text.split("---\n")[1]
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in front.splitlines())}


def test_a_note_for_each_article_with_its_front_matter() -> None:
    held = export(FakeFolder()).held
    assert list(held) == [NAME, "[无题] 昨日河水上涨三尺，无人受伤。.md".replace("[", "").replace("]", "")]
    found = properties(held[NAME])
    assert (found["title"], found["date"], found["annotations"]) == ("江北*新桥*<b>通车</b>", "2021-03-05", 5)
    assert (found["tags"], found["aliases"]) == (["桥", "民-生", "2021_", "待核"], [])
    assert f"^{OVERLAPPING.short_id}\n" in held[NAME]


def test_exporting_again_changes_nothing() -> None:
    folder = export(FakeFolder())
    before = dict(folder.held)
    assert export(folder).held == before


def test_what_the_reader_wrote_stays() -> None:
    folder = export(FakeFolder())
    own = "我的想法 %% begin notes %%\n---\njianbao: 9\n%% end notes %%\n还有"
    text = folder.held.pop(NAME).replace(BEGIN, f"{BEGIN}{own}\n")
    text = text.replace("aliases: []\n", "aliases:\n  - 桥\nrating: 5\nseen:\n- a\n\n- b\n").replace(
        'tags: ["桥"', 'tags: ["mine", "桥"'
    )
    folder.held["改名.md"] = text
    again = export(folder, [*CLIPPINGS, Clipping(annotation(9, BRIDGE, "新的"), BRIDGE)]).held["改名.md"]
    assert NAME not in folder.held
    assert f"{BEGIN}{own}\n" in again
    assert "aliases:\n  - 桥\nrating: 5\nseen:\n- a\n\n- b\n" in again
    assert '"mine"' in again
    assert "> 新的" in again


def test_tags_that_obsidian_wrote_one_a_line_stay() -> None:
    folder = export(FakeFolder())
    folder.held[NAME] = re.sub(r"tags: .*\n", 'tags:\n  - mine\n  - "桥"\n', folder.held[NAME])
    tags = properties(export(folder).held[NAME])["tags"]
    assert tags == ["桥", "民-生", "2021_", "待核", "mine"]


@pytest.mark.parametrize("spoil", [lambda t: t.replace(BEGIN, ""), lambda t: t.replace("# 江北", "我的话\n# 江北", 1)])
def test_a_note_changed_where_it_would_be_lost_is_left_alone(spoil: object) -> None:
    folder = export(FakeFolder())
    folder.held[NAME] = mine = spoil(folder.held[NAME])  # type: ignore[operator]
    with pytest.raises(ExportError, match=f"1 note was changed above .* left alone: {re.escape(NAME)}"):
        export(folder)
    assert folder.held[NAME] == mine


def test_files_of_others_are_never_replaced() -> None:
    folder = FakeFolder(**{NAME.upper(): "mine", "other.md": "---\njianbao: x/7\n---\n"})
    before = dict(folder.held)
    export(folder)
    assert {name: folder.held[name] for name in before} == before
    assert NAME.replace(".md", " (7).md") in folder.held


def test_articles_of_one_name_have_notes_of_their_own() -> None:
    twin = replace(FLOOD, id=4)
    folder = export(FakeFolder(), [Clipping(annotation(1, FLOOD, "昨日"), FLOOD), Clipping(annotation(2, twin, "昨日"), twin)])
    assert len(folder.held) == 2


@pytest.mark.parametrize("foul", ["a\n---\nb: 1", '"quoted"', "=cmd()", "- x", "&a *b !c", "%% begin notes %%", "x: y # z"])
def test_nothing_in_a_text_becomes_front_matter_or_a_marker(foul: str) -> None:
    article = replace(FLOOD, fragments=tuple(replace(f, text=foul) for f in FLOOD.fragments))
    marked = [Clipping(annotation(1, article, foul, note=foul, tags=(foul,)), article)]
    folder = export(FakeFolder(), marked)
    [text] = folder.held.values()
    assert str(properties(text)["title"]).startswith(f"[无题] {' '.join(foul.split())[:12]}")
    assert len(re.findall(r"^%% begin notes %%$", text, re.MULTILINE)) == 1
    assert export(folder, marked).held == {next(iter(folder.held)): text}
