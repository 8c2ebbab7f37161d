"""The whole story on one machine: pull request, merge, drift, a world that moved, and the way on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.workflow_world import KEY, World, a_service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MOVIES = "target_model: fun-asr\ndefaults: {weight: 4, lang: zh}\nterms:\n  - 赛德克巴莱\n  - 夏洛特烦恼\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_service() as service:
        world = World(folder=tmp_path, service=service)
        world.build()
        yield world


def texts(world: World) -> list[list[str]]:
    return [[term["text"] for term in terms] for terms in world.vocabularies().values()]


def test_from_the_pull_request_to_the_service_and_back(world: World, tmp_path: Path) -> None:
    # A pull request brings the first vocabulary: a comment shows the plan, the digest stands on its commit.
    world.write("vocabularies/movies.yaml", MOVIES)
    head = world.commit("The first films")
    run = world.pull_request(number=1, head=head)
    assert run.succeeded, run.log
    (status,) = world.memory["statuses"][head]
    assert status["context"] == "vocabsync/default"
    assert status["state"] == "success"
    assert re.match(r"sha256:[0-9a-f]{64} 1 to create", status["description"])
    assert "赛德克巴莱" in world.memory["comments"]["1"]["vocabsync-default"]
    assert texts(world) == []

    # A second run replaces its comment and its digest instead of stacking them.
    assert world.pull_request(number=1, head=head).succeeded
    assert len(world.memory["comments"]["1"]) == 1

    # The merge applies exactly that plan, and tells the pull request.
    run = world.merge(number=1, head=head)
    assert run.succeeded, run.log
    assert texts(world) == [["赛德克巴莱", "夏洛特烦恼"]]
    (movies,) = world.vocabularies()
    assert movies in world.memory["comments"]["1"]["vocabsync-default-result"]
    assert {artifact["name"] for artifact in world.memory["artifacts"]} == {
        "vocabsync-plan-default",
        "vocabsync-ledger-default",
        "vocabsync-result-default",
    }

    # A quiet morning says nothing.
    run = world.morning()
    assert run.succeeded, run.log
    assert world.memory["issues"] == []

    # Somebody edits by hand: one issue, updated on the next morning, never a second one.
    foreign = [{"text": "阙里人家", "weight": 5, "lang": "zh"}]
    world.call("update_vocabulary", vocabulary_id=movies, vocabulary=foreign)
    assert world.morning().succeeded
    assert world.morning().succeeded
    (issue,) = world.memory["issues"]
    assert (issue["state"], issue["edits"]) == ("open", 1)
    assert "阙里人家" in issue["body"]

    # A plan is reviewed, then the world moves: the merge refuses, says what moved, and shows the way on.
    world.write("vocabularies/movies.yaml", MOVIES + "  - 城南旧事\n")
    head = world.commit("One more film")
    assert world.pull_request(number=2, head=head).succeeded
    world.call("update_vocabulary", vocabulary_id=movies, vocabulary=[*foreign, {"text": "悲情城市", "weight": 4}])
    run = world.merge(number=2, head=head)
    assert not run.succeeded
    assert len(texts(world)[0]) == 2
    refusal = world.memory["comments"]["2"]["vocabsync-default-result"]
    assert re.search(r"^    .*movies fun-asr: the service holds other terms now .* remotely$", refusal, re.MULTILINE), (
        refusal
    )
    assert "\x1b" not in refusal
    digest = re.findall(r"sha256:[0-9a-f]{64}", refusal)[-1]
    assert digest not in world.memory["statuses"][head][0]["description"]

    # A wrong digest changes nothing; the one that was shown is carried out; the next morning closes the issue.
    assert not world.by_hand(task="apply", environment="default", digest="sha256:" + "0" * 64).succeeded
    run = world.by_hand(task="apply", environment="default", digest=digest)
    assert run.succeeded, run.log
    assert list(world.vocabularies()) == [movies]
    assert texts(world) == [["赛德克巴莱", "夏洛特烦恼", "城南旧事"]]
    assert world.morning().succeeded
    assert world.memory["issues"][0]["state"] == "closed"

    # All along, the key stayed where it belongs: in no comment, status, issue or artifact.
    kept = [path for path in (tmp_path / "artifacts").rglob("*") if path.is_file()]
    assert len(kept) > 10
    assert [path for path in (tmp_path / "memory.json", *kept) if KEY.encode() in path.read_bytes()] == []


def test_a_push_without_a_reviewed_plan_is_guarded_or_refused(world: World) -> None:
    world.write("vocabularies/movies.yaml", MOVIES)
    world.commit("Straight to main")
    assert world.push().succeeded
    assert len(texts(world)) == 1

    world.write("vocabsync.yaml", "require_reviewed_plan: true\n")
    world.write("vocabularies/people.yaml", MOVIES)
    world.commit("Straight to main again")
    run = world.push()
    assert not run.succeeded
    assert "nobody reviewed this plan" in run.log
    assert len(texts(world)) == 1


def test_a_fork_is_validated_and_told_what_will_happen(world: World) -> None:
    world.write("vocabularies/movies.yaml", MOVIES)
    head = world.commit("From a stranger")
    run = world.pull_request(number=3, head=head, fork=True)
    assert run.succeeded, run.log
    assert "This pull request gets no key" in run.log
    assert world.memory["statuses"] == {}
    assert world.memory["comments"] == {}
    world.write("vocabularies/movies.yaml", MOVIES.replace("weight: 4", "weight: 9"))
    head = world.commit("A wrong weight from a stranger")
    assert not world.pull_request(number=3, head=head, fork=True).succeeded
