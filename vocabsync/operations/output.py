"""The straight line of ``output``: read the account, and give one ID for every claim or refuse as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.errors import VocabsyncError
from vocabsync.operations.gather import gather

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.plan import PlanPorts


def output(ports: PlanPorts) -> dict[Claim, VocabularyId]:
    """Give the ID of every declared claim, each of them in use.

    Raises what ``gather`` raises, and VocabsyncError where one ID is missing, ambiguous or not OK: half a map would
    leave a consumer without boost, silently.
    """
    known = gather(ports.files, ports.remote, ports.ledger, ports.history).known
    chosen = {vocabulary.claim: _candidates(vocabulary.claim, known) for vocabulary in known.desired}
    complaints = [
        f"{claim.prefix} {claim.target_model}: {why}"
        for claim, candidates in sorted(chosen.items())
        if (why := _complaint(candidates))
    ]
    if complaints:
        raise VocabsyncError(
            "not every vocabulary has an ID that consumers may use, so none is printed",
            why="\n".join(complaints),
            next_step="run `vocabsync plan` to see what is missing, then `vocabsync apply`",
        )
    return {claim: candidates[0].id for claim, candidates in chosen.items()}


def _candidates(claim: Claim, known: Known) -> tuple[RemoteVocabulary, ...]:
    """Give what answers to a claim: the one that the ledger names, else all."""
    found = tuple(remote for remote in known.remote if remote.claim == claim)
    record = known.ledger.records.get(claim)
    named = tuple(remote for remote in found if record is not None and remote.id == record.vocabulary_id)
    return named or found


def _complaint(candidates: tuple[RemoteVocabulary, ...]) -> str:
    if not candidates:
        return "the service has no vocabulary for it"
    if len(candidates) > 1:
        return f"several vocabularies answer to it: {', '.join(sorted(remote.id for remote in candidates))}"
    only = candidates[0]
    return "" if only.is_ready else f"{only.id} has the status {only.status}, and only OK is used at recognition"
