"""What is left of a bug of ours: a file that can be sent along, without locals and without secrets."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING

from vocabsync import __version__

if TYPE_CHECKING:
    from collections.abc import Callable


def report_bug(error: Exception, redact: Callable[[str], str]) -> str:
    """Write the report; give what is printed about it."""
    lines = traceback.format_exception(error)
    report = redact(
        f"vocabsync {__version__}, Python {platform.python_version()}, {sys.platform}\n"
        f"command: {' '.join(sys.argv[1:2])}\n\n{''.join(lines)}"
    )
    try:
        descriptor, path = tempfile.mkstemp(prefix="vocabsync-bug-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        return f"error: a bug in vocabsync: {type(error).__name__}\n{report}"
    return (
        f"error: a bug in vocabsync: {type(error).__name__}; nothing more is done\n"
        f"a report without secrets is in {path}; please send it along with what you did"
    )
