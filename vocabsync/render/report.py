"""What an apply did, for people and for programs: honest, action by action, with what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from vocabsync.render.document_terms import terms_moved
from vocabsync.render.palette import PLAIN, Palette, signs
from vocabsync.render.report_facts import facts_of, next_steps, say_totals
from vocabsync.render.report_json import report_as_json
from vocabsync.render.report_markdown import report_as_markdown
from vocabsync.render.text_page import Page
from vocabsync.render.text_terms import write_rows

if TYPE_CHECKING:
    from vocabsync.domain.outcome import ApplyReport, Outcome
    from vocabsync.render.report_facts import Facts, State

ReportFormat: TypeAlias = Literal["text", "json", "markdown"]

_INDENT = "    "


def render_report(
    report: ApplyReport,
    form: ReportFormat,
    *,
    exit_code: int,
    exit_meaning: str,
    palette: Palette = PLAIN,
    unicode: bool = True,
    verbose: bool = False,
) -> str:
    """Write the report in one of its forms; ``exit_code`` and its meaning are what the run ends with."""
    match form:
        case "json":
            return report_as_json(report, exit_code=exit_code, exit_meaning=exit_meaning)
        case "markdown":
            return report_as_markdown(report, exit_code=exit_code, exit_meaning=exit_meaning)
        case "text":
            page = Page(palette=palette, signs=signs(unicode=unicode), width=100, verbose=verbose)
            _write_report(page, report, f"exit {exit_code}: {exit_meaning}")
            return page.text()
        case _ as never:
            assert_never(never)


def outcome_line(outcome: Outcome, *, palette: Palette = PLAIN, unicode: bool = True) -> str:
    """Say what became of one action, in one line, while the run goes on."""
    page = Page(palette=palette, signs=signs(unicode=unicode), width=100, verbose=False)
    _write_heading(page, facts_of(outcome))
    return page.text().rstrip("\n")


def _write_report(page: Page, report: ApplyReport, ending: str) -> None:
    dot = page.signs.dot
    head = f"applied to environment {report.environment} {dot} {report.region} {dot} run {report.run}"
    page.line((head, page.palette.strong))
    page.gap()
    facts = [facts_of(outcome) for outcome in report.outcomes]
    for fact in facts:
        _write_heading(page, fact)
        _write_detail(page, fact)
    page.gap()
    _write_alarms(page, report)
    page.gap()
    page.line((say_totals(facts), page.palette.strong), f"    plan {report.plan_digest}")
    page.line(ending)
    for step in next_steps(report):
        page.line(("next: ", page.palette.strong), step)


def _style(page: Page, state: State) -> str:
    match state:
        case "done":
            return page.palette.added
        case "not attempted":
            return page.palette.quiet
        case "unknown" | "refused":
            return page.palette.danger
        case "done, stored differently" | "done, not OK":
            return page.palette.changed


def _write_heading(page: Page, fact: Facts) -> None:
    named = f" {fact.verb} {fact.prefix} {fact.target_model}"
    identity = f"  {fact.vocabulary_id}" if fact.vocabulary_id else ""
    took = f"  {fact.seconds:.1f} s" if fact.seconds is not None else ""
    request = f"  request {fact.request_id}" if fact.request_id else ""
    page.line((f"{fact.state}:", _style(page, fact.state)), named, identity, took, request)


def _write_detail(page: Page, fact: Facts) -> None:
    page.lines(fact.notes, indent=_INDENT)
    if fact.stored is not None:
        write_rows(page, terms_moved(fact.stored))
    if fact.backup is not None:
        page.line(_INDENT, f"old content saved: {fact.backup}")


def _write_alarms(page: Page, report: ApplyReport) -> None:
    """Say what the outcomes alone do not show."""
    if report.interrupted:
        page.line(("! interrupted: nothing new was started", page.palette.danger))
    for twin in report.twins:
        claim = f"{twin.claim.prefix} {twin.claim.target_model}"
        page.line((f"! two vocabularies answer to {claim}; neither was touched", page.palette.danger))
        page.line(_INDENT, f"{twin.created} was created by this run, {twin.other} by somebody else")
    for vocabulary_id in report.not_ready:
        page.line((f"! {vocabulary_id} is not OK: recognition does not use it", page.palette.danger))
    if report.not_saved is not None:
        page.line((f"! what this run did could not be recorded: {report.not_saved}", page.palette.danger))
    for record in report.unsaved:
        page.line(_INDENT, f"{record.claim.prefix} {record.claim.target_model}: {record.vocabulary_id}")
