from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.workplace import Workplace

READING = [("validate",), ("fmt",), ("plan",), ("apply", "--auto-approve"), ("pull",), ("output",)]
SLOW = "YAML is read by the Python parser of ruamel.yaml, which is slow"
WITHOUT_C = "import sys; sys.modules['_ruamel_yaml'] = None; from vocabsync.cli.process import run; sys.exit(run())"


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_every_command_that_reads_files_says_once_that_the_slow_parser_is_at_work(
    workplace: Workplace, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.apply()
    monkeypatch.setattr("vocabsync.desired.yaml_events.uses_c_parser", lambda: False)
    ran = workplace.run(*words)
    assert (ran.code, ran.err.count(SLOW)) == (0, 1), ran.err
    assert SLOW not in workplace.run(*words, "-q").err


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_the_quick_parser_is_named_with_v_alone(workplace: Workplace, words: tuple[str, ...]) -> None:
    workplace.apply()
    assert workplace.run(*words, "-v").err.count("YAML is read by the C parser of ruamel.yaml.clib") == 1
    assert "YAML is read by" not in workplace.run(*words).err


def test_without_the_c_parser_all_works_and_the_remedy_is_named(workplace: Workplace) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_C, "validate"], cwd=workplace.folder, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout.decode()) == (0, "no problems\n")
    assert "`pip install ruamel.yaml.clib` brings the quick one" in ran.stderr.decode()


@pytest.mark.parametrize("words", READING[2:], ids=lambda words: words[0])
def test_a_runner_hears_first_what_to_hide(
    workplace: Workplace, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.apply()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert workplace.run(*words, "-v").err.startswith("::add-mask::")
