"""One failing situation that a canary key goes through, as a row of data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.canary import CANARY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.attack_site import AttackSite, Edit
    from tests.support.loopback import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """``runs`` has command lines and their exit codes, ``says`` words that show that this was the failure meant.

    ``ROOT``, ``DOOR`` and ``ELSEWHERE`` stand for the folder of everything and the ports of the service and of another
    origin, in command lines, files and variables. ``between`` happens after the first command. What adds
    little to its likes ``is_slow``.
    """

    name: str
    runs: Mapping[str, int]
    says: str = ""
    key: str | None = CANARY
    environ: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    spoils: Mapping[str, Script] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    echo: str = CANARY
    arrange: Callable[[AttackSite], object] | None = None
    is_slow: bool = False
    between: Callable[[AttackSite], object] | None = None
