"""A lost answer to a create over HTTP ends with exactly one vocabulary after at most two runs."""

from __future__ import annotations

import pytest

from tests.support.workplace import Workplace

LOST = {
    "closed after executing": "create:lost,executed=yes",
    "reset after executing": "create:reset,executed=yes",
    "closed before executing": "create:lost,executed=no",
    "500 after executing": "create:status,status=500,executed=yes",
    "HTML 503 after executing": "create:html,status=503,executed=yes",
    "truncated": "create:truncated",
    "short": "create:cut",
    "empty 200": "create:empty,status=200,executed=yes",
    "200 with an error body": "create:error-on-200,executed=yes",
    "late": "create:late,seconds=0.3",
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
def test_a_lost_answer_to_a_create_ends_with_one_vocabulary_after_two_runs(
    fault: str, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", "0.5")
    (workplace.folder / "vocabularies" / "people.yaml").unlink()
    workplace.service.misbehave(fault)

    first = workplace.apply()
    second = workplace.apply()

    assert first.code in {0, 5}
    assert second.code == 0, second.err
    assert _vocabularies(workplace) == 1


def test_a_create_answered_with_a_task_id_alone_is_looked_for_and_adopted(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", "0.1")
    workplace.service.configure(create_answer="task-id")

    assert workplace.apply().code == 0
    assert workplace.writes() == ["create_vocabulary"] * 2
    assert _vocabularies(workplace) == 2


def test_a_lost_create_is_never_sent_twice_in_one_run(workplace: Workplace) -> None:
    workplace.service.misbehave("create:lost,executed=no,times=0")

    ran = workplace.apply()

    assert ran.code == 5
    assert workplace.writes() == ["create_vocabulary"] * 2, "one for each file, and no second"
    assert "unknown" in ran.out


@pytest.mark.parametrize(
    "lost", [("vocabsync.lock",), (".vocabsync/journal.json",), ("vocabsync.lock", ".vocabsync/journal.json")]
)
def test_losing_local_state_after_a_lost_create_makes_no_second_one(
    lost: tuple[str, ...], workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", "0.5")
    (workplace.folder / "vocabularies" / "people.yaml").unlink()
    workplace.service.misbehave("create:late,seconds=0.9")  # later than the quiet period: the run learns nothing

    first = workplace.apply()
    for name in lost:
        (workplace.folder / name).unlink(missing_ok=True)
    second = workplace.apply()

    assert (first.code, second.code) == (5, 0), second.err
    assert _vocabularies(workplace) == 1


def _vocabularies(workplace: Workplace) -> int:
    slots = workplace.plan()["slots"]
    assert isinstance(slots["now"], int)
    return int(slots["now"])
