"""Who answers to which claim: the account sorted by prefix and model, before anything is decided about it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vocabsync.domain.diff import likeness
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.domain.plan import Candidate, Conflict, Duplicates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Vocabulary


@frozen
class Match:
    """A declared vocabulary and the one on the service that answers to its claim, if one does."""

    desired: Vocabulary
    remote: RemoteVocabulary | None


@frozen(kw_only=True)
class Ownership:
    """The account, sorted.

    ``superseded`` lie under a claimed prefix with a model that is not declared, ``undeclared`` under prefixes that no
    file claims; ``unread`` were only listed, as nothing suggests that they are ours. All of it is sorted.
    """

    matches: tuple[Match, ...]
    conflicts: tuple[Conflict, ...]
    duplicates: tuple[Duplicates, ...]
    superseded: tuple[RemoteVocabulary, ...]
    undeclared: tuple[RemoteVocabulary, ...]
    unread: tuple[ListedVocabulary, ...]


def sort_out(known: Known) -> Ownership:
    """Sort the account by claim. Raises VocabsyncError where a vocabulary under a claimed prefix was not read."""
    declared = {vocabulary.claim for vocabulary in known.desired}
    prefixes = {claim.prefix for claim in declared}
    answering: defaultdict[Claim, list[RemoteVocabulary]] = defaultdict(list)
    superseded, undeclared = [], []
    for remote in sorted(known.remote, key=remote_order):
        if remote.claim in declared:
            answering[remote.claim].append(remote)
        elif remote.claim.prefix in prefixes:
            superseded.append(remote)
        else:
            undeclared.append(remote)
    found = [
        _answer(desired, tuple(answering[desired.claim]), known.ledger)
        for desired in sorted(known.desired, key=lambda desired: desired.claim)
    ]
    return Ownership(
        matches=tuple(each for each in found if isinstance(each, Match)),
        conflicts=tuple(each for each in found if isinstance(each, Conflict)),
        duplicates=tuple(_duplicates(found, answering)),
        superseded=tuple(superseded),
        undeclared=tuple(undeclared),
        unread=_unread(known),
    )


def remote_order(remote: RemoteVocabulary) -> tuple[Claim, VocabularyId]:
    """Order vocabularies the same way everywhere."""
    return remote.claim, remote.id


def _answer(desired: Vocabulary, answering: tuple[RemoteVocabulary, ...], ledger: LedgerState) -> Match | Conflict:
    if not answering:
        return Match(desired, None)
    if len(answering) == 1:
        return Match(desired, answering[0])
    record = ledger.records.get(desired.claim)
    for remote in answering:
        if record is not None and remote.id == record.vocabulary_id:
            return Match(desired, remote)
    return Conflict(claim=desired.claim, candidates=_candidates(desired, answering))


def _duplicates(
    found: Iterable[Match | Conflict], answering: dict[Claim, list[RemoteVocabulary]]
) -> Iterable[Duplicates]:
    for match in found:
        if isinstance(match, Match) and match.remote is not None:
            kept = match.remote.id
            others = [remote for remote in answering[match.desired.claim] if remote.id != kept]
            if others:
                yield Duplicates(claim=match.desired.claim, kept=kept, others=_candidates(match.desired, others))


def _candidates(desired: Vocabulary, remotes: Iterable[RemoteVocabulary]) -> tuple[Candidate, ...]:
    """Put the likest first."""
    candidates = (Candidate(remote=remote, likeness=likeness(desired.terms, remote.terms)) for remote in remotes)
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.likeness, candidate.remote.id)))


def _unread(known: Known) -> tuple[ListedVocabulary, ...]:
    read = {remote.id for remote in known.remote}
    prefixes = {vocabulary.claim.prefix for vocabulary in known.desired}
    unread = tuple(sorted((each for each in known.listed if each.id not in read), key=lambda each: each.id))
    for listed in unread:
        if parse_prefix(listed.id) in prefixes:
            raise VocabsyncError(
                f"{listed.id} is listed, but its content was not read",
                why="a plan without it might create a second one",
                next_step="run the command again",
            )
    return unread
