"""How consents are written, and for which plan they hold."""

from __future__ import annotations

import pytest
import yaml

from vocabsync.domain.consents import allow_line
from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.guards import parse_consent
from vocabsync.domain.policy import Consent


@pytest.mark.parametrize(
    ("text", "consent"),
    [
        ("deletes", Consent("deletes")),
        ("deletes:movies", Consent("deletes", "movies")),
        ("delete-first:movies", Consent("delete-first", "movies")),
        ("protect:movies", Consent("protect", "movies")),
        ("recreate", Consent("recreate")),
        ("deletes@9c1d2e3f", Consent("deletes", None, "9c1d2e3f")),
        ("removed_terms:movies@sha256:" + "0a" * 32, Consent("removed_terms", "movies", "0a" * 32)),
    ],
)
def test_a_consent_names_a_guard_perhaps_a_prefix_and_perhaps_a_plan(text: str, consent: Consent) -> None:
    assert parse_consent(text) == consent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("delets", "there is no guard 'delets'"),
        ("delets", "did you mean 'deletes'?"),
        ("", "\ntake one of them"),
        ("everything", "the guards are protect, recreate, deletes"),
        ("deletes:", "'' is no prefix"),
        ("deletes:My-App", "'My-App' is no prefix"),
        ("delete-first", "write delete-first:PREFIX"),
        ("protect", "protect needs a prefix"),
        ("churn:movies", "write churn alone"),
        ("recreate:movies", "recreate is about the whole plan"),
        ("deletes@9c1d2e3", "at least 8 hexadecimal digits"),
        ("deletes@9C1D2E3F", "no beginning of a plan's digest"),
        ("deletes@" + "0" * 65, "no beginning of a plan's digest"),
        ("deletes@", "no beginning of a plan's digest"),
        ("deletes:a:b", "is nothing that can be allowed"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_consent(text)
    assert said in str(refused.value)


def test_a_line_to_copy_is_yaml_that_every_reader_takes_for_the_same_texts() -> None:
    lines = ["deletes@9c1d2e3f", "removed_terms:movies@9c1d2e3f"]
    assert yaml.safe_load(allow_line(lines)) == {"allow": lines}
    # PyYAML is one of those that forgive a bare colon in a flow list.
    assert allow_line(lines) == "allow: [deletes@9c1d2e3f, 'removed_terms:movies@9c1d2e3f']"
