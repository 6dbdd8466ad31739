"""``python -m press.cli``."""

import sys

from press.cli import main

sys.exit(main())
