"""An apply report as JSON, for programs: the same facts as the text, under keys that stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vocabsync.render.escape import json_text
from vocabsync.render.report_facts import facts_of, next_steps

if TYPE_CHECKING:
    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.domain.plan import TermDiff
    from vocabsync.domain.vocabulary import Term
    from vocabsync.render.report_facts import Facts

FORMAT_VERSION = "1.0"
"""Of the report; it grows as the plan document does (docs/plan-format.md)."""


def report_as_json(report: ApplyReport, *, exit_code: int, exit_meaning: str) -> str:
    """Write the report as one JSON object."""
    document = {
        "format_version": FORMAT_VERSION,
        "environment": report.environment,
        "region": report.region,
        "run": report.run,
        "plan_digest": report.plan_digest,
        "exit_code": exit_code,
        "exit_meaning": exit_meaning,
        "interrupted": report.interrupted,
        "outcomes": [_outcome(facts_of(outcome)) for outcome in report.outcomes],
        "twins": [
            {
                "prefix": twin.claim.prefix,
                "target_model": twin.claim.target_model,
                "created": twin.created,
                "other": twin.other,
            }
            for twin in report.twins
        ],
        "not_ready": list(report.not_ready),
        "not_saved": report.not_saved,
        "unsaved": [
            {
                "prefix": record.claim.prefix,
                "target_model": record.claim.target_model,
                "vocabulary_id": record.vocabulary_id,
            }
            for record in report.unsaved
        ],
        "next": list(next_steps(report)),
    }
    return json_text(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _outcome(fact: Facts) -> dict[str, object]:
    return {
        "state": fact.state,
        "action": fact.verb,
        "prefix": fact.prefix,
        "target_model": fact.target_model,
        "vocabulary_id": fact.vocabulary_id,
        "request_id": fact.request_id,
        "seconds": None if fact.seconds is None else round(fact.seconds, 3),
        "status": fact.status,
        "adopted": fact.adopted,
        "world_moved": fact.moved,
        "backup": fact.backup,
        "notes": list(fact.notes),
        "stored_differently": None if fact.stored is None else _diff(fact.stored),
    }


def _diff(diff: TermDiff) -> dict[str, list[dict[str, object]]]:
    return {
        "added": [_term(term) for term in diff.added],
        "removed": [_term(term) for term in diff.removed],
        "changed": [
            {
                "text": change.after.text,
                "lang": change.after.lang,
                "before": change.before.weight,
                "after": change.after.weight,
            }
            for change in diff.changed
        ],
    }


def _term(term: Term) -> dict[str, object]:
    return {"text": term.text, "weight": term.weight, "lang": term.lang}
