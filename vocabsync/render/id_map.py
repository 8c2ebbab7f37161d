"""The ID map for consumers: prefix → model → vocabulary ID, in the forms that programs read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from vocabsync.domain.frozen import frozen
from vocabsync.render.escape import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vocabsync.domain.identifiers import Claim, VocabularyId

IdMapFormat: TypeAlias = Literal["json", "yaml", "env", "dotenv", "github"]

ID_MAP_FORMATS: tuple[IdMapFormat, ...] = ("json", "yaml", "env", "dotenv", "github")

_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]")


@frozen
class MappedId:
    """One line of the map: a claim, and the one vocabulary that is OK for it."""

    claim: Claim
    vocabulary_id: VocabularyId


def variable_name(claim: Claim) -> str:
    """Name the variable of a claim: ``VOCAB_<PREFIX>_<MODEL>``, upper case, other signs as ``_``."""
    return "VOCAB_" + _NOT_IN_A_NAME.sub("_", f"{claim.prefix}_{claim.target_model}".upper())


def shared_names(claims: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """Find variable names that more than one claim would get (``a-b`` and ``a.b`` both become ``A_B``)."""
    by_name: dict[str, list[Claim]] = {}
    for claim in claims:
        by_name.setdefault(variable_name(claim), []).append(claim)
    return {name: tuple(sharing) for name, sharing in sorted(by_name.items()) if len(sharing) > 1}


def render_id_map(entries: Sequence[MappedId], form: IdMapFormat) -> str:
    """Write the map, sorted. IDs and prefixes have a checked shape; model names are quoted where it matters."""
    ordered = sorted(entries, key=lambda entry: entry.claim)
    match form:
        case "json":
            return json_text(json.dumps(_nested(ordered), indent=2)) + "\n"
        case "yaml":
            return _yaml(_nested(ordered))
        case "env":
            return "".join(f"export {name}={value}\n" for name, value in _variables(ordered))
        case "dotenv" | "github":
            return "".join(f"{name}={value}\n" for name, value in _variables(ordered))
        case _ as never:
            assert_never(never)


def _nested(ordered: Sequence[MappedId]) -> dict[str, dict[str, str]]:
    nested: dict[str, dict[str, str]] = {}
    for entry in ordered:
        nested.setdefault(entry.claim.prefix, {})[entry.claim.target_model] = entry.vocabulary_id
    return nested


def _yaml(nested: Mapping[str, Mapping[str, str]]) -> str:
    """JSON strings are YAML strings: quoting everything keeps ``no`` and ``1e3`` text for every reader."""
    if not nested:
        return "{}\n"
    lines = []
    for prefix, models in nested.items():
        lines.append(f"{json.dumps(prefix)}:")
        lines += [f"  {json.dumps(model)}: {json.dumps(value)}" for model, value in models.items()]
    return json_text("\n".join(lines)) + "\n"


def _variables(ordered: Sequence[MappedId]) -> list[tuple[str, str]]:
    return [(variable_name(entry.claim), entry.vocabulary_id) for entry in ordered]
