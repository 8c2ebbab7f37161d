"""An expected failure as text: what happened, where, why, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.errors import ServiceFailure, VocabsyncError, WorldMoved
from vocabsync.render.escape import log_line, terminal
from vocabsync.render.palette import PLAIN, Palette
from vocabsync.render.service_problems import meaning_of, remedy_of, say_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = 11


def render_error(error: VocabsyncError, *, palette: Palette = PLAIN) -> str:
    """Write a failure for stderr. Every part is foreign text, a line each, and never begins a line itself."""
    first, *others = error.what.splitlines() or ["something went wrong"]
    lines = [palette.paint("error: ", palette.danger) + terminal(first)]
    lines += [f"{' ' * _LABEL}{terminal(line)}" for line in others]
    for label, text in _parts(error):
        lines += _labelled(label, text, palette)
    return "\n".join(log_line(line) for line in lines) + "\n"


def _labelled(label: str, text: str, palette: Palette) -> list[str]:
    """Put the label before the first line; further lines stand below it."""
    heads = [palette.paint(f"  {label}:".ljust(_LABEL), palette.strong)]
    return [f"{(heads.pop() if heads else ' ' * _LABEL)}{terminal(line)}" for line in text.splitlines() if line.strip()]


def _parts(error: VocabsyncError) -> Iterator[tuple[str, str]]:
    if error.where:
        yield "where", error.where
    if isinstance(error, WorldMoved):
        yield "moved", "\n".join(error.moves)
    elif error.why:
        yield "why", error.why
    next_step = error.next_step
    if isinstance(error, ServiceFailure):
        answer = say_problem(error.problem)
        if answer not in error.what:
            yield "answer", answer
        if error.problem.request_id:
            yield "request", error.problem.request_id
        meaning = meaning_of(error.problem)
        if meaning is not None:
            yield "means", meaning.means
        next_step = next_step or remedy_of(error.problem)
    if next_step:
        yield "next", next_step
