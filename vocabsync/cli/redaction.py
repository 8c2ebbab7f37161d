"""The last filter of both streams: no API key leaves the program, in whatever form it got into a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from vocabsync.remote.secret_forms import SecretForms

_LIKE_A_KEY = re.compile(r"[A-Za-z0-9+_.~-](?:[A-Za-z0-9+/_.~-]*[A-Za-z0-9+_.~-])?")
"""A part of a badly pasted value: without blanks, quotes, a BOM, an assignment, and what else is around a key."""

_FILE_VARIABLE = "DASHSCOPE_API_KEY_FILE_PATH"
_HOLDS_A_KEY = re.compile(r"DASHSCOPE_API_KEY(?:_(?!FILE_PATH$)[A-Z0-9_]+)?")


class Redaction:
    """A function from text to text that knows keys. It works on whole texts, before they are wrapped or cut."""

    __slots__ = ("_known",)

    def __init__(self, *known: SecretForms) -> None:
        """Start with these."""
        self._known = list(known)

    @classmethod
    def of_environment(cls, environ: Mapping[str, str]) -> Self:
        """Know the value of every variable that may hold a key or names a file that does, fit for use or not."""
        values = {environ[name].strip() for name in environ if _HOLDS_A_KEY.fullmatch(name)}
        if environ.get(_FILE_VARIABLE):
            from vocabsync.remote.api_key import peek_at_key_file  # noqa: PLC0415 - seldom there

            values.add(peek_at_key_file(environ))
        redaction = cls()
        for value in sorted(filter(None, values)):
            redaction.learn_value(value)
        return redaction

    def learn(self, forms: SecretForms) -> None:
        """Know one more key, as ``ApiKey.forms`` describes it."""
        self._known.append(forms)

    def learn_value(self, value: str) -> None:
        """Know one more value, and each of its parts where more than a key was pasted: a header, two lines."""
        from vocabsync.remote.secret_forms import SHORTEST_SEARCHED, SecretForms  # noqa: PLC0415 - most calls for help hold no key

        like_keys = _LIKE_A_KEY.findall(value)
        # A key that was given as a path may be shown by its last part.
        of_paths = [part for text in like_keys for part in text.split("/")]
        parts = dict.fromkeys([value, *value.split(), *like_keys, *of_paths])
        self._known += [SecretForms(text) for text in parts if len(text) >= SHORTEST_SEARCHED and not _is_common(text)]

    def __call__(self, text: str) -> str:
        """Give the text without any key."""
        for forms in self._known:
            text = forms.remove_from(text)
        return text


def _is_common(text: str) -> bool:
    """Whether a part of a badly pasted value is a word of ours, not a secret."""
    return text.rstrip(":").lower() == "authorization" or text.startswith("DASHSCOPE_API_KEY")
