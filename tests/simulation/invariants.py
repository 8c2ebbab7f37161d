"""The promises of faults.md section 1 as functions over what happened: each yields the ways in which it was broken."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.simulation.world import QUIET, Story
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.identifiers import Claim, parse_prefix
from vocabsync.domain.outcome import Done, is_verified
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.domain.verdict import ApiAction
from vocabsync.domain.vocabulary import READY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.fake_service import Event
    from vocabsync.domain.identifiers import Digest, VocabularyId

PROVED_NOT_DONE = {"refused", "full", "revoked", "unreachable", "too_fast"}
_ENDS_ALL = {"revoked", "redirected"}
_WRITES = {"create", "update", "delete"}
_TRIES = 4


def at_most_one(story: Story) -> Iterator[str]:
    """I1: no moment with two live vocabularies that the tool created for one claim."""
    alive: dict[VocabularyId, Claim] = {remote.id: remote.claim for remote in story.scenario.ours}
    for event in _events(story, "done"):
        if event.vocabulary_id is None or event.claim is None:
            continue
        if event.action is ApiAction.CREATE and event.by_tool:
            alive[event.vocabulary_id] = event.claim
        if event.action is ApiAction.DELETE:
            alive.pop(event.vocabulary_id, None)
        for claim, count in Counter(alive.values()).items():
            if count > 1:
                yield f"{count} vocabularies of {claim} live at {event.time:.1f} s"


def foreign_is_untouchable(story: Story) -> Iterator[str]:
    """I2: no update or delete names an ID whose prefix is not ours."""
    prefixes = {vocabulary.claim.prefix for vocabulary in story.scenario.desired}
    prefixes |= {remote.claim.prefix for remote in story.scenario.ours}
    for event in _events(story, "sent"):
        if event.vocabulary_id is not None and parse_prefix(event.vocabulary_id) not in prefixes:
            yield f"{event.action} was sent for the foreign {event.vocabulary_id}"


def destruction_needs_consent(story: Story) -> Iterator[str]:
    """I3: every delete stands in the approved plan, with evidence that it was ours."""
    ours = {remote.id for remote in story.scenario.ours}
    for event in _events(story, "sent", ApiAction.DELETE):
        planned = {action.remote.id for action in _planned(story, event.run, Delete)}
        if event.vocabulary_id not in planned:
            yield f"the delete of {event.vocabulary_id} was not planned"
        if event.vocabulary_id not in ours:
            yield f"{event.vocabulary_id} was deleted, and nothing proves that it was ours"


def absence_needs_proof(story: Story) -> Iterator[str]:
    """I4: a create follows a complete listing of its own run, and none that shows the claim."""
    for create in _events(story, "sent", ApiAction.CREATE):
        listings = [each for each in _reads(story, create.run, ApiAction.LIST) if _is_before(story, each, create)]
        if not listings:
            yield f"{create.claim} was created without a complete listing"
            continue
        failures = [each for each in _events(story, "failed", ApiAction.LIST) if each.run == create.run]
        if any(_is_before(story, listings[-1], each) and _is_before(story, each, create) for each in failures):
            yield f"{create.claim} was created after a listing that failed"
        births = {event.vocabulary_id: event.claim for event in _events(story, "done", ApiAction.CREATE)}
        births |= {remote.id: remote.claim for remote in (*story.scenario.ours, *story.scenario.foreign)}
        for vocabulary_id in listings[-1].ids:
            if births.get(vocabulary_id) == create.claim and not _is_dead(story, vocabulary_id, create):
                yield f"{create.claim} was created although the listing showed {vocabulary_id}"


def one_create_per_intent(story: Story) -> Iterator[str]:
    """I5: after a create whose fate is open, the next one of the claim follows the quiet period and a fresh listing."""
    last: dict[Claim, Event] = {}
    for create in _events(story, "sent", ApiAction.CREATE):
        if create.claim is None:
            continue
        before = last.get(create.claim)
        last[create.claim] = create
        if before is None or before.answer == "ok":  # its ID was answered: its fate is known, and I1 watches it
            continue
        listings = _reads(story, create.run, ApiAction.LIST)
        if before.answer in PROVED_NOT_DONE:
            if not any(_is_before(story, before, each) and _is_before(story, each, create) for each in listings):
                yield f"{create.claim} was created again without listing again"
            continue
        if before.run == create.run:
            yield f"{create.claim} was created again in the run that does not know what became of the first"
        if not any(each.time >= before.time + QUIET and _is_before(story, each, create) for each in listings):
            yield f"{create.claim} was created again {create.time - before.time:.1f} s after a create of unknown fate"


def convergence(story: Story) -> Iterator[str]:
    """I6: two runs after the faults all is as desired, or every run ends in the same stop; nothing oscillates."""
    last_fault = max((fault.run for fault in story.schedule.faults), default=0)
    stable = story.results[last_fault + story.scenario.calm_runs :]
    if len({result.code for result in stable}) > 1:
        yield f"the runs go on changing their minds: {[result.code for result in stable]}"
    last = len(story.results) - 1
    changed = [event for event in _events(story, "done") if event.run == last and event.by_tool]
    if changed:
        yield f"the last run still changed {changed[0].vocabulary_id}"
    if story.results[last].code == ExitCode.DONE:
        yield from _undesired(story)
    elif not (story.results[last].error or story.results[last].report):
        yield "the last run ended without a word"


def idle_is_silent(story: Story) -> Iterator[str]:
    """I7: a run after a good one sends no write, lists at most twice and queries each vocabulary of ours once."""
    last = len(story.results) - 1
    if story.results[last - 1].code != ExitCode.DONE:
        return
    if any(event.run == last for event in _events(story, "sent")):
        yield "an idle run wrote"
    if len(_reads(story, last, ApiAction.LIST)) > 2:
        yield "an idle run listed more than twice"
    queried = Counter(event.vocabulary_id for event in _reads(story, last, ApiAction.QUERY))
    if any(count > 1 for count in queried.values()):
        yield "an idle run queried a vocabulary twice"


def minimal_writes(story: Story) -> Iterator[str]:
    """I7: where nothing goes wrong, k changes cost k writes."""
    if story.schedule.faults or story.results[0].code != ExitCode.DONE or story.results[0].plan is None:
        return
    sent = sum(event.run == 0 for event in _events(story, "sent"))
    planned = sum(1 for _ in story.results[0].plan.actions)
    if sent != planned:
        yield f"{planned} changes cost {sent} writes"


def old_goes_after_new(story: Story) -> Iterator[str]:
    """I8: a replaced vocabulary is deleted only after its successor was read back, equal and OK, in the same run."""
    wanted = {vocabulary.claim: digest_terms(vocabulary.terms) for vocabulary in story.scenario.desired}
    for delete in _events(story, "sent", ApiAction.DELETE):
        for action in _planned(story, delete.run, Delete):
            if action.remote.id != delete.vocabulary_id or action.replaced_by is None or action.frees_slot_first:
                continue
            proofs = (
                read
                for read in _reads(story, delete.run, ApiAction.QUERY)
                if _is_before(story, read, delete) and read.claim == action.replaced_by
            )
            if not any(read.content == wanted[action.replaced_by] and read.status == READY for read in proofs):
                yield f"{delete.vocabulary_id} was deleted before its successor was proved"


def no_blind_overwrite(story: Story) -> Iterator[str]:
    """I9: each update and delete follows a query of the same run that still showed the planned content."""
    for write in _events(story, "sent"):
        if write.action is ApiAction.CREATE:
            continue
        before = _planned_before(story, write)
        reads = [
            read
            for read in _reads(story, write.run, ApiAction.QUERY)
            if read.vocabulary_id == write.vocabulary_id and _is_before(story, read, write)
        ]
        fresh = [read for read in reads if not _belongs_to_the_plan(story, read, write)]
        if not fresh or fresh[-1].content != before:
            yield f"{write.action} of {write.vocabulary_id} without a query right before that shows the planned content"


def apply_does_what_was_shown(story: Story) -> Iterator[str]:
    """I10: the writes are a subset of the plan's actions, and a refused run writes nothing."""
    for event in _events(story, "sent"):
        allowed = _allowed(story, event.run)
        subject = event.claim if event.action is ApiAction.CREATE else event.vocabulary_id
        if (event.action, subject, event.content) not in allowed:
            yield f"{event.action} of {subject} does not stand in the plan"
    for number, result in enumerate(story.results):
        counts = Counter(
            (event.action, event.claim, event.vocabulary_id) for event in _events(story, "sent") if event.run == number
        )
        yield from (f"{what} was sent {count} times" for what, count in counts.items() if count > _TRIES)
        if result.report is not None and result.plan is not None:
            told = [id(outcome.action) for outcome in result.report.outcomes]
            if told != [id(action) for action in result.plan.actions]:
                yield "the outcomes do not cover the plan"


