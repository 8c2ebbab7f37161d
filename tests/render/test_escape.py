"""Foreign text stays what it is and does nothing, in every target."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.render.markdown_reader import assert_inert
from tests.render.plan_samples import HOSTILE
from vocabsync.render import escape

ANY_TEXT = st.text(st.characters(), max_size=60) | st.sampled_from(HOSTILE)
PIECES = st.lists(
    st.sampled_from(
        [*"`|\\<>[]()!#@*_~&:-+=.$'\"{}1 \n\t", "www.", "GH-1", "http://a.b", "```", "</p>", "赛", "\u202e"]
    ),
    max_size=14,
).map("".join)


def test_a_printable_text_stays_as_it_is() -> None:
    assert escape.terminal("赛德克·巴莱 EGFR抑制剂\u3000ü") == "赛德克·巴莱 EGFR抑制剂\u3000ü"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\u{1b}[31m"),
        ("a\nb\r\t", "a\\u{a}b\\u{d}\\u{9}"),
        ("\u202egnp\u2066", "\\u{202e}gnp\\u{2066}"),
        ("zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"),
        ("\x9b31m", "\\u{9b}31m"),
        ("\ud800", "\\u{d800}"),
        ("\ue000\U000e0041", "\\u{e000}\\u{e0041}"),
    ],
)
def test_what_acts_on_a_terminal_is_shown_as_a_code_point(text: str, shown: str) -> None:
    assert escape.terminal(text) == shown


@pytest.mark.parametrize("command", ["::error::x", "   ::set-output name=a::b", "\u3000::x"])
def test_a_line_of_a_log_is_no_workflow_command(command: str) -> None:
    assert not escape.log_line(command).lstrip().startswith("::")


def test_a_command_at_the_start_of_any_line_of_a_log_is_shown_and_the_other_lines_stay() -> None:
    assert escape.log_lines("a::b\n \t::error::x\nlast") == "a::b\n \t\\u{3a}:error::x\nlast"


def test_chatter_keeps_its_lines_and_colours_and_nothing_else_that_acts() -> None:
    ours = "\x1b[1mRetrying\x1b[0m\n\x1b[31m  in\x1b[0m \x1b[32m2 s\x1b[0m"
    assert escape.chatter(ours) == ours
    assert escape.chatter("\x1b[1mbold\x1b[0m \x1b[2J\x07 \x1b[31mred\u202e") == (
        "\x1b[1mbold\x1b[0m \\u{1b}[2J\\u{7} \x1b[31mred\\u{202e}"
    )
    assert escape.chatter("\x1b[31m::error::x\x1b[0m") == "\x1b[31m\\u{3a}:error::x\x1b[0m"


def test_an_ordinary_line_of_a_log_stays_as_it_is() -> None:
    assert escape.log_line("  next: a::b") == "  next: a::b"


@given(ANY_TEXT | PIECES)
def test_nothing_unprintable_reaches_a_terminal(text: str) -> None:
    shown = escape.terminal(text)

    assert all(character.isprintable() or character == "\u3000" for character in shown)
    assert escape.terminal(shown) == shown
    assert "##[" not in shown


@given(st.text(st.characters(), max_size=60))
def test_json_keeps_the_value_and_shows_nothing_active(text: str) -> None:
    written = escape.json_text(json.dumps({"text": text}, ensure_ascii=False))

    assert json.loads(written) == {"text": text}
    assert "##[" not in written
    assert all(character.isprintable() or character in "\n\u3000" for character in written)


@given(ANY_TEXT | PIECES)
def test_a_code_span_holds_its_text_and_nothing_else(text: str) -> None:
    (paragraph,) = _inline(f"before {escape.markdown_code(text)} after")

    assert [token.type for token in paragraph] == ["text", "code_inline", "text"]
    assert paragraph[1].content.strip() == (escape.terminal(text).strip() or "(empty)")


def test_a_code_span_has_more_ticks_than_any_run_inside_it() -> None:
    assert escape.markdown_code("a``b`c") == "```a``b`c```"
    assert escape.markdown_code("`") == "`` ` ``"


@given(ANY_TEXT | PIECES)
def test_a_table_cell_cannot_be_left(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(f"|a|b|\n|---|---|\n| {escape.markdown_cell(text)} | x |\n")

    assert sum(token.type == "td_open" for token in tokens) == 2
    assert_inert(f"|a|b|\n|---|---|\n| {escape.markdown_cell(text)} | x |\n")


@given(ANY_TEXT | PIECES)
def test_plain_words_stay_one_paragraph_of_text(text: str) -> None:
    written = escape.markdown_text(text)

    (paragraph,) = _inline(written)
    assert {token.type for token in paragraph} <= {"text", "text_special"}
    assert_inert(written)
    shown = "".join(token.content for token in paragraph).replace("\u200d", "")
    assert shown == (escape.terminal(text).strip() or "(empty)")


@given(st.lists(ANY_TEXT | PIECES, max_size=5))
def test_a_fence_is_closed_by_nothing_in_it(texts: list[str]) -> None:
    lines = [escape.terminal(text) for text in texts]

    tokens = MarkdownIt("commonmark").parse(f"{escape.markdown_fence(lines, 'diff')}\n\nafter")

    assert [token.type for token in tokens][:2] == ["fence", "paragraph_open"]
    assert tokens[0].content == "".join(f"{line}\n" for line in lines)


def test_a_fence_has_three_ticks_or_more_than_any_line_and_a_language_where_one_is_given() -> None:
    assert escape.markdown_fence([]) == "```\n```"
    assert escape.markdown_fence(["a", "````"], "diff") == "`````diff\na\n````\n`````"


@given(ANY_TEXT | PIECES)
def test_a_workflow_command_keeps_its_one_line(text: str) -> None:
    assert not re.search(r"[\r\n]", escape.workflow_data(text) + escape.workflow_property(text))
    assert not re.search(r"[:,]", escape.workflow_property(text))


def test_a_percent_sign_is_encoded_first() -> None:
    assert escape.workflow_data("100%\n") == "100%25%0A"


def test_a_property_of_a_workflow_command_has_neither_colon_nor_comma() -> None:
    assert escape.workflow_property("a:b,c\r\n50%") == "a%3Ab%2Cc\\u{d}%0A50%25"


def test_a_sarif_message_has_no_link() -> None:
    assert escape.sarif_text("[the docs](https://a.b) [x] (y)") == "[the docs]\\u{28}https://a.b) [x] (y)"


def test_html_shows_markup_as_text() -> None:
    assert escape.html_text('<b title="x">\'&') == "&lt;b title=&quot;x&quot;&gt;&#x27;&amp;"


def _inline(markdown: str) -> list[list]:  # type: ignore[type-arg]  # markdown-it's tokens
    return [token.children or [] for token in MarkdownIt("commonmark").parse(markdown) if token.type == "inline"]
