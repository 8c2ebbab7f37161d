"""All that a plan is made from, and the one comparison that is made while it is gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

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