def refusals_are_heeded(story: Story) -> Iterator[str]:
    """Section 2: a revoked key or a redirect ends all writes, a full account all creates; adoption is exact."""
    for event in _events(story, "sent"):
        if event.answer in _ENDS_ALL and any(_follows(story, event, each) for each in _events(story, "sent")):
            yield f"writes went on after {event.action} was answered: {event.answer}"
        later_creates = [each for each in _events(story, "sent", ApiAction.CREATE) if _follows(story, event, each)]
        if event.answer == "full" and later_creates:
            yield "another create was sent to a full account"
    for result in story.results:
        for outcome in result.report.outcomes if result.report else ():
            if isinstance(outcome, Done) and outcome.adopted and outcome.stored_differently is not None:
                if any(event.vocabulary_id == outcome.vocabulary_id for event in _foreign_edits(story)):
                    continue
                yield f"{outcome.vocabulary_id} was adopted with other content"


def _allowed(story: Story, run: int) -> set[tuple[ApiAction, object, Digest | None]]:
    plan = story.results[run].plan
    allowed: set[tuple[ApiAction, object, Digest | None]] = set()
    for action in plan.actions if plan else ():
        match action:
            case Create():
                allowed.add((ApiAction.CREATE, action.claim, action.after))
            case Update():
                allowed.add((ApiAction.UPDATE, action.remote.id, action.after))
            case Delete():
                allowed.add((ApiAction.DELETE, action.remote.id, None))
    return allowed


