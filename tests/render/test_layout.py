"""Widths, shares and the ID map."""

from __future__ import annotations

import json

import pytest
import wcwidth
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import a_claim, an_id
from vocabsync.render.budget import fit_blocks, fit_lines, share
from vocabsync.render.columns import _ONE_CELL, _TWO_CELLS, clip, pad, width_of
from vocabsync.render.github import output
from vocabsync.render.id_map import ID_MAP_FORMATS, MappedId, render_id_map, shared_names, variable_name


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("赛德克", 6), ("e\u0301", 1), ("", 0), ("ü", 1), ("\u0301", 0)]
)
def test_a_width_is_what_a_terminal_shows(text: str, cells: int) -> None:
    assert width_of(text) == cells


def test_a_character_that_is_counted_without_tables_is_as_wide_as_they_say() -> None:
    for code in range(0x110000):
        sign = chr(code)
        if any(first <= sign <= last for first, last in _TWO_CELLS) or _ONE_CELL.fullmatch(sign):
            assert wcwidth.wcwidth(sign) == width_of(sign), hex(code)


@given(st.text("aü赛、ー（→…·\u0301\u200d\ufe0f\u3099\uff9e\u1100\U0001f469\U0001f3ff", max_size=8))
def test_characters_together_are_as_wide_as_the_tables_say(text: str) -> None:
    assert width_of(text) == wcwidth.wcswidth(text)


def test_padding_counts_cells() -> None:
    assert pad("赛", 4) == "赛  "
    assert pad("longer", 2) == "longer"


@given(st.text("aü赛", max_size=20), st.integers(2, 12))
def test_a_clipped_text_never_takes_more_cells_than_it_may(text: str, cells: int) -> None:
    shown = clip(text, cells)

    assert width_of(shown) <= cells
    assert shown == text or shown.endswith("…")


@given(st.lists(st.integers(0, 50), max_size=8), st.integers(-5, 100))
def test_a_share_is_fair(wanted: list[int], available: int) -> None:
    given = share(wanted, available)

    assert sum(given) <= max(0, available)
    assert all(part <= wish for part, wish in zip(given, wanted, strict=True))
    cut = [part for part, wish in zip(given, wanted, strict=True) if part < wish]
    assert all(part >= max(cut) - 1 or part == wish for part, wish in zip(given, wanted, strict=True) if cut)
    assert sum(given) == min(sum(wanted), max(0, available))


def test_lines_are_kept_whole_and_from_the_front() -> None:
    assert fit_lines(["abc", "def", "g"], 8) == ["abc", "def"]
    assert fit_lines(["abcdefgh", "a"], 5) == []


def test_blocks_are_kept_whole_and_the_rest_is_counted() -> None:
    assert fit_blocks([["a" * 50], ["b"]], 10, "danger") == ["b", "", "… 1 more danger without room here"]


ENTRIES = [
    MappedId(a_claim("movies", "paraformer-realtime-v2"), an_id("movies", 2)),
    MappedId(a_claim("movies", "fun-asr"), an_id("movies", 1)),
    MappedId(a_claim("1e3", "qwen-audio-3.0-asr-flash"), an_id("1e3", 3)),
]
NESTED = {
    "1e3": {"qwen-audio-3.0-asr-flash": an_id("1e3", 3)},
    "movies": {"fun-asr": an_id("movies", 1), "paraformer-realtime-v2": an_id("movies", 2)},
}


def test_json_and_yaml_give_prefix_then_model_then_id() -> None:
    assert json.loads(render_id_map(ENTRIES, "json")) == NESTED
    assert yaml.safe_load(render_id_map(ENTRIES, "yaml")) == NESTED


def test_variables_are_named_after_prefix_and_model() -> None:
    assert render_id_map(ENTRIES, "dotenv") == (
        f"VOCAB_1E3_QWEN_AUDIO_3_0_ASR_FLASH={an_id('1e3', 3)}\n"
        f"VOCAB_MOVIES_FUN_ASR={an_id('movies', 1)}\n"
        f"VOCAB_MOVIES_PARAFORMER_REALTIME_V2={an_id('movies', 2)}\n"
    )
    assert render_id_map(ENTRIES, "env").startswith("export VOCAB_1E3_")
    assert render_id_map(ENTRIES, "github") == render_id_map(ENTRIES, "dotenv")


@pytest.mark.parametrize("form", ID_MAP_FORMATS)
def test_the_order_of_entries_does_not_show(form: str) -> None:
    assert render_id_map(ENTRIES, form) == render_id_map(ENTRIES[::-1], form)  # type: ignore[arg-type]  # one of the table


def test_an_empty_map_is_still_a_map() -> None:
    assert [render_id_map([], form) for form in ID_MAP_FORMATS] == ["{}\n", "{}\n", "", "", ""]


def test_two_claims_that_would_share_a_variable_are_found() -> None:
    claims = [a_claim("a", "m-1"), a_claim("a", "m.1"), a_claim("a", "m1")]

    assert shared_names(claims) == {variable_name(claims[0]): (claims[0], claims[1])}


def test_an_output_of_one_line_needs_no_delimiter() -> None:
    assert output("digest", "sha256:1") == "digest=sha256:1\n"


def test_an_output_of_several_lines_cannot_end_its_own_delimiter() -> None:
    written = output("note", "a\nEOF\nx=y\x1b", new_delimiter=lambda: "d3l1m")

    assert written == "note<<d3l1m\na\nEOF\nx=y\\u{1b}\nd3l1m\n"


def test_delimiters_are_random() -> None:
    assert output("note", "a\nb") != output("note", "a\nb")
