"""Completes prefixes in a shell: the stems of the vocabulary files, whatever else may be wrong with the repository."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    import click


def complete_prefixes(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Give the prefixes of every environment that begin with what was typed."""
    from vocabsync.desired.caps import Caps  # noqa: PLC0415
    from vocabsync.desired.configuration import inspect_configuration  # noqa: PLC0415  late: only a TAB needs it
    from vocabsync.desired.folder import look_into  # noqa: PLC0415

    found: set[str] = set()
    with suppress(VocabsyncError, OSError):
        configuration = inspect_configuration(context.find_root().params.get("config"), Path.cwd())
        for name in configuration.environments:
            folder = configuration.for_environment(name).folder_name
            found.update(look_into(configuration.root, folder, Caps()).vocabularies)
    return sorted(prefix for prefix in found if prefix.startswith(incomplete))
