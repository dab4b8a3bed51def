"""``python -m toolkit`` is ``policy-toolkit``."""

import sys

from toolkit.cli import main

sys.exit(main())
