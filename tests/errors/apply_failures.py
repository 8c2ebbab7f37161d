"""A plan is not carried out, or what it left behind cannot be told."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

from tests.errors.command_failures import DIGEST
from tests.support.builders import a_policy, a_remote, a_vocabulary, an_id
from tests.support.workplace import FILMS, PEOPLE
from tests.support.world import a_known
from vocabsync.domain.deduplication import plan_dedupe
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.planner import make_plan
from vocabsync.emulator.running import serve_in_background
from vocabsync.emulator.standin import StandIn
from vocabsync.render.document import SIZE_LIMIT, parse_document

if TYPE_CHECKING:
    from tests.errors.scene import Chapter, Provoke, Scene
    from vocabsync.domain.identifiers import VocabularyId

LOCAL = ("--env", "local")
APPROVED = (*LOCAL, "apply", "--auto-approve")


def with_movies(*words: str) -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write("vocabularies/movies.yaml")
        return scene.run(*LOCAL, *words)

    return provoke


def allow(consent: str) -> Provoke:
    return with_movies("apply", "--auto-approve", "--allow", consent)


def mass_delete(scene: Scene) -> object:
    for name in ("movies", "people", "places"):
        scene.write(f"vocabularies/{name}.yaml", PEOPLE)
    scene.apply()
    for name in ("people", "places"):
        (scene.folder / f"vocabularies/{name}.yaml").unlink()
    return scene.run(*APPROVED)


def no_slot(scene: Scene) -> object:
    scene.write("vocabsync.yaml", "limits: {vocabularies: 1}\n")
    scene.write("vocabularies/movies.yaml")
    scene.apply()
    scene.write("vocabularies/people.yaml", PEOPLE)
    return scene.run(*APPROVED)


def moved(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    scene.run(*LOCAL, "plan", "--out", "plan.json")
    scene.write("vocabularies/movies.yaml", FILMS + "  - {text: 阙里人家}\n")
    return scene.run(*LOCAL, "apply", "plan.json")


def unreviewed(scene: Scene) -> object:
    scene.write("vocabsync.yaml", "require_reviewed_plan: true\n")
    scene.write("vocabularies/movies.yaml")
    with closing(StandIn()) as standin, serve_in_background(standin) as service:
        for name, value in service.environ.items():
            scene.export(name, value)
        return scene.run("apply", "--auto-approve")


def declined(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    return scene.run_as_person(*LOCAL, "apply", typed="no\n")


def half_a_map(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    scene.apply()
    scene.write("vocabularies/people.yaml", PEOPLE)
    return scene.run(*LOCAL, "output")


def one_name_twice(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml", FILMS.replace("target_model: fun-asr", "target_models: [fun-asr, Fun-ASR]"))
    with closing(StandIn()) as standin, serve_in_background(standin) as service:
        service.configure(bad_model="accepted")
        for name, value in service.environ.items():
            scene.export(name, value)
        scene.run("apply", "--auto-approve")
        return scene.run("output", "--format", "env")


def dedupe(keep: VocabularyId, *, prefix: str = "movies", on_service: bool = True) -> Provoke:
    known = a_known([a_vocabulary()], [a_remote()] if on_service else [])
    usual = make_plan(known, a_policy())
    return lambda _: plan_dedupe(usual, known, a_policy(), Prefix(prefix), keep)


def saved_plan(**changes: object) -> Provoke:
    """Save a plan, change some of its keys (None: leave out), and show it."""

    def provoke(scene: Scene) -> object:
        scene.write("vocabularies/movies.yaml")
        scene.run(*LOCAL, "plan", "--out", "plan.json")
        document = json.loads((scene.folder / "plan.json").read_text("utf-8")) | changes
        kept = {key: value for key, value in document.items() if value is not None}
        scene.write("plan.json", json.dumps(kept))
        return scene.run(*LOCAL, "apply", "plan.json")

    return provoke


class Endless(bytes):
    """A file that goes on and on."""

    __slots__ = ()

    def __len__(self) -> int:
        return SIZE_LIMIT + 1


def plan_file(content: str | bytes) -> Provoke:
    return lambda scene: [scene.write("plan.json", content), scene.run("show", "plan.json")]


REFUSALS: Chapter = {
    "Another plan than the approved one": moved,
    "Another digest than the approved one": with_movies("apply", "--expect", DIGEST),
    "A guard objects": mass_delete,
    "No free slot": no_slot,
    "Nobody reviewed the plan": unreviewed,
    "The answer was no": declined,
    "A consent that is none": allow("deletes:movies:all"),
    "A consent with too few digits": allow("deletes@9c1"),
    "A guard that does not exist": allow("delete"),
    "A guard that needs a prefix": allow("delete-first"),
    "A guard that takes no prefix": allow("recreate:movies"),
    "A consent for what is no prefix": allow("removed_terms:My-Films"),
}

SAVED_PLANS: Chapter = {
    "A saved plan that is not there": lambda scene: scene.run("show", "missing.json"),
    "A place where no plan can be saved": with_movies("plan", "--out", "missing/plan.json"),
    "A saved plan that is no JSON": plan_file("environment: prod\n"),
    "A saved plan that is too large": lambda _: parse_document(Endless(), source="plan.json"),
    "A saved plan of a newer version": saved_plan(format_version="99.0"),
    "A saved plan that something changed": saved_plan(digest=None, colour="red", slots=3),
    "A saved plan that shows a part only": saved_plan(only=["movies"]),
}

OUTPUTS: Chapter = {
    "A vocabulary without an ID": half_a_map,
    "Two vocabularies, one variable": one_name_twice,
}

DUPLICATES: Chapter = {
    "A prefix that no file declares": dedupe(an_id(), prefix="films"),
    "An ID that answers to another prefix": dedupe(an_id("people")),
    "An ID where the service has none": dedupe(an_id(), on_service=False),
    "Nothing that could go": dedupe(an_id()),
}
