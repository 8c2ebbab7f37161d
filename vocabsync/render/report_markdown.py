"""An apply report as Markdown for a job summary: totals first, then a table, then what needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.budget import fit_lines
from vocabsync.render.escape import markdown_cell, markdown_code, markdown_text
from vocabsync.render.report_facts import facts_of, next_steps, say_totals
from vocabsync.render.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.render.report_facts import Facts

_LIMIT = 65_000
"""Characters; a comment holds 65,536."""


def report_as_markdown(report: ApplyReport, *, exit_code: int, exit_meaning: str) -> str:
    """Write the report as Markdown that is inert whatever a term or the service says."""
    facts = [facts_of(outcome) for outcome in report.outcomes]
    head = [
        f"## vocabsync apply: {markdown_text(report.environment)}",
        "",
        f"**{say_totals(facts)}** · exit {exit_code}: {exit_meaning}",
        "",
        *_fitting(_alarms(report), "alarm"),
        *_fitting(_steps(next_steps(report)), "next step"),
    ]
    foot = ["", f"Run {markdown_code(report.run)}, plan {markdown_code(report.plan_digest)}"]
    rows = [_row(fact) for fact in facts]
    notes = [line for fact in facts for line in _notes(fact)]
    room = _LIMIT - sum(len(line) + 1 for line in [*head, *foot])
    table = fit_lines(rows, room - len("\n".join(_HEADING)) - 100)
    body = [*_HEADING, *table, *_more(len(rows) - len(table), "action")] if rows else []
    kept = fit_lines(notes, room - sum(len(line) + 1 for line in body) - 100)
    details = ["", *kept, *_more(len(notes) - len(kept), "note")] if notes else []
    return "\n".join([*head, *body, *details, *foot]) + "\n"


_HEADING = [
    "| outcome | action | vocabulary | model | ID | request | took | saved |",
    "|---|---|---|---|---|---|---|---|",
]


def _fitting(lines: list[str], word: str) -> list[str]:
    """Keep what stands first to a part of the room, however many vocabularies it is about."""
    kept = fit_lines(lines, _LIMIT // 4)
    return [*kept, *_more(len(lines) - len(kept), word), ""] if len(kept) < len(lines) else kept


def _more(count: int, word: str) -> list[str]:
    return ["", f"… {plural(count, 'more ' + word)}"] if count > 0 else []


def _row(fact: Facts) -> str:
    cells = [
        f"**{fact.state}**",
        fact.verb,
        markdown_cell(fact.prefix),
        markdown_cell(fact.target_model),
        markdown_cell(fact.vocabulary_id) if fact.vocabulary_id else "",
        markdown_cell(fact.request_id) if fact.request_id else "",
        f"{fact.seconds:.1f} s" if fact.seconds is not None else "",
        markdown_cell(fact.backup) if fact.backup else "",
    ]
    return f"| {' | '.join(cells)} |"


def _notes(fact: Facts) -> list[str]:
    named = f"{fact.verb} {markdown_code(fact.prefix)} {markdown_code(fact.target_model)}"
    return [f"- {named}: {markdown_text(note)}" for note in fact.notes]


def _alarms(report: ApplyReport) -> list[str]:
    alarms = ["interrupted: nothing new was started"] if report.interrupted else []
    alarms += [
        f"two vocabularies answer to {twin.claim.prefix} {twin.claim.target_model}: "
        f"{twin.created} of this run and {twin.other} of somebody else; neither was touched"
        for twin in report.twins
    ]
    alarms += [f"{vocabulary_id} is not OK: recognition does not use it" for vocabulary_id in report.not_ready]
    if report.not_saved is not None:
        alarms.append(f"what this run did could not be recorded: {report.not_saved}")
    alarms += [
        f"not in the ledger: {record.claim.prefix} {record.claim.target_model} is {record.vocabulary_id}"
        for record in report.unsaved
    ]
    return [f"> ⚠️ {markdown_text(alarm)}\n" for alarm in alarms]


def _steps(steps: Sequence[str]) -> list[str]:
    return [f"Next: {_with_commands(step)}\n" for step in steps]


def _with_commands(step: str) -> str:
    """Write what stands between backticks as code; whichever way a foreign backtick splits it, each part is inert."""
    parts = step.split("`")
    return " ".join(
        markdown_code(part) if number % 2 else markdown_text(part) for number, part in enumerate(parts) if part.strip()
    )
