"""All that a plan is made from, and the one comparison that is made while it is gathered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.domain.evidence import History, LedgerState
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Desired, remote, ledger and history at one moment.

    ``listed`` is the whole account (a complete listing); ``remote`` are the queried ones: every vocabulary whose
    prefix is
    claimed, tombstoned, or proved ours by ledger or git.
    """

    desired: tuple[Vocabulary, ...]
    listed: tuple[ListedVocabulary, ...]
    remote: tuple[RemoteVocabulary, ...]
    ledger: LedgerState
    history: History
