"""What was typed cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.errors.scene import FullDisk
from tests.support.service_script import VirtualClock
from vocabsync.cli.interrupts import InterruptibleClock
from vocabsync.operations.brake import Brake

if TYPE_CHECKING:
    from tests.errors.scene import Chapter, Scene
    from vocabsync.cli.interrupts import Interrupts

DIGEST = "sha256:" + "9c1d2e3f" * 8


class Requested:
    """Somebody asked the run to end."""

    requested = True


def save_a_view(scene: Scene) -> object:
    return scene.run("plan", "--only", "movies", "--out", "plan.json")


def wait_between_tries(_: Scene) -> None:
    InterruptibleClock(VirtualClock(), cast("Interrupts", Requested())).sleep(1)


USAGE: Chapter = {
    "An apply that nobody can answer": lambda scene: scene.run("apply"),
    "A saved plan and a digest at once": lambda scene: scene.run("apply", "plan.json", "--expect", DIGEST),
    "Half a digest": lambda scene: scene.run("apply", "--expect", "sha256:9c1d2e3f"),
    "A dedupe that nobody can answer": lambda scene: scene.run("dedupe", "movies", "--keep", "ID"),
    "A view that is to be saved": save_a_view,
    "All prefixes and some": lambda scene: scene.run("pull", "--all", "movies"),
    "What cannot be a prefix": lambda scene: scene.run("pull", "My-Films"),
    "A configuration for init": lambda scene: scene.run("--config", "other.yaml", "init"),
    "A term without a text": lambda scene: scene.run("blame", ""),
    "A rule that does not exist": lambda scene: scene.run("validate", "--explain", "VS999"),
}

RUNS: Chapter = {
    "An output without room": lambda scene: scene.run("schema", "plan", out=FullDisk()),
    "The end of a run that waited before it repeats a call": wait_between_tries,
    "The end of a run that waited": lambda _: Brake(Requested(), VirtualClock()).wait(1),
}
