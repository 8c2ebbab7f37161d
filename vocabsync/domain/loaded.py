"""One vocabulary file, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.vocabulary import Vocabulary


@frozen(kw_only=True)
class Loaded:
    """One vocabulary file, read: a vocabulary per target model, or none where it has errors."""

    vocabularies: tuple[Vocabulary, ...]
    diagnostics: tuple[Diagnostic, ...]
