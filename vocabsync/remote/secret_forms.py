"""The shapes in which a secret may turn up in a text, and their removal."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from urllib.parse import quote, quote_plus

SHORTEST_SEARCHED = 8
"""A shorter secret is never searched for: it would be found in half the words there are."""

MARK = "[key removed]"
"""What stands where a secret stood."""


class SecretForms:
    """Knows every form of one secret; shows none of them."""

    __slots__ = ("_forms",)

    def __init__(self, secret: str) -> None:
        """Work out the forms once. A short secret has none."""
        self._forms = _forms_of(secret) if len(secret) >= SHORTEST_SEARCHED else ()

    def __repr__(self) -> str:
        """Never the forms."""
        return "<SecretForms>"

    def __reduce_ex__(self, protocol: object) -> str:
        """Stay where it is: neither pickled nor copied."""
        raise TypeError("a secret is neither pickled nor copied")

    def remove_from(self, text: str) -> str:
        """Give the text with a mark in the place of each form, the longest first."""
        for form in self._forms:
            text = text.replace(form, MARK)  # a form that does not occur costs one fast search and no copy
        return text


def _forms_of(secret: str) -> tuple[str, ...]:
    escaped_as_json = json.dumps(secret)[1:-1]
    plain = {
        secret,
        escaped_as_json,
        json.dumps(escaped_as_json)[1:-1],
        html.escape(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        "".join(f"%{byte:02X}" for byte in secret.encode()),
        "".join(f"%{byte:02x}" for byte in secret.encode()),
        "".join(f"\\u{ord(character):04x}" for character in secret),
        "".join(f"\\u{ord(character):04X}" for character in secret),
        secret.encode().hex(),
        secret.encode().hex().upper(),
    }
    one_way = plain | _base64_forms(secret) | _base64_forms(secret[::-1])
    forms = one_way | {form[::-1] for form in one_way}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _base64_forms(secret: str) -> set[str]:
    """Give what base64 makes of the secret wherever it begins within three bytes, without its neighbours' bits."""
    found: set[str] = set()
    for offset, first_whole in ((0, 0), (1, 2), (2, 3)):
        padded = bytes(offset) + secret.encode()
        inner = b64encode(padded).decode()[first_whole : len(padded) * 8 // 6]
        found |= {inner, inner.replace("+", "-").replace("/", "_")}
    return found
