"""Every hostile text in every place of every output: each is read as its consumer reads it, and nothing is active."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.render import plan_samples
from tests.render.chromium import CHROMIUM, MISSING, open_page
from tests.render.markdown_reader import assert_inert
from tests.render.plan_samples import hostile_with
from tests.render.test_errors import a_problem
from tests.render.test_html import ATTRIBUTES, TAGS
from tests.render.test_report import CREATE, CREATED, REFUSED, UNKNOWN, UPDATED, a_report
from tests.support.builders import a_claim, an_id
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.output_readers import (
    Command,
    PageReader,
    commands_in,
    read_json,
    read_outputs,
    read_sarif,
    read_terminal,
)
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.diagnostic import Diagnostic, Place, Severity
from vocabsync.domain.errors import ServiceFailure, WorldMoved
from vocabsync.domain.identifiers import VocabularyId
from vocabsync.domain.outcome import NotAttempted, Twin
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.document import dump_document
from vocabsync.render.errors import render_error
from vocabsync.render.escape import terminal
from vocabsync.render.github import render_outputs
from vocabsync.render.html import render_plan as plan_as_html
from vocabsync.render.id_map import ID_MAP_FORMATS, IdMapFormat, MappedId, render_id_map
from vocabsync.render.markdown import render_plan as plan_as_markdown
from vocabsync.render.palette import COLOURED, PLAIN
from vocabsync.render.problems import ProblemFormat, render_problems
from vocabsync.render.report import outcome_line, render_report
from vocabsync.render.text import render_plan as plan_as_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.workplace import Workplace
    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.render.document import PlanDocument
    from vocabsync.render.report import ReportFormat

OUTPUTS_OF_A_PLAN = {"environment", "region", "digest", "changes", "create", "update", "replace", "delete"} | {
    *("unchanged", "unmanaged", "conflicts", "objections", "blocked")
}


def a_plan(text: str) -> PlanDocument:
    """Put it into terms, languages, models, IDs, statuses, reasons, evidence, names of files and warnings."""
    return replace(hostile_with((text,), lang=text), environment=text, region=text, tool_version=text)


def a_forged_plan(text: str) -> PlanDocument:
    """Put it into every text of a document, as whoever writes the file can: prefixes, IDs and digests too."""
    forged: PlanDocument = _forge(plan_samples.relaxed(), text)
    return replace(forged, actions=(*forged.actions, *_forge(plan_samples.mixed(), text).actions))


def _forge(value: Any, text: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_forge(each, text) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"action", "kind", "format_version"}
        changed = {
            each.name: _forge(getattr(value, each.name), text) for each in fields(value) if each.name not in kept
        }
        return replace(value, **changed)
    return text if isinstance(value, str) else value


def an_apply_report(text: str) -> ApplyReport:
    """Put it into what the service said, request IDs, IDs, statuses, backups and what could not be saved."""
    problem = replace(a_problem(400, text, text, symptom=text), request_id=text, host=text)
    odd = VocabularyId(text)
    stored = TermDiff(added=(Term(text, 4, text),), removed=(Term(f"{text}x", 4),))
    report = a_report(
        replace(REFUSED, why=text, problem=problem, request_id=text),
        replace(UPDATED, stored_differently=stored, backup=text, request_id=text),
        replace(CREATED, vocabulary_id=odd, status=text),
        replace(UNKNOWN, seen=text, problem=problem),
        NotAttempted(action=CREATE, why=text),
    )
    twin = Twin(claim=a_claim("movies", text), created=odd, other=odd)
    return replace(report, environment=text, region=text, run=text, twins=(twin,), not_ready=(odd,), not_saved=text)


def problems(text: str) -> tuple[Diagnostic, ...]:
    """Put it into the name of a file, its line, what is wrong and what to do."""
    place = Place(f"vocabularies/{text}.yaml", 3, 2)
    common = {"rule": "VS203", "summary": text, "remedy": text, "place": place, "excerpt": text, "related": (place,)}
    return tuple(Diagnostic(severity=severity, **common) for severity in (Severity.ERROR, Severity.WARNING))  # type: ignore[arg-type]  # fields by name


def read_plan_text(text: str) -> None:
    for palette, unicode, verbose in ((PLAIN, True, True), (COLOURED, False, False)):
        for document in (a_plan(text), a_forged_plan(text)):
            read_terminal(plan_as_text(document, width=80, palette=palette, unicode=unicode, verbose=verbose))


def read_plan_markdown(text: str) -> None:
    assert_inert(plan_as_markdown(a_plan(text), max_chars=65_000))
    assert_inert(plan_as_markdown(a_forged_plan(text), max_chars=65_000))


def read_plan_json(text: str) -> None:
    document = read_json(dump_document(a_plan(text)))
    shown = text.encode("utf-8", "backslashreplace").decode()
    assert document["warnings"] == [shown]


def read_plan_outputs(text: str) -> None:
    assert read_outputs(render_outputs(a_plan(text)))["digest"].startswith("sha256:")
    written = render_outputs(a_forged_plan(text))
    assert set(read_outputs(written)) == OUTPUTS_OF_A_PLAN
    read_terminal(written)


def _report(text: str, form: ReportFormat) -> str:
    return render_report(
        an_apply_report(text), form, exit_code=5, exit_meaning="partly applied", palette=COLOURED, verbose=True
    )


def read_report_text(text: str) -> None:
    read_terminal(_report(text, "text"))
    for outcome in an_apply_report(text).outcomes:
        assert "\n" not in outcome_line(outcome)
        read_terminal(outcome_line(outcome, palette=COLOURED))


def read_report_markdown(text: str) -> None:
    assert_inert(_report(text, "markdown"))


def read_report_json(text: str) -> None:
    assert read_json(_report(text, "json"))["not_saved"] == text


def read_error(text: str) -> None:
    problem = replace(a_problem(400, text, text, symptom=text), request_id=text, host=text)
    read_terminal(render_error(ServiceFailure(problem, what=text, why=text, next_step=text), palette=COLOURED))
    read_terminal(render_error(WorldMoved(text, moves=(text, text), next_step=text)))


def _problems(text: str, form: ProblemFormat) -> str:
    return render_problems(problems(text), form, tool_version="0.1.0", environments=(text,))


def read_problems_text(text: str) -> None:
    read_terminal(_problems(text, "text"))


def read_problems_json(text: str) -> None:
    assert read_json(_problems(text, "json"))["environments"] == [text]


def read_annotations(text: str) -> None:
    place = {"file": terminal(f"vocabularies/{text}.yaml"), "line": "3", "col": "2", "title": "VS203"}
    message = f"{terminal(text)} - {terminal(text)}"
    written = _problems(text, "github")
    assert commands_in(written) == [Command("error", place, message), Command("warning", place, message)]
    assert "\x1b" not in written


def read_code_scanning(text: str) -> None:
    assert len(read_sarif(_problems(text, "sarif"))) == 2


READERS: dict[str, Callable[[str], None]] = {
    "plan on a terminal": read_plan_text,
    "plan in Markdown": read_plan_markdown,
    "plan in JSON": read_plan_json,
    "plan in $GITHUB_OUTPUT": read_plan_outputs,
    "report on a terminal": read_report_text,
    "report in Markdown": read_report_markdown,
    "report in JSON": read_report_json,
    "error on a terminal": read_error,
    "problems on a terminal": read_problems_text,
    "problems in JSON": read_problems_json,
    "problems as annotations": read_annotations,
    "problems in SARIF": read_code_scanning,
}


@pytest.mark.parametrize("output", READERS)
def test_a_hostile_text_does_nothing(output: str, record_property: Callable[[str, object], None]) -> None:
    failures = {text: complaint for text in HOSTILE_TEXTS if (complaint := _complaint_of(READERS[output], text))}
    assert failures == {}
    record_property("attack", ("a hostile text in an output", len(HOSTILE_TEXTS)))


def test_hostile_texts_do_nothing_on_a_page(record_property: Callable[[str, object], None]) -> None:
    for first in range(0, len(HOSTILE_TEXTS), 8):
        words = HOSTILE_TEXTS[first : first + 8]
        joined = " ".join(words)
        page = PageReader(plan_as_html(hostile_with(words, lang=joined)) + plan_as_html(a_forged_plan(joined)))
        assert page.tags <= TAGS
        assert page.attributes <= ATTRIBUTES
        assert page.others == []
        assert all(character.isprintable() or character in "\n\u3000" for character in page.text)
    record_property("attack", ("a hostile text in an output", len(HOSTILE_TEXTS)))


def _complaint_of(read: Callable[[str], None], text: str) -> str:
    try:
        read(text)
    except AssertionError as failure:
        return str(failure)[:300] or "an assertion failed"
    return ""


@pytest.mark.parametrize("form", ID_MAP_FORMATS)
def test_a_hostile_model_does_nothing_in_the_id_map(
    form: IdMapFormat, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    script = ""
    for text in HOSTILE_TEXTS:
        written = render_id_map([MappedId(a_claim("movies", text), an_id())], form)
        read_terminal(written)
        match form:
            case "json":
                assert json.loads(written) == {"movies": {text: an_id()}}
            case "yaml":
                assert list(yaml.safe_load(written)) == ["movies"]
            case "env" | "dotenv" | "github":
                assert re.fullmatch(rf"(export )?VOCAB_MOVIES_[A-Z0-9_]*={an_id()}\n", written)
                assert len(read_outputs(written)) == 1
                script += written
    subprocess.run(["sh", "-eu"], input=script, text=True, cwd=tmp_path, check=True, timeout=20)
    assert list(tmp_path.iterdir()) == []
    record_property("attack", ("a hostile text in an output", len(HOSTILE_TEXTS)))


@pytest.mark.parametrize("folder", ["::stop-commands::x", "\u3000::error::x ##[add-path]x"])
@pytest.mark.parametrize(
    "command", [("validate",), ("validate", "--format", "github"), ("fmt",), ("fmt", "--diff"), ("blame", "x")]
)
def test_a_folder_that_is_named_like_a_command_commands_nothing(
    folder: str, command: tuple[str, ...], workplace: Workplace
) -> None:
    workplace.write("vocabsync.yaml", f"vocabularies: '{folder}'\n")
    workplace.write(f"{folder}/movies.yaml", "target_model: fun-asr\nterms:\n  - {text: x, weight: 9}\n")
    workplace.write(f"{folder}/people.yaml", "target_model: fun-asr\nterms:\n - x\n")
    ran = workplace.run(*command)
    assert "movies.yaml" in ran.out + ran.err
    assert {each.name for each in commands_in(ran.out + ran.err)} <= (
        {"error", "warning"} if "github" in command else set()
    )


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "--explain", "{}"),
        ("{}",),
        ("plan", "{}"),
        ("plan", "--{}"),
        ("plan", "--only", "{}"),
        ("--env", "{}", "plan"),
        ("--config", "{}", "plan"),
        ("show", "{}"),
        ("apply", "{}"),
        ("apply", "--allow", "{}"),
        ("apply", "--expect", "{}"),
        ("apply", "--format", "{}"),
        ("blame", "{}"),
        ("import", "{}"),
        ("import", "words.csv", "--into", "{}.yaml"),
        ("import", "words.csv", "--into", "vocabularies/new.yaml", "--target-model", "{}"),
        ("dedupe", "{}", "--keep", "{}"),
        ("pull", "{}"),
        ("fmt", "{}"),
    ],
    ids=" ".join,
)
def test_a_hostile_argument_does_nothing(command: tuple[str, ...], workplace: Workplace) -> None:
    workplace.write("words.csv", "text,weight\n::error::x,4\n=1+1,4\n")
    text = "::stop-commands::x\n ::error::x\x1b[2J\r\u202e##[error]x"
    ran = workplace.run(*(word.replace("{}", text) for word in command))
    assert ran.code != ExitCode.BUG, ran.err
    read_terminal(ran.out)
    read_terminal(ran.err)


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_a_browser_finds_nothing_to_run_in_all_of_them_together(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(plan_as_html(hostile_with(HOSTILE_TEXTS)), "utf-8")
    seen = open_page(page)
    assert seen.log == ""
    assert PageReader(seen.document).tags <= TAGS


@pytest.mark.parametrize(
    ("read", "active"),
    [
        (read_terminal, "\x1b[2J"),
        (read_terminal, "a\n  ::error::x"),
        (read_terminal, "a ##[group]x"),
        (read_terminal, "\u202e"),
        (read_terminal, "a\rb"),
        (read_json, '{"a": "\x7f"}'),
        (read_outputs, "a=1\na=2\n"),
        (read_outputs, "a<<EOF\n1\nEOF\nnonsense\n"),
        (read_sarif, '{"runs": [{"results": [{"message": {"text": "[a](https://b.example)"}}]}]}'),
    ],
)
def test_the_readers_see_what_is_active(read: Callable[[str], object], active: str) -> None:
    with pytest.raises(AssertionError):
        read(active)
