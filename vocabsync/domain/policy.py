"""What the configuration asks for, once read: the values that decisions depend on."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.domain.diagnostic import Place, Severity
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.domain.identifiers import Prefix, TargetModel

DEFAULT_VOCABULARY_LIMIT = 10
"""Vocabularies per account (service.md section 5)."""


@frozen(kw_only=True)
class Guards:
    """How much one apply may destroy without being asked: vocabularies, and the share of a vocabulary's terms."""

    deletes: int = 1
    removed_terms: Fraction = Fraction(30, 100)


@frozen(kw_only=True)
class Removal:
    """One ``removed:`` entry: ours, to be deleted. Without ``target_model`` it covers every model of the prefix."""

    prefix: Prefix
    target_model: TargetModel | None = None
    reason: str | None = None
    place: Place = field(default=Place("vocabsync.yaml"), compare=False)


@frozen
class Consent:
    """Leave to pass one guard: from ``--allow NAME[:SUBJECT]``, or ``allow: [NAME[:SUBJECT]@DIGEST]`` for one plan.

    ``subject`` is a prefix; None covers the guard as a whole. ``digest`` is the beginning of a plan digest, without
    ``sha256:``.
    """

    guard: str
    subject: str | None = None
    digest: str | None = None


@frozen(kw_only=True)
class Relaxation:
    """The change under review loosens its own safety: shown before everything else in the plan."""

    setting: str
    before: str
    after: str
    place: Place


@frozen(kw_only=True)
class Policy:
    """Everything of ``vocabsync.yaml`` that planning depends on, for one environment.

    ``elsewhere`` are prefixes that another environment of the same account declares: not ours here, whatever ledger or
    history say of the time before they moved.
    """

    environment: str
    region: str
    prune: bool = True
    guards: Guards = Guards()
    file_guards: Mapping[Prefix, Guards] = field(default_factory=lambda: MappingProxyType({}))
    removed: tuple[Removal, ...] = ()
    vocabulary_limit: int = DEFAULT_VOCABULARY_LIMIT
    term_limits: Mapping[TargetModel, int] = field(default_factory=lambda: MappingProxyType({}))
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    allow: tuple[Consent, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    elsewhere: frozenset[Prefix] = frozenset()
