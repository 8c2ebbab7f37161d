"""The console of this process: its streams, the person's colour choice, and the last filter over both streams."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from vocabsync.cli.console import Console
from vocabsync.cli.redaction import Redaction

if TYPE_CHECKING:
    from vocabsync.cli.settings import Settings


def open_console(settings: Settings) -> Console:
    """Give the console for one command; it knows every key that the environment holds."""
    return Console(
        stdout=sys.stdout,
        stderr=sys.stderr,
        stdin=sys.stdin,
        environ=settings.environ,
        redact=Redaction.of_environment(settings.environ),
        color=settings.color,
        verbosity=settings.verbosity,
    )
