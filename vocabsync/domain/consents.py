"""Leave to pass a guard: which guards there are, how a consent is written, and for which plan it holds."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.identifiers import ALGORITHM, is_prefix
from vocabsync.domain.policy import Consent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.identifiers import Digest
    from vocabsync.domain.policy import Policy

BOUND_DIGITS = 8
"""How many hexadecimal digits of a plan's digest a bound consent has at least, and the one we print has."""

_FORM = re.compile(r"(?P<guard>[^:@]*)(?::(?P<subject>[^:@]*))?(?:@(?:sha256:)?(?P<digest>.*))?", re.DOTALL)
_DIGEST = re.compile(rf"[0-9a-f]{{{BOUND_DIGITS},64}}")


class Guard(StrEnum):
    """The guards by the names that consents use."""

    PROTECT = "protect"
    RECREATE = "recreate"
    DELETES = "deletes"
    REMOVED_TERMS = "removed_terms"
    EMPTIED = "emptied"
    CHURN = "churn"
    DELETE_FIRST = "delete-first"


_WHOLE_PLAN = frozenset({Guard.RECREATE, Guard.CHURN})
"""They speak of the plan as a whole: a prefix would say nothing."""

_ONE_PREFIX = frozenset({Guard.PROTECT, Guard.DELETE_FIRST})
"""A consent without a prefix would be a global force."""


def parse_consent(text: str) -> Consent:
    """Read ``GUARD[:PREFIX][@DIGEST]``, as ``--allow`` and ``allow:`` have it. Raises ConfigurationError."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise ConfigurationError(
            f"{text!r} is nothing that can be allowed",
            next_step="write GUARD, GUARD:PREFIX or GUARD:PREFIX@DIGEST, as the plan prints it",
        )
    guard, subject, digest = match["guard"], match["subject"], match["digest"]
    _check_guard(guard)
    _check_subject(guard, subject)
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise ConfigurationError(
            f"{digest!r} is no beginning of a plan's digest",
            next_step=f"write at least {BOUND_DIGITS} hexadecimal digits, as the plan prints them",
        )
    return Consent(guard, subject, digest)


def consents_in_force(policy: Policy, allowed: Iterable[Consent], digest: Digest) -> tuple[Consent, ...]:
    """Give the consents that hold for the plan with this digest.

    Those of the configuration hold for one plan, so one that names none holds for none; those of the command line may
    name one.
    """
    bound = (consent for consent in policy.allow if consent.digest is not None)
    return tuple(consent for consent in (*allowed, *bound) if _holds(consent, digest))


def is_allowed(guard: Guard, subject: str | None, consents: Iterable[Consent]) -> bool:
    """Say whether one of the consents covers a guard for a prefix, or for the plan as a whole."""
    return any(consent.guard == guard and consent.subject in {None, subject} for consent in consents)


def _holds(consent: Consent, digest: Digest) -> bool:
    return consent.digest is None or digest.removeprefix(ALGORITHM).startswith(consent.digest)


def _check_guard(guard: str) -> None:
    names = [str(name) for name in Guard]
    if guard not in names:
        from difflib import get_close_matches  # noqa: PLC0415  late: only a mistake needs it

        near = get_close_matches(guard, names, n=1)
        raise ConfigurationError(
            f"there is no guard {guard!r}",
            why=f"the guards are {', '.join(names)}",
            next_step=f"did you mean {near[0]!r}?" if near else "take one of them",
        )


def _check_subject(guard: str, subject: str | None) -> None:
    if subject is None and guard in _ONE_PREFIX:
        raise ConfigurationError(f"{guard} needs a prefix", next_step=f"write {guard}:PREFIX")
    if subject is not None and guard in _WHOLE_PLAN:
        raise ConfigurationError(f"{guard} is about the whole plan", next_step=f"write {guard} alone")
    if subject is not None and not is_prefix(subject):
        raise ConfigurationError(f"{subject!r} is no prefix", next_step="write 1 to 10 of a-z0-9")


def allow_line(lines: Iterable[str]) -> str:
    """Write consents as the line that goes into the configuration; a bare colon in a flow list is no YAML."""
    entries = (f"'{line}'" if ":" in line else line for line in lines)
    return f"allow: [{', '.join(entries)}]"
