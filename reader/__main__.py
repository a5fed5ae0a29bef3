"""`python -m reader` is the command `jianbao`."""

import sys

from reader.app import main

if __name__ == "__main__":  # the processes that take pages apart import this module too
    sys.exit(main())
