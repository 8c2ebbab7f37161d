"""Profiles of hypothesis: small by default, large for ``make test-long``, fixed for mutation testing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.support.figures import print_figures
from tests.support.workplace import FILMS, PEOPLE, Workplace

# Loaded here, in the main thread: the program loads them in threads, pytest parses each file anew to rewrite it, and
# CPython 3.11 may fail when two threads parse at once.
from vocabsync.remote import client, retry, translation  # noqa: F401  only to have them loaded

if TYPE_CHECKING:
    from vocabsync.emulator.running import RunningStandIn

settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "mutants", max_examples=20, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def workplace(
    tmp_path: Path,
    vocabsync_standin: RunningStandIn,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Workplace:
    """A repository with two lists, pointed at a fresh stand-in over HTTP, without waits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", "0")
    for name in ("VOCABSYNC_ENV", "DASHSCOPE_WORKSPACE_ID", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    place = Workplace(tmp_path, vocabsync_standin, capsys)
    place.write("vocabularies/movies.yaml", FILMS)
    place.write("vocabularies/people.yaml", PEOPLE)
    return place


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of the simulation and of the teeth."""
    print_figures(terminalreporter)
