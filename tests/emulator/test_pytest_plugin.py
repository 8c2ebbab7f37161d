"""The fixture that the package ships, as somebody else's test suite meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.emulator.running import RunningStandIn

SOMEBODYS_TEST = """
import json, os, urllib.request

def create():
    body = {"action": "create_vocabulary", "target_model": "fun-asr", "prefix": "mine",
            "vocabulary": [{"text": "Seediq Bale", "weight": 4}]}
    request = urllib.request.Request(
        os.environ["DASHSCOPE_HTTP_BASE_URL"] + "/services/audio/asr/customization",
        json.dumps({"model": "speech-biasing", "input": body}).encode(),
        {"Authorization": "Bearer " + os.environ["DASHSCOPE_API_KEY"]},
    )
    return json.load(urllib.request.urlopen(request))

def test_one_create_is_one_request(vocabsync_standin):
    assert create()["output"]["vocabulary_id"].startswith("vocab-mine-")
    assert [entry.action for entry in vocabsync_standin.requests()] == ["create_vocabulary"]

def test_each_test_has_a_stand_in_of_its_own(vocabsync_standin):
    assert vocabsync_standin.requests() == ()
"""


def test_a_foreign_suite_gets_the_fixture_without_a_line_of_configuration(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(SOMEBODYS_TEST)
    environment = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 passed" in run.stdout


def test_the_fixture_exports_its_two_variables(vocabsync_standin: RunningStandIn) -> None:
    assert {name: os.environ[name] for name in vocabsync_standin.environ} == vocabsync_standin.environ


def test_loading_the_plugin_imports_neither_server_nor_store() -> None:
    code = "import sys, vocabsync.emulator.pytest_plugin; print(*(name for name in sys.modules if 'emulator' in name))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == {"vocabsync.emulator", "vocabsync.emulator.pytest_plugin"}
