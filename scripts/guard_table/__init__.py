"""What keeps each promise of docs/reliability.md: file, what stands there, what it is replaced by, the test that must fail."""

from . import files, libraries, program

GUARDS = (*libraries.GUARDS, *files.GUARDS, *program.GUARDS)
