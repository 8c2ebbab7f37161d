"""Which known terms may have been meant by one that nobody knows."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 3
_ALIKE = 0.6


def find_similar(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give at most three, the nearest first.

    Nearest are those that look the same (case, full-width letters, blanks), then those that hold the text or lie in it,
    then those that share most signs with it.
    """
    forms = {each: _form(each) for each in known}
    wanted = _form(text)
    if not wanted:
        return ()
    same = [each for each, form in forms.items() if form == wanted]
    around = [each for each, form in forms.items() if form and (wanted in form or form in wanted)]
    around.sort(key=lambda each: (abs(len(forms[each]) - len(wanted)), each))
    of_form = {form: each for each, form in forms.items()}
    alike = [of_form[form] for form in get_close_matches(wanted, of_form, n=MOST, cutoff=_ALIKE)]
    return tuple(dict.fromkeys([*same, *around, *alike]))[:MOST]


def _form(text: str) -> str:
    """Give what is left of a text without case, width and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
