"""The text plan: order, alignment, cutting, signs. The golden files show it whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render import plan_samples
from tests.render.plan_samples import SAMPLES, a_create, a_plan, an_update
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.columns import width_of
from vocabsync.render.document import to_document
from vocabsync.render.document_shape import TermEntry
from vocabsync.render.outline import changes_of, compare, count_changes
from vocabsync.render.palette import COLOURED
from vocabsync.render.text import render_plan

SMALL = [name for name in SAMPLES if name != "huge"]


def test_replaced_and_deleted_come_before_changed_before_created() -> None:
    assert [change.kind for change in changes_of(plan_samples.mixed())] == ["replace", "delete", "update", "create"]


def test_a_replace_counts_once() -> None:
    counts = count_changes(changes_of(plan_samples.mixed()))

    assert (counts.create, counts.update, counts.replace, counts.delete, counts.total) == (1, 1, 1, 1, 4)


def test_a_delete_whose_other_half_is_already_there_is_shown_as_a_delete() -> None:
    document = plan_samples.mixed()
    cut_short = replace(document, actions=tuple(a for a in document.actions if a.action == "delete"))

    assert [change.kind for change in changes_of(cut_short)] == ["delete", "delete"]


def test_removals_come_before_changes_before_additions() -> None:
    text = render_plan(plan_samples.mixed())

    assert text.index("阿斯匹林") < text.index("布洛芬") < text.index("阿司匹林")


def test_columns_are_aligned_by_display_width() -> None:
    update = an_update("medical", TermDiff(added=(Term("一", 4, "zh"), Term("two", 5, "中文"))), terms=9)

    rows = [
        line for line in render_plan(to_document(a_plan((update,)), (), tool_version="1")).splitlines() if " + " in line
    ]

    assert len({width_of(row[: row.index(text)]) for row, text in zip(rows, ("two", "一"), strict=True)}) == 1


@pytest.mark.parametrize("sample", SMALL)
def test_without_unicode_all_our_own_signs_are_ascii(sample: str) -> None:
    document = SAMPLES[sample]()
    foreign = set(render_plan(document, verbose=True)) - set("→…·")

    assert all(character.isascii() or character in foreign for character in render_plan(document, unicode=False))
    assert not set("→…") & set(render_plan(document, unicode=False))


@pytest.mark.parametrize("sample", SMALL)
def test_colour_is_extra(sample: str) -> None:
    document = SAMPLES[sample]()

    assert re.sub("\x1b\\[[0-9;]*m", "", render_plan(document, palette=COLOURED)) == render_plan(document)


@pytest.mark.parametrize("sample", SMALL)
def test_nothing_but_our_own_colours_acts_on_a_terminal(sample: str) -> None:
    plain = re.sub("\x1b\\[(0|1|1;31|2|31|32|33)m", "", render_plan(SAMPLES[sample](), palette=COLOURED, verbose=True))

    assert all(line.isprintable() for line in plain.split("\n"))
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in plain.split("\n"))


def test_a_long_list_is_cut_and_says_how_to_see_all() -> None:
    text = render_plan(plan_samples.long())

    assert "… 61 more terms (-v shows all)" in text
    assert "more terms" not in render_plan(plan_samples.long(), verbose=True)


def test_verbose_shows_ids_whole_and_every_unmanaged_vocabulary() -> None:
    document = plan_samples.mixed()

    assert "vocab-my-app-" not in render_plan(document)
    assert "vocab-my-app-00000000000000000000000000000001" in render_plan(document, verbose=True)
    assert "vocab-medical-24ee0000000000000000000000000000" in render_plan(document, verbose=True)


def test_a_create_names_its_first_terms() -> None:
    text = render_plan(to_document(a_plan((a_create("people", plan_samples.PEOPLE),)), (), tool_version="1"))

    assert "7 terms: Ang Lee, Chloé Zhao, Wu Yigong, … 4 more" in text


def test_a_replace_with_the_same_terms_says_that_they_stay() -> None:
    document = plan_samples.replaced_first()
    old, new = document.actions
    same = replace(document, actions=(replace(old, removed=new.added), new))

    assert "terms: all 2 terms stay" in render_plan(same)


def test_a_blocked_plan_gives_no_command_to_apply_it() -> None:
    assert "next:" not in render_plan(plan_samples.blocked())


def test_a_blocked_plan_without_candidates_advises_a_higher_quota() -> None:
    document = plan_samples.blocked()
    assert document.blocked is not None

    assert "ask for a higher quota" in render_plan(replace(document, blocked=replace(document.blocked, candidates=())))


ENTRIES = st.lists(
    st.builds(TermEntry, st.sampled_from("ab"), st.integers(1, 3), st.sampled_from([None, "zh"])), max_size=6
).map(tuple)


@given(ENTRIES, ENTRIES)
def test_comparing_two_lists_is_a_patch_with_duplicates(
    before: tuple[TermEntry, ...], after: tuple[TermEntry, ...]
) -> None:
    moved = compare(before, after)

    left = list(before)
    for entry in (*moved.removed, *(TermEntry(each.text, each.before, each.lang) for each in moved.changed)):
        left.remove(entry)
    left += [*moved.added, *(TermEntry(each.text, each.after, each.lang) for each in moved.changed)]
    assert sorted(left, key=repr) == sorted(after, key=repr)
