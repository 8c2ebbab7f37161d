"""A saved plan looks as `plan` showed it, in every form, and a damaged one is explained."""

from __future__ import annotations

import pytest

from tests.support.workplace import FILMS, Workplace


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_show_equals_plan(workplace: Workplace, form: str) -> None:
    workplace.apply()
    workplace.write("vocabularies/movies.yaml", FILMS.replace("weight: 4, lang: zh", "weight: 5, lang: zh"))
    planned = workplace.run("plan", "--out", "plan.json", "--format", form)

    shown = workplace.run("show", "plan.json", "--format", form)

    assert (planned.code, shown.code) == (0, 0), planned.err + shown.err
    assert shown.out == planned.out


def test_show_asks_the_service_nothing(workplace: Workplace) -> None:
    workplace.run("plan", "--out", "plan.json")
    workplace.requests()

    workplace.run("show", "plan.json")

    assert workplace.requests() == []


def test_github_gets_counts_and_digest_as_outputs(workplace: Workplace) -> None:
    digest = workplace.plan("--out", "plan.json")["digest"]

    lines = workplace.run("show", "plan.json", "--format", "github").out.splitlines()

    assert f"digest={digest}" in lines
    assert {"create=2", "update=0", "replace=0", "delete=0", "changes=2"} <= set(lines)


def test_markdown_keeps_to_the_characters_that_it_is_given(workplace: Workplace) -> None:
    workplace.run("plan", "--out", "plan.json")

    short = workplace.run("show", "plan.json", "--format", "markdown", "--max-chars", "4000").out
    assert len(short) <= 4000
    assert workplace.run("plan", "--format", "markdown", "--max-chars", "4000").out == short


def test_a_damaged_plan_is_explained(workplace: Workplace) -> None:
    workplace.write("plan.json", '{"format_version": "1.0"')

    ran = workplace.run("show", "plan.json")

    assert (ran.code, ran.out) == (1, "")
    assert "error: the file is not JSON\n  where:   plan.json" in ran.err
    assert "next:    make it anew with `vocabsync plan --out FILE`" in ran.err


def test_output_prints_the_map_in_each_form_only_after_an_apply(workplace: Workplace) -> None:
    refused = workplace.run("output")
    workplace.apply()
    given = workplace.run("output").document
    variables = workplace.run("output", "--format", "dotenv").out.splitlines()

    assert (refused.code, refused.out) == (1, "")
    assert variables == [f"VOCAB_{prefix.upper()}_FUN_ASR={models['fun-asr']}" for prefix, models in given.items()]
