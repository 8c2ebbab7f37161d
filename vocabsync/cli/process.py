"""The process around the command line: what is settled before anything else is imported, and how it ends."""

from __future__ import annotations

import gc
import os
import sys


def run() -> int:
    """Run vocabsync with the words of this process and give the exit code; the console script calls it."""
    # Importing and reading make objects by the hundred thousand and hardly a cycle: looking for some every 700 objects
    # is a tenth of both, and among old objects next to none are ever found.
    gc.set_threshold(500_000, 1_000)
    # What files and answers hold is no other package's business, and looking for plug-ins reads every package's
    # metadata.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from vocabsync.cli.exit_codes import ExitCode  # noqa: PLC0415
    from vocabsync.cli.main import main  # noqa: PLC0415

    code = main(sys.argv[1:])
    # At its end Python looks for cycles among all that was ever imported: a tenth of a small plan.
    gc.freeze()
    if code == ExitCode.INTERRUPTED:
        # A call that hangs in another thread would keep the process for as long as its time-out.
        os._exit(code)
    return code
