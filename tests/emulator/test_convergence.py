"""Whatever is believed about the service, the tool ends in the desired state, or in one named stop that repeats."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.builders import a_vocabulary, terms_of
from tests.support.standin_site import FOREIGN, Ran, a_site
from vocabsync.domain.vocabulary import Term, Terms
from vocabsync.emulator.settings import list_settings

MOVIES: Terms = (Term("赛德克巴莱", 4, "zh"), Term("Seediq Bale", 5), Term(" b ", 3), Term("e\u0301", 2))
PEOPLE = terms_of("吴贻弓", "侯孝贤", lang="zh")
MORE_MOVIES: Terms = (*MOVIES[1:], Term("阙里人家", 4, "zh"), Term("𠮷" * 4, 1))
NEWS = terms_of("breaking news")

FREE: dict[str, tuple[Any, ...]] = {
    "page_cap": (1,),
    "stale_seconds": (8.0,),
    "late_seconds": (8.0,),
    "status_seconds": (10.0,),
    "status_word": ("SLEEPING",),
    "retired_models": ("paraformer-v2", "fun-asr"),
    "quota": (4, 1),
    "rate_limit": (12,),
    "term_limits": ("fun-asr=100", "fun-asr=1"),
    "keys": ("sk-made-up", "sk-other"),
    "latency_seconds": (0.5,),
}
NEEDS: dict[str, dict[str, Any]] = {
    "page_cap": {"page": "capped"},
    "page=capped": {"page_cap": 1},
    "page=always-first": {"page_cap": 1},
    "status_seconds": {"status": "ok-later"},
    "status_word": {"status": "other-word"},
    "over_limit=truncated": {"term_limits": "fun-asr=1"},
    "over_limit=accepted": {"term_limits": "fun-asr=1"},
    "status=ok-later": {"status_seconds": 10.0},
    "retry_after=without": {"rate_limit": 17},
    "retry_after=with": {"rate_limit": 12},
    "retired_update=refused": {"retired_models": "fun-asr"},
    "retired_update=works": {"retired_models": "fun-asr"},
}
STOPS = {
    # The service never says that it uses the vocabulary: unfinished for as long as it lasts, and nothing is sent again.
    "status=never",
    "status=other-word",
    "status=ok-then-not",
    "status_word=SLEEPING",
    # The service refuses what the files ask for, each time anew.
    "quota=1",
    "retired_models=fun-asr",
    "retired_update=works",
    "retired_update=refused",
    "term_limits=fun-asr=1",
    "keys=sk-other",
}
STORED_DIFFERENTLY = {"text=trimmed", "text=nfc", "over_limit=truncated"}
"""Proposed once more, then left alone: what is stored is what this service makes of the files."""


def _cases() -> dict[str, dict[str, Any]]:
    cases: dict[str, dict[str, Any]] = {}
    for entry in list_settings():
        for value in entry.values or FREE.get(entry.name, ()):
            case = f"{entry.name}={value}"
            needs = NEEDS.get(case, NEEDS.get(entry.name, {}))
            cases[case] = {**needs, entry.name: value}
    return cases


CASES = _cases()


def _tool_vocabularies(ran: Ran) -> dict[str, Terms]:
    return {
        vocabulary_id: terms for vocabulary_id, terms in ran.account.items() if not vocabulary_id.startswith(FOREIGN)
    }


def _foreign(ran: Ran) -> dict[str, Terms]:
    return {vocabulary_id: terms for vocabulary_id, terms in ran.account.items() if vocabulary_id.startswith(FOREIGN)}


def _holds(ran: Ran, **desired: Terms) -> bool:
    """Whether the account holds exactly this, as multisets."""
    ours = {each.split("-")[1]: sorted(terms, key=str) for each, terms in _tool_vocabularies(ran).items()}
    return len(ours) == len(_tool_vocabularies(ran)) and ours == {
        prefix: sorted(terms, key=str) for prefix, terms in desired.items()
    }


@pytest.mark.parametrize("case", CASES)
def test_the_tool_converges_or_repeats_one_named_stop(case: str) -> None:
    site = a_site(**CASES[case])
    foreign = _foreign(site.run(a_vocabulary("movies", terms=MOVIES)))
    first = (a_vocabulary("movies", terms=MOVIES), a_vocabulary("people", terms=PEOPLE))
    begun = [site.run(*first) for _ in range(3)]
    then = (a_vocabulary("movies", terms=MORE_MOVIES), a_vocabulary("news", terms=NEWS))
    runs = [site.run(*then) for _ in range(4)]

    assert runs[3].account == runs[2].account
    assert runs[3].code == runs[2].code
    assert _foreign(runs[3]) == foreign
    assert len(foreign) == 1
    prefixes = [each.split("-")[1] for each in _tool_vocabularies(runs[3])]
    assert len(prefixes) == len(set(prefixes))
    if case in STOPS:
        assert runs[3].code != 0
        return
    assert (runs[3].code, runs[3].writes) == (0, ())
    if case in STORED_DIFFERENTLY:
        return
    assert _holds(begun[1], movies=MOVIES, people=PEOPLE)
    assert _holds(runs[1], movies=MORE_MOVIES, news=NEWS)
    assert (runs[2].code, runs[2].writes) == (0, ())


def test_every_setting_has_a_case() -> None:
    assert {case.partition("=")[0] for case in CASES} == {entry.name for entry in list_settings()}
    assert set(CASES) >= STOPS | STORED_DIFFERENTLY
