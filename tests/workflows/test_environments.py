"""Many environments: one job each, with their own comment, status, ledger and issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.workflow_world import World, a_service

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CONFIGURATION = """\
environments:
  prod: {}
  staging: {vocabularies: staging}
"""
MOVIES = "target_model: fun-asr\ndefaults: {weight: 4, lang: zh}\nterms:\n  - 赛德克巴莱\n"


def test_every_environment_of_the_configuration_has_its_own_jobs(tmp_path: Path) -> None:
    with a_service() as service:
        world = World(folder=tmp_path, service=service)
        world.build()
        world.write("vocabsync.yaml", CONFIGURATION)
        world.write("vocabularies/movies.yaml", MOVIES)
        world.write("staging/trial.yaml", MOVIES)
        head = world.commit("Two environments")
        run = world.pull_request(number=1, head=head)
        assert run.succeeded, run.log
        assert {status["context"] for status in world.memory["statuses"][head]} == {
            "vocabsync/prod",
            "vocabsync/staging",
        }
        assert set(world.memory["comments"]["1"]) == {"vocabsync-prod", "vocabsync-staging"}

        run = world.merge(number=1, head=head)
        assert run.succeeded, run.log
        prefixes = {vocabulary_id.split("-")[1] for vocabulary_id in world.vocabularies()}
        assert prefixes == {"movies", "trial"}

        # By hand, for one of them alone.
        world.write("staging/trial.yaml", MOVIES.replace("weight: 4", "weight: 5"))
        head = world.commit("Stress the trial")
        assert world.pull_request(number=2, head=head).succeeded
        digests = {status["context"]: status["description"].split()[0] for status in world.memory["statuses"][head]}
        run = world.by_hand(task="apply", environment="staging", digest=digests["vocabsync/staging"])
        assert run.succeeded, run.log
        assert "apply prod" not in run.log
        weights = {name.split("-")[1]: terms[0]["weight"] for name, terms in world.vocabularies().items()}
        assert weights == {"movies": 4, "trial": 5}
