from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.desired.mistakes import FILES
from vocabsync.desired.configuration import inspect_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.domain.diagnostic import Place, Severity
from vocabsync.domain.rules import RULES, complain, set_severity
from vocabsync.operations.validate import validate
from vocabsync.render.sarif import SCHEMA, render_sarif

OFFICIAL = json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


def sarif_of(*places: Place, rule: str = "VS131") -> dict[str, Any]:
    problems = [complain(rule, f"赛 {number}\u202e", place, related=places[:1]) for number, place in enumerate(places)]
    document: dict[str, Any] = json.loads(render_sarif(problems, tool_version="1.2.3"))
    return document


def test_the_run_names_the_tool_and_the_rules_that_fired() -> None:
    (run,) = sarif_of(Place("a.yaml", 3, 5))["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("vocabsync", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == ["VS131"]
    assert driver["rules"][0]["help"]["text"] == RULES["VS131"].remedy


def test_a_result_points_to_its_rule_line_and_column() -> None:
    (run,) = sarif_of(Place("词 表/a.yaml", 3, 5))["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "%E8%AF%8D%20%E8%A1%A8/a.yaml"
    assert location["region"] == {"startLine": 3, "startColumn": 5}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "\u202e" not in result["message"]["text"]


def test_a_problem_of_a_whole_file_has_no_region() -> None:
    (run,) = sarif_of(Place("a.yaml"))["runs"]
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(("severity", "level"), [(Severity.WARNING, "warning"), (Severity.ERROR, "error")])
def test_the_level_is_what_the_repository_weighs(severity: Severity, level: str) -> None:
    problem = set_severity(complain("VS203", "long", Place("a.yaml", 1, 1)), {"VS203": severity})
    assert problem is not None
    (run,) = json.loads(render_sarif([problem], tool_version="1"))["runs"]
    assert run["results"][0]["level"] == level
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "warning"


def test_no_problem_is_a_run_without_results() -> None:
    (run,) = sarif_of()["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_every_rule_makes_a_result_that_the_official_schema_accepts() -> None:
    problems = [
        complain(
            rule, f"赛 {number}\u202e", Place("词 表/a.yaml", number, number or 1), related=(Place("b.yaml", 2, 3),)
        )
        for number, rule in enumerate(sorted(RULES))
    ]
    assert_valid(json.loads(render_sarif(problems, tool_version="1.2.3")))
    assert_valid(sarif_of())


def test_what_is_said_of_a_folder_of_mistakes_is_valid(tmp_path: Path) -> None:
    for path, content in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    configuration = inspect_configuration(None, tmp_path)
    environment = configuration.for_environment(configuration.environments[0])
    problems = (*configuration.problems, *validate([VocabularyFolder(configuration, environment)]))
    document = json.loads(render_sarif(problems, tool_version="1.2.3"))
    assert len(document["runs"][0]["results"]) == len(problems) > 40
    assert_valid(document)


def test_the_official_schema_would_see_a_mistake() -> None:
    document = sarif_of(Place("a.yaml", 3, 5))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(jsonschema.ValidationError, match="minimum"):
        assert_valid(document)


def assert_valid(document: dict[str, Any]) -> None:
    assert document["$schema"] == SCHEMA
    jsonschema.Draft7Validator.check_schema(OFFICIAL)
    jsonschema.Draft7Validator(OFFICIAL).validate(document)
