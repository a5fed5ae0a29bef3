"""Templates of a reader's own: what they see, how their faults are told, and what hostile ones do, which is nothing."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from reader.errors import Cancelled, ExportError
from reader.formats import Clipping, template_sandbox
from reader.formats.template import examples, suffix_of, template_writer
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, OVERLAPPED, OVERLAPPING, annotation
from tests.formats.test_html_page import Page
from tests.formats.test_writers import golden

CODE = "{{ 7*7 }}{% for a in annotations %}{{ a.id }}{% endfor %}{# x #}"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A file for a template, in a folder with a secret beside it."""
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    return tmp_path / "mine.md.j2"


def made(path: Path, source: str = "", clippings: list[Clipping] = CLIPPINGS) -> str:
    if source:
        path.write_text(source, encoding="utf-8")
    out = StringIO(newline="")
    template_writer(path).write(clippings, out, CONTEXT)
    return out.getvalue()


def example(name: str) -> Path:
    return next(path for path in examples() if path.name == name)


def test_the_example_of_markdown_is_the_format_to_the_letter() -> None:
    assert made(example("markdown.md.j2")) == golden("markdown").read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.name)
def test_every_example_writes_what_was_marked_and_nothing_of_the_bin(path: Path) -> None:
    text = made(path)
    assert "河水上涨三尺" in text
    assert "无人受伤" not in text.replace("三尺，无人受伤", "")
    assert text.endswith("\n")
    assert "\u202e" not in text
    assert isinstance(made(path, clippings=[]), str)
    assert path.read_text(encoding="utf-8").startswith("{# ")


def test_the_example_of_a_table_is_read_by_csv_and_holds_no_formula() -> None:
    rows = list(csv.DictReader(StringIO(made(example("table.csv.j2")), newline="")))
    assert len(rows) == 7
    assert next(row["note"] for row in rows if row["quote"] == OVERLAPPED.quote).startswith("'=cmd()")
    assert [row["tags"] for row in rows if row["quote"] == OVERLAPPING.quote] == ["桥; 民 生; 2021"]


def test_the_ending_of_a_name_says_what_is_made() -> None:
    names = ("a.md.j2", "b.html.jinja", "c.csv.jinja2", "d.tex", "e.j2", "f")
    assert [suffix_of(name) for name in names] == [".md", ".html", ".csv", ".tex", ".txt", ".txt"]


@pytest.mark.parametrize("ending", [".html.j2", ".xml.j2", ".htm", ".svg"])
def test_where_markup_is_made_a_value_is_none(template: Path, ending: str) -> None:
    foul = annotation(1, BRIDGE, "<b>", note="</p><script>alert(1)</script>")
    source = (
        "{% for a in annotations %}<p title='{{ a.quote ~ a.note }}'>{{ a.note }}{{ [a.note]|join('<br>') }}</p>{% endfor %}"
    )
    page = Page(made(template.with_name(f"x{ending}"), source, [Clipping(foul, BRIDGE)]))
    assert {name for name, _ in page.elements} == {"p"}


@pytest.mark.parametrize("name", ["mine.md.j2", "mine.html.j2"])
def test_code_in_a_note_is_text(template: Path, name: str) -> None:
    marked = replace(OVERLAPPING, note=CODE, quote=CODE, tags=(CODE,))
    source = "{% for a in annotations %}{{ a.note }}|{{ a.quote }}|{{ a.tags[0] }}{% endfor %}"
    assert made(template.with_name(name), source, [Clipping(marked, BRIDGE)]) == "|".join([CODE] * 3) + "\n"


HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ annotations.__class__.__base__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ range.__self__ }}",
    "{{ '{0.__class__}'.format(annotations) }}",
    "{{ ''|attr('__class__') }}",
    "{{ annotations|map(attribute='__class__')|list }}",
    "{{ annotations.append(1) }}",
    "{{ annotations[0].update(id='x') }}",
    "{{ environment.globals }}",
    "{{ config }}{{ request }}",
    "{% include 'secret.txt' %}",
    "{% import 'secret.txt' as x %}",
    "{% extends 'secret.txt' %}",
    "{{ lipsum(n=1000000) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'a' * 10**12 }}",
    "{{ [0] * 10**9 }}",
    "{{ (5).to_bytes(10**9) }}",
    "{{ 'a'.encode().ljust(10**12) }}",
    "{{ 9**9**9**9 }}",
    "{{ range(10**9)|list }}",
    "{{ 'a'.ljust(10**12) }}{{ 'a'|center(10**12) }}",
    "{{ 'a'.replace('a', 'b') }}",
    "{% set x = 'a' * 40000000 %}{{ x|replace('a', x) }}",
    "{% set x = 'a' * 40000000 %}{{ [x, x]|join }}",
    "{% set n = namespace(s='abcdefgh') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='abcdefgh') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=99999) %}{% for i in range(99) %}{% set n.s = n.s * n.s %}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% else %}abcdefgh{% endif %}{% endmacro %}{{ m(40) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in annotations %}{% for b in annotations recursive %}{{ loop(annotations) }}{% endfor %}{% endfor %}",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_template_reaches_nothing_and_comes_to_an_end(
    template: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_sandbox, "MOST_ROUNDS", 50_000)
    with pytest.raises(ExportError) as told:
        made(template, source)
    assert str(template) in str(told.value)
    assert "秘密" not in str(told.value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("一\n二\n{% for a in annotations %}\n", "line 3: Unexpected end of template"),
        ("一\n{{ annotations[0].quoet }}", "line 2: 'dict object' has no attribute 'quoet'."),
        ("\n\n{{ 1/0 }}", "line 3: division by zero."),
        ("{{ annotations|nothing }}", "line 1: No filter named 'nothing'."),
        ("\n{% include 'x' %}", "line 2: a template can take in no other file."),
    ],
)
def test_a_fault_is_told_with_its_line(template: Path, source: str, words: str) -> None:
    with pytest.raises(ExportError) as told:
        made(template, source)
    assert str(told.value).startswith(f"{template}, {words}")


def test_a_file_that_is_no_template_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "x.j2", tmp_path / "none.j2", tmp_path):
        with pytest.raises(ExportError, match="cannot be read"):
            template_writer(path)


def test_what_a_template_may_reckon(template: Path) -> None:
    source = (
        "{{ 2**10 + 7 % 4 - 6 // 4 }} {{ 'a' * 3 + 'b' }} {{ [1] + [2] }} {{ 'a-b'|replace('-', '+') }} {{ 'x\ny'|indent(2) }}"
    )
    assert made(template, source) == "1026 aaab [1, 2] a+b x\n  y\n"


def test_a_stop_is_heeded_in_the_midst_of_loops(template: Path) -> None:
    template.write_text("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", encoding="utf-8")
    steps: list[int] = []

    def step(done: int) -> None:
        steps.append(done)
        if len(steps) > 20:
            raise Cancelled("")

    with pytest.raises(Cancelled):
        template_writer(template).write(CLIPPINGS, StringIO(), replace(CONTEXT, step=step))
    assert sum(steps) == 7
