from __future__ import annotations

import re

import pytest

from vocabsync.domain.diagnostic import Place, Severity
from vocabsync.domain.rules import RULES, complain, set_severity

PLACE = Place("vocabularies/movies.yaml", 3, 5)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_explained_in_whole_sentences(rule: object) -> None:
    known = RULES[str(getattr(rule, "id", ""))]
    assert re.fullmatch(r"VS[12]\d\d", known.id)
    assert not known.title.endswith(".")
    assert known.explanation.endswith(".")
    assert known.remedy.endswith(".")
    assert known.remedy[0].isupper()


def test_errors_are_the_hundreds_and_warnings_the_two_hundreds() -> None:
    assert RULES["VS101"].severity is Severity.ERROR
    assert RULES["VS203"].severity is Severity.WARNING


def test_a_complaint_takes_weight_and_remedy_of_its_rule() -> None:
    diagnostic = complain("VS203", "too many", PLACE)
    assert (diagnostic.severity, diagnostic.remedy) == (Severity.WARNING, RULES["VS203"].remedy)


def test_a_complaint_may_bring_a_remedy_of_its_own() -> None:
    assert complain("VS115", "what?", PLACE, remedy="Did you mean `weight`?").remedy == "Did you mean `weight`?"


@pytest.mark.parametrize(
    ("severity", "is_kept", "is_error"),
    [(Severity.IGNORE, False, False), (Severity.WARNING, True, False), (Severity.ERROR, True, True)],
)
def test_a_warning_weighs_what_the_repository_says(severity: Severity, is_kept: bool, is_error: bool) -> None:  # noqa: FBT001  a table
    weighed = set_severity(complain("VS203", "too many", PLACE), {"VS203": severity})
    assert (weighed is not None) is is_kept
    assert (weighed is not None and weighed.is_error) is is_error


def test_an_error_stays_one() -> None:
    diagnostic = complain("VS131", "too long", PLACE)
    assert set_severity(diagnostic, {"VS131": Severity.IGNORE}) is diagnostic


def test_a_rule_that_nobody_weighs_keeps_its_weight() -> None:
    diagnostic = complain("VS203", "too many", PLACE)
    assert set_severity(diagnostic, {"VS204": Severity.ERROR}) is diagnostic
