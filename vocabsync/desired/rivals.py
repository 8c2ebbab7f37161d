"""Environments of one account: they must not share prefixes, or each would undo what the other did."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vocabsync.desired.folder import look_into
from vocabsync.domain.rules import complain

if TYPE_CHECKING:
    from vocabsync.desired.caps import Caps
    from vocabsync.desired.configuration import Configuration, EnvironmentSettings
    from vocabsync.domain.diagnostic import Diagnostic


def find_shared_prefixes(configuration: Configuration, own: EnvironmentSettings, caps: Caps) -> list[Diagnostic]:
    """Find prefixes that another environment with the same key variable and region claims too."""
    if own.is_local:
        return []
    found: list[Diagnostic] = []
    prefixes = cache(lambda folder: look_into(own.root, folder, caps).vocabularies.keys())
    for name in configuration.environments:
        other = configuration.for_environment(name)
        if name == own.name or other.account != own.account:
            continue
        shared = sorted(prefixes(own.folder_name) & prefixes(other.folder_name))
        if shared:
            first, second = sorted((own.name, name))
            summary = f"`{first}` and `{second}` reach one account and both claim: {', '.join(shared)}"
            place = configuration.place_of_environment(second)
            found.append(complain("VS127", summary, place))
    return found
