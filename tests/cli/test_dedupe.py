"""``dedupe``: of several vocabularies for one claim one stays, and only after a person said so."""

from __future__ import annotations

import json
import urllib.request

import pytest

from tests.support.workplace import Workplace


def create_by_hand(workplace: Workplace, prefix: str, text: str, model: str = "fun-asr") -> str:
    """Create as another tool would, without our protocol."""
    given = {
        "action": "create_vocabulary",
        "target_model": model,
        "prefix": prefix,
        "vocabulary": [{"text": text, "weight": 4}],
    }
    request = urllib.request.Request(
        f"{workplace.service.url}/services/audio/asr/customization",
        json.dumps({"model": "speech-biasing", "input": given}).encode(),
        {"Authorization": "Bearer sk-stand-in", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.loads(answer.read())["output"]["vocabulary_id"])


@pytest.fixture
def doubled(workplace: Workplace) -> tuple[str, str]:
    """Two vocabularies for the claim of movies, none of them in a ledger."""
    return create_by_hand(workplace, "movies", "甲"), create_by_hand(workplace, "movies", "乙")


def test_a_conflict_stops_only_its_claim_and_the_plan_says_how_to_end_it(
    workplace: Workplace, doubled: tuple[str, str]
) -> None:
    shown = workplace.run("plan").out
    applied = workplace.apply()

    assert "dedupe movies --keep" in shown
    assert all(each in shown for each in doubled)
    assert applied.code == 4
    assert workplace.writes() == ["create_vocabulary"] * 3  # two by hand, and people


def test_the_chosen_one_stays_and_the_others_go(workplace: Workplace, doubled: tuple[str, str]) -> None:
    kept, gone = doubled
    workplace.requests()

    ran = workplace.run("dedupe", "movies", "--keep", kept, "--auto-approve", "--allow", "deletes")

    assert ran.code == 0, ran.err + ran.out
    assert workplace.writes() == ["delete_vocabulary"]
    assert gone in ran.out
    document = workplace.plan()
    assert document["conflicts"] == []
    assert [(each["action"], each["vocabulary_id"]) for each in document["actions"] if each["prefix"] == "movies"] == [
        ("update", kept)
    ]


def test_an_id_that_does_not_answer_to_the_claim_is_refused(workplace: Workplace, doubled: tuple[str, str]) -> None:
    foreign = create_by_hand(workplace, "others", "丙")
    workplace.requests()

    ran = workplace.run("dedupe", "movies", "--keep", foreign, "--auto-approve")

    assert ran.code in {1, 4}
    assert foreign in ran.err
    assert workplace.writes() == []
    assert doubled


def test_without_a_terminal_it_wants_to_be_told(workplace: Workplace, doubled: tuple[str, str]) -> None:
    workplace.requests()

    assert workplace.run("dedupe", "movies", "--keep", doubled[0]).code == 64
    assert workplace.requests() == []
