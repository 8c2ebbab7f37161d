"""The straight line of ``validate``: every file of every environment, every problem, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.loaded import Loaded


class CheckedFiles(Protocol):
    """The part of a folder that validating needs: it never raises for what names or files say."""

    def problems_of_names(self) -> tuple[Diagnostic, ...]:
        """Give the problems that need no file to be opened."""
        ...

    def readable_prefixes(self) -> tuple[Prefix, ...]:
        """Give the prefixes whose file can be looked at."""
        ...

    def load(self, prefix: Prefix) -> Loaded:
        """Read and check one file."""
        ...

    def finish(self) -> tuple[Diagnostic, ...]:
        """Give the problems that only all files together show."""
        ...


def validate(environments: Iterable[CheckedFiles]) -> tuple[Diagnostic, ...]:
    """Check all environments; what several of them share is reported once, sorted by place."""
    found: dict[Diagnostic, None] = {}
    for files in environments:
        found.update(dict.fromkeys(files.problems_of_names()))
        for prefix in files.readable_prefixes():
            found.update(dict.fromkeys(files.load(prefix).diagnostics))
        found.update(dict.fromkeys(files.finish()))
    return tuple(sorted(found, key=lambda each: (each.place, each.rule)))
