"""``vocabsync dedupe``: of several vocabularies that answer to one claim, keep one and delete the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync.cli.confirmation import confirm_with
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.prefix_completion import complete_prefixes
from vocabsync.domain.identifiers import Prefix, VocabularyId

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.render.report import ReportFormat

REPORT_FORMATS = ("text", "json", "markdown")


@vocabsync_command(
    "dedupe",
    short_help="Delete the other vocabularies of a claim.",
    epilog="""
Examples:
  vocabsync dedupe movies --keep vocab-movies-5c1f0a6be2d94f7f8a3b9d0e64127c88
  vocabsync --env prod dedupe movies --keep ID --auto-approve

Exit codes: 0 the others are gone; 1 a problem, or "no" at the prompt; 3 the world moved since they were shown;
4 protected, or a lock; 5 partly done or an outcome is unknown: run it again.
""",
)
@click.argument("prefix", shell_complete=complete_prefixes)
@click.option("--keep", required=True, metavar="ID", help="The vocabulary that stays.")
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
@click.option("--allow", multiple=True, metavar="GUARD[:PREFIX]", help="Pass one guard; may be repeated.")
@click.option("--format", "form", type=click.Choice(REPORT_FORMATS), default="text", help="Form of the report.")
def command(
    settings: Settings,
    console: Console,
    *,
    prefix: str,
    keep: str,
    auto_approve: bool,
    allow: tuple[str, ...],
    form: ReportFormat,
) -> int:
    """Delete every vocabulary that answers to one claim, but the one to keep.

    What goes is shown and asked for first, and saved under .vocabsync/backups/.
    """
    if not auto_approve and not console.can_ask:
        raise click.UsageError("nobody is here to be asked: add --auto-approve")
    from vocabsync.cli.applying import apply_under_signals  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.domain.consents import parse_consent  # noqa: PLC0415
    from vocabsync.operations.apply import Order  # noqa: PLC0415
    from vocabsync.operations.dedupe import Choice, dedupe  # noqa: PLC0415

    choice = Choice(Prefix(prefix), VocabularyId(keep))
    order = Order(
        quiet_period=settings.quiet_period,
        confirm=confirm_with(console, ask=not auto_approve, show=form == "text"),
        allowed=tuple(parse_consent(text) for text in allow),
    )
    return apply_under_signals(order, settings, console, form, lambda order, ports: dedupe(choice, order, ports))
