"""Where one text stands as a term in one version of a file, and what that version says of it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.encodings import decode_strictly
from vocabsync.desired.json_events import read_json
from vocabsync.desired.table_lines import read_lines, read_table
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.document import Document


@frozen(kw_only=True)
class Occurrence:
    """One term of one file. ``prefix`` is None in a shared list, and ``weight`` where the including file decides.

    ``by_default``: the term itself names no weight. ``listed_in`` names the shared list where a vocabulary
    file has it from.
    """

    path: str
    line: int
    prefix: str | None
    text: str
    weight: int | None
    lang: str | None
    note: str | None = None
    by_default: bool = False
    listed_in: str | None = None


def find_occurrences(
    path: str, content: bytes, text: str, *, is_list: bool, caps: Caps = DEFAULT_CAPS
) -> tuple[Occurrence, ...]:
    """Find a text among the terms of one version; nothing where it cannot be read. ``is_list``: it is a shared list."""
    try:
        return tuple(_find(path, decode_strictly(content, path), text, caps, is_list=is_list))
    except Unreadable:
        return ()


def read_texts(path: str, content: bytes, *, is_list: bool, caps: Caps = DEFAULT_CAPS) -> tuple[str, ...]:
    """Give every text that one version has as a term; nothing where it cannot be read."""
    try:
        return tuple(each.text for each in _find(path, decode_strictly(content, path), None, caps, is_list=is_list))
    except Unreadable:
        return ()


def _find(path: str, source: str, text: str | None, caps: Caps, *, is_list: bool) -> Iterator[Occurrence]:
    """Give the terms with this text, or all for None."""
    match PurePosixPath(path).suffix:
        case ".yaml" | ".yml":
            yield from _in_document(read_yaml(path, source, caps), path, text, is_list=is_list)
        case ".json":
            yield from _in_document(read_json(path, source, caps), path, text, is_list=True)
        case ".csv" | ".tsv" | ".txt" as suffix:
            delimiter = "\t" if suffix == ".tsv" else ","
            is_text = suffix == ".txt"
            rows = read_lines(path, source, caps) if is_text else read_table(path, source, caps, delimiter=delimiter)
            for number, row in enumerate(rows.rows):
                if text in {None, row.text}:
                    line = rows.source.place(rows.locate(number, None)).line
                    yield Occurrence(
                        path=path,
                        line=line,
                        prefix=None,
                        text=row.text,
                        weight=row.weight,
                        lang=row.lang,
                        note=row.note,
                        by_default=row.weight is None,
                    )
        case _:
            return


def _in_document(document: Document, path: str, text: str | None, *, is_list: bool) -> Iterator[Occurrence]:
    head: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    items = head.get("terms") if head else document.data
    defaults = head.get("defaults")
    defaults = defaults if isinstance(defaults, dict) else {}
    for number, item in enumerate(items if isinstance(items, list) else ()):
        fields = item if isinstance(item, dict) else {"text": item}
        said = _text(fields.get("text"))
        if said is not None and text in {None, said}:
            weight = fields.get("weight", defaults.get("weight", None if is_list else DEFAULT_WEIGHT))
            yield Occurrence(
                path=path,
                line=document.place((*(("terms",) if head else ()), number)).line,
                prefix=None if is_list else PurePosixPath(path).stem,
                text=said,
                weight=weight if isinstance(weight, int) else None,
                lang=_text(fields.get("lang", defaults.get("lang"))),
                note=_text(fields.get("note")),
                by_default="weight" not in fields,
            )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
