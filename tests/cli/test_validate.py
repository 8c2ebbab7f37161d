from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import write_files
from vocabsync.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "target_model: fun-asr\nterms: [赛德克巴莱]\n"
DOUBTFUL = "target_model: fun-asr\nterms: [谢谢]\n"
WRONG = "target_model: fun-asr\nterms: ['']\n"


def run(root: Path, text: str, *words: str) -> int:
    write_files(root, {"vocabsync.yaml": "", "vocabularies/movies.yaml": text})
    return main(["--config", str(root / "vocabsync.yaml"), "validate", *words])


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (GOOD, (), 0),
        (GOOD, ("--strict",), 0),
        (DOUBTFUL, (), 0),
        (DOUBTFUL, ("--strict",), 1),
        (WRONG, (), 1),
        (WRONG, ("--format", "github"), 1),
        (WRONG, ("--format", "sarif"), 1),
    ],
)
def test_errors_stop_and_warnings_do_when_asked(
    tmp_path: Path, text: str, words: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, text, *words) == code
    assert "Traceback" not in capsys.readouterr().err


def test_every_problem_comes_with_place_excerpt_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, WRONG)
    out = capsys.readouterr().out
    assert out.startswith("vocabularies/movies.yaml:2:9: error VS130: the text of this term is empty\n")
    assert "    | terms: ['']\n    |         ^\n" in out


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.parametrize("text", [GOOD, WRONG])
def test_json_on_stdout_is_never_mixed_with_chatter(
    tmp_path: Path, form: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, text, "--format", form)
    assert isinstance(json.loads(capsys.readouterr().out), dict)


def test_problems_of_the_configuration_and_of_the_files_come_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path, {"vocabsync.yaml": "prune: yes\n", "vocabularies/movies.yaml": WRONG})
    assert main(["--config", str(tmp_path / "vocabsync.yaml"), "validate"]) == 1
    out = capsys.readouterr().out
    assert "vocabsync.yaml:1:8: error VS116" in out
    assert "vocabularies/movies.yaml:2:9: error VS130" in out


def test_a_rule_is_explained_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--explain", "vs203"]) == 0
    assert capsys.readouterr().out.startswith("VS203: more terms than the newest published number (warning")


def test_an_unknown_rule_is_a_mistake_of_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--explain", "VS999"]) == 64
    assert "no rule is called VS999" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["vocabulary", "config", "plan"])
def test_each_schema_is_printed_as_it_is_checked_in(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out)["$id"].startswith(f"urn:vocabsync:schema:{what}")
