"""Markdown within its budget, whole in its structure, and inert."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render import plan_samples
from tests.render.markdown_reader import GITHUB, assert_inert
from tests.render.plan_samples import HOSTILE, SAMPLES
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.document import to_document
from vocabsync.render.markdown import render_plan

LIMITS = (4_000, 5_000, 10_000, 65_000, 250_000)


def _is_whole(markdown: str) -> bool:
    """Whether every fold and every fence that begins also ends, and every table row is a row."""
    tokens = GITHUB.parse(markdown)
    html = "".join(token.content for token in tokens if token.type == "html_block")
    fences = [token for token in tokens if token.type == "fence"]
    closed = all(markdown.splitlines()[fence.map[1] - 1].startswith("```") for fence in fences if fence.map)
    rows = [token for token in tokens if token.type == "paragraph_open" and token.map]
    stray = any(markdown.splitlines()[row.map[0]].startswith("| ") for row in rows if row.map)
    return html.count("<details>") == html.count("</details>") and closed and not stray


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_plan_stays_within_every_budget_and_is_never_cut_inside(sample: str, limit: int) -> None:
    markdown = render_plan(SAMPLES[sample](), max_chars=limit)

    assert len(markdown) <= limit
    assert len(markdown.encode()) <= 1_000_000
    assert _is_whole(markdown)
    assert_inert(markdown)


def test_ten_lists_of_ten_thousand_changes_fit_a_comment_and_are_all_named_with_their_counts() -> None:
    markdown = render_plan(plan_samples.huge())

    assert len(markdown) <= 65_000
    for number in range(10):
        assert f"| `list{number}` |" in markdown
        assert f"<b>list{number}</b>" in markdown
    assert markdown.count("| 10,000 changed of 10,000 |") == 10
    assert markdown.count(" more\n```") == 10


def test_more_room_than_a_summary_has_is_not_used() -> None:
    assert len(render_plan(plan_samples.huge(), max_chars=10_000_000).encode()) <= 1_000_000


def test_the_next_command_and_the_digest_survive_the_smallest_budget() -> None:
    markdown = render_plan(plan_samples.huge(), max_chars=1)

    assert f"Digest `{plan_samples.DIGEST}`" in markdown
    assert "apply --expect" in markdown


def test_dangers_stand_before_the_changes() -> None:
    markdown = render_plan(plan_samples.relaxed())

    assert markdown.index("relaxes its own safety") < markdown.index("| vocabulary |")


def test_a_small_list_is_whole_beside_a_large_one() -> None:
    many = tuple(Term(f"术语 {index}", 4, "zh") for index in range(10_000))
    small = plan_samples.an_update("small", TermDiff(added=(Term("唯一", 4, "zh"),)), terms=3)
    large = plan_samples.an_update("large", TermDiff(added=many), terms=3)

    markdown = render_plan(to_document(plan_samples.a_plan((small, large)), (), tool_version="1"), max_chars=8_000)

    assert "+ zh 4  唯一" in markdown
    assert "more\n```" in markdown


def test_a_thousand_vocabularies_say_how_many_are_not_shown() -> None:
    updates = tuple(
        plan_samples.an_update(f"l{number}", TermDiff(added=(Term("新", 4),)), terms=9) for number in range(1000)
    )
    document = to_document(plan_samples.a_plan(updates), (), tool_version="1")

    markdown = render_plan(replace(document, warnings=("slow",) * 5000), max_chars=20_000)

    assert len(markdown) <= 20_000
    assert " more changes" in markdown
    assert " more notes" in markdown


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(HOSTILE)))
def test_random_terms_and_words_stay_inert(texts: list[str]) -> None:
    terms = tuple(Term(text, 4, text[:2]) for text in texts)
    update = replace(plan_samples.an_update("movies", TermDiff(added=terms), terms=9), reason=" ".join(texts))
    plan = replace(plan_samples.a_plan((update,)), warnings=tuple(texts))

    markdown = render_plan(to_document(plan, (), tool_version="1"))

    assert _is_whole(markdown)
    assert_inert(markdown)


ACTIVE = (
    "https://evil.example/x",
    "<b>x</b>",
    "[x](y)",
    "![x](y)",
    "~~x~~",
    "a[^1]\n\n[^1]: b",
    "$x$",
    "*x*",
    "@octocat",
    "#12",
    "GH-12",
    "www.evil.example",
    "mail@evil.example",
    ":tada:",
    "---",
    "1. x",
)


@pytest.mark.parametrize("active", ACTIVE)
def test_the_reader_sees_what_is_active(active: str) -> None:
    with pytest.raises(AssertionError):
        assert_inert(active)


@pytest.mark.parametrize("active", ACTIVE)
def test_what_is_active_is_inert_wherever_it_stands(active: str) -> None:
    terms = (Term(active, 4, active[:2]),)
    update = replace(plan_samples.an_update("movies", TermDiff(added=terms), terms=9), reason=active)
    plan = replace(plan_samples.a_plan((update,)), warnings=(active, f"{active} {active}"), environment=active)

    assert_inert(render_plan(to_document(plan, (), tool_version="1")))


@settings(max_examples=50)
@given(st.lists(st.text("ab1 @#:/.~*_[]()!^$|<>&`\\-+=\n", min_size=1, max_size=20), min_size=1, max_size=6))
def test_random_markup_stays_inert(texts: list[str]) -> None:
    plan = replace(plan_samples.a_plan(()), warnings=tuple(texts), environment=texts[0])

    assert_inert(render_plan(to_document(plan, (), tool_version="1")))
