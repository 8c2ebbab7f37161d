"""``vocabsync show``: a saved plan, rendered as ``plan`` renders a fresh one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.plan_view import PLAN_FORMATS, markdown_limit, read_document, render_document

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings


@vocabsync_command(
    "show",
    short_help="Render a saved plan.",
    epilog="""
Examples:
  vocabsync show plan.json
  vocabsync show --format markdown plan.json > comment.md
  vocabsync show --format github plan.json >> "$GITHUB_OUTPUT"

Exit codes: 0 shown, 1 the plan cannot be read.
""",
)
@click.argument("plan_file", type=click.Path(path_type=Path), metavar="PLAN")
@click.option(
    "--format", "form", type=click.Choice([*PLAN_FORMATS, "github"]), default="text", help="Form; text by default."
)
@markdown_limit
def command(_settings: Settings, console: Console, *, plan_file: Path, form: str, max_chars: int) -> int:
    """Show a plan that `plan --out` saved; nothing is read but that file."""
    console.result(render_document(read_document(plan_file), form, console, max_chars=max_chars))
    return ExitCode.DONE
