from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabsync.domain.diagnostic import Diagnostic, Place, Severity
from vocabsync.render.columns import width_of
from vocabsync.render.problems import render_problems

if TYPE_CHECKING:
    from vocabsync.render.problems import ProblemFormat


def a_problem(
    *,
    rule: str = "VS131",
    severity: Severity = Severity.ERROR,
    summary: str = "16 characters, and 15 may be",
    remedy: str = "Shorten the term.",
    place: Place = Place("vocabularies/movies.yaml", 3, 5),  # noqa: B008  a frozen value
    excerpt: str | None = "  - 赛德克巴莱",
    related: tuple[Place, ...] = (),
) -> Diagnostic:
    return Diagnostic(
        rule=rule, severity=severity, summary=summary, remedy=remedy, place=place, excerpt=excerpt, related=related
    )


def render(*problems: Diagnostic, form: ProblemFormat = "text") -> str:
    return render_problems(problems, form, tool_version="1.2.3")


def test_a_problem_is_shown_with_place_rule_line_caret_and_remedy() -> None:
    assert (
        render(a_problem(related=(Place("vocabularies/people.yaml", 7, 1),)))
        == """\
vocabularies/movies.yaml:3:5: error VS131: 16 characters, and 15 may be
    |   - 赛德克巴莱
    |     ^
    see also vocabularies/people.yaml:7:1
    Shorten the term.

1 error, 0 warnings
"""
    )


@pytest.mark.parametrize(
    ("excerpt", "column", "caret"),
    [("  - 赛德克巴莱 x", 11, "赛"), ("赛德克：x", 5, ""), ("ab\tcd", 4, ""), ("\u200bab", 2, ""), ("e\u0301x", 3, "")],
)
def test_the_caret_stands_below_its_character_whatever_the_width(excerpt: str, column: int, caret: str) -> None:
    assert caret in excerpt
    lines = render(a_problem(excerpt=excerpt, place=Place("a.yaml", 1, column))).splitlines()
    shown = lines[1]
    before_caret = lines[2].index("^")
    target = excerpt[column - 1]
    assert width_of(shown[: shown.rindex(target)]) == before_caret


def test_a_long_line_is_cut_around_its_place() -> None:
    excerpt = "甲" * 300 + "X" + "乙" * 300
    lines = render(a_problem(excerpt=excerpt, place=Place("a.yaml", 1, 301))).splitlines()
    assert len(lines[1]) < 120
    assert width_of(lines[1][: lines[1].index("X")]) == lines[2].index("^")


def test_the_count_of_errors_and_warnings_comes_last() -> None:
    text = render(a_problem(), a_problem(severity=Severity.WARNING), a_problem(severity=Severity.WARNING))
    assert text.endswith("1 error, 2 warnings\n")


def test_json_holds_every_field_as_it_is() -> None:
    (row,) = json.loads(render(a_problem(summary="赛 \u202e", related=(Place("b.yaml"),)), form="json"))["problems"]
    assert row == {
        "rule": "VS131",
        "severity": "error",
        "path": "vocabularies/movies.yaml",
        "line": 3,
        "column": 5,
        "summary": "赛 \u202e",
        "remedy": "Shorten the term.",
        "related": [{"path": "b.yaml", "line": 0, "column": 0}],
    }


def test_an_annotation_stands_on_its_line_and_column() -> None:
    assert render(a_problem(), form="github") == (
        "::error file=vocabularies/movies.yaml,line=3,col=5,title=VS131"
        "::16 characters, and 15 may be - Shorten the term.\n"
    )


def test_nine_annotations_of_a_type_are_shown_and_the_rest_is_counted() -> None:
    problems = [a_problem() for _ in range(12)] + [a_problem(severity=Severity.WARNING) for _ in range(9)]
    lines = render(*problems, form="github").splitlines()
    assert [line.split(" ")[0].split("::")[1] for line in lines] == ["error"] * 10 + ["warning"] * 9
    assert lines[9].startswith("::error::3 more")


FOREIGN = st.text(st.sampled_from("a赛%\r\n:,\x1b\u202e#[]<>&`|@*"), max_size=12)


@given(path=FOREIGN, summary=FOREIGN)
def test_foreign_text_never_ends_an_annotation_or_begins_another(path: str, summary: str) -> None:
    text = render(a_problem(place=Place(path, 1, 1), summary=summary), form="github")
    assert text.count("\n") == 1
    assert re.fullmatch(r"::error file=[^,:]*,line=1,col=1,title=VS131::[^\r\n\x1b\u202e]*\n", text)


@given(path=FOREIGN, summary=FOREIGN, excerpt=FOREIGN)
def test_nothing_active_reaches_a_terminal(path: str, summary: str, excerpt: str) -> None:
    text = render(a_problem(place=Place(path, 1, 1), summary=summary, excerpt=excerpt))
    assert not set(text) & {"\x1b", "\r", "\u202e"}
    assert not any(line.lstrip().startswith("::") and summary.startswith(":") for line in text.splitlines()[1:2])
