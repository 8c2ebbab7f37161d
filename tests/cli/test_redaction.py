from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.canary import CANARY, every_form_of, traces_of
from vocabsync.cli.redaction import Redaction
from vocabsync.remote.secret_forms import MARK, SecretForms

if TYPE_CHECKING:
    from pathlib import Path

FILTER = Redaction(SecretForms(CANARY))


@pytest.mark.parametrize("name", every_form_of())
def test_every_form_of_the_key_is_found_by_the_search_and_removed_by_the_filter(name: str) -> None:
    text = f"before {every_form_of()[name]} after"
    assert traces_of(text), "the search itself must find it, else this test proves nothing"
    filtered = FILTER(text)
    assert not traces_of(filtered)
    assert MARK in filtered
    assert filtered.startswith("before ")
    assert filtered.endswith(" after")


@given(before=st.binary(max_size=40), after=st.binary(max_size=40))
def test_base64_of_anything_around_the_key_is_removed(before: bytes, after: bytes) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert not traces_of(FILTER(encode(before + CANARY.encode() + after).decode()))


@given(key=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=8, max_size=60))
def test_any_key_of_eight_characters_or_more_leaves_in_no_form(key: str) -> None:
    redact = Redaction(SecretForms(key))
    for text in every_form_of(key).values():
        assert key not in redact(text)
        assert key.encode().hex() not in redact(text)
        assert json.dumps(key)[1:-1] not in redact(text)


def test_a_key_under_eight_characters_is_never_searched_for() -> None:
    assert Redaction(SecretForms("plan"))("the plan is planned") == "the plan is planned"


def test_text_without_a_key_is_the_same_object_afterwards() -> None:
    text = "1 to create, 1 to update " * 1000
    assert FILTER(text) is text


def test_every_variable_that_may_hold_a_key_is_known() -> None:
    redact = Redaction.of_environment(
        {
            "DASHSCOPE_API_KEY": f"  {CANARY}\n",
            "DASHSCOPE_API_KEY_STAGING": "sk-another-long-key",
            "DASHSCOPE_API_KEY_FILE_PATH": "/run/secrets/dashscope",
            "HOME": "/home/somebody",
        }
    )
    assert redact(f"{CANARY} sk-another-long-key") == f"{MARK} {MARK}"
    assert redact("/run/secrets/dashscope /home/somebody") == "/run/secrets/dashscope /home/somebody"


@pytest.mark.parametrize(
    "value",
    [f"Authorization: Bearer {CANARY}", f"{CANARY} {CANARY}x", f"old-key-of-mine\r\n{CANARY}", f"\ufeff{CANARY}é"],
)
def test_a_badly_pasted_value_is_removed_in_its_parts_too(value: str) -> None:
    redact = Redaction.of_environment({"DASHSCOPE_API_KEY": value})
    for part in value.split():
        if CANARY in part:
            assert CANARY not in redact(f"saw {part} here")
    assert redact("Authorization: Bearer of news") == "Authorization: Bearer of news"


@pytest.mark.parametrize(
    "value",
    [f'"{CANARY}"', f"\ufeff{CANARY}", f"DASHSCOPE_API_KEY={CANARY}", f"{CANARY}\x00{CANARY}", f"key={CANARY}钥匙"],
)
def test_the_key_alone_is_known_whatever_was_pasted_around_it(value: str) -> None:
    redact = Redaction.of_environment({"DASHSCOPE_API_KEY": value})
    assert redact(f"saw {CANARY} here") == f"saw {MARK} here"


@pytest.mark.parametrize(
    "value", [f"Authorization: Bearer {CANARY}", f"AUTHORIZATION {CANARY}", f"DASHSCOPE_API_KEY={CANARY}"]
)
def test_words_of_ours_that_were_pasted_with_the_key_stay_readable(value: str) -> None:
    redact = Redaction.of_environment({"DASHSCOPE_API_KEY": value})
    told = "set DASHSCOPE_API_KEY: AUTHORIZATION and Authorization: Bearer are no part of a key"
    assert redact(f"{told} ({CANARY})") == f"{told} ({MARK})"


@pytest.mark.parametrize("word", ["AuthorizationX", "sk-eight", "my-DASHSCOPE_API_KEY"])
def test_a_part_of_eight_characters_that_is_no_word_of_ours_is_known(word: str) -> None:
    assert Redaction.of_environment({"DASHSCOPE_API_KEY": f"{word} {CANARY}"})(f"saw {word}") == f"saw {MARK}"


def test_a_key_that_was_given_as_a_path_is_known_by_its_last_part() -> None:
    redact = Redaction.of_environment({"DASHSCOPE_API_KEY": "/run/secrets/sk-of-mine"})
    assert redact("no file sk-of-mine") == f"no file {MARK}"


def test_a_value_as_long_as_a_book_is_known_as_it_is_and_costs_no_time() -> None:
    redact = Redaction.of_environment({"DASHSCOPE_API_KEY": CANARY * 3000})
    assert redact(CANARY * 3000) == MARK


@pytest.mark.parametrize("content", [CANARY, f"\ufeff{CANARY}\r\n", f"key: {CANARY}\n"])
def test_what_stands_in_the_key_file_is_known_from_the_start(content: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(content, "utf-8")
    assert Redaction.of_environment({"DASHSCOPE_API_KEY_FILE_PATH": str(file)})(f"saw {CANARY}") == f"saw {MARK}"
    missing = Redaction.of_environment({"DASHSCOPE_API_KEY_FILE_PATH": str(tmp_path / "none")})
    assert missing("nothing is known") == "nothing is known"


def test_a_key_from_a_file_can_be_learnt_later() -> None:
    redact = Redaction.of_environment({})
    assert redact(CANARY) == CANARY
    redact.learn(SecretForms(CANARY))
    assert redact(CANARY) == MARK


def test_the_filter_shows_nothing_of_what_it_knows() -> None:
    assert not traces_of(repr(FILTER) + repr(SecretForms(CANARY)))
    assert not hasattr(FILTER, "__dict__")
