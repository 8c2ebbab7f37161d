"""``vocabsync dedupe`` through the command line over HTTP: shown and confirmed like apply."""

from __future__ import annotations

import httpx
import pytest

from tests.support.workplace import Workplace

TWINS = 3


def make_twins(workplace: Workplace) -> list[str]:
    """Let somebody create the same list several times, as a script that resends does."""
    made = []
    for _ in range(TWINS):
        answer = httpx.post(
            f"{workplace.service.url}/services/audio/asr/customization",
            headers={"Authorization": f"Bearer {workplace.service.environ['DASHSCOPE_API_KEY']}"},
            json={
                "model": "speech-biasing",
                "input": {
                    "action": "create_vocabulary",
                    "target_model": "fun-asr",
                    "prefix": "movies",
                    "vocabulary": [{"text": "赛德克巴莱", "weight": 4, "lang": "zh"}],
                },
            },
            trust_env=False,
        )
        made.append(str(answer.json()["output"]["vocabulary_id"]))
    workplace.requests()
    return sorted(made)


def test_a_conflict_is_resolved_by_the_command_that_the_plan_prints(workplace: Workplace) -> None:
    kept, *others = make_twins(workplace)
    shown = workplace.run("plan")
    assert "vocabsync dedupe movies --keep" in shown.out

    ran = workplace.run("dedupe", "movies", "--keep", kept, "--auto-approve")

    assert ran.code == 0, ran.err
    assert workplace.writes() == ["delete_vocabulary"] * len(others)
    assert sorted(entry["prefix"] for entry in workplace.plan()["actions"]) == ["movies", "people"]
    assert workplace.plan()["conflicts"] == []


def test_what_goes_is_shown_with_the_command_that_does_it_and_saved_first(workplace: Workplace) -> None:
    kept, *others = make_twins(workplace)

    ran = workplace.run("dedupe", "movies", "--keep", kept, "--auto-approve")

    assert all(other in ran.err for other in others)
    assert f"next: vocabsync dedupe movies --keep {kept}" in ran.err
    assert len(list((workplace.folder / ".vocabsync" / "backups").rglob("*.json"))) == len(others)


def test_without_a_terminal_nothing_goes_unless_it_was_approved(workplace: Workplace) -> None:
    kept, *_ = make_twins(workplace)

    ran = workplace.run("dedupe", "movies", "--keep", kept)

    assert ran.code == 64
    assert "--auto-approve" in ran.err
    assert workplace.requests() == []


@pytest.mark.parametrize(("prefix", "said"), [("songs", "no file declares songs"), ("people", "is no vocabulary of")])
def test_a_choice_that_means_nothing_ends_with_what_to_do_and_without_a_write(
    workplace: Workplace, prefix: str, said: str
) -> None:
    kept, *_ = make_twins(workplace)

    ran = workplace.run("dedupe", prefix, "--keep", kept, "--auto-approve")

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert workplace.writes() == []


def test_a_protected_vocabulary_that_the_ledger_names_goes_only_by_its_own_consent(workplace: Workplace) -> None:
    path = workplace.folder / "vocabularies" / "movies.yaml"
    path.write_text(path.read_text("utf-8") + "protect: true\n", "utf-8")
    assert workplace.apply().code == 0
    kept, *_ = make_twins(workplace)

    refused = workplace.run("dedupe", "movies", "--keep", kept, "--auto-approve")
    allowed = workplace.run("dedupe", "movies", "--keep", kept, "--auto-approve", "--allow", "protect:movies")

    assert refused.code == 4
    assert "--allow protect:movies" in refused.err
    assert allowed.code == 0, allowed.err
    assert workplace.writes() == ["delete_vocabulary"] * TWINS
