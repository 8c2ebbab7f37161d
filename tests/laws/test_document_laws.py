"""Laws of plan documents: every plan, however strange its world, renders, validates and survives the round trip."""

from __future__ import annotations

import json
from functools import cache

from hypothesis import given
from jsonschema import Draft202012Validator

from tests.support.worlds import CONSENTS, World, worlds
from vocabsync.domain.approval import what_moved
from vocabsync.domain.guards import review
from vocabsync.domain.plan import Plan
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Consent
from vocabsync.render import github, html, markdown, text
from vocabsync.render.approved import approved_plan
from vocabsync.render.document import (
    PlanDocument,
    dump_document,
    only,
    parse_document,
    plan_schema,
    to_document,
)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(plan_schema())


def documented(world: World, allowed: tuple[Consent, ...]) -> tuple[Plan, PlanDocument]:
    plan = make_plan(world.known, world.policy, allowed)
    return plan, to_document(plan, review(plan, world.policy, allowed), tool_version="0")


@given(worlds(), CONSENTS)
def test_every_plan_validates_against_the_published_schema(world: World, allowed: tuple[Consent, ...]) -> None:
    _, document = documented(world, allowed)

    validator().validate(json.loads(dump_document(document)))


@given(worlds(), CONSENTS)
def test_every_plan_survives_the_round_trip_and_is_then_the_approved_one(
    world: World, allowed: tuple[Consent, ...]
) -> None:
    plan, document = documented(world, allowed)

    read = parse_document(dump_document(document).encode())

    assert read == document
    assert what_moved(approved_plan(read), plan) == ()


@given(worlds(), worlds())
def test_another_plan_never_passes_as_the_approved_one(one: World, other: World) -> None:
    (approved, document), (plan, _) = documented(one, ()), documented(other, ())

    assert bool(what_moved(approved_plan(document), plan)) is (approved.digest != plan.digest)


@given(worlds(), CONSENTS)
def test_every_plan_renders_in_every_format_and_names_its_digest(world: World, allowed: tuple[Consent, ...]) -> None:
    plan, document = documented(world, allowed)
    renderings = [
        text.render_plan(document),
        markdown.render_plan(document),
        html.render_plan(document),
        github.render_outputs(document),
    ]

    assert all(plan.digest.removeprefix("sha256:")[:8] in rendering for rendering in renderings)


@given(worlds())
def test_a_view_of_some_prefixes_keeps_digest_slots_and_objections_of_the_whole(world: World) -> None:
    _, document = documented(world, ())

    view = only(document, ["a"])

    assert (view.digest, view.slots, view.objections) == (document.digest, document.slots, document.objections)
    assert {action.prefix for action in view.actions} <= {"a"}
