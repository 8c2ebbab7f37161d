"""How each key is written: what a message shows to somebody who wrote it another way."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from vocabsync.desired.node_marks import Path

FORMS: Final[dict[str, str]] = {  # shown between backticks, so that alternatives close and open them
    "prefix": "prefix: movies",
    "description": "description: Film titles",
    "target_model": "target_model: fun-asr",
    "target_models": "target_models: [fun-asr, paraformer-realtime-v2]",
    "defaults": "defaults: {weight: 4, lang: zh}",
    "include": "include: [terms/drugs.csv]",
    "protect": "protect: true",
    "keep_replaced": "keep_replaced: true",
    "guards": "guards: {deletes: 1, removed_terms: 30%}",
    "deletes": "deletes: 1",
    "removed_terms": "removed_terms: 30%",
    "text": "text: 赛德克巴莱",
    "weight": "weight: 4",
    "lang": "lang: zh",
    "note": "note: any text",
    "terms": "terms: [赛德克巴莱, {text: Seediq Bale, lang: en}]",
    "vocabularies": "vocabularies: vocabularies",
    "region": "region: cn-beijing` or `region: ap-southeast-1",
    "api_key_env": "api_key_env: DASHSCOPE_API_KEY_STAGING",
    "prune": "prune: false",
    "removed": "removed: [{prefix: oldfilms, reason: merged into movies}]",
    "reason": "reason: merged into movies",
    "limits": "limits: {vocabularies: 20, terms: {fun-asr: 10000}}",
    "limits.vocabularies": "vocabularies: 20",
    "limits.terms": "terms: {fun-asr: 10000}",
    "limits.terms.*": "fun-asr: 10000",
    "rules": "rules: {VS203: ignore}",
    "rules.*": "VS203: ignore`, `VS203: warning` or `VS203: error",
    "allow": "allow: [deletes@9c1d2e3f]",
    "require_reviewed_plan": "require_reviewed_plan: true",
    "environments": "environments: {prod: {region: cn-beijing}}",
    "environments.*": "prod: {region: cn-beijing}",
}


def form_of(path: Path) -> str | None:
    """Give an example of how the value at ``path`` is written, the most specific one."""
    names = [str(step) for step in path if isinstance(step, str)]
    if not names:
        return None
    candidates = [
        f"{'.'.join(names[-3:-1])}.*",
        ".".join(names[-2:]),
        f"{names[-2]}.*" if len(names) > 1 else "",
        names[-1],
    ]
    return next((FORMS[name] for name in candidates if name in FORMS), None)


def known_keys(shape: object, path: Path) -> tuple[str, ...]:
    """Give the keys that the mapping at ``path`` may have, following the shape's annotations."""
    for step in path:
        shape = _step_into(shape, step)
    return _keys(shape)


def _keys(shape: object) -> tuple[str, ...]:
    for choice in _choices(shape):
        if is_dataclass(choice):
            return tuple(each.name for each in fields(choice))
    return ()


def _step_into(shape: object, step: int | str) -> object:
    for choice in _choices(shape):
        if is_dataclass(choice) and isinstance(choice, type):
            return _annotations(choice).get(str(step))
        if get_origin(choice) in {list, dict}:
            return get_args(choice)[-1]
    return None


@cache
def _annotations(shape: type) -> dict[str, object]:
    """Resolve a shape's annotations once: a file of mistakes asks for each of them."""
    return get_type_hints(shape, include_extras=True)


def _choices(shape: Any) -> tuple[object, ...]:  # noqa: ANN401  # an annotation
    """Undo ``Annotated`` and unions, scalars last."""
    if get_origin(shape) is Annotated:
        return _choices(get_args(shape)[0])
    if get_origin(shape) in {Union, UnionType}:
        nested = [choice for each in get_args(shape) for choice in _choices(each)]
        return tuple(sorted(nested, key=lambda choice: not is_dataclass(choice)))
    return (shape,)
