"""Problems as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vocabsync.domain.rules import RULES
from vocabsync.render.escape import json_text, sarif_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.domain.diagnostic import Diagnostic, Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(diagnostics: Sequence[Diagnostic], *, tool_version: str) -> str:
    """Write one run with the rules that fired."""
    fired = sorted({each.rule for each in diagnostics})
    driver = {"name": "vocabsync", "version": tool_version, "rules": [_rule(rule) for rule in fired]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, fired) for each in diagnostics],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _rule(rule_id: str) -> dict[str, Any]:
    rule = RULES[rule_id]
    return {
        "id": rule_id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(problem: Diagnostic, fired: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": fired.index(problem.rule),
        "level": problem.severity.value,
        "message": {"text": sarif_text(f"{problem.summary} - {problem.remedy}")},
        "locations": [_location(problem.place)],
    }
    if problem.related:
        result["relatedLocations"] = [_location(place) for place in problem.related]
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path, safe="/", errors="replace")}}
    if place.line:
        physical["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    return {"physicalLocation": physical}
