"""All that a plan is made from, and the one comparison that is made while it is gathered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.domain.diff import same_terms
from vocabsync.domain.digest import digest_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.domain.evidence import History, LedgerState
    from vocabsync.domain.identifiers import Claim
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Desired, remote, ledger and history at one moment.

    ``listed`` is the whole account (a complete listing); ``remote`` are the queried ones: every vocabulary whose
    prefix is claimed, tombstoned, or proved ours by ledger or git. ``applied`` is the content of the last apply, loaded
    only where both files and remote moved since, so that the plan can tell term by term who changed what.
    """

    desired: tuple[Vocabulary, ...]
    listed: tuple[ListedVocabulary, ...]
    remote: tuple[RemoteVocabulary, ...]
    ledger: LedgerState
    history: History
    applied: Mapping[Claim, Terms] = field(default_factory=lambda: MappingProxyType({}))


def drop_equal(
    desired: tuple[Vocabulary, ...], remote: tuple[RemoteVocabulary, ...], *, keep_digest: bool
) -> tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...]]:
    """Compare both sides of one prefix and let go of the terms that need not be looked at again.

    A remote that equals what its claim declares is marked and loses its terms (its digest is kept on request); a
    declared vocabulary loses its own once every remote of its claim was found equal.
    """
    wanted = {vocabulary.claim: vocabulary for vocabulary in desired}
    compared = tuple(_compare(each, wanted.get(each.claim), keep_digest=keep_digest) for each in remote)
    found = {each.claim for each in compared}
    differing = {each.claim for each in compared if not each.equal}
    kept = tuple(
        replace(each, terms=()) if each.claim in found and each.claim not in differing else each for each in desired
    )
    return kept, compared


def _compare(remote: RemoteVocabulary, desired: Vocabulary | None, *, keep_digest: bool) -> RemoteVocabulary:
    if desired is None or not same_terms(desired.terms, remote.terms):
        return remote
    digest = digest_terms(remote.terms) if keep_digest else remote.digest
    return replace(remote, terms=(), unknown_values=MappingProxyType({}), equal=True, digest=digest)
