from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.repository import brief, find_problems
from vocabsync.desired.caps import DEFAULT_CAPS, LIMITS
from vocabsync.desired.configuration_document import ConfigurationDocument, EnvironmentEntry
from vocabsync.desired.documents import VocabularyDocument
from vocabsync.desired.includes import ENDINGS
from vocabsync.desired.key_forms import known_keys
from vocabsync.desired.plain_scalars import needs_quotes
from vocabsync.domain.target_models import TARGET_MODELS

PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
REGIONS = ("cn-beijing", "ap-southeast-1")


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(title: str) -> list[str]:
    rows = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


def test_the_examples_of_the_page_are_one_repository_without_a_problem(tmp_path: Path) -> None:
    files = dict(EXAMPLES)
    files["staging/staging.yaml"] = "target_model: fun-asr\nterms: [赛德克巴莱]\n"
    assert brief(find_problems(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("title", "shape"), [("A vocabulary", VocabularyDocument), ("The configuration", ConfigurationDocument)]
)
def test_every_key_is_on_the_page_and_no_other(title: str, shape: type) -> None:
    shown = first_cells(title)
    assert set(shown) | {"target_models"} == set(known_keys(shape, ())) | {"target_models"}


def test_the_keys_of_an_environment_are_named() -> None:
    row = next(line for line in section("The configuration").splitlines() if line.startswith("| `environments`"))
    assert set(re.findall(r"`(\w+)`", row)) - {"environments", "default"} == set(known_keys(EnvironmentEntry, ()))


def test_every_ending_of_a_shared_list_is_on_the_page() -> None:
    assert set(first_cells("A shared list")) == set(ENDINGS)


def test_every_cap_is_on_the_page_with_its_default_and_the_most_that_it_can_be() -> None:
    told = re.findall(r"^\| .* \| `([a-z-]+)=([0-9]+)` \| ([0-9,]+) \|$", section("Limits"), re.MULTILINE)
    defaults = {name: getattr(DEFAULT_CAPS, limit.field) // limit.unit for name, limit in LIMITS.items()}
    assert told == [(name, str(defaults[name]), f"{limit.most:,}") for name, limit in LIMITS.items()]


@pytest.mark.parametrize("word", [word for word in first_cells("What needs quotes") if len(word) > 1 or word == "~"])
def test_every_word_that_the_page_calls_doubtful_needs_quotes(word: str) -> None:
    assert needs_quotes(word)


@pytest.mark.parametrize("word", ["C#", "5G", "1.0.0", "AI：助手"])
def test_every_word_that_the_page_calls_text_is_text(word: str) -> None:
    assert f"`{word}`" in section("What needs quotes")
    assert not needs_quotes(word)


def test_the_table_of_models_is_the_one_in_the_code() -> None:
    rows = [
        f"| `{model}` | {facts.family} | {', '.join(name for name in REGIONS if name in facts.regions)} "
        f"| {facts.newest:,} | {facts.largest:,} |"
        for model, facts in TARGET_MODELS.items()
    ]
    assert [line for line in section("Models").splitlines() if line.startswith("| `")] == rows
