"""Finds every place in the source that can raise an expected failure, so that none is missing in the catalogue."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import vocabsync

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

PACKAGE = Path(vocabsync.__path__[0])
ROOT = PACKAGE.parent
_ROOTS = {"VocabsyncError", "UsageError"}


@dataclass(frozen=True, slots=True)
class RaiseSite:
    """A statement, by its lines. ``says`` is the source of what it raises."""

    path: str
    first: int
    last: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.first}: {self.says}"


@cache
def find_raise_sites() -> tuple[RaiseSite, ...]:
    """Give every ``raise`` of an expected failure, and every call of a function that does nothing but raise one.

    A failure made by a function of ours (``raise _unusable(…)``) is raised where that function is called. What is
    raised again (``raise failure``) has its site where it was made.
    """
    statements = [(path, node) for path in sorted(PACKAGE.rglob("*.py")) for node in _statements(path)]
    classes = _error_classes([node for _, node in statements if isinstance(node, ast.ClassDef)])
    functions = [node for _, node in statements if isinstance(node, ast.FunctionDef)]
    makers = classes | _names_of(functions, returning=classes)
    raisers = _names_of(functions, returning={"NoReturn"})
    return tuple(
        RaiseSite(path.relative_to(ROOT).as_posix(), node.lineno, node.end_lineno or node.lineno, ast.unparse(node))
        for path, node in statements
        if _raises(node, makers, raisers)
    )


_TELL = {"refused", "unknown", "not_attempted", "pull", "pull_creates", "sent"}
"""Methods of the operations whose argument is told in the report of an apply."""


def find_reasons() -> tuple[str, ...]:
    """Give the longest literal part of every reason that an outcome of an apply can have."""
    reasons: set[str] = set()
    for path in sorted((PACKAGE / "operations").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=name), args=[*_, _]) if name in _TELL:
                    reasons.update(map(_longest_literal, node.args))
                case ast.keyword(arg="doubt" | "seen") | ast.Assign(value=ast.Constant(str())):
                    reasons.add(_longest_literal(node.value))
                case _:
                    pass
    return tuple(sorted(reason for reason in reasons if len(reason) > 12))


def _longest_literal(expression: ast.AST) -> str:
    literals = [node.value for node in ast.walk(expression) if isinstance(node, ast.Constant)]
    return max((literal for literal in literals if isinstance(literal, str)), key=len, default="").strip()


def places_of(failure: BaseException) -> frozenset[tuple[str, int]]:
    """Give file and line of every frame of ours that the failure came through."""
    trace: TracebackType | None = failure.__traceback__
    places = set()
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            places.add((path.relative_to(ROOT).as_posix(), trace.tb_lineno))
        trace = trace.tb_next
    return frozenset(places)


def _statements(path: Path) -> Iterator[ast.stmt]:
    """Give every statement of a file that may matter; expressions are not walked."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
                waiting.append(child)
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.Raise | ast.Expr):
                yield child


def _error_classes(classes: Iterable[ast.ClassDef]) -> set[str]:
    """Give the names of the roots and of all that descend from them."""
    bases = {node.name: {_name(base) for base in node.bases} for node in classes}
    found = set(_ROOTS)
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def _names_of(functions: Iterable[ast.FunctionDef], *, returning: set[str]) -> set[str]:
    return {node.name for node in functions if not node.name.startswith("__") and _name(node.returns) in returning}


def _raises(node: ast.stmt, makers: set[str], raisers: set[str]) -> bool:
    match node:
        case ast.Raise(exc=ast.Call(func=called)):
            return _name(called) in makers
        case ast.Expr(value=ast.Call(func=called)):
            return _name(called) in raisers
        case _:
            return False


def _name(node: ast.AST | None) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Constant(value=str(name)):
            return name
        case _:
            return ""
