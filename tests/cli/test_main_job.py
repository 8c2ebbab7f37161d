"""The main job through the command line over HTTP: plan, apply, no changes, and the promises around it."""

from __future__ import annotations

import json

import pytest

from tests.support.workplace import FILMS, Workplace

LISTINGS, OWNED = 2, 2


def test_plan_apply_plan_ends_in_no_changes(workplace: Workplace) -> None:
    first = workplace.run("plan", "--detailed-exitcode")
    applied = workplace.apply()
    second = workplace.run("plan", "--detailed-exitcode")

    assert (first.code, applied.code, second.code) == (2, 0, 0), applied.out + applied.err
    assert "2 to create" in first.out
    assert "nothing to change" in second.out


def test_a_second_apply_sends_no_write(workplace: Workplace) -> None:
    workplace.apply()
    workplace.requests()

    assert workplace.apply().code == 0
    asked = workplace.requests()
    assert asked.count("list_vocabulary") <= LISTINGS
    assert asked.count("query_vocabulary") == OWNED
    assert len(asked) <= LISTINGS + OWNED


def test_a_plan_asks_for_two_listings_and_one_query_per_owned_vocabulary(workplace: Workplace) -> None:
    workplace.apply()
    workplace.requests()

    workplace.plan()
    assert sorted(workplace.requests()) == ["list_vocabulary"] * LISTINGS + ["query_vocabulary"] * OWNED


def test_one_changed_vocabulary_costs_one_write_and_keeps_its_id(workplace: Workplace) -> None:
    workplace.apply()
    before = workplace.run("output").document
    workplace.write("vocabularies/movies.yaml", FILMS.replace("weight: 4, lang: zh", "weight: 5, lang: zh"))
    workplace.requests()

    assert workplace.apply().code == 0
    assert workplace.writes() == ["update_vocabulary"]
    assert workplace.run("output").document == before


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(
            "target_model: fun-asr\nterms:\n  - {lang: en, text: Seediq Bale, weight: 4}\n"
            "  - {text: 赛德克巴莱, lang: zh, weight: 4}\n",
            id="other order",
        ),
        pytest.param(
            "# films\ntarget_model: fun-asr # model\nterms:\n"
            "  # a film\n  - {text: 赛德克巴莱, lang: zh}\n  - {text: Seediq Bale, lang: en, note: the same film}\n",
            id="comments, notes and the default weight",
        ),
        pytest.param(
            "target_model: fun-asr\ndefaults: {weight: 4, lang: zh}\nterms:\n"
            "  - 赛德克巴莱\n  - {text: Seediq Bale, lang: en}\n",
            id="defaults and shorthand",
        ),
        pytest.param(
            "prefix: movies\ndescription: films\ntarget_models: [fun-asr]\nterms:\n"
            "  - text: 赛德克巴莱\n    lang: zh\n  - text: Seediq Bale\n    weight: 4\n    lang: en\n",
            id="block form",
        ),
    ],
)
def test_another_way_to_write_the_same_changes_neither_plan_nor_digest(workplace: Workplace, same: str) -> None:
    changed = FILMS.replace("weight: 4, lang: zh", "weight: 5, lang: zh")
    workplace.write("vocabularies/movies.yaml", changed)
    workplace.apply()
    workplace.write("vocabularies/movies.yaml", FILMS)
    expected = workplace.plan()

    workplace.write("vocabularies/movies.yaml", same)
    found = workplace.plan()

    assert found["digest"] == expected["digest"]
    assert [action["action"] for action in found["actions"]] == ["update"]


def test_unmanaged_vocabularies_stay_byte_for_byte(workplace: Workplace) -> None:
    foreign = workplace.folder / "elsewhere"
    (foreign / "vocabularies").mkdir(parents=True)
    workplace.write("elsewhere/vocabularies/movies2.yaml", FILMS)
    workplace.run(
        "--config", str(workplace.write("elsewhere/vocabsync.yaml", "prune: false\n")), "apply", "--auto-approve"
    )
    before = workplace.service.requests()
    assert before

    workplace.apply()
    document = workplace.plan()
    assert [each["vocabulary_id"].split("-")[1] for each in document["unmanaged"]] == ["movies2"]
    workplace.requests()
    (workplace.folder / "vocabularies/people.yaml").unlink()
    workplace.apply("--allow", "deletes")
    assert "update_vocabulary" not in workplace.writes()
    assert len(workplace.plan()["unmanaged"]) == 1


@pytest.mark.parametrize(("count", "told"), [(1, "1 warning"), (7, "7 warnings"), (250, "more than 200 warnings")])
def test_a_plan_says_how_many_warnings_there_are(count: int, told: str, workplace: Workplace) -> None:
    lines = "".join(f"  - {{text: {chr(0x4E00 + number)}, weight: 3}}\n" for number in range(count))
    workplace.write("vocabularies/movies.yaml", f"target_model: fun-asr\nterms:\n{lines}")
    assert f"{told} about the files; `vocabsync validate` shows them" in workplace.run("plan").err.splitlines()


def test_json_on_stdout_is_never_mixed_with_chatter(workplace: Workplace) -> None:
    applied = workplace.apply("--format", "json", "-v")
    assert json.loads(applied.out)["outcomes"]
    assert applied.err


def test_a_saved_plan_is_applied_and_refused_once_the_files_moved(workplace: Workplace) -> None:
    assert workplace.run("plan", "--out", "plan.json").code == 0
    workplace.write("vocabularies/movies.yaml", FILMS.replace("4", "5"))
    workplace.requests()

    refused = workplace.run("apply", "plan.json")
    assert refused.code == 3
    assert "movies" in refused.err
    assert workplace.writes() == []

    workplace.write("vocabularies/movies.yaml", FILMS)
    assert workplace.run("apply", "plan.json").code == 0


def test_the_digest_of_the_plan_is_what_expect_takes(workplace: Workplace) -> None:
    digest = workplace.plan()["digest"]

    assert workplace.run("apply", "--expect", "sha256:" + "0" * 64).code == 3
    assert workplace.run("apply", "--expect", digest).code == 0


def test_without_a_terminal_apply_wants_to_be_told(workplace: Workplace) -> None:
    refused = workplace.run("apply")

    assert refused.code == 64
    assert "--auto-approve" in refused.err
    assert workplace.requests() == []


def test_output_refuses_as_a_whole_what_is_missing(workplace: Workplace) -> None:
    workplace.apply()
    workplace.write("vocabularies/more.yaml", FILMS)

    refused = workplace.run("output")
    assert refused.code == 1
    assert refused.out == ""
    assert "more" in refused.err


def test_output_refuses_what_is_not_ready(workplace: Workplace) -> None:
    workplace.apply()
    workplace.service.configure(status="never")

    refused = workplace.run("output")
    assert refused.code == 1
    assert refused.out == ""


def test_show_renders_a_saved_plan_as_plan_does(workplace: Workplace) -> None:
    shown = workplace.run("plan", "--out", "plan.json")

    assert workplace.run("show", "plan.json").out == shown.out


def test_an_error_in_a_file_stops_before_any_request(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", "target_model: fun-asr\nterms: []\n")

    refused = workplace.apply()
    assert refused.code == 1
    assert "vocabularies/movies.yaml:" in refused.err
    assert workplace.writes() == []
