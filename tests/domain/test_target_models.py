from __future__ import annotations

import pytest

from vocabsync.domain.identifiers import TargetModel
from vocabsync.domain.target_models import TARGET_MODELS, Family, facts_of, family_of, why_unsuited

TABLE = """
fun-asr BS 2000 10000
fun-asr-2025-11-07 BS 500 10000
fun-asr-2025-08-25 BS 500 1000
fun-asr-mtl-2025-08-25 BS 500 1000
fun-asr-mtl BS 500 2000
fun-asr-flash-2026-06-15 BS 500 2000
fun-asr-realtime BS 2000 2000
fun-asr-realtime-2025-11-07 BS 500 1000
fun-asr-realtime-2025-09-15 B 500 1000
fun-asr-flash-8k-realtime B 500 2000
fun-asr-realtime-2026-02-28 B 500 500
fun-asr-flash-8k-realtime-2026-01-28 B 500 500
paraformer-realtime-v2 B 500 500
paraformer-realtime-8k-v2 B 500 500
paraformer-v2 B 500 500
paraformer-8k-v2 B 500 500
qwen-audio-3.0-asr-flash BS 2000 2000
qwen-audio-3.0-asr-flash-filetrans BS 2000 2000
qwen-audio-3.0-asr-flash-streaming BS 2000 2000
qwen-audio-3.1-asr-flash BS 2000 2000
qwen-audio-3.1-asr-flash-filetrans BS 2000 2000
qwen-audio-3.1-asr-flash-streaming BS 2000 2000
""".strip().splitlines()

REGIONS = {"BS": frozenset({"cn-beijing", "ap-southeast-1"}), "B": frozenset({"cn-beijing"})}


@pytest.mark.parametrize("line", TABLE)
def test_the_table_is_what_the_service_publishes(line: str) -> None:
    model, regions, newest, largest = line.split()
    facts = TARGET_MODELS[model]
    assert (facts.regions, facts.newest, facts.largest) == (REGIONS[regions], int(newest), int(largest))


def test_the_table_holds_nothing_else() -> None:
    assert set(TARGET_MODELS) == {line.split()[0] for line in TABLE}


def test_a_name_is_known_byte_for_byte_only() -> None:
    assert facts_of(TargetModel("fun-asr")) is not None
    assert facts_of(TargetModel("Fun-ASR")) is None
    assert facts_of(TargetModel("fun-asr ")) is None


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("fun-asr-2099-01-01", Family.FUN_ASR),
        ("paraformer-v9", Family.PARAFORMER),
        ("qwen-audio-9-asr", Family.QWEN_AUDIO),
        ("qwen3-asr-flash", None),
    ],
)
def test_an_unknown_snapshot_belongs_to_the_family_of_its_name(model: str, family: Family | None) -> None:
    assert family_of(TargetModel(model)) is family


@pytest.mark.parametrize(
    "model",
    [
        "qwen3-asr-flash",
        "qwen3-asr-flash-realtime",
        "qwen-omni-turbo",
        "qwen3-omni-flash",
        "sensevoice-v1",
        "paraformer-v1",
        "paraformer-realtime-v1",
        "paraformer-8k-v1",
        "gummy-realtime-v1",
        "gummy-chat-v1",
    ],
)
def test_a_model_that_makes_nothing_of_a_vocabulary_is_named_with_the_reason(model: str) -> None:
    assert why_unsuited(TargetModel(model)) is not None


@pytest.mark.parametrize("model", [*TARGET_MODELS, "unheard-of"])
def test_nothing_is_said_against_any_other_model(model: str) -> None:
    assert why_unsuited(TargetModel(model)) is None
