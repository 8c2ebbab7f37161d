"""What each target model accepts: the table of service.md section 4, as data.

The service publishes two numbers that disagree: *newest* from its newest pages, *largest* ever published. An unknown
name is no error, as dated snapshots appear every few months.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.domain.identifiers import TargetModel

BEIJING: Final = "cn-beijing"
SINGAPORE: Final = "ap-southeast-1"


class Family(StrEnum):
    """Models that share rules about weights and languages."""

    FUN_ASR = "Fun-ASR"
    PARAFORMER = "Paraformer"
    QWEN_AUDIO = "Qwen-Audio"


@frozen(kw_only=True)
class ModelFacts:
    """What is published of one model: terms per list by its newest pages, and the largest number ever published."""

    family: Family
    regions: frozenset[str]
    newest: int
    largest: int


LANGUAGES: Final[Mapping[Family, frozenset[str]]] = {
    Family.PARAFORMER: frozenset({"zh", "en", "ja", "yue", "ko", "de", "fr", "ru"}),
    Family.FUN_ASR: frozenset({"zh", "en", "ja"}),
}
"""Languages published for a family; for Qwen-Audio none are, so its languages are not checked."""


def _facts(family: Family, regions: str, newest: int, largest: int) -> ModelFacts:
    offered = {"B": BEIJING, "S": SINGAPORE}
    return ModelFacts(
        family=family, regions=frozenset(offered[letter] for letter in regions), newest=newest, largest=largest
    )


TARGET_MODELS: Final[Mapping[str, ModelFacts]] = {
    "fun-asr": _facts(Family.FUN_ASR, "BS", 2_000, 10_000),
    "fun-asr-2025-11-07": _facts(Family.FUN_ASR, "BS", 500, 10_000),
    "fun-asr-2025-08-25": _facts(Family.FUN_ASR, "BS", 500, 1_000),
    "fun-asr-mtl-2025-08-25": _facts(Family.FUN_ASR, "BS", 500, 1_000),
    "fun-asr-mtl": _facts(Family.FUN_ASR, "BS", 500, 2_000),
    "fun-asr-flash-2026-06-15": _facts(Family.FUN_ASR, "BS", 500, 2_000),
    "fun-asr-realtime": _facts(Family.FUN_ASR, "BS", 2_000, 2_000),
    "fun-asr-realtime-2025-11-07": _facts(Family.FUN_ASR, "BS", 500, 1_000),
    "fun-asr-realtime-2025-09-15": _facts(Family.FUN_ASR, "B", 500, 1_000),
    "fun-asr-flash-8k-realtime": _facts(Family.FUN_ASR, "B", 500, 2_000),
    "fun-asr-realtime-2026-02-28": _facts(Family.FUN_ASR, "B", 500, 500),
    "fun-asr-flash-8k-realtime-2026-01-28": _facts(Family.FUN_ASR, "B", 500, 500),
    "paraformer-realtime-v2": _facts(Family.PARAFORMER, "B", 500, 500),
    "paraformer-realtime-8k-v2": _facts(Family.PARAFORMER, "B", 500, 500),
    "paraformer-v2": _facts(Family.PARAFORMER, "B", 500, 500),
    "paraformer-8k-v2": _facts(Family.PARAFORMER, "B", 500, 500),
    **{
        f"qwen-audio-{version}-asr-flash{kind}": _facts(Family.QWEN_AUDIO, "BS", 2_000, 2_000)
        for version in ("3.0", "3.1")
        for kind in ("", "-filetrans", "-streaming")
    },
}

_UNSUITED: Final = (
    (re.compile(r"qwen3-asr-.*"), "Qwen3-ASR takes a context text instead of a vocabulary"),
    (re.compile(r"qwen.*-omni.*"), "Qwen-Omni takes no vocabularies"),
    (re.compile(r"sensevoice.*", re.IGNORECASE), "SenseVoice takes no vocabularies"),
    (re.compile(r"paraformer(-realtime|-mtl)?(-8k)?-v1"), "Paraformer v1 takes a phrase_id of another API"),
    (re.compile(r"gummy-.*-v1"), "Gummy was retired in 2026"),
)


def facts_of(model: TargetModel) -> ModelFacts | None:
    """Give what is published of a model; None where the table does not know it."""
    return TARGET_MODELS.get(model)


def family_of(model: TargetModel) -> Family | None:
    """Give the family of a model, of an unknown snapshot by its name; None where the name says nothing."""
    known = TARGET_MODELS.get(model)
    if known is not None:
        return known.family
    prefixes = {"fun-asr": Family.FUN_ASR, "paraformer-": Family.PARAFORMER, "qwen-audio-": Family.QWEN_AUDIO}
    return next((family for prefix, family in prefixes.items() if model.startswith(prefix)), None)


def why_unsuited(model: TargetModel) -> str | None:
    """Say why a model can make nothing of a vocabulary; None where nothing is known against it."""
    return next((reason for pattern, reason in _UNSUITED if pattern.fullmatch(model)), None)
