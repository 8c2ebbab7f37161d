"""A pure world for plans: what is known, and what the service holds after a plan was carried out without a hitch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.support.builders import an_id, listed
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import History, HistoryState, LedgerState, Record
from vocabsync.domain.identifiers import Claim, VocabularyId
from vocabsync.domain.known import Known, let_go
from vocabsync.domain.plan import Create, Delete, Plan, Update
from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms, Vocabulary

FOREIGN = ListedVocabulary(
    id=VocabularyId("vocab-my-app-" + "f" * 32), status="OK", created="2026-01-01 00:00:00", modified="x"
)
"""A vocabulary with a prefix that cannot be ours."""


def a_ledger(*records: Record) -> LedgerState:
    return LedgerState(records={record.claim: record for record in records}, last_run="run-1" if records else None)


def recorded(remote: RemoteVocabulary, *, protect: bool = False) -> Record:
    """Give the record of an apply that wrote what the service holds."""
    digest = digest_terms(remote.terms)
    return Record(
        claim=remote.claim, vocabulary_id=remote.id, sent=digest, read_back=digest, run="run-1", protect=protect
    )


def whole_history(**told: object) -> History:
    return replace(History(state=HistoryState.COMPLETE), **told)  # type: ignore[arg-type] # fields of History by name


def a_known(
    desired: Iterable[Vocabulary] = (),
    remote: Iterable[RemoteVocabulary] = (),
    *,
    unread: Iterable[ListedVocabulary] = (),
    ledger: LedgerState | None = None,
    history: History | None = None,
    applied: Mapping[Claim, Terms] | None = None,
) -> Known:
    remote = tuple(remote)
    return Known(
        desired=tuple(desired),
        listed=(*(listed(each) for each in remote), *unread),
        remote=remote,
        ledger=ledger or LedgerState(),
        history=history or History(state=HistoryState.COMPLETE),
        applied=applied or {},
    )


def compared(known: Known, *, keep_contents: bool = False) -> Known:
    """Compare prefix by prefix and let go, as gathering does."""
    claims = [*(each.claim for each in known.desired), *(each.claim for each in known.remote)]
    prefixes = dict.fromkeys(claim.prefix for claim in claims)
    pairs = [
        let_go(
            tuple(each for each in known.desired if each.claim.prefix == prefix),
            tuple(each for each in known.remote if each.claim.prefix == prefix),
            known.ledger,
            keep_contents=keep_contents,
        )
        for prefix in prefixes
    ]
    return replace(
        known,
        desired=tuple(each for desired, _ in pairs for each in desired),
        remote=tuple(each for _, remote in pairs for each in remote),
    )


def apply_plan(plan: Plan, remote: Iterable[RemoteVocabulary]) -> tuple[RemoteVocabulary, ...]:
    """Give what the service holds after every action went well."""
    held = {each.id: each for each in remote}
    for number, action in enumerate(plan.actions):
        match action:
            case Create():
                new = an_id(action.claim.prefix, 1000 + number)
                held[new] = RemoteVocabulary(
                    id=new,
                    claim=action.claim,
                    status="OK",
                    created="2026-06-01 12:00:00",
                    modified="2026-06-01 12:00:00",
                    terms=action.desired.terms,
                    term_count=action.desired.term_count,
                )
            case Update():
                terms = action.desired.terms
                held[action.remote.id] = replace(action.remote, terms=terms, term_count=len(terms), status="OK")
            case Delete():
                del held[action.remote.id]
    return tuple(held.values())


def known_after(plan: Plan, known: Known) -> Known:
    """Give what is known right after a plan was carried out without a hitch, ledger and all."""
    remote = apply_plan(plan, known.remote)
    unread = [each for each in known.listed if each.id not in {queried.id for queried in known.remote}]
    declared = {each.claim for each in known.desired}
    left_as_recorded = {each.claim for each in plan.conflicts}
    left_as_recorded |= {each.claim for each in plan.unchanged if each.stored_differently}
    records = dict(known.ledger.records)
    kept = {each.kept for each in plan.duplicates}
    twins = {each.claim for each in plan.duplicates}
    for each in remote:
        ours = each.claim not in twins or each.id in kept
        if each.claim in declared - left_as_recorded and ours:
            records[each.claim] = recorded(each)
    return replace(
        known,
        remote=remote,
        listed=(*(listed(each) for each in remote), *unread),
        ledger=replace(known.ledger, records=records),
    )
