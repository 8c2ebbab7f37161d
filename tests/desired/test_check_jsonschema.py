"""Our published schemas in somebody else's checker, as a pipeline without vocabsync would use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_jsonschema import main  # type: ignore[import-untyped]  # a command, called in process to save time
from click.testing import CliRunner

from tests.desired.mistakes import FILES
from vocabsync.desired.starter import EXAMPLE, starter_files

ROOT = Path(__file__).parents[2]
PLANS = sorted(path for path in (ROOT / "tests/golden/plans").glob("*.json") if path.read_text("utf-8").startswith("{"))
"""The golden plans, but for one so large that only its digest is kept."""
OWN = sorted((ROOT / "vocabularies").glob("*.yaml"))


def check(schema: str, *files: Path) -> tuple[int, str]:
    words = ["--schemafile", str(ROOT / f"docs/schema/{schema}.schema.json"), *map(str, files)]
    ran = CliRunner().invoke(main, words)
    return ran.exit_code, ran.output


@pytest.mark.parametrize(("schema", "path"), [("vocabulary", EXAMPLE), ("config", "vocabsync.yaml")])
def test_a_good_file_passes_and_a_wrong_one_is_named(tmp_path: Path, schema: str, path: str) -> None:
    good, wrong = tmp_path / "good.yaml", tmp_path / "wrong.yaml"
    good.write_text(starter_files()[path], "utf-8")
    wrong.write_bytes(
        FILES["vocabsync.yaml"] if schema == "config" else b"target_model: fun-asr\nterms: [{wieght: 4}]\n"
    )
    assert check(schema, good) == (0, "ok -- validation done\n")
    code, said = check(schema, wrong)
    assert (code, f"{wrong}::$" in said) == (1, True)


def test_our_own_lists_and_configuration_pass() -> None:
    assert (check("vocabulary", *OWN)[0], check("config", ROOT / "vocabsync.yaml")[0]) == (0, 0)


def test_every_plan_passes_and_one_with_a_key_of_somebody_else_does_not(tmp_path: Path) -> None:
    assert len(PLANS) > 5
    assert check("plan", *PLANS)[0] == 0
    foreign = tmp_path / "plan.json"
    foreign.write_text(json.dumps({**json.loads(PLANS[0].read_text("utf-8")), "force": True}), "utf-8")
    code, said = check("plan", foreign)
    assert (code, "'force' was unexpected" in said) == (1, True)
