"""After creates and updates: poll until everything is OK, read back, compare with what was sent; bounded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from vocabsync.domain.diff import diff_terms
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import Interrupted, ServiceFailure, VocabularyAbsent
from vocabsync.domain.outcome import Done, Unknown
from vocabsync.operations.side_by_side import side_by_side
from vocabsync.operations.telling import telling_waits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vocabsync.domain.plan import TermDiff
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.run import Accepted, Run

SETTLING = 60.0
"""Seconds that vocabularies get to become OK."""

_FIRST_WAITS = (1.0, 2.0, 4.0)
_WAIT, _WAIT_OF_MANY, _MANY = 5.0, 10.0, 20
"""Seconds between polls later on; longer for many, so that the requests of a run stay bounded."""


def settle(accepted: list[Accepted], run: Run) -> None:
    """Give each its outcome: equal and OK at best."""
    deadline = run.clock.monotonic() + SETTLING
    unread = [each for each in accepted if each.seen is None and each.doubt is None]
    pending = _end_settled((each for each in accepted if each not in unread), run) + _poll(unread, run)
    waits = _waits(len(pending))
    with telling_waits(run.listener) as tell, suppress(Interrupted):
        while pending and run.brake.why() is None and run.clock.monotonic() + (wait := next(waits)) <= deadline:
            tell(f"created or updated, checking: waiting for {len(pending)} to become OK")
            run.brake.wait(wait)
            pending = _poll(pending, run)
    for each in pending:
        run.progress.put(_outcome(each, run))


def _waits(count: int) -> Iterator[float]:
    return chain(_FIRST_WAITS, repeat(_WAIT_OF_MANY if count > _MANY else _WAIT))


def _poll(pending: list[Accepted], run: Run) -> list[Accepted]:
    """Query all, give outcomes to those that are settled, and give back the rest."""

    def look(each: Accepted) -> Accepted:
        if run.brake.why():
            return each
        try:
            return replace(each, seen=run.remote.get(each.vocabulary_id))
        except VocabularyAbsent:
            return replace(each, seen=None)  # a fresh one that is not visible yet, or one that somebody deletes
        except ServiceFailure as failure:
            run.brake.heed(failure.problem)
            return replace(each, doubt=f"reading it back failed: {failure.what}")
        except Interrupted:
            return each

    return _end_settled(side_by_side(look, pending), run)


def _end_settled(accepted: Iterable[Accepted], run: Run) -> list[Accepted]:
    pending = []
    for each in accepted:
        if each.doubt is not None or (each.seen is not None and each.seen.is_ready):
            run.progress.put(_outcome(each, run))
        else:
            pending.append(each)
    return pending


def _outcome(each: Accepted, run: Run) -> Done | Unknown:
    duration = run.clock.monotonic() - each.began
    if each.doubt is not None or each.seen is None:
        return Unknown(
            action=each.action,
            vocabulary_id=each.vocabulary_id,
            request_id=each.request_id,
            duration=duration,
            seen=each.doubt or "the service accepted it, and no query has shown it yet",
        )
    return Done(
        action=each.action,
        vocabulary_id=each.vocabulary_id,
        request_id=each.request_id,
        duration=duration,
        read_back=digest_terms(each.seen.terms),
        status=each.seen.status,
        stored_differently=_difference(each, each.seen),
        backup=each.backup,
        adopted=each.adopted,
    )


def _difference(each: Accepted, seen: RemoteVocabulary) -> TermDiff | None:
    """Give what the service made of our terms, where it made something else."""
    if digest_terms(seen.terms) == each.action.after:
        return None
    return diff_terms(each.action.desired.terms, seen.terms)
