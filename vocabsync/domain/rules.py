"""The catalogue of rules: what each ID means, how much it weighs, and what to write instead.

VS1xx are errors: the service or this tool cannot use the file. VS2xx are judgement: warnings whose severity a
repository may set in ``rules:``. An ID is never given a second meaning; ``docs/rules.md`` shows each with examples.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.domain.diagnostic import Diagnostic, Severity
from vocabsync.domain.frozen import frozen
from vocabsync.domain.rule_texts import RULE_TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.domain.diagnostic import Place


@frozen(kw_only=True)
class Rule:
    """One rule. ``title`` is half a line, ``explanation`` says why it matters, ``remedy`` what to do, one sentence."""

    id: str
    title: str
    explanation: str
    remedy: str

    @property
    def severity(self) -> Severity:
        """How much it weighs unless a repository says otherwise."""
        return Severity.ERROR if self.id < "VS200" else Severity.WARNING

    @property
    def is_settable(self) -> bool:
        """Whether ``rules:`` may change the severity: errors are facts, warnings are judgement."""
        return self.severity is Severity.WARNING


RULES: Mapping[str, Rule] = {
    rule_id: Rule(id=rule_id, title=text.title, explanation=text.explanation, remedy=text.remedy)
    for rule_id, text in RULE_TEXTS.items()
}


def complain(
    rule_id: str,
    summary: str,
    place: Place,
    *,
    remedy: str | None = None,
    excerpt: str | None = None,
    related: tuple[Place, ...] = (),
) -> Diagnostic:
    """Make a diagnostic of a rule of the catalogue; without a ``remedy`` of its own it takes the rule's."""
    rule = RULES[rule_id]
    return Diagnostic(
        rule=rule_id,
        severity=rule.severity,
        summary=summary,
        remedy=rule.remedy if remedy is None else remedy,
        place=place,
        excerpt=excerpt,
        related=related,
    )


def set_severity(diagnostic: Diagnostic, severities: Mapping[str, Severity]) -> Diagnostic | None:
    """Weigh a diagnostic as the repository asks; None where it asks to ignore the rule. Errors stay errors."""
    wanted = severities.get(diagnostic.rule)
    if wanted is None or wanted is diagnostic.severity or not RULES[diagnostic.rule].is_settable:
        return diagnostic
    if wanted is Severity.IGNORE:
        return None
    return replace(diagnostic, severity=wanted)
