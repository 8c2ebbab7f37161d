"""The create protocol (faults.md section 3) as decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from vocabsync.domain.identifiers import Claim, Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A create that may be sent. ``time`` is for people only; ``nonce`` names the intent in the journal."""

    claim: Claim
    content: Digest
    time: datetime
    nonce: str
