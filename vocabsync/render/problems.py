"""Problems in files, for people, programs and GitHub: each with its place, rule and remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from vocabsync.render.columns import width_of
from vocabsync.render.escape import json_text, log_lines, terminal, workflow_data, workflow_property
from vocabsync.render.palette import PLAIN, Palette
from vocabsync.render.sarif import render_sarif

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.domain.diagnostic import Diagnostic

ProblemFormat: TypeAlias = Literal["text", "json", "github", "sarif"]
PROBLEM_FORMATS: tuple[ProblemFormat, ...] = ("text", "json", "github", "sarif")

MOST_ANNOTATIONS = 9
"""GitHub shows ten annotations of a type per step and drops the rest: nine, and one that counts them."""

_BEFORE_CARET = 60
_AROUND = 100


def render_problems(
    diagnostics: Sequence[Diagnostic],
    form: ProblemFormat,
    *,
    tool_version: str,
    palette: Palette = PLAIN,
    environments: Sequence[str] = (),
) -> str:
    """Write problems in one of the formats. JSON names the environments too: a workflow makes one job of each."""
    match form:
        case "text":
            return render_text(diagnostics, palette)
        case "json":
            return _json(diagnostics, environments)
        case "github":
            return _annotations(diagnostics)
        case "sarif":
            return render_sarif(diagnostics, tool_version=tool_version)
        case _ as never:
            assert_never(never)


def render_text(diagnostics: Sequence[Diagnostic], palette: Palette = PLAIN) -> str:
    """Write problems for people, the count last."""
    blocks = [_block(each, palette) for each in diagnostics]
    return "\n".join([*blocks, say_counts(diagnostics)]) + "\n"


def say_counts(diagnostics: Sequence[Diagnostic]) -> str:
    """Say how many errors and warnings there are."""
    errors = sum(each.is_error for each in diagnostics)
    return f"{_counted(errors, 'error')}, {_counted(len(diagnostics) - errors, 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _block(problem: Diagnostic, palette: Palette) -> str:
    style = palette.danger if problem.is_error else palette.changed
    kind = palette.paint(f"{problem.severity} {problem.rule}", style)
    lines = [f"{terminal(str(problem.place))}: {kind}: {terminal(problem.summary)}", *_excerpt(problem)]
    lines += [f"    see also {terminal(str(place))}" for place in problem.related]
    return log_lines("\n".join([*lines, f"    {terminal(problem.remedy)}", ""]))


def _excerpt(problem: Diagnostic) -> list[str]:
    """Show the line and a caret below the place, by display width; a long line is cut around the place."""
    if problem.excerpt is None:
        return []
    column = max(0, problem.place.column - 1)
    start = max(0, column - _BEFORE_CARET)
    shown = problem.excerpt.rstrip("\r\n")[start : start + _AROUND]
    before = terminal(shown[: column - start]).replace("\t", " ")
    lines = [f"    | {terminal(shown)}"]
    return [*lines, f"    | {' ' * width_of(before)}^"] if problem.place.column else lines


def _json(diagnostics: Sequence[Diagnostic], environments: Sequence[str]) -> str:
    rows = [
        {
            "rule": each.rule,
            "severity": each.severity.value,
            "path": each.place.path,
            "line": each.place.line,
            "column": each.place.column,
            "summary": each.summary,
            "remedy": each.remedy,
            "related": [{"path": place.path, "line": place.line, "column": place.column} for place in each.related],
        }
        for each in diagnostics
    ]
    document = {"environments": list(environments), "problems": rows}
    return json_text(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _annotations(diagnostics: Sequence[Diagnostic]) -> str:
    """Write workflow commands, every foreign part percent-encoded; errors and warnings have ten places each."""
    lines: list[str] = []
    for command, is_error in (("error", True), ("warning", False)):
        chosen = [each for each in diagnostics if each.is_error is is_error]
        lines += [_annotation(command, each) for each in chosen[:MOST_ANNOTATIONS]]
        if len(chosen) > MOST_ANNOTATIONS:
            lines.append(f"::{command}::{len(chosen) - MOST_ANNOTATIONS} more; the log of this step lists them")
    return "".join(f"{line}\n" for line in lines)


def _annotation(command: str, problem: Diagnostic) -> str:
    place = problem.place
    parts = [f"file={workflow_property(terminal(place.path))}"]
    parts += [f"line={place.line}"] if place.line else []
    parts += [f"col={place.column}"] if place.column else []
    parts.append(f"title={workflow_property(problem.rule)}")
    text = workflow_data(f"{terminal(problem.summary)} - {terminal(problem.remedy)}")
    return f"::{command} {','.join(parts)}::{text}"
