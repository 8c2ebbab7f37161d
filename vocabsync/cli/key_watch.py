"""The files as the straight lines see them, unless they hold the API key: a term goes into requests, plans, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.loaded import Loaded
    from vocabsync.domain.policy import Policy
    from vocabsync.operations.ports import Files


class WatchedFiles:
    """Satisfies ``operations.ports.Files``; gives no vocabulary away in which ``redact`` finds a key."""

    def __init__(self, files: Files, redact: Callable[[str], str]) -> None:
        """Stand before other files."""
        self._files = files
        self._redact = redact

    @property
    def policy(self) -> Policy:
        """What the configuration asks for in this environment."""
        return self._files.policy

    def prefixes(self) -> tuple[Prefix, ...]:
        """Give the claimed prefixes."""
        return self._files.prefixes()

    def load(self, prefix: Prefix) -> Loaded:
        """Read one file. Raises ConfigurationError where it holds the key."""
        loaded = self._files.load(prefix)
        models = [each.claim.target_model for each in loaded.vocabularies]
        for first in loaded.vocabularies[:1]:  # those of one file have the same terms
            languages = {term.lang for term in first.terms if term.lang is not None}
            words = (*models, *languages, *(term.text for term in first.terms))
            refuse_key("\n".join(words), first.source, self._redact)
        return loaded

    def finish(self) -> tuple[Diagnostic, ...]:
        """Give the problems that only all files together show."""
        return self._files.finish()


def refuse_key(text: str, where: str, redact: Callable[[str], str]) -> None:
    """Raise ConfigurationError where a text that is to be sent or written holds a key; never shows it."""
    if redact(text) != text:
        raise ConfigurationError(
            "the API key stands in the list itself",
            where=where,
            why="it would be sent as a term, and shown in plans, backups and on the service",
            next_step="remove it, and replace the key in the Model Studio console: others may have read it",
        )
