"""The catalogue of expected failures: every one provoked, its whole text, and the page that shows them all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import click
import pytest

from tests.errors import (
    account_failures,
    apply_failures,
    command_failures,
    file_failures,
    outcome_failures,
    service_failures,
    state_failures,
)
from tests.errors.raise_sites import ROOT, places_of
from tests.errors.scene import Written, new_scene
from vocabsync.cli.console import Console
from vocabsync.cli.error_boundary import guard
from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.errors.outcome_failures import Report
    from tests.errors.scene import Chapter, Provoke, Scene

PAGE = ROOT / "docs" / "errors.md"

CHAPTERS: dict[str, Chapter] = {
    "The command line": command_failures.USAGE,
    "The configuration": file_failures.CONFIGURATION,
    "Vocabulary files": file_failures.VOCABULARIES,
    "Import": file_failures.IMPORTS,
    "The API key": account_failures.KEYS,
    "Region and host": account_failures.HOSTS,
    "The network": account_failures.NETWORK,
    "Answers of the service": service_failures.ANSWERS,
    "The list of vocabularies": service_failures.LISTINGS,
    "Refused before anything was written": apply_failures.REFUSALS,
    "Saved plans": apply_failures.SAVED_PLANS,
    "IDs for consumers": apply_failures.OUTPUTS,
    "Duplicates": apply_failures.DUPLICATES,
    "Files of vocabsync itself": state_failures.STATE,
    "The end of a run": command_failures.RUNS,
    "Environment variables": state_failures.SETTINGS,
    "The stand-in": state_failures.STAND_IN,
}

REPORTS: dict[str, dict[str, Report]] = {
    "The report: creates": outcome_failures.CREATES,
    "The report: updates": outcome_failures.UPDATES,
    "The report: deletes": outcome_failures.DELETES,
}

_VARIES = (
    (r"\bprocess \d+", "process 4711"),
    (r"\bport \d+", "port 8787"),
    (r"\bdeletes@[0-9a-f]{8}\b", "deletes@9c1d2e3f"),
)
"""What is another number each time, and the number that the page shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """One failure as a person sees it, and where in the source it comes from."""

    title: str
    text: str
    code: int
    failure: Exception | None = None
    places: frozenset[tuple[str, int]] = frozenset()


def provoke_all(folder: Path) -> dict[str, tuple[Told, ...]]:
    """Make everything go wrong that can, chapter by chapter, each in a folder of its own."""
    numbers = count()
    told = {
        chapter: tuple(_provoke(title, provoke, folder / str(next(numbers))) for title, provoke in entries.items())
        for chapter, entries in CHAPTERS.items()
    }
    return told | {
        chapter: tuple(_report(title, report) for title, report in entries.items())
        for chapter, entries in REPORTS.items()
    }


def _report(title: str, report: Report) -> Told:
    reported = report()
    return Told(title, reported.text.rstrip("\n"), reported.code)


def _provoke(title: str, provoke: Provoke, folder: Path) -> Told:
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch, new_scene(folder, patch) as scene:
        failure = _failure_of(provoke, scene)
    code, text = _shown(failure)
    text = text.replace(f"{folder.resolve()}{os.sep}", "").replace(str(folder.resolve()), "/home/lin/hotwords")
    text = text.replace(str(folder.resolve().parent), "/home/lin")
    for pattern, placeholder in _VARIES:
        text = re.sub(pattern, placeholder, text)
    return Told(title, text.rstrip("\n"), code, failure, places_of(failure))


def _failure_of(provoke: Provoke, scene: Scene) -> Exception:
    try:
        provoke(scene)
    except (VocabsyncError, click.UsageError) as failure:
        return failure
    raise AssertionError("nothing went wrong")


def _shown(failure: Exception) -> tuple[int, str]:
    """Let the program itself say it."""
    stream = Written()

    def fail() -> int:
        raise failure

    code = guard(fail, lambda: Console(stdout=stream, stderr=stream, stdin=stream, environ={}, redact=str))
    return code, stream.getvalue()


def write_page(told: dict[str, tuple[Told, ...]], page: str) -> str:
    """Put the entries in place of those of the page; what stands before the first chapter stays."""
    preface = page.partition(f"\n## {next(iter(CHAPTERS))}")[0].rstrip("\n")
    return "\n".join([preface, *(line for chapter, entries in told.items() for line in _chapter(chapter, entries)), ""])


def _chapter(name: str, entries: tuple[Told, ...]) -> Iterator[str]:
    yield f"\n## {name}"
    for each in entries:
        code = "" if each.code == 1 else f"\nExit code {each.code}.\n"
        yield f"\n### {each.title}\n{code}\n```text\n{each.text}\n```"
