"""All that a plan is made from, and the one comparison that is made while it is gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.domain.comparison import Difference, Equal, compare
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.drift import asks_for_applied
from vocabsync.domain.frozen import frozen
from vocabsync.domain.vocabulary import LET_GO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.domain.evidence import History, LedgerState
    from vocabsync.domain.identifiers import Claim
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms, Vocabulary


@frozen(kw_only=True)
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


def let_go(
    desired: tuple[Vocabulary, ...], remote: tuple[RemoteVocabulary, ...], ledger: LedgerState, *, keep_contents: bool
) -> tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...]]:
    """Compare both sides of one prefix and let go of the terms that nobody will look at again.

    Only where one remote answers to a claim; what several hold is compared by whoever chooses between them.
    ``keep_contents`` is for those who write: what differs keeps its terms then, and what is equal its digest.
    """
    wanted = {vocabulary.claim: vocabulary for vocabulary in desired}
    answering = Counter(each.claim for each in remote)
    compared = tuple(
        _compare(wanted[each.claim], each, ledger, keep_contents=keep_contents)
        if each.claim in wanted and answering[each.claim] == 1
        else each
        for each in remote
    )
    gone = {each.claim for each in compared if each.terms is LET_GO}
    kept = tuple(replace(each, terms=LET_GO) if each.claim in gone else each for each in desired)
    return kept, compared


def _compare(
    desired: Vocabulary, remote: RemoteVocabulary, ledger: LedgerState, *, keep_contents: bool
) -> RemoteVocabulary:
    found = compare(desired, remote)
    if isinstance(found, Equal) and keep_contents:
        found = Equal(digest_terms(remote.terms))
    remote = replace(remote, compared=found)
    if isinstance(found, Difference) and (keep_contents or asks_for_applied(remote, ledger)):
        return remote
    return replace(remote, terms=LET_GO, unknown_values=MappingProxyType({}))
