"""JSON lists: the SDK's array, a word map, an answer of the service, and our own backups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vocabsync.desired.import_rows import RejectedRow
from vocabsync.desired.json_events import read_json
from vocabsync.desired.plain_scalars import Implicit
from vocabsync.desired.weight_scales import Scale
from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    from vocabsync.desired.caps import Caps
    from vocabsync.desired.document import Document
    from vocabsync.desired.import_rows import Imported

_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])', re.DOTALL)
_FIELDS = frozenset({"text", "weight", "lang", "note"})


def read_json_list(name: str, text: str, scale: Scale | None, imported: Imported, caps: Caps) -> None:
    """Read any of the shapes. Raises Unreadable where it is no JSON."""
    clean = _STRING_OR_COMMA.sub(lambda match: " " if match[0] == "," else match[0], text)
    if clean != text:
        imported.notes.append("commas before a closing bracket were left out, as in the vendor's samples")
    document = read_json(name, clean, caps)
    for problem in document.problems:
        imported.rejected.append(RejectedRow(problem.place.line, (problem.excerpt or "").strip(), problem.summary))
    data, path = _find_list(document.data)
    chosen = scale or Scale.DASHSCOPE
    if isinstance(data, dict):
        for word, weight in data.items():
            line = document.place((*path, word), of_key=True).line
            imported.take(line, text=word, weight=_said(weight), scale=chosen)
        return
    if not isinstance(data, list):
        raise VocabsyncError(
            "the file is neither a list of terms nor a map from words to weights",
            where=name,
            next_step='import a file like [{"text": "热词", "weight": 4}] or {"热词": 4}',
        )
    _read_items(data, path, document, chosen, imported)


def _find_list(data: object) -> tuple[object, tuple[str | int, ...]]:
    """Find the list within an answer of the service or a backup of ours."""
    path: tuple[str | int, ...] = ()
    for key in ("output", "vocabulary"):
        if isinstance(data, dict) and isinstance(data.get(key), dict | list):
            data, path = data[key], (*path, key)
    return data, path


def _read_items(
    items: list[object], path: tuple[str | int, ...], document: Document, scale: Scale, imported: Imported
) -> None:
    unknown: list[str] = []
    for number, item in enumerate(items):
        line = document.place((*path, number)).line
        if isinstance(item, str):
            imported.take(line, text=item)
            continue
        fields = item if isinstance(item, dict) else {}
        unknown += (key for key in fields if key not in _FIELDS)
        text, lang, note = (fields.get(key) for key in ("text", "lang", "note"))
        imported.take(
            line,
            text=text if isinstance(text, str) else "",
            weight=_said(fields.get("weight")),
            lang=lang if isinstance(lang, str) else None,
            note=note if isinstance(note, str) else None,
            scale=scale,
        )
    imported.tell_left_out(unknown, "fields")


def _said(weight: object) -> str | float | None:
    """Give a weight as it is written; null is none."""
    if isinstance(weight, Implicit):
        return None if weight.raw == "null" else weight.raw
    if weight is None or (isinstance(weight, int | float | str) and not isinstance(weight, bool)):
        return weight
    return str(weight)
