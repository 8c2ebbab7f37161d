"""``docs/stand-in.md`` cannot lie: its commands run, its examples work, its tables are those of the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.support.standin_sdk import ROOT
from vocabsync.cli.standin_file import read_standin_file
from vocabsync.emulator.faults import SAYS, Fault, read_fault
from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.settings import list_settings, read_settings
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (ROOT / "docs" / "stand-in.md").read_text(encoding="utf-8")
SHOWN_URL = "http://127.0.0.1:8787/api/v1"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    binaries = str(Path(sys.executable).parent)
    return {**kept, "PATH": f"{binaries}{os.pathsep}{kept['PATH']}", "PYTHONWARNINGS": "ignore", **more}


def test_the_python_example_runs(standin: RunningStandIn) -> None:
    code = _blocks("python")[0].replace(SHOWN_URL, standin.url)
    run = subprocess.run([sys.executable, "-c", code], env=_environment(), capture_output=True, text=True, check=True)
    assert run.stdout == "[{'weight': 4, 'text': '赛德克巴莱', 'lang': 'zh'}]\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_curl_example_runs(standin: RunningStandIn) -> None:
    environment = _environment(**standin.environ)
    run = subprocess.run(["sh", "-c", _blocks("sh")[0]], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["output"] == {"vocabulary_list": []}


def test_the_pytest_example_passes(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(_blocks("python")[1], encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "test_mine.py"]
    run = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_console_example_prints_what_the_page_shows(tmp_path: Path) -> None:
    _, *shown = _blocks("console")[0].splitlines()
    run = "import sys; from vocabsync.cli.main import main; sys.exit(main(['emulator']))"
    with subprocess.Popen(
        [sys.executable, "-c", run], cwd=tmp_path, env=_environment(), text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        printed = [re.sub(r":\d+/", ":8787/", process.stdout.readline().rstrip()) for _ in shown]
        process.terminate()
    assert printed == shown


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_ci_step_starts_the_stand_in_and_exports_its_variables(tmp_path: Path) -> None:
    step = yaml.safe_load(_blocks("yaml")[0])[0]["run"].replace("--port 8787", "--port 0")
    script = f"{step}\nkill $!\nwait $!\n"
    environment = _environment(GITHUB_ENV=str(tmp_path / "env"))
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True, timeout=30)
    exported = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())
    assert set(exported) == {"DASHSCOPE_HTTP_BASE_URL", "DASHSCOPE_API_KEY"}


def test_the_settings_file_of_the_page_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "standin.yaml").write_text(_blocks("yaml")[1], encoding="utf-8")
    told = read_standin_file(tmp_path / "standin.yaml")
    orders = told.pop("faults")
    assert read_settings(told).term_limits == (("fun-asr", 100),)
    assert isinstance(orders, list)
    assert [read_fault(order).kind for order in orders] == ["lost", "throttled"]


def test_every_setting_fault_and_field_of_a_fault_is_on_the_page() -> None:
    rows = set(re.findall(r"`([a-z0-9_+-]+)`", "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))))
    assert rows >= {entry.name for entry in list_settings()}
    assert rows >= {value for entry in list_settings() for value in entry.values}
    assert rows >= set(SAYS)
    assert rows >= {each.name for each in fields(Fault)} - {"kind"}


def test_the_generated_tables_are_current() -> None:
    run = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "stand-in.md" not in run.stderr
