"""The shapes in which a secret may turn up in a text, and their removal."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from typing import NoReturn

SHORTEST_SEARCHED = 8
"""A shorter secret is never searched for: it would be found in half the words there are."""

LONGEST_ESCAPED = 512
"""A longer secret, which no key is, is looked for without escapes inside it: the pattern would take seconds."""

MARK = "[key removed]"
"""What stands where a secret stood."""


class SecretForms:
    """Knows every form of one secret; shows none of them."""

    __slots__ = ("_escapable", "_escaped", "_fixed")

    def __init__(self, secret: str) -> None:
        """Work out the forms once, those with escapes when they are first needed. A short secret has none."""
        is_searched = len(secret) >= SHORTEST_SEARCHED
        self._fixed = _fixed_forms(secret) if is_searched else ()
        self._escapable = secret if is_searched and len(secret) <= LONGEST_ESCAPED else ""
        self._escaped: re.Pattern[str] | None = None

    def __repr__(self) -> str:
        """Never the forms."""
        return "<SecretForms>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Stay where it is."""
        raise TypeError("a secret is neither pickled nor copied")

    def are_in(self, text: str) -> bool:
        """Whether a text holds any form."""
        return self.remove_from(text) != text

    def remove_from(self, text: str) -> str:
        """Give the text with a mark in the place of each form, the longest first."""
        # Escapes first, while they are whole. What does not occur costs one fast search and no copy.
        if self._escapable and any(sign in text for sign in "\\%&"):
            self._escaped = self._escaped or _escaped_forms(self._escapable)
            text = self._escaped.sub(MARK, text)
        for form in self._fixed:
            text = text.replace(form, MARK)
        return text


def _fixed_forms(secret: str) -> tuple[str, ...]:
    coded = secret.encode("utf-8", errors="surrogatepass")
    one_way = {secret, coded.hex(), coded.hex().upper()} | _base64_forms(coded) | _base64_forms(coded[::-1])
    forms = one_way | {form[::-1] for form in one_way}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _base64_forms(coded: bytes) -> set[str]:
    """Give what base64 makes of the secret wherever it begins within three bytes, without its neighbours' bits."""
    found: set[str] = set()
    for offset, first_whole in ((0, 0), (1, 2), (2, 3)):
        padded = bytes(offset) + coded
        inner = b64encode(padded).decode()[first_whole : len(padded) * 8 // 6]
        found |= {inner, inner.replace("+", "-").replace("/", "_")}
    return found


def _escaped_forms(secret: str) -> re.Pattern[str]:
    """Match the secret with any of its characters escaped as URL, JSON (once or twice), HTML or Python have it."""
    return re.compile("".join(map(_one_character, secret)))


def _one_character(character: str) -> str:
    code = ord(character)
    percent = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", errors="surrogatepass"))
    ways = [
        rf"\\{{0,3}}{re.escape(character)}",
        f"(?i:{percent})",
        rf"(?i:\\{{1,4}}u{code:04x})",
        rf"(?i:\\{{1,4}}x{code:02x})",
        f"(?i:&#0{{0,6}}{code};|&#x0{{0,6}}{code:x};)",
    ]
    if (named := html.escape(character)) != character:
        ways.append(re.escape(named))
    return f"(?:{'|'.join(ways)})"
