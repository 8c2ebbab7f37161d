"""The plan document both ways: a plan becomes JSON, and JSON that came back is read strictly, as data.

A saved plan is compared, never executed (design.md section 5): whoever rewrites the file can only make apply refuse.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.json_faults import why_no_json
from vocabsync.render.document_from_plan import to_document
from vocabsync.render.document_shape import FORMAT_VERSION, PlanDocument
from vocabsync.render.escape import json_text

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

    from pydantic import TypeAdapter


__all__ = ["PlanDocument", "dump_document", "only", "parse_document", "plan_schema", "to_document"]

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes of a plan file; 2,000,000 terms, all changed, stay under it."""

_PROBLEMS_SHOWN = 3
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)")
MAKE_ANEW = "make it anew with `vocabsync plan --out FILE`"
"""The way out of whatever is wrong with a saved plan."""


def dump_document(document: PlanDocument) -> str:
    """Write the document as JSON: keys as in the schema, a term a line, nothing active on a terminal."""
    return _written(document, "") + "\n"


def _written(value: object, indent: str) -> str:
    """Write one value; whatever holds only scalars stays on one line."""
    if isinstance(value, tuple):
        brackets, names, items = "[]", ("",) * len(value), value
    elif is_dataclass(value) and not isinstance(value, type):
        keys, names = _keys(type(value))
        brackets, items = "{}", tuple(getattr(value, key) for key in keys)
    else:
        return json_text(_scalar(value)) if isinstance(value, str) else _scalar(value)
    deeper = indent + "  "
    pieces = [name + _written(item, deeper) for name, item in zip(names, items, strict=True)]
    if not any(isinstance(item, tuple) or is_dataclass(item) for item in items):
        return f"{brackets[0]}{', '.join(pieces)}{brackets[1]}"
    return f"{brackets[0]}\n{deeper}" + f",\n{deeper}".join(pieces) + f"\n{indent}{brackets[1]}"


_scalar = json.JSONEncoder(ensure_ascii=False).encode


@cache
def _keys(shape: Hashable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the keys of a shape, and how they are written."""
    keys = tuple(field.name for field in fields(shape))  # type: ignore[arg-type]  # a dataclass, hashable as any type
    return keys, tuple(f'"{key}": ' for key in keys)


def parse_document(data: bytes, *, source: str = "the plan file") -> PlanDocument:
    """Read a saved plan; raises StateDamaged for anything but a whole document that this version knows."""
    from pydantic import ValidationError  # noqa: PLC0415 (expensive, only for saved plans)

    _refuse_odd_json(data, source)
    try:
        return _adapter().validate_json(data)
    except ValidationError as error:
        problems = [
            f"{'.'.join(str(step) for step in problem['loc']) or 'the document'} {_complaint(problem['type'])}"
            for problem in error.errors(include_url=False, include_input=False)
        ]
        more = len(problems) - _PROBLEMS_SHOWN
        if more > 0:
            problems[_PROBLEMS_SHOWN:] = [f"{more} more"]
        raise StateDamaged(
            "this is no plan that vocabsync wrote", where=source, why="; ".join(problems), next_step=MAKE_ANEW
        ) from None


def _complaint(kind: str) -> str:
    """Say in our words what the validator has against a value."""
    match kind:
        case "missing":
            return "is missing"
        case "unexpected_keyword_argument":
            return "is not known"
        case _:
            return "is not what it has to be"


def _refuse_odd_json(data: bytes, source: str) -> None:
    """Refuse what pydantic's own JSON reader lets through: equal keys, NaN; and newer formats, by their name."""
    if len(data) > SIZE_LIMIT:
        raise StateDamaged(f"the file is larger than {SIZE_LIMIT >> 20} MiB", where=source, next_step=MAKE_ANEW)
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise StateDamaged("the file is not JSON", where=source, why=why_no_json(error), next_step=MAKE_ANEW) from None
    version = raw.get("format_version") if isinstance(raw, dict) else None
    if isinstance(version, str) and _is_newer(version):
        raise StateDamaged(
            f"the plan has format {version[:20]}, this vocabsync reads up to {FORMAT_VERSION}",
            where=source,
            next_step="use the version that wrote it, or make the plan anew with this one",
        )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _is_newer(version: str) -> bool:
    numbers = _VERSION.fullmatch(version)
    return numbers is not None and _sizes(numbers) > _sizes(_VERSION.fullmatch(FORMAT_VERSION))


def _sizes(numbers: re.Match[str] | None) -> list[tuple[int, str]]:
    """Give numbers of any length in a form that compares as they do, without reading thousands of digits."""
    return [(len(digits), digits) for digits in (each.lstrip("0") for each in numbers.groups())] if numbers else []


@cache
def _adapter() -> TypeAdapter[PlanDocument]:
    from pydantic import TypeAdapter  # noqa: PLC0415 (expensive, only for saved plans and the schema)

    return TypeAdapter(PlanDocument)


def plan_schema() -> dict[str, Any]:
    """Give the published JSON Schema of the plan document."""
    from vocabsync.render.plan_words import describe_keys  # noqa: PLC0415  late: a plan needs no schema

    schema = _adapter().json_schema()
    describe_keys(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:vocabsync:schema:plan:1", **schema}


def only(document: PlanDocument, prefixes: Collection[str]) -> PlanDocument:
    """Show some prefixes only. Digest, slots and objections stay those of the whole plan."""
    wanted = frozenset(prefixes)
    return replace(
        document,
        only=tuple(sorted(wanted)),
        actions=tuple(entry for entry in document.actions if entry.prefix in wanted),
        unchanged=tuple(entry for entry in document.unchanged if entry.prefix in wanted),
        kept=tuple(entry for entry in document.kept if entry.prefix in wanted),
        unmanaged=tuple(entry for entry in document.unmanaged if entry.prefix in wanted),
        conflicts=tuple(entry for entry in document.conflicts if entry.prefix in wanted),
        duplicates=tuple(entry for entry in document.duplicates if entry.prefix in wanted),
    )
