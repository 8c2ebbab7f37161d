"""The straight line of ``apply``: plan again, compare with what was approved, confirm, carry out, record, report."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from vocabsync.domain.approval import what_moved
from vocabsync.domain.consents import allow_line
from vocabsync.domain.creation import needs_quiet_period
from vocabsync.domain.errors import NeedsPerson, StateNotSaved, VocabsyncError, WorldMoved
from vocabsync.domain.frozen import frozen
from vocabsync.domain.outcome import Done, is_verified
from vocabsync.domain.plan import Delete, Update
from vocabsync.domain.vocabulary import READY
from vocabsync.operations.book import Book
from vocabsync.operations.brake import Brake
from vocabsync.operations.carry_out import carry_out
from vocabsync.operations.plan import PlanPorts, plan
from vocabsync.operations.progress import Progress
from vocabsync.operations.run import Run
from vocabsync.operations.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.approval import ApprovedPlan
    from vocabsync.domain.outcome import ApplyReport, Outcome
    from vocabsync.domain.plan import Plan
    from vocabsync.domain.policy import Consent
    from vocabsync.operations.plan import Planned
    from vocabsync.operations.ports import Backups, Journal, Listener, RemoteWriter, Stop


FRESH = 2.0
"""Seconds for which the listing of the plan still counts as one made right before a create."""


@frozen(kw_only=True)
class ApplyPorts(PlanPorts):
    """What applying needs of the world: planning's part, and everything that writes."""

    remote: RemoteWriter
    journal: Journal
    backups: Backups
    listener: Listener
    stop: Stop


@frozen(kw_only=True)
class Order:
    """What the person asked for.

    ``confirm`` sees the plan before anything is written, and says whether to go on; it shows, asks, or does neither.
    ``follow`` gets the progress, so that a run that has to be left can still be reported.
    """

    quiet_period: float
    confirm: Callable[[Planned], bool]
    approved: ApprovedPlan | None = None
    allowed: tuple[Consent, ...] = ()
    follow: Callable[[Progress], None] = lambda _: None


@frozen(kw_only=True)
class Applied:
    """The report, and the plan that it is about."""

    planned: Planned
    report: ApplyReport


def apply(order: Order, ports: ApplyPorts) -> Applied:
    """Make the service hold what the files say.

    Raises what ``plan`` raises, WorldMoved, NeedsPerson (then nothing was written), StateDamaged, StateNotSaved.
    """
    ports.journal.open_intents()  # a damaged journal stops the run before anything else does
    planned = plan(ports, order.allowed, keep_contents=True)
    return apply_plan(order, ports, planned, ports.clock.monotonic())


def apply_plan(order: Order, ports: ApplyPorts, planned: Planned, listed_at: float) -> Applied:
    """Check, confirm, carry out, record and report what was planned at ``listed_at``, whoever chose it.

    Raises WorldMoved, NeedsPerson, VocabsyncError (then nothing was written).
    """
    _check_approval(order.approved, planned.plan)
    _check_objections(planned)
    _confirm(order, planned)
    run = _begin(order, ports, planned)
    order.follow(run.progress)
    if planned.plan.has_changes:
        ports.journal.prepare()
        carry_out(planned.plan, _watch(planned, run, ports, listed_at), run)
    return Applied(planned=planned, report=_record(run, planned, ports))


def _check_approval(approved: ApprovedPlan | None, plan: Plan) -> None:
    moves = what_moved(approved, plan) if approved is not None else ()
    if moves:
        raise WorldMoved(
            "refused: this is not the plan that was approved, and nothing was written",
            moves=moves,
            next_step="run `vocabsync plan` again, review what it shows, and apply that",
        )


