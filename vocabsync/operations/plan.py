"""The straight line of ``plan``, which ``apply`` shares: gather, decide, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen
from vocabsync.operations.gather import gather

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.known import Known
    from vocabsync.domain.plan import Objection, Plan
    from vocabsync.domain.policy import Consent
    from vocabsync.operations.ports import AppliedContents, Clock, Files, HistoryReader, LedgerStore, RemoteReader


@frozen(kw_only=True)
class PlanPorts:
    """What planning needs of the world: nothing in it can write to the service."""

    files: Files
    remote: RemoteReader
    ledger: LedgerStore
    history: HistoryReader
    clock: Clock
    applied: AppliedContents | None = None


@frozen(kw_only=True)
class Planned:
    """A plan, what it was made from, the guards that object to it, and the warnings of the files."""

    known: Known
    plan: Plan
    objections: tuple[Objection, ...]
    diagnostics: tuple[Diagnostic, ...]


def plan(
    ports: PlanPorts,
    allowed: tuple[Consent, ...] = (),
    *,
    keep_contents: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> Planned:
    """Work out what an apply would do. Raises what ``gather`` raises.

    ``keep_contents`` is for apply, which sends what differs and records what it found equal. ``meanwhile`` is called
    while nothing is left to do but to wait for the service.
    """

    def get_ready() -> None:
        import vocabsync.domain.guards  # noqa: PLC0415  late: docs/adr/0020
        import vocabsync.domain.planner  # noqa: F401, PLC0415

        meanwhile()

    gathered = gather(
        ports.files,
        ports.remote,
        ports.ledger,
        ports.history,
        applied=ports.applied,
        keep_contents=keep_contents,
        meanwhile=get_ready,
    )
    from vocabsync.domain.guards import review  # noqa: PLC0415
    from vocabsync.domain.planner import make_plan  # noqa: PLC0415

    policy = ports.files.policy
    made = make_plan(gathered.known, policy, allowed, now=ports.clock.now())
    objections = review(made, policy, allowed)
    return Planned(known=gathered.known, plan=made, objections=objections, diagnostics=gathered.diagnostics)
