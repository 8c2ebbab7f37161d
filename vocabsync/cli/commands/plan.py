"""``vocabsync plan``: what an apply would change, and what objects to it. Reads only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vocabsync import __version__
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.plan_view import PLAN_FORMATS, markdown_limit, render_document, save_document, say_warnings
from vocabsync.cli.prefix_completion import complete_prefixes

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.domain.plan import Plan


@vocabsync_command(
    "plan",
    short_help="Show what an apply would change.",
    epilog="""
Examples:
  vocabsync --env local plan
  vocabsync plan --out plan.json --detailed-exitcode

Exit codes: 0 shown; with --detailed-exitcode 0 no changes, 2 changes, 4 nothing but a conflict; 1 a problem.
""",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the plan as JSON as well.")
@click.option(
    "--format", "form", type=click.Choice(PLAN_FORMATS), default="text", help="How to show it; text by default."
)
@click.option("--detailed-exitcode", is_flag=True, help="Exit 2 where changes are waiting.")
@click.option(
    "--only",
    multiple=True,
    metavar="PREFIX",
    help="Show this prefix only; may be repeated.",
    shell_complete=complete_prefixes,
)
@markdown_limit
def command(
    settings: Settings,
    console: Console,
    *,
    out: Path | None,
    form: str,
    detailed_exitcode: bool,
    only: tuple[str, ...],
    max_chars: int,
) -> int:
    """Show what an apply would create, update and delete, and why; nothing is written to the service."""
    if out is not None and only:
        raise click.UsageError("--only is a view and cannot be saved: leave out either --only or --out")
    from vocabsync.cli.wiring import open_plan_ports  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.operations.plan import plan  # noqa: PLC0415

    def get_ready() -> None:
        import vocabsync.render.document  # noqa: PLC0415  late: docs/adr/0020
        import vocabsync.render.text  # noqa: F401, PLC0415

    with open_plan_ports(settings, console) as ports:
        planned = plan(ports, meanwhile=get_ready)
    from vocabsync.render.document import only as narrow  # noqa: PLC0415
    from vocabsync.render.document import to_document  # noqa: PLC0415

    document = to_document(planned.plan, planned.objections, tool_version=__version__)
    say_warnings(planned.diagnostics, console)
    if out is not None:
        save_document(document, out, console.redact)
    shown = narrow(document, only) if only else document
    console.result(render_document(shown, form, console, max_chars=max_chars))
    return _exit_code(planned.plan) if detailed_exitcode else ExitCode.DONE


def _exit_code(plan: Plan) -> ExitCode:
    if plan.has_changes:
        return ExitCode.CHANGES
    return ExitCode.NEEDS_PERSON if plan.conflicts or plan.blocked or plan.vanished else ExitCode.DONE
