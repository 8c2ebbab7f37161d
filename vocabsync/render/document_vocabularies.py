"""Vocabularies that a plan leaves alone or asks a person about, on their way into its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.identifiers import parse_prefix
from vocabsync.render.document_shape import BlockedEntry, ClaimEntry, VocabularyEntry
from vocabsync.render.document_terms import saved_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.plan import Blocked, Candidate, Unchanged, Unmanaged
    from vocabsync.domain.vocabulary import RemoteVocabulary


def remote_entry(remote: RemoteVocabulary, *, why: str | None = None, likeness: float | None = None) -> VocabularyEntry:
    """Write a queried vocabulary down."""
    return VocabularyEntry(
        vocabulary_id=saved_text(remote.id),
        prefix=remote.claim.prefix,
        target_model=saved_text(remote.claim.target_model),
        status=saved_text(remote.status),
        created=saved_text(remote.created),
        modified=saved_text(remote.modified),
        terms=remote.term_count,
        likeness=likeness,
        why=why and saved_text(why),
    )


def _candidates(candidates: Iterable[Candidate]) -> tuple[VocabularyEntry, ...]:
    return tuple(remote_entry(candidate.remote, likeness=candidate.likeness) for candidate in candidates)


def claim_entry(claim: Claim, named: VocabularyId | None, candidates: Iterable[Candidate]) -> ClaimEntry:
    """Write down several that answer to one claim; ``named`` is the one that the ledger names."""
    return ClaimEntry(
        prefix=claim.prefix,
        target_model=saved_text(claim.target_model),
        vocabulary_id=named,
        candidates=_candidates(candidates),
    )


def unchanged_entry(entry: Unchanged) -> VocabularyEntry:
    """Write down what equals its file."""
    return VocabularyEntry(
        vocabulary_id=entry.vocabulary_id,
        prefix=entry.claim.prefix,
        target_model=saved_text(entry.claim.target_model),
        status=saved_text(entry.status),
        terms=entry.term_count,
        stored_differently=entry.stored_differently,
    )


def unmanaged_entry(entry: Unmanaged) -> VocabularyEntry:
    """Write down what is not ours."""
    return VocabularyEntry(
        vocabulary_id=saved_text(entry.listed.id),
        prefix=parse_prefix(entry.listed.id),
        status=saved_text(entry.listed.status),
        created=saved_text(entry.listed.created),
        modified=saved_text(entry.listed.modified),
        why=entry.why and saved_text(entry.why),
    )


def blocked_entry(blocked: Blocked) -> BlockedEntry:
    """Write down what finds no slot, and what could make room."""
    return BlockedEntry(
        claims=tuple(
            ClaimEntry(prefix=claim.prefix, target_model=saved_text(claim.target_model)) for claim in blocked.claims
        ),
        candidates=tuple(remote_entry(remote) for remote in blocked.candidates),
    )