def _check_objections(planned: Planned) -> None:
    """Stop for open guards, and for a plan that finds no slot. Conflicts stop only their own claim."""
    objections = planned.objections
    if objections:
        allow = " ".join(f"--allow {objection.allow}" for objection in objections)
        raise NeedsPerson(
            "refused: a guard objects to this plan, and nothing was written",
            why="\n".join(f"{objection.guard}: {objection.message}" for objection in objections),
            next_step=f"if that is what you want, add {allow}, or put this into the reviewed configuration: "
            f"{allow_line(objection.line for objection in objections)}",
        )
    if planned.plan.blocked is not None:
        claims = ", ".join(f"{claim.prefix} ({claim.target_model})" for claim in planned.plan.blocked.claims)
        raise NeedsPerson(
            f"refused: the account has no free slot for {claims}, and nothing was written",
            why=f"{planned.plan.slots.now} of {planned.plan.slots.limit} slots are taken",
            next_step="free a slot (`vocabsync plan` lists candidates), or raise `limits:` if the quota was raised",
        )


def _confirm(order: Order, planned: Planned) -> None:
    if not order.confirm(planned):
        raise VocabsyncError(
            "not confirmed: nothing was written", next_step="if you want this plan, run it again and answer yes"
        )


def _begin(order: Order, ports: ApplyPorts, planned: Planned) -> Run:
    name = f"{ports.clock.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    return Run(
        name=name,
        quiet_period=order.quiet_period,
        remote=ports.remote,
        journal=ports.journal,
        backups=ports.backups,
        clock=ports.clock,
        listener=ports.listener,
        brake=Brake(ports.stop, ports.clock),
        progress=Progress(planned.plan, name, ports.clock, ports.listener),
        book=Book(ports.ledger, planned.known.ledger, name),
    )


def _watch(planned: Planned, run: Run, ports: ApplyPorts, listed_at: float) -> Watch:
    """Prepare the creates: the quiet period is counted from the first listing, so time at the prompt counts."""
    last_run = planned.known.ledger.last_run
    careful = needs_quiet_period(
        planned.plan.environment,
        intents_are_open=bool(ports.journal.open_intents()),
        last_run_is_known=last_run is not None and ports.journal.knows_run(last_run),
    )
    asked = ports.clock.monotonic() - listed_at > FRESH
    return Watch(
        remote=ports.remote,
        clock=ports.clock,
        listener=ports.listener,
        brake=run.brake,
        known={listed.id for listed in planned.known.listed},
        quiet_until=listed_at + run.quiet_period if careful else listed_at,
        listing_is_due=careful or asked,
    )


def _record(run: Run, planned: Planned, ports: ApplyPorts) -> ApplyReport:
    """Write down what this run leaves behind, and report. What cannot be saved is in the report."""
    not_saved = None
    try:
        run.book.finish(planned.plan, planned.known, run.progress.outcomes())
        _keep_contents(run.progress.outcomes(), ports)
        _close_answered(planned, ports)
        if planned.plan.has_changes:
            ports.journal.record_run(run.name)
    except StateNotSaved as error:
        not_saved = f"{error.where}: {error.what}"
    ports.journal.finish()
    return run.progress.report(
        interrupted=ports.stop.requested,
        not_ready=tuple(each.vocabulary_id for each in planned.plan.unchanged if each.status != READY),
        unsaved=run.book.unsaved if not_saved else (),
        not_saved=not_saved,
    )


def _keep_contents(outcomes: tuple[Outcome, ...], ports: ApplyPorts) -> None:
    """Remember what was left on the service, so that a later plan can tell who changed what."""
    if ports.applied is None:
        return
    for outcome in outcomes:
        action = outcome.action
        if is_verified(outcome) and isinstance(outcome, Done) and not isinstance(action, Delete):
            ports.applied.save(outcome.vocabulary_id, action.desired.terms)
    ports.applied.keep_only({record.vocabulary_id for record in ports.ledger.load().records.values()})


def _close_answered(planned: Planned, ports: ApplyPorts) -> None:
    """Close intents of earlier runs whose claim the plan found answered: their create was carried out after all."""
    answered = {each.claim: each.vocabulary_id for each in planned.plan.unchanged}
    answered |= {action.claim: action.remote.id for action in planned.plan.actions if isinstance(action, Update)}
    for intent in ports.journal.open_intents():
        if intent.claim in answered:
            ports.journal.close(intent, answered[intent.claim])
