"""``python -P -m vocabsync``. Without ``-P`` Python would load modules of the working folder: then nothing is done."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # Whoever can put a file into the working folder could run as this person, with the key in the environment.
        sys.exit("error: python -m loads modules of the working folder; call vocabsync, or python -P -m vocabsync")
    from vocabsync.cli.process import run

    sys.exit(run())