def nothing_starts_after_a_signal(story: Story) -> Iterator[str]:
    """Section 5: after SIGINT or SIGTERM nothing new is written; only what was in flight may end."""
    for stop in _events(story, "stop"):
        after = [event for event in _events(story, "sent") if _follows(story, stop, event)]
        in_flight = (
            1 if any(fault.kind in _WRITES and fault.outcome == "stop" for fault in story.schedule.faults) else 0
        )
        if len(after) > in_flight:
            yield f"{after[-1].action} was sent after the signal"


def lost_content_is_saved(story: Story) -> Iterator[str]:
    """Design, section 6: what is overwritten or deleted lies in the backups."""
    saved = {path.stem for path in story.disk.names() if "backups" in path.parts}
    for event in _events(story, "sent"):
        if event.action is not ApiAction.CREATE and event.vocabulary_id not in saved:
            yield f"{event.vocabulary_id} was written without a backup"


def state_files_are_whole(story: Story) -> Iterator[str]:
    """I12: at every crash point a state file holds its old or its new content."""
    yield from story.damage
    yield from (result.error for result in story.results if result.error and "is damaged" in result.error)


def zero_means_verified(story: Story) -> Iterator[str]:
    """I13: exit 0 says that everything was read back in this run, equal and OK."""
    for number, result in enumerate(story.results):
        if result.code != ExitCode.DONE:
            continue
        if result.report and not all(map(is_verified, result.report.outcomes)):
            yield f"run {number} exits 0 with an outcome that is not verified"
        yield from _unproved(story, number)
        reads = {(read.claim, read.content) for read in _reads(story, number, ApiAction.QUERY) if read.status == READY}
        for vocabulary in story.scenario.desired:
            stored = story.account.mood.store(vocabulary.terms)
            contents = {digest_terms(vocabulary.terms), digest_terms(tuple(stored))}
            if not any((vocabulary.claim, content) in reads for content in contents):
                yield f"run {number} exits 0, and {vocabulary.claim} was never read back equal and OK"


def bounded(story: Story) -> Iterator[str]:
    """I15: every run ends within 15 minutes and a bounded number of requests."""
    vocabularies = len(story.scenario.desired) + len(story.scenario.ours) + len(story.scenario.foreign)
    for number, result in enumerate(story.results):
        if result.ended - result.began > 15 * 60:
            yield f"run {number} took {result.ended - result.began:.0f} s"
        if result.requests > 60 + 15 * vocabularies:
            yield f"run {number} sent {result.requests} requests"


INVARIANTS: dict[str, Callable[[Story], Iterator[str]]] = {
    "I1 at most one": at_most_one,
    "I2 foreign is untouchable": foreign_is_untouchable,
    "I3 destruction needs consent": destruction_needs_consent,
    "I4 absence needs proof": absence_needs_proof,
    "I5 one create per intent": one_create_per_intent,
    "I6 convergence": convergence,
    "I7 idle is silent": idle_is_silent,
    "I7 k changes, k writes": minimal_writes,
    "I8 IDs are stable": old_goes_after_new,
    "I9 no blind overwrite": no_blind_overwrite,
    "I10 apply does what was shown": apply_does_what_was_shown,
    "refusals": refusals_are_heeded,
    "I12 state files are whole": state_files_are_whole,
    "signals": nothing_starts_after_a_signal,
    "backups": lost_content_is_saved,
    "I13 zero means verified": zero_means_verified,
    "I15 bounded": bounded,
}


