"""What a command does not need, it does not import (a start costs a person's patience, every time)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from vocabsync.cli.process import run
code = run()
import json
sys.stderr.write("\\n" + json.dumps([code, sorted(sys.modules)]))
"""
START = ("httpx", "pydantic", "ruamel", "deepdiff", "tenacity", "filelock", "jinja2", "asyncio", "importlib.metadata")
FILES_ONLY = ("httpx", "tenacity", "deepdiff", "filelock", "jinja2")
NOTHING_TO_CHANGE = (
    "deepdiff",
    "jinja2",
    "filelock",
    "asyncio",
    "vocabsync.domain.approval",
    "vocabsync.domain.creation",
    "vocabsync.ledger.journal",
    "vocabsync.ledger.backups",
)
NOT_BEFORE_THE_FIRST_REQUEST = (
    "vocabsync.desired.git",
    "vocabsync.desired.relaxations",
    "vocabsync.desired.vocabulary_rules",
    "vocabsync.domain.judgement",
    "vocabsync.domain.plan",
    "vocabsync.domain.planner",
    "vocabsync.render.document",
    "vocabsync.render.text",
)


def run(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """Run vocabsync in a fresh process; give its exit code and every module that it loaded."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vocabularies = tmp_path / "vocabularies"
    vocabularies.mkdir()
    text = "target_model: fun-asr\ndefaults: {weight: 4, lang: zh}\nterms:\n  - 赛德克巴莱\n"
    (vocabularies / "movies.yaml").write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["completion", "bash"], ["plan", "--help"]])
def test_a_question_about_vocabsync_loads_the_command_line_only(folder: Path, arguments: list[str]) -> None:
    code, modules = run(folder, *arguments)
    assert code == 0
    assert modules.isdisjoint(START)


@pytest.mark.parametrize("arguments", [["validate"], ["fmt", "--check"]])
def test_a_command_about_files_loads_no_network_and_no_report(folder: Path, arguments: list[str]) -> None:
    code, modules = run(folder, *arguments)
    assert code == 0
    assert modules.isdisjoint(FILES_ONLY)


def test_blame_loads_no_network_and_no_report(folder: Path) -> None:
    _, modules = run(folder, "blame", "赛德克巴莱")
    assert modules.isdisjoint(FILES_ONLY)


def test_a_plan_without_changes_loads_neither_differ_nor_report_nor_lock(folder: Path) -> None:
    code, _ = run(folder, "--env", "local", "apply", "--auto-approve")
    assert code == 0
    code, modules = run(folder, "--env", "local", "plan", "--detailed-exitcode")
    assert code == 0
    assert modules.isdisjoint(NOTHING_TO_CHANGE)


def test_a_plan_of_chinese_terms_loads_no_tables_of_widths_and_nothing_that_repeats_calls(folder: Path) -> None:
    code, modules = run(folder, "--env", "local", "plan")
    assert code == 0
    assert modules.isdisjoint({"wcwidth", "tenacity"})


def test_a_plan_connects_before_it_loads_what_it_needs_only_later(folder: Path) -> None:
    script = (
        "import sys\n"
        "from vocabsync.remote.connection import Connection\n"
        "connect, loaded = Connection.connect, []\n"
        "def connect_late(self):\n"
        "    loaded.append(set(sys.modules))\n"
        "    return connect(self)\n"
        "Connection.connect = connect_late\n"
        "from vocabsync.cli.main import main\n"
        "code = main(['--env', 'local', 'plan'])\n"
        "later = {" + ", ".join(map(repr, NOT_BEFORE_THE_FIRST_REQUEST)) + "}\n"
        "print(code, sorted(later & loaded[0]), sorted(later - set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=folder, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr.splitlines()[-1] == "0 [] []"


def test_no_plugin_of_pydantic_is_looked_for(folder: Path) -> None:
    (folder / "planted-1.dist-info").mkdir()
    (folder / "planted-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1\n")
    (folder / "planted-1.dist-info" / "entry_points.txt").write_text("[pydantic]\nplanted = planted:plugin\n")
    (folder / "planted.py").write_text("raise SystemExit('a plug-in was loaded')\n")
    script = f"import sys; sys.path.insert(0, {str(folder)!r}); from vocabsync.cli.process import run; sys.exit(run())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "validate"], cwd=folder, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_at_its_end_a_command_leaves_python_no_object_to_look_for_cycles_in(folder: Path) -> None:
    script = (
        "import gc; from vocabsync.cli.process import run; run(); print(len(gc.get_objects()), gc.get_freeze_count())"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "--version"], cwd=folder, check=True, capture_output=True, text=True
    )
    left, frozen = map(int, done.stdout.split()[-2:])
    assert left < 100
    assert frozen > 10_000
