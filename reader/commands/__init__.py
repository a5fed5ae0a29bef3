"""THE table of commands: menus, keys, palette, key sheet and docs are read off it.

A command is a function on the desk. Its docstring is its help; `unless` gives the reason why it cannot be done now, or "".
The rows stand in files by subject; importing this package fills the table, in the order of the menus.
"""

from reader.commands import library, going, selecting, citing, annotating  # noqa: F401, I001 - the order of the menus
from reader.commands import listing, repairing, viewing  # noqa: F401 - importing them fills the table
from reader.commands.table import COMMANDS, Command, Menu, Where, attempt, run

__all__ = ["COMMANDS", "Command", "Menu", "Where", "attempt", "run"]
