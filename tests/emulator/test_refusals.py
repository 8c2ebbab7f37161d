"""The term rules and limits, by the examples of service.md sections 3 and 4."""

from __future__ import annotations

import pytest

from tests.support.standin import BALE, FILM, World, a_world

GOOD_TEXTS = [
    "EGFR抑制剂",
    "Confucius' Family",
    "Müller GmbH",
    "a b c d e f g",
    "a" * 60,
    "赛" * 15,
    "𠮷" * 15,
    "C#",
    " a  b c d e f g ",
    "Фенибут Белфарм",
]
BAD_TEXTS = ["", " ", "   ", "Straße des 17. Juni", "赛" * 16, "a b c d e f g h", "Клофелин Белмедпрепараты"]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.mark.parametrize("text", GOOD_TEXTS)
def test_a_good_text_comes_back_as_sent(world: World, text: str) -> None:
    assert world.terms(world.created("movies", [{"text": text, "weight": 4}]))[0]["text"] == text


@pytest.mark.parametrize("text", BAD_TEXTS)
def test_a_bad_text_is_refused(world: World, text: str) -> None:
    reply = world.create("movies", [FILM, {"text": text, "weight": 4}])
    assert (reply.status, reply.code) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    ("weight", "model", "status"),
    [
        (1, "fun-asr", 200),
        (5, "fun-asr", 200),
        (0, "fun-asr", 400),
        (6, "fun-asr", 400),
        (-1, "fun-asr", 400),
        (50, "fun-asr", 400),
        (50, "qwen-audio-3.0-asr-flash", 200),
        (50, "qwen-audio-3.1-asr-flash-streaming", 200),
        (49, "qwen-audio-3.1-asr-flash", 400),
    ],
)
def test_weights_are_one_to_five_and_fifty_where_the_model_takes_it(
    world: World, weight: int, model: str, status: int
) -> None:
    assert world.create("movies", [{"text": "a", "weight": weight}], model).status == status


@pytest.mark.parametrize(("heavy", "status"), [(50, 200), (51, 400)])
def test_at_most_fifty_terms_weigh_fifty(world: World, heavy: int, status: int) -> None:
    terms = [{"text": f"t{number}", "weight": 50} for number in range(heavy)]
    assert world.create("movies", terms, "qwen-audio-3.0-asr-flash").status == status


@pytest.mark.parametrize(
    ("lang", "model", "status"),
    [
        ("yue", "paraformer-v2", 200),
        ("yue", "fun-asr", 400),
        ("ja", "fun-asr", 200),
        ("ru", "paraformer-realtime-8k-v2", 200),
        ("xx", "paraformer-v2", 400),
        ("xx", "qwen-audio-3.0-asr-flash", 200),
    ],
)
def test_languages_are_those_published_for_the_model(world: World, lang: str, model: str, status: int) -> None:
    assert world.create("movies", [{**BALE, "lang": lang}], model).status == status


LARGEST = {
    "fun-asr": 10_000,
    "fun-asr-2025-11-07": 10_000,
    "fun-asr-mtl-2025-08-25": 1_000,
    "fun-asr-realtime": 2_000,
    "paraformer-v2": 500,
    "fun-asr-realtime-2026-02-28": 500,
    "qwen-audio-3.0-asr-flash-filetrans": 2_000,
    "qwen-audio-3.1-asr-flash-streaming": 2_000,
}


@pytest.mark.parametrize("model", LARGEST)
def test_a_list_may_be_as_long_as_was_ever_published_for_its_model(world: World, model: str) -> None:
    terms = [{"text": f"t{number}", "weight": 4} for number in range(LARGEST[model] + 1)]
    assert world.create("movies", terms, model).code == "InvalidParameter"
    assert world.create("movies", terms[:-1], model).status == 200


@pytest.mark.parametrize("model", ["fun-asr-2099-01-01", "qwen-audio-9.0-asr-flash", "gummy-realtime-v1", "FUN-ASR"])
def test_a_model_nobody_published_is_refused(world: World, model: str) -> None:
    assert world.create(model=model).code == "InvalidParameter"


@pytest.mark.parametrize("prefix", ["my-app", "Movies", "elevenchars", "电影", "a b", "a\n"])
def test_a_bad_prefix_is_refused(world: World, prefix: str) -> None:
    assert world.create(prefix).code == "InvalidParameter"


@pytest.mark.parametrize("prefix", ["a", "0", "tencharact"])
def test_a_good_prefix_is_taken(world: World, prefix: str) -> None:
    assert world.created(prefix).startswith(f"vocab-{prefix}-")


def test_an_empty_list_is_refused_in_create_and_update(world: World) -> None:
    assert world.create("movies", []).code == "InvalidParameter"
    assert world.update(world.created(), []).code == "InvalidParameter"


def test_terms_are_judged_by_the_model_of_the_vocabulary_in_an_update(world: World) -> None:
    vocabulary_id = world.created("movies", [BALE], "qwen-audio-3.0-asr-flash")
    assert world.update(vocabulary_id, [{"text": "a", "weight": 50}]).status == 200
