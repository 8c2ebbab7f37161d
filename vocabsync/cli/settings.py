"""What the person asked for, as one typed value: argv and environment, before any file is read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vocabsync.cli.console import ColorChoice
    from vocabsync.desired.caps import Caps

DEFAULT_QUIET_PERIOD = 15.0
"""Seconds between the first listing and a create (faults.md section 3)."""

LONGEST_QUIET_PERIOD = 300.0


@frozen(kw_only=True)
class Settings:
    """What the person asked for, before any file was read. ``verbosity``: -1 quiet, 0, 1 (``-v``), 2 (``-vv``).

    ``caps``: how much of the files may be read; from the command line only.
    """

    config: Path | None
    environment: str | None
    verbosity: int
    color: ColorChoice
    environ: Mapping[str, str]
    folder: Path
    caps: Caps = DEFAULT_CAPS

    @property
    def quiet_period(self) -> float:
        """Seconds to wait before a create. Raises ConfigurationError where the variable is no sensible number."""
        text = self.environ.get("VOCABSYNC_QUIET_PERIOD", "").strip()
        if not text:
            return DEFAULT_QUIET_PERIOD
        seconds = _seconds(text)
        if seconds is None or not 0 <= seconds <= LONGEST_QUIET_PERIOD:
            raise ConfigurationError(
                f"VOCABSYNC_QUIET_PERIOD is not a number of seconds from 0 to {LONGEST_QUIET_PERIOD:g}",
                next_step=f"unset it for the default of {DEFAULT_QUIET_PERIOD:g} seconds",
            )
        return seconds


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else None


def read_environment(environ: Mapping[str, str], folder: Path) -> Settings:
    """Give the settings of a call without options."""
    return Settings(
        config=None,
        environment=environ.get("VOCABSYNC_ENV") or None,
        verbosity=0,
        color="auto",
        environ=dict(environ),
        folder=folder,
    )
