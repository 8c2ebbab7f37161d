"""Each form of a key is removed on its own, wherever it stands, and nothing else is."""

from __future__ import annotations

import base64
import copy
import html
import json
import pickle
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from vocabsync.remote.secret_forms import LONGEST_ESCAPED, MARK, SHORTEST_SEARCHED, SecretForms

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "sk-~?>~?&<7"
"""Its base64 holds both signs in which the two alphabets differ; HTML has names for two of its characters."""

LONE = "key-\ud800-of-a-broken-file"
"""Half a character, as an environment variable may hold it that is not UTF-8."""

TURNED = KEY[::-1]


def removed(text: str, key: str = KEY) -> str:
    return SecretForms(key).remove_from(text)


def percent_encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


FORMS = {
    "plain": KEY,
    "reversed": TURNED,
    "hex": KEY.encode().hex(),
    "hex in capitals": KEY.encode().hex().upper(),
    "hex, reversed": KEY.encode().hex()[::-1],
    "URL": quote(KEY),
    "URL, every character": percent_encoded(KEY),
    "URL, small letters": percent_encoded(KEY).lower(),
    "HTML": html.escape(KEY),
    "HTML, numbers": "".join(f"&#{ord(character)};" for character in KEY),
    "HTML, hexadecimal": "".join(f"&#x00{ord(character):X};" for character in KEY),
    "JSON": "".join(f"\\u{ord(character):04x}" for character in KEY),
    "JSON in JSON": "".join(f"\\\\u{ord(character):04X}" for character in KEY),
    "Python": "".join(f"\\x{ord(character):02x}" for character in KEY),
    "with backslashes": "".join(f"\\{character}" for character in KEY),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_removed_and_what_stands_around_it_stays(form: str) -> None:
    forms = SecretForms(KEY)
    assert forms.remove_from(f"<{form}> and ({form})") == f"<{MARK}> and ({MARK})"
    assert forms.are_in(f"<{form}>")
    assert not forms.are_in(f"<{form[:5]}>")


def test_an_escaped_key_is_found_among_signs_of_every_kind_of_escape() -> None:
    assert removed(f"100 % \\ & {percent_encoded(KEY)} & \\ %") == f"100 % \\ & {MARK} & \\ %"


@pytest.mark.parametrize("key", [KEY, TURNED], ids=["as it is", "reversed"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        # Three bytes are four characters: what stays holds bits of the neighbours.
        (b"", b"", (0, 14)),
        (b"abc", b"xyz!", (4, 18)),
        (b"a", b"", (2, 16)),
        (b"abcd", b"xy", (6, 20)),
        (b"ab", b"xy", (3, 17)),
        (b"abcde", b"", (7, 21)),
    ],
)
def test_base64_is_removed_up_to_the_characters_that_neighbours_share(
    key: str, encode: Callable[[bytes], bytes], before: bytes, after: bytes, left: tuple[int, int]
) -> None:
    text = encode(before + key.encode() + after).decode()
    assert removed(text) == f"{text[: left[0]]}{MARK}{text[left[1] :]}"
    assert removed(text[::-1]) == f"{text[left[1] :][::-1]}{MARK}{text[: left[0]][::-1]}"


def test_a_form_within_a_longer_one_leaves_nothing_of_the_longer_one() -> None:
    key = "33333333"
    assert key in key.encode().hex()
    assert removed(key.encode().hex(), key) == MARK
    assert removed(key, key) == MARK


@pytest.mark.parametrize(
    "form",
    [LONE, LONE[::-1], percent_encoded(LONE), json.dumps(LONE)[1:-1], LONE.encode("utf-8", "surrogatepass").hex()],
)
def test_a_key_with_half_a_character_is_a_key_like_others(form: str) -> None:
    assert removed(f"<{form}>", LONE) == f"<{MARK}>"


def test_a_key_with_a_chinese_character_is_found_byte_for_byte_escaped() -> None:
    assert removed("?key=" + percent_encoded("密钥-of-mine"), "密钥-of-mine") == f"?key={MARK}"


def test_a_short_key_has_no_form_at_all() -> None:
    key = "k" * (SHORTEST_SEARCHED - 1)
    for text in (key, percent_encoded(key), key.encode().hex(), "sk-XXXX: 100 % & more \\"):
        assert removed(text, key) == text
        assert not SecretForms(key).are_in(text)


def test_a_key_of_eight_characters_has_every_form() -> None:
    key = "k" * SHORTEST_SEARCHED
    assert removed(f"{key} {percent_encoded(key)}", key) == f"{MARK} {MARK}"


def test_a_value_longer_than_any_key_is_looked_for_without_escapes_inside_it() -> None:
    longest = "k" * LONGEST_ESCAPED
    assert removed(percent_encoded(longest), longest) == MARK
    longer = longest + "y"
    assert removed(percent_encoded(longer), longer) == percent_encoded(longer)
    assert removed(longer, longer) == MARK


def test_the_forms_show_nothing_and_stay_where_they_are() -> None:
    forms = SecretForms(KEY)
    assert repr(forms) == "<SecretForms>"
    for spread in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match=r"^a secret is neither pickled nor copied$"):
            spread(forms)
