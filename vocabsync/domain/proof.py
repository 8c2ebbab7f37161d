"""Evidence looked up: whether a vocabulary was ours, and whether something protects it.

Unknown never deletes: what cannot be proved comes back as the sentence that says which proof is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.evidence import DeclaredInGit, HistoryState, NoEvidence, Recorded, RemovedInGit, Tombstone
from vocabsync.domain.timestamps import is_well_after, parse_service_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.evidence import Evidence, History, LedgerState
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.known import Known
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Vocabulary


def prove_undeclared(remote: RemoteVocabulary, known: Known, policy: Policy) -> Evidence | NoEvidence:
    """Look for proof that a vocabulary whose prefix no file claims was ours: tombstone, ledger, git history."""
    for removal in policy.removed:
        if removal.prefix == remote.claim.prefix and removal.target_model in {None, remote.claim.target_model}:
            return Tombstone(source=str(removal.place), reason=removal.reason)
    removed = known.history.removals.get(remote.claim.prefix)
    return (
        _recorded(remote, known.ledger)
        or _git_proof(remote, removed, known.history)
        or NoEvidence(missing=missing_for_prefix(remote.claim.prefix, remote.created, known.history))
    )


def prove_superseded(remote: RemoteVocabulary, known: Known, policy: Policy) -> Evidence | NoEvidence:
    """Look for proof that a vocabulary under a claimed prefix, of a model no longer declared, was ours.

    Here a tombstone has to name the claim: the prefix alone is declared.
    """
    for removal in policy.removed:
        if (removal.prefix, removal.target_model) == (remote.claim.prefix, remote.claim.target_model):
            return Tombstone(source=str(removal.place), reason=removal.reason)
    declared = known.history.earlier_models.get(remote.claim)
    return (
        _recorded(remote, known.ledger)
        or _git_proof(remote, declared, known.history)
        or NoEvidence(missing=_missing_for_model(remote, declared, known.history))
    )


def missing_for_prefix(prefix: Prefix, created: str, history: History) -> str:
    """Say which evidence is missing for a vocabulary under a prefix that no file claims."""
    if prefix in history.uncommitted:
        return "the removal of its file is not committed: commit it"
    removed = history.removals.get(prefix)
    if history.state is HistoryState.COMPLETE and removed is not None:
        return _too_new(created, removed)
    return f"no ledger record, no tombstone, {_silence(history, 'no commit that removed its file')}"


def find_protection(remote: RemoteVocabulary, siblings: Iterable[Vocabulary], known: Known) -> str | None:
    """Say what forbids deleting or replacing a vocabulary, if something does.

    ``siblings`` are the declared vocabularies of its prefix. Protection has to be lifted in an earlier commit than the
    removal; where git saw the removal it knows, else the ledger remembers.
    """
    for sibling in siblings:
        if sibling.protect:
            return f"{sibling.source} says `protect: true`"
    gone: RemovedInGit | DeclaredInGit | None = None
    if known.history.state is HistoryState.COMPLETE:
        gone = known.history.removals.get(remote.claim.prefix) or known.history.earlier_models.get(remote.claim)
    if gone is not None:
        return f"{gone.path} said `protect: true` until commit {gone.commit.hash[:7]}" if gone.protected else None
    record = known.ledger.names(remote.id)
    if record is not None and record.protect:
        return f"{known.ledger.source} remembers `protect: true`"
    return None


def not_read(listed: ListedVocabulary, prefix: Prefix | None, history: History) -> str | None:
    """Say which evidence would make a vocabulary ours that was only listed; nothing could where the ID is odd."""
    return None if prefix is None else missing_for_prefix(prefix, listed.created, history)


def _recorded(remote: RemoteVocabulary, ledger: LedgerState) -> Recorded | None:
    record = ledger.names(remote.id)
    return None if record is None else Recorded(source=f"{ledger.source}, run {record.run}")


def _git_proof(
    remote: RemoteVocabulary, gone: RemovedInGit | DeclaredInGit | None, history: History
) -> RemovedInGit | DeclaredInGit | None:
    created = parse_service_time(remote.created)
    if gone is None or created is None or history.state is not HistoryState.COMPLETE:
        return None
    return None if is_well_after(created, gone.commit.date) else gone


def _missing_for_model(remote: RemoteVocabulary, declared: DeclaredInGit | None, history: History) -> str:
    if history.state is HistoryState.COMPLETE and declared is not None:
        return _too_new(remote.created, declared)
    commit = f"no commit that took {remote.claim.target_model} out of its file"
    return f"no ledger record, no tombstone for this model, {_silence(history, commit)}"


def _too_new(created: str, gone: RemovedInGit | DeclaredInGit) -> str:
    commit = gone.commit.hash[:7]
    if parse_service_time(created) is None:
        return f"commit {commit} proves nothing, as the time of creation cannot be read"
    return f"created {created}, more than a day after commit {commit}: somebody else's"


def _silence(history: History, commit: str) -> str:
    match history.state:
        case HistoryState.COMPLETE:
            return commit
        case HistoryState.SHALLOW:
            return "and the clone is shallow: fetch the whole history, or name it under `removed:`"
        case HistoryState.NO_GIT:
            return "and there is no git history here: name it under `removed:`"
        case HistoryState.NOT_ASKED:
            return "and git history was not asked"
        case _ as never:
            assert_never(never)
