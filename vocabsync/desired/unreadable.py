"""The one way in which a file stops being read: with diagnostics in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.domain.diagnostic import Diagnostic


class Unreadable(Exception):
    """A file cannot be used at all, or not from some place on. Carries all that was found until then."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Keep the diagnostics."""
        super().__init__(*(diagnostic.summary for diagnostic in diagnostics))
        self.diagnostics = diagnostics
