"""`python -m reader` is the command `jianbao`."""

import sys

from reader.app import main

sys.exit(main())
