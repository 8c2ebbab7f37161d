"""What reading costs, in counts: nothing here looks at a clock."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import find_problems, open_folder
from vocabsync.desired.event_reader import EventReader
from vocabsync.desired.safe_open import read_bytes
from vocabsync.desired.yaml_events import uses_c_parser
from vocabsync.domain.identifiers import Prefix

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType


def calls_of_ours(root: Path, files: dict[str, str]) -> Counter[str]:
    """Count the calls of functions of ours while one vocabulary is loaded."""
    folder = open_folder(root, files)
    folder.load(Prefix("warm"))
    counted: Counter[str] = Counter()

    def hear(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and "/vocabsync/" in frame.f_code.co_filename:
            counted[frame.f_code.co_name] += 1

    sys.setprofile(hear)
    try:
        loaded = folder.load(Prefix("movies"))
    finally:
        sys.setprofile(None)
    assert [problem for problem in loaded.diagnostics if problem.is_error] == []
    return counted


def flow(count: int) -> str:
    lines = "".join(f"  - {{text: 电影{number}号, weight: 3, lang: zh}}\n" for number in range(count))
    return f"target_model: fun-asr\nterms:\n{lines}"


def shorthand(count: int) -> str:
    return "target_model: fun-asr\nterms:\n" + "".join(f"  - film number{number}\n" for number in range(count))


@pytest.mark.parametrize("write", [flow, shorthand])
def test_ten_times_the_terms_cost_a_few_calls_per_term_and_no_more(tmp_path: Path, write: object) -> None:
    assert callable(write)
    few, many = (
        sum(
            calls_of_ours(
                tmp_path / str(count),
                {"vocabularies/movies.yaml": write(count), "vocabularies/warm.yaml": flow(1)},
            ).values()
        )
        for count in (100, 1_000)
    )
    assert few < 1_200
    assert many - few <= 12 * 900


def test_the_quick_parser_is_at_work() -> None:
    assert uses_c_parser()


def test_a_plan_opens_and_parses_every_file_once(tmp_path: Path) -> None:
    included = "target_model: fun-asr\ninclude: [terms/shared.yaml, terms/more.csv]\n"
    files = {
        "vocabularies/movies.yaml": included,
        "vocabularies/people.yaml": f"{included}terms: [另一个]\n",
        "vocabularies/terms/shared.yaml": "- 电影\n- 演员\n",
        "vocabularies/terms/more.csv": "text,weight\n导演,3\n",
    }
    folder = open_folder(tmp_path, files, compare_lists=False)
    opened: Counter[str] = Counter()
    parsed: Counter[str] = Counter()

    def hear(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is read_bytes.__code__:
            opened[frame.f_locals["path"]] += 1
        if event == "call" and frame.f_code is EventReader.build.__code__:
            parsed[frame.f_locals["self"]._source.path] += 1

    sys.setprofile(hear)
    try:
        for prefix in folder.prefixes():
            folder.load(prefix)
        problems = folder.finish()
    finally:
        sys.setprofile(None)

    assert problems == ()
    assert opened == dict.fromkeys(files, 1)
    assert parsed == dict.fromkeys((name for name in files if name.endswith(".yaml")), 1)


def test_a_term_is_a_plain_tuple_and_terms_share_their_language(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, {"vocabularies/movies.yaml": flow(50)})

    terms = folder.load(Prefix("movies")).vocabularies[0].terms

    assert all(tuple in type(term).__bases__ and not hasattr(term, "__dict__") for term in terms)
    assert len({id(term.lang) for term in terms}) == 1


def test_a_file_of_mistakes_is_not_explained_beyond_what_is_listed(tmp_path: Path) -> None:
    lines = "".join(f"  - {{txt: {number}, wight: x}}\n" for number in range(20_000))
    tracemalloc.start()
    problems = find_problems(tmp_path, {"vocabularies/movies.yaml": f"target_model: fun-asr\nterms:\n{lines}"})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(problems) == 201
    assert peak < 40 * 1024 * 1024
    assert [problem.place.line for problem in problems[:4]] == [0, 3, 3, 3]


def test_no_term_is_kept_once_it_was_given_away(tmp_path: Path) -> None:
    files = {f"vocabularies/p{number}.yaml": shorthand(2_000) for number in range(6)}
    folder = open_folder(tmp_path, files)
    prefixes = folder.prefixes()
    folder.load(prefixes[0])
    tracemalloc.start()
    for prefix in prefixes[1:]:
        folder.load(prefix)
    gc.collect()  # cycles that nobody reaches, also of tests before this one, are not kept
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept < 5 * 2_000 * 20


@pytest.mark.parametrize(
    "text",
    [
        "terms: [" + "{}," * 600_000 + "]",
        "terms: [" + "ab," * 1_100_000 + "]",
        "terms:\n" + "- no\n" * 1_100_000,
    ],
    ids=["mappings", "words", "doubtful words"],
)
def test_a_file_of_more_values_than_any_list_needs_is_given_up(tmp_path: Path, text: str) -> None:
    loaded = open_folder(tmp_path, {"vocabularies/movies.yaml": text}).load(Prefix("movies"))
    assert [problem.rule for problem in loaded.diagnostics] == ["VS103"]


def test_a_mapping_of_thousands_of_keys_is_one_problem(tmp_path: Path) -> None:
    text = "".join(f"k{number}: x\n" for number in range(5_000))
    loaded = open_folder(tmp_path, {"vocabularies/movies.yaml": text}).load(Prefix("movies"))
    assert [problem.rule for problem in loaded.diagnostics] == ["VS103"]
