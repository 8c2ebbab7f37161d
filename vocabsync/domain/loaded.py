"""One vocabulary file, read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One vocabulary file, read: a vocabulary per target model, or none where it has errors."""

    vocabularies: tuple[Vocabulary, ...]
    diagnostics: tuple[Diagnostic, ...]
