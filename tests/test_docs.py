"""The documents tell the truth: the tree, the commands and their keys, the command line."""

import re
from pathlib import Path

import click

from reader.cli.program import program
from reader.commands import COMMANDS
from scripts import architecture_docs, command_docs

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_of_commands_is_fresh() -> None:
    assert command_docs.PAGE.read_text("utf-8") == command_docs.page(), "run scripts/command_docs.py"


def test_the_tree_of_the_house_is_fresh() -> None:
    assert architecture_docs.PAGE.read_text("utf-8") == architecture_docs.page(), "run scripts/architecture_docs.py"
    assert list(architecture_docs.unnamed()) == []


def test_the_page_of_the_command_line_names_every_command_and_option() -> None:
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    context = click.Context(program)
    missing = []
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")]
        missing += [word for word in (name, *options) if word not in text]
    assert missing == []


def test_the_keys_of_the_readme_are_those_of_the_table() -> None:
    keys = {key for command in COMMANDS.values() for key in command.keys} | {"Enter"}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        shown = set(re.findall(r"\*\*((?:Ctrl|Shift|F\d|Space|Del|[A-Z(){}\[\]]|\d)[A-Za-z0-9+]*)\*\*", text))
        assert shown - keys == set(), name


def test_pictures_and_links_exist() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert (ROOT / target).exists(), target
