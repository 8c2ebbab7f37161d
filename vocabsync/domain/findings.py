"""What a rule says about a list of terms: which rule, in which words, about which term. Places come later."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PER_RULE: Final = 201
"""Findings of one rule in one list that are looked for: one more than is ever listed."""


NOT_LISTED: Final = "VS139"
"""The rule that stands for all problems of a file that are not listed."""


@frozen(kw_only=True)
class Finding:
    """One complaint. ``index`` is the term's in the list, None for the list as a whole; ``part`` is a field's name.

    ``related`` is the index of the other term, where two are about each other.
    """

    rule: str
    summary: str
    index: int | None = None
    part: str | None = None
    related: int | None = None
    remedy: str | None = None


def first_ones(findings: Iterable[Finding]) -> list[Finding]:
    """Take as many findings of one rule as can be listed."""
    return list(islice(findings, MOST_PER_RULE))