def violations(story: Story) -> list[str]:
    """Give every broken promise of a story, with its name."""
    return [f"{name}: {how}" for name, invariant in INVARIANTS.items() for how in invariant(story)]


def _unproved(story: Story, run: int) -> Iterator[str]:
    """Deletes whose absence no query showed, creates beside which the last listing showed another of the claim."""
    gone = [read for read in _reads(story, run, ApiAction.QUERY) if read.content is None]
    for delete in _events(story, "sent", ApiAction.DELETE):
        if delete.run == run and not any(
            read.vocabulary_id == delete.vocabulary_id and _is_before(story, delete, read) for read in gone
        ):
            yield f"run {run} exits 0, and nothing showed that {delete.vocabulary_id} is gone"
    births = {event.vocabulary_id: event.claim for event in _events(story, "done", ApiAction.CREATE)}
    for create in _events(story, "sent", ApiAction.CREATE):
        listings = [each for each in _reads(story, run, ApiAction.LIST) if _follows(story, create, each)]
        alike = [each for each in listings[-1].ids if births.get(each) == create.claim] if listings else []
        if sum(not _is_deleted(story, each) for each in alike) > 1:
            yield f"run {run} exits 0 with two vocabularies of {create.claim} in its last listing"


def _foreign_edits(story: Story) -> list[Event]:
    return [event for event in _events(story, "done", ApiAction.UPDATE) if not event.by_tool]


def _is_deleted(story: Story, vocabulary_id: VocabularyId) -> bool:
    return any(event.vocabulary_id == vocabulary_id for event in _events(story, "done", ApiAction.DELETE))


def _follows(story: Story, first: Event, second: Event) -> bool:
    """Whether the second happened later in the same run."""
    return first.run == second.run and _is_before(story, first, second)


def _events(story: Story, kind: str, action: ApiAction | None = None) -> list[Event]:
    return [
        event for event in story.account.history if event.kind == kind and (action is None or event.action is action)
    ]


def _reads(story: Story, run: int, action: ApiAction) -> list[Event]:
    return [event for event in _events(story, "read", action) if event.run == run]


def _is_before(story: Story, first: Event, second: Event) -> bool:
    history = story.account.history
    return _index(history, first) < _index(history, second)


def _index(history: list[Event], event: Event) -> int:
    return next(index for index, each in enumerate(history) if each is event)


def _is_dead(story: Story, vocabulary_id: VocabularyId, moment: Event) -> bool:
    deaths = (event for event in _events(story, "done", ApiAction.DELETE) if event.vocabulary_id == vocabulary_id)
    return any(_is_before(story, death, moment) for death in deaths)


def _planned(story: Story, run: int, kind: type[Delete]) -> list[Delete]:
    plan = story.results[run].plan
    return [action for action in plan.actions if isinstance(action, kind)] if plan else []


def _planned_before(story: Story, write: Event) -> Digest | None:
    plan = story.results[write.run].plan
    for action in plan.actions if plan else ():
        if isinstance(action, Update | Delete) and action.remote.id == write.vocabulary_id:
            return action.before
    return None


def _belongs_to_the_plan(story: Story, read: Event, write: Event) -> bool:
    """Whether a read belongs to the planning: the first query of an ID in a run is the plan's own."""
    reads = [each for each in _reads(story, write.run, ApiAction.QUERY) if each.vocabulary_id == write.vocabulary_id]
    return bool(reads) and reads[0] is read


def _undesired(story: Story) -> Iterator[str]:
    live = [stored.remote for stored in story.account.live.values()]
    for vocabulary in story.scenario.desired:
        wanted = {digest_terms(vocabulary.terms), digest_terms(tuple(story.account.mood.store(vocabulary.terms)))}
        answering = [remote for remote in live if remote.claim == vocabulary.claim]
        if not any(digest_terms(remote.terms) in wanted for remote in answering):
            yield f"the last run exits 0, and {vocabulary.claim} is not on the service as desired"
    declared = {vocabulary.claim for vocabulary in story.scenario.desired}
    may_stay = "ledger" in story.schedule.lost or story.scenario.records == ()
    for remote in live:
        if remote in story.scenario.ours and remote.claim not in declared and not may_stay:
            yield f"the last run exits 0, and {remote.id} is still there"
    for remote in story.scenario.foreign:
        is_meddled = any(not event.by_tool for event in _events(story, "done"))
        if remote not in live and remote.claim not in declared and not is_meddled:
            yield f"the foreign {remote.id} is not what it was"
