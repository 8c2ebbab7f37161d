"""Carrying out a create by the protocol of faults.md section 3; the decisions are in ``domain.creation``."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.creation import Adopt, Clear, Intent, Occupied
from vocabsync.domain.errors import Interrupted, ServiceFailure, StateNotSaved
from vocabsync.domain.verdict import ApiAction, Executed, NotExecuted, ServiceProblem, Uncertain
from vocabsync.operations.run import UNANSWERED, Accepted, Attempt
from vocabsync.operations.telling import telling_waits

if TYPE_CHECKING:
    from vocabsync.domain.errors import VocabsyncError
    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.plan import Create
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.run import Run, Step
    from vocabsync.operations.watch import Watch

TRIES = 4
"""How often a create is sent at most, where every earlier one is proved not executed."""

AGAIN = "run apply again: it waits, looks again, and goes on from what it finds"


def create_vocabulary(action: Create, watch: Watch, run: Run) -> Step:
    """Create one vocabulary, or adopt the one that already is what is wanted."""
    return _Creation(action, watch, run).carry_out()


class _Creation:
    """One create under way."""

    def __init__(self, action: Create, watch: Watch, run: Run) -> None:
        self._action = action
        self._watch = watch
        self._run = run
        self._attempt = Attempt.begin(run, action)

    def carry_out(self) -> Step:
        number = 0
        while True:
            number += 1
            ended = self._look_first() or self._send(number)
            if ended is not None:
                return ended

    def _look_first(self) -> Step | None:
        """Give an end where nothing may be sent, or where what is wanted is there already."""
        if why := self._run.brake.why_no_create():
            return self._attempt.not_attempted(why)
        try:
            self._watch.await_quiet()
            sighting = self._watch.look_before(self._action)
        except UNANSWERED as error:
            self._stop_creating(error)
            return self._attempt.unread(error)
        match sighting:
            case Clear():
                why = self._run.brake.why_no_create()
                return self._attempt.not_attempted(why) if why else None
            case Adopt(remote=remote):
                return self._adopt(remote)
            case Occupied(remotes=remotes):
                return self._attempt.refused(
                    f"{_names(remotes)} appeared under this prefix and target model since the plan", moved=True
                )
            case _:
                assert_never(sighting)

    def _send(self, number: int) -> Step | None:
        """Send once, after its intent; None where it is proved not done and may be sent again."""
        intent = Intent(
            claim=self._action.claim,
            content=self._action.after,
            time=self._run.clock.now(),
            nonce=secrets.token_hex(8),
        )
        try:
            self._run.journal.open(intent)
        except StateNotSaved as error:
            return self._attempt.not_attempted(f"the intent could not be written first: {error.what}")
        self._run.progress.sent(self._action, None, f"the create was in flight when the run ended; {AGAIN}")
        answer = self._run.remote.create(self._action.claim, self._action.desired.terms)
        match answer:
            case Executed(request_id=request_id, vocabulary_id=vocabulary_id):
                self._attempt.request_id = request_id
                if vocabulary_id is None:
                    return self._unknown(
                        ServiceProblem(action=ApiAction.CREATE, symptom="done, without an ID"), stop=False
                    )
                return self._created(vocabulary_id, intent)
            case NotExecuted(problem=problem, may_retry=may_retry):
                return self._not_created(intent, problem, number, may_retry=may_retry)
            case Uncertain(problem=problem, stop=stop):
                return self._unknown(problem, stop=stop)
            case _:
                assert_never(answer)

    def _created(self, vocabulary_id: VocabularyId, intent: Intent) -> Accepted:
        self._attempt.vocabulary_id = vocabulary_id
        self._record(vocabulary_id, intent)
        self._run.progress.sent(self._action, vocabulary_id, "created; the run ended before it was read back")
        if self._run.brake.interrupted:
            return self._accept(vocabulary_id, doubt="created; the run was interrupted before it was read back")
        try:
            twins = self._watch.look_for_twins(self._action.claim, vocabulary_id)
        except UNANSWERED as error:
            self._stop_creating(error)
            return self._accept(
                vocabulary_id, doubt=f"created, but whether somebody else created one too is unknown: {error.what}"
            )
        self._run.progress.put_twins(twins)
        return self._accept(vocabulary_id)

    def _not_created(self, intent: Intent, problem: ServiceProblem, number: int, *, may_retry: bool) -> Step | None:
        self._close(intent)
        refused = self._attempt.refused("the service refused it", problem)
        if not may_retry or number == TRIES or self._run.brake.why_no_create():
            return refused
        try:
            if not self._run.remote.pause_before_retry(number):
                return refused
        except Interrupted:
            return refused
        self._watch.listing_is_due = True
        return None

    def _close(self, intent: Intent) -> None:
        try:
            self._run.journal.close(intent, None)
        except StateNotSaved as error:  # an intent left open costs the next run a wait, no more
            self._run.brake.pull(f"what was not done cannot be recorded: {error.what}")

    def _unknown(self, problem: ServiceProblem, *, stop: bool) -> Step:
        """Wait, list twice, adopt an exact match; nothing else ever resolves an uncertain create."""
        if stop:
            self._run.brake.pull(f"the service sends its callers to another address ({problem.symptom})")
            return self._attempt.unknown(f"not looked for, as nothing more may be sent; {AGAIN}", problem)
        wait = self._run.quiet_period
        try:
            with telling_waits(self._run.listener) as tell:
                tell(f"the answer to a create was lost: waiting {wait:.0f} s, then looking for what it did")
                self._run.brake.wait(wait)
                sighting = self._watch.look_after_doubt(self._action)
        except UNANSWERED as error:
            self._stop_creating(error)
            return self._attempt.unknown(f"it could not be looked for: {error.what}; {AGAIN}", problem)
        match sighting:
            case Adopt(remote=remote):
                return self._adopt(remote)
            case Clear():
                return self._attempt.unknown(f"two complete listings show nothing of it; {AGAIN}", problem)
            case Occupied(remotes=remotes):
                return self._attempt.unknown(f"{_names(remotes)} is there now, with other content", problem)
            case _:
                assert_never(sighting)

    def _adopt(self, remote: RemoteVocabulary) -> Accepted:
        self._attempt.vocabulary_id = remote.id
        self._watch.known.add(remote.id)
        self._record(remote.id)
        return self._accept(remote.id, seen=remote, adopted=True)

    def _accept(
        self,
        vocabulary_id: VocabularyId,
        *,
        seen: RemoteVocabulary | None = None,
        adopted: bool = False,
        doubt: str | None = None,
    ) -> Accepted:
        return Accepted(
            action=self._action,
            vocabulary_id=vocabulary_id,
            request_id=self._attempt.request_id,
            began=self._attempt.began,
            seen=seen,
            adopted=adopted,
            doubt=doubt,
        )

    def _record(self, vocabulary_id: VocabularyId, intent: Intent | None = None) -> None:
        """Record the ID at once: first in the ledger, then close every intent of the claim.

        Of an adopted one nobody knows which intent led to it; else it was ``intent``, and nothing came of older ones.
        """
        try:
            self._run.book.created(self._action, vocabulary_id)
            for each in self._run.journal.open_intents():
                if each.claim == self._action.claim:
                    self._run.journal.close(each, vocabulary_id if intent in {None, each} else None)
        except StateNotSaved as error:
            self._run.brake.pull(f"what was done cannot be recorded: {error.what}")

    def _stop_creating(self, error: VocabsyncError) -> None:
        """Let no further create start where the account cannot be seen."""
        if isinstance(error, ServiceFailure):
            self._run.brake.heed(error.problem)
        self._run.brake.pull_creates(f"the account could not be listed: {error.what}")


def _names(remotes: tuple[RemoteVocabulary, ...]) -> str:
    return " and ".join(remote.id for remote in remotes)
