"""The report of an apply: honest about each action, in three forms."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent

import pytest

from tests.render import plan_samples
from tests.render.markdown_reader import assert_inert
from tests.render.plan_samples import FILMS_AFTER, HOSTILE, PEOPLE, a_create, a_delete, an_update
from tests.render.test_errors import SLOTS_REMEDY, a_problem
from tests.support.builders import a_claim, a_record, a_remote, an_id
from vocabsync.domain.evidence import Tombstone
from vocabsync.domain.outcome import ApplyReport, Done, NotAttempted, Outcome, Refused, Twin, Unknown
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.report import ReportFormat, outcome_line, render_report

CREATE = a_create("movies", FILMS_AFTER)
UPDATE = an_update("medical", plan_samples.MEDICAL, terms=212)
DELETE = a_delete("people", PEOPLE, Tombstone(source="vocabsync.yaml:3"))
CREATED = Done(action=CREATE, vocabulary_id=an_id("movies", 7), request_id="0b6f", duration=1.23, status="OK")
UPDATED = Done(
    action=UPDATE,
    vocabulary_id=UPDATE.remote.id,
    request_id="77d2",
    duration=0.5,
    status="OK",
    backup=".vocabsync/backups/run-9/medical.json",
)
REFUSED = Refused(
    action=UPDATE,
    vocabulary_id=UPDATE.remote.id,
    request_id=None,
    duration=0.2,
    why="the service refused it",
    problem=a_problem(400, "Throttling.AllocationQuota", "Free allocated quota exceeded."),
)
UNKNOWN = Unknown(
    action=CREATE,
    vocabulary_id=None,
    request_id="0b6f",
    duration=30.0,
    seen="two listings show no vocabulary of the claim",
)
LEFT = NotAttempted(action=DELETE, why="something before it failed")


SLOTS = "all vocabulary slots of this account are taken; this is not throttling, and waiting does not help"


def a_report(*outcomes: Outcome) -> ApplyReport:
    return ApplyReport(
        environment="prod", region="cn-beijing", plan_digest=plan_samples.DIGEST, run="run-9", outcomes=outcomes
    )


def show(report: ApplyReport, form: ReportFormat = "text", exit_code: int = 0, meaning: str = "done") -> str:
    return render_report(report, form, exit_code=exit_code, exit_meaning=meaning)


def test_a_good_run_names_ids_backups_and_the_next_command() -> None:
    assert show(a_report(CREATED, UPDATED)) == dedent(f"""\
        applied to environment prod · cn-beijing · run run-9

        done: create movies fun-asr  {an_id("movies", 7)}  1.2 s  request 0b6f
        done: update medical fun-asr  {UPDATE.remote.id}  0.5 s  request 77d2
            old content saved: .vocabsync/backups/run-9/medical.json

        1 created, 1 updated    plan {plan_samples.DIGEST}
        exit 0: done
        next: `vocabsync --env prod output` gives the IDs to consumers
        """)


def test_a_bad_run_tells_refused_unknown_and_not_attempted_apart() -> None:
    assert show(a_report(UNKNOWN, REFUSED, LEFT), exit_code=5, meaning="partly applied") == dedent(f"""\
        applied to environment prod · cn-beijing · run run-9

        unknown: create movies fun-asr  30.0 s  request 0b6f
            two listings show no vocabulary of the claim
        refused: update medical fun-asr  {UPDATE.remote.id}  0.2 s  request 0b6f3c1e-77d2-9a41
            the service refused it
            the service answered HTTP 400 Throttling.AllocationQuota: Free allocated quota exceeded.
            this means: {SLOTS}
        not attempted: delete people paraformer-v2  {DELETE.remote.id}
            something before it failed

        1 refused, 1 unknown, 1 not attempted    plan {plan_samples.DIGEST}
        exit 5: partly applied
        next: {SLOTS_REMEDY}
        next: `vocabsync --env prod apply` again: it finds out what became of the unknown, and sends it once
        """)


def test_a_list_that_the_service_changed_is_done_but_says_what_differs() -> None:
    stored = TermDiff(removed=(Term("  两端  ", 4, "zh"),), added=(Term("两端", 4, "zh"),))

    shown = show(a_report(replace(UPDATED, stored_differently=stored)))

    assert "done, stored differently: update medical" in shown
    assert "- zh 4    两端\n" in shown
    assert "+ zh 4  两端\n" in shown
    assert "sent once more, it is then taken as it is" in shown


def test_a_vocabulary_that_is_not_ok_is_not_simply_done() -> None:
    shown = show(replace(a_report(replace(CREATED, status="UNDEPLOYED")), not_ready=(an_id("movies", 7),)))

    assert "done, not OK: create movies" in shown
    assert f"! {an_id('movies', 7)} is not OK" in shown
    assert "again in a minute" in shown


def test_an_adopted_vocabulary_was_not_created() -> None:
    shown = show(a_report(replace(CREATED, adopted=True)))

    assert "nothing was sent" in shown
    assert "\n1 adopted    plan" in shown


def test_a_delete_needs_no_status_to_be_done() -> None:
    done = Done(action=DELETE, vocabulary_id=DELETE.remote.id, request_id=None, duration=0.1)

    assert show(a_report(done)).startswith("applied")
    assert "done: delete people paraformer-v2" in show(a_report(done))


def test_twins_an_unwritten_ledger_and_an_interrupt_stand_out() -> None:
    twin = Twin(claim=a_claim("movies"), created=an_id("movies", 7), other=an_id("movies", 8))
    record = a_record(a_remote("movies", number=7), plan_samples.AFTER)
    report = replace(
        a_report(CREATED), twins=(twin,), interrupted=True, not_saved="No space left on device", unsaved=(record,)
    )

    shown = show(report)

    assert "! interrupted: nothing new was started" in shown
    assert "! two vocabularies answer to movies fun-asr; neither was touched" in shown
    assert "! what this run did could not be recorded: No space left on device" in shown
    assert f"    movies fun-asr: {an_id('movies', 7)}" in shown
    assert f"dedupe movies --keep {an_id('movies', 7)}`" in shown
    assert "next: keep this report" in shown
    assert_inert(show(report, "markdown"))


def test_a_run_without_actions_says_so() -> None:
    assert "\nnothing was to be done    plan" in show(a_report())


def test_the_default_environment_needs_no_option() -> None:
    assert "`vocabsync output`" in show(replace(a_report(CREATED), environment="default"))


def test_json_holds_the_same_facts() -> None:
    report = replace(a_report(CREATED, REFUSED, LEFT), not_ready=(an_id(),))

    raw = json.loads(show(report, "json", 5, "partly applied"))

    assert (raw["exit_code"], raw["exit_meaning"], raw["run"]) == (5, "partly applied", "run-9")
    assert [(entry["state"], entry["action"], entry["prefix"]) for entry in raw["outcomes"]] == [
        ("done", "create", "movies"),
        ("refused", "update", "medical"),
        ("not attempted", "delete", "people"),
    ]
    assert raw["outcomes"][0]["seconds"] == 1.23
    assert raw["not_ready"] == [an_id()]


def test_json_tells_what_is_stored_differently_and_what_is_not_in_the_ledger() -> None:
    record = a_record(a_remote("movies", number=7), plan_samples.AFTER)
    twin = Twin(claim=a_claim("movies"), created=an_id("movies", 7), other=an_id("movies", 8))
    outcome = replace(CREATED, stored_differently=plan_samples.MEDICAL)

    raw = json.loads(show(replace(a_report(outcome), twins=(twin,), unsaved=(record,)), "json"))

    assert raw["outcomes"][0]["stored_differently"]["changed"] == [
        {"text": "布洛芬", "lang": "zh", "before": 3, "after": 5}
    ]
    assert raw["unsaved"][0]["vocabulary_id"] == an_id("movies", 7)
    assert raw["twins"][0]["other"] == an_id("movies", 8)


def test_markdown_has_totals_before_a_row_per_action() -> None:
    shown = show(a_report(CREATED, UPDATED, LEFT), "markdown")

    assert shown.index("**1 created, 1 updated, 1 not attempted**") < shown.index("| **done** | create | `movies`")
    assert "| **not attempted** | delete | `people` |" in shown
    assert "Next: `vocabsync --env prod plan` shows what is left to do" in shown


def test_a_report_of_a_thousand_actions_fits_a_comment() -> None:
    shown = show(a_report(*[REFUSED] * 1000), "markdown")

    assert len(shown) <= 65_000
    assert "more actions" in shown
    assert_inert(shown)


def test_a_report_of_a_thousand_alarms_fits_a_comment_too() -> None:
    twins = tuple(
        Twin(claim=a_claim(f"l{number}"), created=an_id("l", number), other=an_id("l", 1000 + number))
        for number in range(1000)
    )
    waiting = tuple(an_id("movies", number) for number in range(1000))

    shown = show(replace(a_report(CREATED, UNKNOWN), twins=twins, not_ready=waiting), "markdown")

    assert len(shown) <= 65_000
    assert "more alarms" in shown
    assert "| **unknown** | create | `movies` |" in shown
    assert_inert(shown)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_do_nothing_in_any_form(hostile: str) -> None:
    problem = a_problem(400, hostile, hostile)
    refused = replace(REFUSED, why=hostile, problem=problem, request_id=hostile)
    stored = replace(UPDATED, stored_differently=TermDiff(added=(Term(hostile, 4),)), backup=hostile)
    report = a_report(refused, stored, replace(CREATED, status=hostile))

    assert_inert(show(report, "markdown"))
    assert all(line.isprintable() for line in show(report).splitlines())
    assert all(character.isprintable() or character == "\n" for character in show(report, "json"))
    assert outcome_line(refused).isprintable()
