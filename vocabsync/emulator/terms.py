"""What the stand-in makes of terms before it keeps them."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, TypeAlias

from vocabsync.emulator.refusals import terms_allowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.emulator.settings import Settings

Rows: TypeAlias = list[dict[str, Any]]


def keep_terms(terms: Rows, model: str, settings: Settings) -> str:
    """Give the JSON text that is kept of a list."""
    changed = _CHANGES[settings.text](terms)
    allowed = terms_allowed(model, settings)
    if settings.over_limit == "truncated" and allowed is not None:
        changed = changed[:allowed]
    return json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


def _respell(terms: Rows, spell: Callable[[str], str]) -> Rows:
    return [{**term, "text": spell(term["text"])} for term in terms]


def _deduplicate(terms: Rows) -> Rows:
    first: dict[tuple[str, str | None], dict[str, Any]] = {}
    for term in terms:
        first.setdefault((term["text"], term.get("lang")), term)
    return list(first.values())


_CHANGES: dict[str, Callable[[Rows], Rows]] = {
    "as-sent": lambda terms: terms,
    "trimmed": lambda terms: _respell(terms, str.strip),
    "nfc": lambda terms: _respell(terms, lambda text: unicodedata.normalize("NFC", text)),
    "deduplicated": _deduplicate,
    "reordered": lambda terms: sorted(terms, key=lambda term: (term["text"], term.get("lang") or "")),
}
