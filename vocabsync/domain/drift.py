"""What moved since the last apply: the files, somebody else, or both; and what the service stores differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.comparison import Equal
from vocabsync.domain.diff import diff_terms, reverse_diff
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.plan import Drift, Unchanged, Update

if TYPE_CHECKING:
    from vocabsync.domain.comparison import Difference
    from vocabsync.domain.evidence import LedgerState, Record
    from vocabsync.domain.known import Known
    from vocabsync.domain.plan import TermDiff
    from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary


def plan_difference(
    desired: Vocabulary, remote: RemoteVocabulary, found: Difference, known: Known
) -> Update | Unchanged:
    """Decide about other content under a claim: an update, unless it is what the service makes of ours every time."""
    record = known.ledger.records.get(desired.claim)
    drift = None
    if record is None or record.vocabulary_id != remote.id:
        reason = _adoption(record)
    elif record.repeats and (record.sent, record.read_back) == (found.after, found.before):
        return unchanged(desired, remote, stored_differently=True)
    else:
        files_changed = found.after != record.sent
        if found.before != record.read_back:
            drift = Drift(files_changed=files_changed, foreign=_foreign(remote, found, record, known))
        reason = _reason(drift, files_changed=files_changed)
    return Update(
        desired=desired,
        remote=remote,
        before=found.before,
        after=found.after,
        diff=found.diff,
        reason=reason,
        drift=drift,
        first_adoption=record is None or record.vocabulary_id != remote.id,
    )


def asks_for_applied(remote: RemoteVocabulary, ledger: LedgerState) -> bool:
    """Whether only the content of the last apply tells who changed what: files and remote both moved since.

    True also while nobody compared it, where the ledger names it.
    """
    record = ledger.records.get(remote.claim)
    if record is None or record.vocabulary_id != remote.id or isinstance(remote.compared, Equal):
        return False
    return remote.compared is None or record.read_back not in {remote.compared.before, remote.compared.after}


def unchanged(desired: Vocabulary, remote: RemoteVocabulary, *, stored_differently: bool = False) -> Unchanged:
    """Say that nothing is to be done for a claim."""
    return Unchanged(
        claim=desired.claim,
        vocabulary_id=remote.id,
        status=remote.status,
        term_count=desired.term_count,
        stored_differently=stored_differently,
    )


def _adoption(record: Record | None) -> str:
    if record is None:
        return "adopted for the first time: the ledger does not know it"
    return f"adopted for the first time: the ledger knows {record.vocabulary_id}, which is gone"


def _foreign(remote: RemoteVocabulary, found: Difference, record: Record, known: Known) -> TermDiff | None:
    """Tell term by term what somebody else did, where the content that we left there is at hand."""
    if found.after == record.read_back:
        return reverse_diff(found.diff)
    left_there = known.applied.get(record.claim)
    if left_there is not None and digest_terms(left_there) == record.read_back:
        return diff_terms(left_there, remote.terms)
    return None


def _reason(drift: Drift | None, *, files_changed: bool) -> str:
    if drift is not None and files_changed:
        return "the files changed since the last apply, and somebody else changed it too"
    if drift is not None:
        return "somebody else changed it since the last apply"
    if files_changed:
        return "the files changed since the last apply"
    return "the service stored our list differently at the last apply; proposed once more"
