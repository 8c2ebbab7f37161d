"""``vocabsync blame``: which file and line has a term, who put it there, when and why; also for terms that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings


@vocabsync_command(
    "blame",
    short_help="Tell who put a term there, when and why.",
    epilog="""
Examples:
  vocabsync blame "Seediq Bale"
  vocabsync blame "Seediq Bale" --format json

Exit codes: 0 the term is or was there, 1 it never was.
""",
)
@click.argument("term")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show it.")
def command(settings: Settings, console: Console, *, term: str, form: str) -> int:
    """Show every place where TERM stands or stood, its weights over time, and the commits that changed it."""
    if not term:
        raise click.UsageError("TERM is empty: name the term as the list writes it")
    from vocabsync.cli.blame_view import dump_blame, render_blame  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.desired.configuration import read_configuration  # noqa: PLC0415
    from vocabsync.operations.blame import blame  # noqa: PLC0415
    from vocabsync.render.escape import terminal  # noqa: PLC0415

    configuration = read_configuration(settings.config, settings.folder, caps=settings.caps)
    names = (settings.environment,) if settings.environment else configuration.environments
    found = blame(configuration, names, term)
    if form == "json":
        console.result(dump_blame(found))
    elif found.present or found.changes:
        console.result(render_blame(found))
    if found.present or found.changes:
        return ExitCode.DONE
    console.problem(f"no file has or had the term {terminal(term)}, letter by letter")
    if found.similar:
        console.problem(f"did you mean {' or '.join(map(terminal, found.similar))}?")
    return ExitCode.PROBLEM
