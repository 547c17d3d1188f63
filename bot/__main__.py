"""python -m bot VERB …"""

from __future__ import annotations

import os
import sys

# A question multiplies small matrices: more threads only wait for each other (read by numpy).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
