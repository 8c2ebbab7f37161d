"""``vocabsync apply``: plan again, compare with what was approved, ask where nothing was, carry out, report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vocabsync.cli.confirmation import confirm_with
from vocabsync.cli.options import vocabsync_command
from vocabsync.domain.identifiers import Digest

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.domain.approval import ApprovedPlan
    from vocabsync.render.report import ReportFormat

REPORT_FORMATS = ("text", "json", "markdown")

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@vocabsync_command(
    "apply",
    short_help="Make the service hold what the files say.",
    epilog="""
Examples:
  vocabsync --env local apply
  vocabsync apply plan.json
  vocabsync apply --expect sha256:9c1d2e3f...

Exit codes: 0 everything done and read back, or nothing to do; 1 a problem, or "no" at the prompt; 3 the world moved
since the plan; 4 a guard, a conflict or a lock needs a person; 5 partly applied or an outcome is unknown: run it again.
""",
)
@click.argument("plan_file", required=False, type=click.Path(path_type=Path), metavar="[PLAN]")
@click.option("--expect", metavar="DIGEST", help="Refuse unless the plan has this digest.")
@click.option("--auto-approve", is_flag=True, help="Do not ask; the guards still hold.")
@click.option("--allow", multiple=True, metavar="GUARD[:PREFIX]", help="Pass one guard; may be repeated.")
@click.option("--format", "form", type=click.Choice(REPORT_FORMATS), default="text", help="Form of the report.")
def command(
    settings: Settings,
    console: Console,
    *,
    plan_file: Path | None,
    expect: str | None,
    auto_approve: bool,
    allow: tuple[str, ...],
    form: ReportFormat,
) -> int:
    """Create, update and delete vocabularies until the service holds what the files say.

    A saved plan, or the digest of a reviewed one, is compared with a fresh plan and never executed itself.
    """
    approved = _read_approval(plan_file, expect)
    if approved is None and not auto_approve and not console.can_ask:
        raise click.UsageError("nobody is here to be asked: add --auto-approve, a saved plan, or --expect DIGEST")
    from vocabsync.cli.applying import apply_under_signals  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.domain.consents import parse_consent  # noqa: PLC0415
    from vocabsync.operations.apply import Order  # noqa: PLC0415

    ask = approved is None and not auto_approve
    reviewed_only = approved is None and auto_approve and _wants_reviewed_plans(settings)
    order = Order(
        quiet_period=settings.quiet_period,
        confirm=confirm_with(console, ask=ask, show=form == "text", reviewed_only=reviewed_only),
        approved=approved,
        allowed=tuple(parse_consent(text) for text in allow),
    )
    return apply_under_signals(order, settings, console, form)


def _wants_reviewed_plans(settings: Settings) -> bool:
    from vocabsync.cli.wiring import open_site  # noqa: PLC0415  late: --help needs none of it

    environment = open_site(settings).environment
    return environment.require_reviewed_plan and not environment.is_local


def _read_approval(plan_file: Path | None, expect: str | None) -> ApprovedPlan | None:
    if plan_file is not None and expect is not None:
        raise click.UsageError("a saved plan has its own digest: give either PLAN or --expect")
    if plan_file is not None:
        from vocabsync.cli.plan_view import read_document  # noqa: PLC0415
        from vocabsync.render.approved import approved_plan  # noqa: PLC0415

        return approved_plan(read_document(plan_file))
    if expect is not None:
        from vocabsync.domain.approval import ApprovedPlan  # noqa: PLC0415

        if _DIGEST.fullmatch(expect) is None:
            raise click.UsageError("--expect takes the whole digest of a plan: sha256: and 64 hexadecimal digits")
        return ApprovedPlan(digest=Digest(expect))
    return None
