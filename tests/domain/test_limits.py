from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import a_policy, terms_of
from vocabsync.domain.identifiers import TargetModel
from vocabsync.domain.limits import (
    count_words,
    find_count_faults,
    find_strongest_faults,
    find_text_faults,
    find_weight_faults,
)
from vocabsync.domain.odd_text import describe_odd_characters, is_odd
from vocabsync.domain.policy import Policy
from vocabsync.domain.vocabulary import Term

GOOD = [
    "EGFR抑制剂",
    "Confucius' Family",
    "Müller GmbH",
    "a b c d e f g",
    "x" * 60,
    "赛" * 15,
    "𠮷" * 15,
    "  a   b c d e f g  ",
    "甲　乙",
    "\ue000区",
    "Strasse des 17. Juni",
]
BAD = [
    ("Straße des 17. Juni", "VS131", "19 characters"),
    ("赛" * 16, "VS131", "16 characters"),
    ("a b c d e f g h", "VS132", "8 words"),
    ("a\u00e9 b c d e f g h", "VS131", "16 characters"),
    ("", "VS130", "empty"),
    ("   ", "VS130", "empty"),
    ("a\x07b", "VS133", "U+0007"),
    ("a\u200bb", "VS133", "U+200B"),
    ("a\u202eb", "VS133", "U+202E"),
    ("a\ud800b", "VS133", "U+D800"),
    ("a\ufffeb", "VS133", "U+FFFE"),
    ("a\U0001fffeb", "VS133", "U+1FFFE"),
    ("a\u3164b", "VS133", "U+3164"),
    ("a\u00adb", "VS133", "U+00AD"),
    ("a\u2028b", "VS133", "U+2028"),
    ("a\ufe0fb", "VS133", "U+FE0F"),
    ("a\u0001\u0002\u0003\u0004b", "VS133", "U+0001, U+0002, U+0003 and 1 more"),
]


@pytest.mark.parametrize("text", GOOD)
def test_a_text_within_the_rules_is_accepted(text: str) -> None:
    assert find_text_faults([text]) == []


@pytest.mark.parametrize(("text", "rule", "said"), BAD)
def test_a_text_beyond_a_rule_is_refused_and_the_count_is_said(text: str, rule: str, said: str) -> None:
    (finding,) = find_text_faults(["好词", text])
    assert (finding.rule, finding.index, finding.part) == (rule, 1, "text")
    assert said in finding.summary


@given(st.text(max_size=20))
def test_one_character_outside_ascii_changes_the_length_rule(text: str) -> None:
    rules = {finding.rule for finding in find_text_faults([text])}
    assert ("VS131" in rules) is (not text.isascii() and len(text) > 15)
    assert ("VS132" in rules) is (text.isascii() and count_words(text) > 7)


@given(st.characters(codec=None))
def test_every_code_point_is_either_lawful_or_named(sign: str) -> None:
    refused = describe_odd_characters(f"a{sign}b") is not None
    assert refused is is_odd(sign)
    if unicodedata.category(sign)[0] in "LNPS" or sign == " ":
        assert not refused or sign in "\u115f\u1160\u3164\uffa0\u2800"


def test_a_list_of_thousands_of_mistakes_is_not_searched_to_its_end() -> None:
    assert len(find_text_faults([""] * 10_000)) == 201


@pytest.mark.parametrize("weight", [0, 6, -1, 49, 51, 10**30])
def test_a_weight_outside_of_the_table_is_refused(weight: int) -> None:
    assert [finding.rule for finding in find_weight_faults((Term("a b", weight),))] == ["VS134"]


@pytest.mark.parametrize("weight", [1, 2, 3, 4, 5, 50])
def test_a_weight_of_the_table_is_accepted(weight: int) -> None:
    assert find_weight_faults((Term("a b", weight),)) == []


def test_weight_50_is_for_qwen_audio_alone() -> None:
    terms = (Term("a b", 50),)
    assert [finding.rule for finding in find_strongest_faults(terms, TargetModel("fun-asr"))] == ["VS135"]
    assert find_strongest_faults(terms, TargetModel("qwen-audio-3.1-asr-flash")) == []
    assert find_strongest_faults(terms, TargetModel("unheard-of")) == []


def test_weight_50_is_for_fifty_terms_at_most() -> None:
    model = TargetModel("qwen-audio-3.0-asr-flash-streaming")
    assert find_strongest_faults(terms_of(*"ab" * 25, weight=50), model) == []
    (finding,) = find_strongest_faults(terms_of(*"abc" * 17, weight=50), model)
    assert (finding.rule, finding.index) == ("VS135", 50)


@pytest.mark.parametrize(
    ("model", "count", "rules"),
    [
        ("fun-asr", 0, ["VS137"]),
        ("fun-asr", 1, []),
        ("fun-asr", 2_000, []),
        ("fun-asr", 2_001, ["VS203"]),
        ("fun-asr", 10_000, ["VS203"]),
        ("fun-asr", 10_001, ["VS138"]),
        ("paraformer-v2", 500, []),
        ("paraformer-v2", 501, ["VS138"]),
        ("unheard-of", 1_000_000, []),
        ("unheard-of", 0, ["VS137"]),
    ],
)
def test_a_count_is_held_against_both_published_numbers(model: str, count: int, rules: list[str]) -> None:
    assert [finding.rule for finding in find_count_faults(count, TargetModel(model), a_policy())] == rules


@pytest.mark.parametrize(("count", "rules"), [(10_001, []), (20_000, []), (20_001, ["VS138"]), (0, ["VS137"])])
def test_a_raised_limit_replaces_both_numbers(count: int, rules: list[str]) -> None:
    model = TargetModel("fun-asr")
    policy = Policy(environment="prod", region="cn-beijing", term_limits={model: 20_000})
    assert [finding.rule for finding in find_count_faults(count, model, policy)] == rules


def test_a_lowered_limit_replaces_both_numbers_too() -> None:
    model = TargetModel("fun-asr")
    policy = Policy(environment="prod", region="cn-beijing", term_limits={model: 10})
    assert [finding.rule for finding in find_count_faults(11, model, policy)] == ["VS138"]
