"""Writes docs/commands.md from the table of commands: python scripts/command_docs.py"""

from pathlib import Path

from reader.commands import COMMANDS, Menu
from reader.translation import catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_HEAD = """# Commands and keys

Written from the table of commands by `python scripts/command_docs.py`; `F1` shows the same in the window. Ctrl is Command on a
Mac. Bare letters work in the tree, the text and the list of annotations, never where one types; a setting turns them off.
The preferences (`Ctrl+,`) give any command other keys: menus, palette and key sheet of the window follow, this page does not.
"""


def page() -> str:
    """The page in Markdown: a table for each menu."""
    chinese = catalogue("zh_CN")
    lines = [_HEAD]
    for menu in Menu:
        name = menu.value.replace("&", "")
        lines.append(f"## {name} {chinese[menu.value].split('(')[0]}\n")
        lines.append("| command | 命令 | keys | works in | what it does |\n| --- | --- | --- | --- | --- |")
        for command in COMMANDS.values():
            if command.menu is menu:
                keys = " ".join(f"`{key}`" for key in command.keys if not _doubled(key, command.keys)).replace("|", "\\|")
                cells = (command.title, chinese[command.title], keys, command.where.value, command.help)
                lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _doubled(key: str, keys: tuple[str, ...]) -> bool:
    """Whether a key is another's with Shift, as some layouts send it."""
    return key.startswith("Shift+") and key.removeprefix("Shift+") in keys


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
