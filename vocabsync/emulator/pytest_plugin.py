"""The fixture ``vocabsync_standin``, for tests of applications that manage or use vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.emulator.running import RunningStandIn


@pytest.fixture
def vocabsync_standin(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningStandIn]:
    """Serve a fresh stand-in on a free port, and export its two variables for the time of one test."""
    # Imported late: every pytest run of the environment loads this plugin, and few use it.
    from vocabsync.emulator.running import serve_in_background  # noqa: PLC0415
    from vocabsync.emulator.standin import StandIn  # noqa: PLC0415

    standin = StandIn()
    try:
        with serve_in_background(standin) as running:
            for name, value in running.environ.items():
                monkeypatch.setenv(name, value)
            yield running
    finally:
        standin.close()
