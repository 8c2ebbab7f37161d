"""What the SDK made, vocabsync adopts without a write; what vocabsync made, the SDK reads back equal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.standin import BALE, FILM
from tests.support.standin_sdk import CLIENTS, WHY_MISSING, Sdk, is_installed, open_sdk
from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = """target_model: fun-asr
terms:
  - {text: Seediq Bale, weight: 5}
  - {text: 赛德克巴莱, weight: 4, lang: zh}
"""
RUN = "import sys; from vocabsync.cli.process import run; sys.exit(run())"
WRITES = {"create_vocabulary", "update_vocabulary", "delete_vocabulary"}


@pytest.fixture(scope="module", params=CLIENTS)
def sdk(request: pytest.FixtureRequest) -> Iterator[Sdk]:
    if not is_installed(request.param):
        pytest.skip(WHY_MISSING)
    yield from open_sdk(request.param)


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies" / "movies.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def _vocabsync(folder: Path, standin: RunningStandIn, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    environment = {**kept, **standin.environ, "VOCABSYNC_QUIET_PERIOD": "0"}
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _writes(standin: RunningStandIn) -> list[str]:
    return [entry.action for entry in standin.requests() if entry.action in WRITES]


def test_what_the_sdk_made_vocabsync_takes_over_without_a_write(
    sdk: Sdk, standin: RunningStandIn, folder: Path
) -> None:
    vocabulary_id = sdk.call(standin.url, "create", target_model="fun-asr", prefix="movies", vocabulary=[FILM, BALE])
    standin.forget_requests()
    ran = _vocabsync(folder, standin, "apply", "--auto-approve")
    assert ran.returncode == 0, ran.stderr
    assert _writes(standin) == []
    assert vocabulary_id in (folder / "vocabsync.lock").read_text(encoding="utf-8")


def test_what_vocabsync_made_the_sdk_reads_back_equal_and_the_next_plan_is_empty(
    sdk: Sdk, standin: RunningStandIn, folder: Path
) -> None:
    ran = _vocabsync(folder, standin, "apply", "--auto-approve")
    assert ran.returncode == 0, ran.stderr
    assert _writes(standin) == ["create_vocabulary"]
    (row,) = sdk.call(standin.url, "list", prefix="movies")
    queried = sdk.call(standin.url, "query", vocabulary_id=row["vocabulary_id"])
    assert sorted(queried["vocabulary"], key=lambda term: str(term["text"])) == [BALE, FILM]
    assert _vocabsync(folder, standin, "plan", "--detailed-exitcode").returncode == 0


def test_an_edit_by_the_sdk_is_seen_and_undone_under_the_same_id(
    sdk: Sdk, standin: RunningStandIn, folder: Path
) -> None:
    _vocabsync(folder, standin, "apply", "--auto-approve")
    (row,) = sdk.call(standin.url, "list")
    sdk.call(standin.url, "update", vocabulary_id=row["vocabulary_id"], vocabulary=[FILM])
    document: Any = json.loads(_vocabsync(folder, standin, "plan", "--format", "json").stdout)
    assert [action["action"] for action in document["actions"]] == ["update"]
    assert _vocabsync(folder, standin, "apply", "--auto-approve").returncode == 0
    queried = sdk.call(standin.url, "query", vocabulary_id=row["vocabulary_id"])
    assert sorted(queried["vocabulary"], key=lambda term: str(term["text"])) == [BALE, FILM]
