"""What a change loosens: guards, ``prune`` and ``protect`` before it and after it. Shown first in a plan."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vocabsync.domain.diagnostic import Place
from vocabsync.domain.frozen import frozen
from vocabsync.domain.policy import Guards, Relaxation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from vocabsync.domain.identifiers import Prefix

_NOWHERE: Final = Place("vocabsync.yaml")


@frozen(kw_only=True)
class SafetySettings:
    """The settings of one environment that hold destruction back, at one moment.

    ``file_guards`` and ``protected`` speak of the files that were looked at, ``declared``. ``places`` says where a
    setting stands, by its name (``prune``, ``guards.deletes``, ``movies: protect`` …).
    """

    prune: bool = True
    require_reviewed_plan: bool = False
    guards: Guards = field(default_factory=Guards)
    file_guards: Mapping[Prefix, Guards] = field(default_factory=lambda: MappingProxyType({}))
    protected: frozenset[Prefix] = frozenset()
    declared: frozenset[Prefix] = frozenset()
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}), compare=False)


def compare_safety(before: SafetySettings, after: SafetySettings) -> tuple[Relaxation, ...]:
    """List what is looser after a change; what is new or gone as a file relaxes nothing here."""
    return tuple(
        Relaxation(setting=setting, before=was, after=now, place=after.places.get(setting, _NOWHERE))
        for setting, was, now in _loosened(before, after)
    )


def _loosened(before: SafetySettings, after: SafetySettings) -> Iterator[tuple[str, str, str]]:
    if after.prune and not before.prune:
        yield "prune", "false", "true"
    if before.require_reviewed_plan and not after.require_reviewed_plan:
        yield "require_reviewed_plan", "true", "false"
    yield from _loosened_guards("guards", before.guards, after.guards)
    for prefix in sorted(before.declared & after.declared):
        if prefix in before.file_guards or prefix in after.file_guards:
            was, now = before.file_guards.get(prefix, before.guards), after.file_guards.get(prefix, after.guards)
            yield from _loosened_guards(f"{prefix}: guards", was, now)
        if prefix in before.protected and prefix not in after.protected:
            yield f"{prefix}: protect", "true", "false"


def _loosened_guards(name: str, before: Guards, after: Guards) -> Iterator[tuple[str, str, str]]:
    if after.deletes > before.deletes:
        yield f"{name}.deletes", str(before.deletes), str(after.deletes)
    if after.removed_terms > before.removed_terms:
        yield f"{name}.removed_terms", _percent(before.removed_terms), _percent(after.removed_terms)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}%"
