"""The plan document: written whole, read strictly, compared and never trusted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.render import plan_samples
from tests.render.plan_samples import SAMPLES
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.vocabulary import Term
from vocabsync.render import html, markdown, text
from vocabsync.render.approved import approved_plan
from vocabsync.render.document import dump_document, only, parse_document, plan_schema, to_document

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = [name for name in SAMPLES if name != "huge"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_document_comes_back_as_it_was_written(sample: str) -> None:
    document = SAMPLES[sample]()

    assert parse_document(dump_document(document).encode()) == document


@pytest.mark.parametrize("sample", SMALL)
def test_a_document_fits_the_published_schema(sample: str) -> None:
    jsonschema.validate(json.loads(dump_document(SAMPLES[sample]())), plan_schema())


def test_the_schema_names_its_draft_and_itself_and_describes_what_is_not_obvious() -> None:
    schema = plan_schema()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    assert "description" in schema["$defs"]["ActionEntry"]["properties"]["before_digest"]


@pytest.mark.parametrize("render", [text.render_plan, markdown.render_plan, html.render_plan])
@pytest.mark.parametrize("sample", SMALL)
def test_a_saved_plan_looks_like_the_fresh_one(sample: str, render: Callable[..., str]) -> None:
    document = SAMPLES[sample]()

    assert render(parse_document(dump_document(document).encode())) == render(document)


def test_a_term_takes_one_line() -> None:
    assert '        {"text": "阿司匹林", "weight": 4, "lang": "zh"}\n' in dump_document(plan_samples.mixed())


def test_a_hostile_document_shows_nothing_active_on_a_terminal() -> None:
    shown = dump_document(plan_samples.hostile())

    assert all(character.isprintable() or character in "\n\u3000" for character in shown)


def test_the_order_of_terms_in_a_file_does_not_show() -> None:
    create = plan_samples.a_create("people", plan_samples.PEOPLE)
    other = plan_samples.a_create("people", plan_samples.PEOPLE[::-1])
    documents = [to_document(plan_samples.a_plan((each,)), (), tool_version="1") for each in (create, other)]

    assert documents[0] == documents[1]


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    raw = json.loads(dump_document(plan_samples.mixed()))
    change(raw)
    return json.dumps(raw).encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is not JSON"),
        (b"\xff\xfe", "the file is not JSON"),
        (b"[" * 200_000, "nested too deep"),
        (b"[]", "this is no plan that vocabsync wrote"),
        (b'{"a": 1, "a": 2}', "a key stands twice"),
        (b'{"slots": NaN}', "NaN is not JSON"),
        (_changed(lambda raw: raw.pop("digest")), "digest is missing"),
        (_changed(lambda raw: raw.update(surprise=1)), "surprise is not known"),
        (_changed(lambda raw: raw.update(digest="sha256:short")), "digest is not what it has to be"),
        (_changed(lambda raw: raw["actions"][0].update(stage="1")), "actions.0.stage is not what it has to be"),
        (
            _changed(lambda raw: raw["actions"][0].update(stage=True)),
            "actions.0.stage is not what it has to be",
        ),
        (_changed(lambda raw: raw["actions"][0].update(action="drop")), "actions.0.action"),
        (
            _changed(lambda raw: raw.update(format_version="1.1")),
            "the plan has format 1.1, this vocabsync reads up to 1.0",
        ),
        (_changed(lambda raw: raw.update(format_version="2.0")), "the plan has format 2.0"),
        (_changed(lambda raw: raw.update(format_version="0.9")), "format_version is not what it has to be"),
        (_changed(lambda raw: raw.update(format_version=1)), "format_version is not what it has to be"),
        (_changed(lambda raw: raw.update(format_version="1.x")), "format_version is not what it has to be"),
        (_changed(lambda raw: [raw.pop(key) for key in ("tool_version", "region", "slots", "digest")]), "1 more"),
    ],
)
def test_a_damaged_plan_is_an_error_that_says_what_is_wrong(data: bytes, why: str) -> None:
    with pytest.raises(StateDamaged, match=r"(?s)plan\.json") as caught:
        parse_document(data, source="plan.json")

    assert why in str(caught.value)


@pytest.mark.parametrize("cut", [1, 100, 2000, -2])
def test_a_plan_cut_short_is_never_a_smaller_plan(cut: int) -> None:
    with pytest.raises(StateDamaged):
        parse_document(dump_document(plan_samples.mixed()).encode()[:cut])


def test_what_was_approved_is_every_action_with_its_digests() -> None:
    approved = approved_plan(plan_samples.mixed())

    assert approved.digest == plan_samples.DIGEST
    assert [(action.verb, action.claim.prefix) for action in approved.actions or ()] == [
        ("create", "movies"),
        ("create", "people"),
        ("update", "medical"),
        ("delete", "movies"),
        ("delete", "oldfilms"),
    ]
    update = (approved.actions or ())[2]
    assert (update.before, update.after) == (plan_samples.BEFORE, plan_samples.AFTER)
    assert update.diff.changed[0] == (Term("布洛芬", 3, "zh"), Term("布洛芬", 5, "zh"))


def test_a_view_of_some_prefixes_keeps_digest_slots_and_objections() -> None:
    whole = plan_samples.mixed()

    view = only(whole, ["movies", "my"])

    assert {action.prefix for action in view.actions} == {"movies"}
    assert (view.digest, view.slots, view.objections) == (whole.digest, whole.slots, whole.objections)
    assert view.unmanaged == ()
    assert "only movies, my shown" in text.render_plan(view)


def test_a_view_cannot_be_applied() -> None:
    with pytest.raises(StateDamaged, match="shows some prefixes only"):
        approved_plan(only(plan_samples.mixed(), ["movies"]))


def test_a_plan_of_another_environment_names_it_in_the_next_command() -> None:
    document = replace(plan_samples.first(), environment="staging; reboot")

    assert "next: vocabsync --env 'staging; reboot' apply" in text.render_plan(document)


def test_the_default_environment_needs_no_option() -> None:
    assert "next: vocabsync apply" in text.render_plan(replace(plan_samples.first(), environment="default"))
