"""Schema errors → diagnostics: what pydantic found, in words of people who write lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vocabsync.desired.key_forms import form_of, known_keys
from vocabsync.desired.plain_scalars import Implicit, Reported
from vocabsync.desired.slips import is_slip

if TYPE_CHECKING:
    from pydantic import ValidationError

    from vocabsync.desired.document import Document
    from vocabsync.desired.node_marks import Path
    from vocabsync.domain.diagnostic import Diagnostic

_UNKNOWN_KEY: Final = "unexpected_keyword_argument"
_MISSING: Final = "missing"
_NOT_ALLOWED: Final = frozenset(
    {"literal_error", "string_pattern_mismatch", "greater_than_equal", "string_too_short", "too_short"}
)
_WANTED: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "keys with values",
    "dataclass_type": "keys with values",
}


def explain(
    error: ValidationError, document: Document, shape: object, *, prefix: Path = (), offset: int = 0
) -> list[Diagnostic]:
    """Turn every error into a diagnostic, one per place.

    ``shape`` is the annotation of the whole document; ``prefix`` and ``offset`` say where in it the validated part
    lies: ``offset`` items of the list at ``prefix`` come before it.
    """
    found: dict[tuple[Path, bool], Diagnostic] = {}
    for each in error.errors(include_url=False, include_context=False):
        loc = each["loc"]
        if loc and isinstance(loc[0], int):
            loc = (loc[0] + offset, *loc[1:])
        kind = each["type"]
        path = _existing(document, (*prefix, *loc))
        if kind == _MISSING:
            found[(*path, loc[-1]), True] = _missing_key(document, path, str(loc[-1]))
        elif kind == "string_type" and isinstance(each["input"], dict):
            continue  # a term may be a text or an entry; the complaints about the entry say more
        elif (path, False) not in found and not isinstance(each["input"], Reported):
            found[path, False] = _explain_one(document, shape, kind, path)
    return list(found.values())


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Say which known word is meant, or which there are."""
    from difflib import get_close_matches  # noqa: PLC0415  late: only a mistake needs it

    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else f"Known here: {', '.join(known)}."


def _existing(document: Document, loc: Path) -> Path:
    """Leave out what pydantic adds to a path: names of union members, and the key that is missing."""
    path: list[int | str] = []
    node = document.data
    for step in loc:
        if isinstance(node, dict) and step in node:
            node = node[str(step)]
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _explain_one(document: Document, shape: object, kind: str, path: Path) -> Diagnostic:
    if kind == _UNKNOWN_KEY:
        return _unknown_key(document, shape, path)
    value = document.value(path)
    form = form_of(path)
    remedy = f"Write `{form}`." if form else None
    if isinstance(value, Implicit) and not value.raw:
        return document.complain("VS116", "nothing stands here", path, remedy=remedy)
    if kind == "string_type" and isinstance(value, Implicit | bool | int) and path[-1:] != ("removed_terms",):
        return _not_surely_text(document, path)
    if isinstance(value, str) and is_slip(value):
        return document.complain("VS110", "a full-width sign makes one text of what was meant as a list or keys", path)
    if path and path[-1] == "weight":
        return document.complain("VS134", f"{describe(value)} is no whole number, and so no weight", path)
    return _not_wanted(document, kind, path, remedy)


def _not_wanted(document: Document, kind: str, path: Path, remedy: str | None) -> Diagnostic:
    value = document.value(path)
    if kind in _NOT_ALLOWED:
        return document.complain("VS118", f"{describe(value)} is not allowed here", path, remedy=remedy)
    is_term = bool(path) and isinstance(path[-1], int) and path[-2:-1] in {("terms",), ()}
    wanted = "a text, or {text: …}" if is_term else _WANTED.get(kind, "another value")
    return document.complain("VS116", f"{describe(value)} stands where {wanted} is needed", path, remedy=remedy)


def _not_surely_text(document: Document, path: Path) -> Diagnostic:
    raw = document.raw(path)
    remedy = f"Put it in quotes: '{raw}'."
    return document.complain("VS114", f"without quotes, some programs do not read `{raw}` as text", path, remedy=remedy)


def describe(value: object) -> str:
    """Name a value in a sentence."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text '{value if len(value) <= 40 else value[:39] + '…'}'"
    if isinstance(value, Implicit):
        return f"`{value.raw}`" if value.raw else "nothing"
    return f"`{str(value).lower()}`"


def _unknown_key(document: Document, shape: object, path: Path) -> Diagnostic:
    key = str(path[-1])
    if is_slip(key):
        return document.complain("VS110", f"`{key}` is read as one key", path, of_key=True)
    remedy = nearest(key, known_keys(shape, path[:-1]))
    return document.complain("VS115", f"`{key}` is no known key", path, of_key=True, remedy=remedy)


def _missing_key(document: Document, path: Path, key: str) -> Diagnostic:
    form = form_of((*path, key))
    return document.complain("VS117", f"`{key}` is missing", path, remedy=f"Add `{form or key}`.")
