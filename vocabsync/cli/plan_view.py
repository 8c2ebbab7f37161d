"""A plan document on its way to a person or a file: the one place where a format's name becomes a rendering."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from vocabsync.cli.named_file import read_named, write_named
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.findings import NOT_LISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import TextIO

    from vocabsync.cli.console import Console
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.render.document_shape import PlanDocument

PLAN_FORMATS = ("text", "json", "markdown", "html")
MARKDOWN_CHARACTERS = 65_000
"""What a pull request comment holds, less room for the marker of a sticky one (ecosystem.md section 4)."""


markdown_limit = click.option(
    "--max-chars",
    type=click.IntRange(min=4000),
    default=MARKDOWN_CHARACTERS,
    help=f"Longest Markdown, in characters; {MARKDOWN_CHARACTERS} by default.",
)
"""The option of every command that shows a plan as Markdown."""


def render_document(
    document: PlanDocument,
    form: str,
    console: Console,
    *,
    max_chars: int = MARKDOWN_CHARACTERS,
    stream: TextIO | None = None,
) -> str:
    """Write a plan document in one of the formats; each renderer is loaded when it is asked for.

    ``stream`` is where a text will be shown, stdout by default.
    """
    if form == "json":
        from vocabsync.render.document import dump_document  # noqa: PLC0415

        return dump_document(document)
    if form == "markdown":
        from vocabsync.render.markdown import render_plan as render_markdown  # noqa: PLC0415

        return render_markdown(document, max_chars=max_chars)
    if form == "html":
        from vocabsync.render.html import render_plan as render_html  # noqa: PLC0415  jinja2

        return render_html(document)
    if form == "github":
        from vocabsync.render.github import render_outputs  # noqa: PLC0415

        return render_outputs(document)
    from vocabsync.render.text import render_plan as render_text  # noqa: PLC0415

    look = console.look(stream)
    return render_text(
        document, width=look.width, palette=look.palette, unicode=look.unicode, verbose=console.verbosity > 0
    )


def read_document(source: Path) -> PlanDocument:
    """Read a saved plan. Raises StateDamaged where it is none, VocabsyncError where it cannot be read."""
    from vocabsync.render.document import SIZE_LIMIT, parse_document  # noqa: PLC0415

    try:
        data = read_named(source, SIZE_LIMIT + 1)
    except OSError as error:
        raise VocabsyncError(
            "the plan file cannot be read",
            where=str(source),
            why=error.strerror or "",
            next_step="correct the path, or save a plan there with `vocabsync plan --out FILE`",
        ) from None
    return parse_document(data, source=str(source))


def save_document(document: PlanDocument, target: Path, redact: Callable[[str], str]) -> None:
    """Write the plan file, as free of keys as what is printed. Raises VocabsyncError where it cannot be written."""
    from vocabsync.render.document import dump_document  # noqa: PLC0415

    try:
        write_named(target, redact(dump_document(document)))
    except OSError as error:
        raise VocabsyncError(
            "the plan file cannot be written",
            where=str(target),
            why=error.strerror or "",
            next_step="name a file in a folder that exists and can be written to",
        ) from None


def say_warnings(diagnostics: Iterable[Diagnostic], console: Console) -> None:
    """Say on stderr how many warnings the files have; ``validate`` shows them."""
    by_kind = Counter(each.rule == NOT_LISTED for each in diagnostics)
    count, has_more = by_kind[False], by_kind[True]
    if count:
        noun = "warning" if count == 1 else "warnings"
        console.say(
            f"{'more than ' if has_more else ''}{count:,} {noun} about the files; `vocabsync validate` shows them"
        )
