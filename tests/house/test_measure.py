"""The house keeps its measure: short functions, rooms where they belong, make targets that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import vocabsync

ROOT = Path(__file__).parents[2]
PACKAGE = Path(vocabsync.__path__[0])
SOURCES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{path.relative_to(PACKAGE)}: {node.name} has {_own_lines(node)} lines"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and _own_lines(node) > 40
    ]
    assert long == []


def _own_lines(node: ast.FunctionDef) -> int:
    """Count lines without the docstring, which may be as long as it is useful."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    docstring = node.body[0]
    if isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant):
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path.name for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [path.name for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_nothing_is_left_for_later() -> None:
    leftovers = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [path.name for path in SOURCES if leftovers.search(path.read_text(encoding="utf-8"))] == []
    raised = re.compile(r"raise NotImplementedError\b")
    assert [path.name for path in SOURCES if raised.search(path.read_text(encoding="utf-8"))] == []


def test_every_make_target_that_is_mentioned_exists_and_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert set(re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE)) == explained
    pages = [
        *ROOT.glob("*.md"),
        *ROOT.glob(".github/**/*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob(".github/**/*.yml"),
    ]
    mentioned = set()
    for page in pages:
        mentioned |= set(re.findall(r"(?:`|run: |\$ )make ([a-z][a-z-]*)", page.read_text(encoding="utf-8")))
    assert mentioned <= explained
    style = (
        "help setup demo format lint test test-long check cover mutants bench docs build clean requirements test-live"
    )
    assert set(style.split()) <= explained
