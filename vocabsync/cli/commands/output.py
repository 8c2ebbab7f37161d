"""``vocabsync output``: the map prefix, target model, vocabulary ID for the programs that recognise speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.render.id_map import IdMapFormat

FORMATS = ("json", "yaml", "env", "dotenv", "github")


@vocabsync_command(
    "output",
    short_help="Print the vocabulary IDs for consumers.",
    epilog="""
Examples:
  vocabsync output
  vocabsync output --format github >> "$GITHUB_OUTPUT"

Exit codes: 0 the whole map was printed, 1 an ID is missing, ambiguous or not OK: nothing was printed.
""",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", help="Form of the map; json by default.")
def command(settings: Settings, console: Console, *, form: IdMapFormat) -> int:
    """Print which vocabulary ID belongs to which prefix and target model, once every one of them is in use."""
    from vocabsync.cli.wiring import open_plan_ports  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.domain.errors import VocabsyncError  # noqa: PLC0415
    from vocabsync.operations.output import output  # noqa: PLC0415
    from vocabsync.render.id_map import MappedId, render_id_map, shared_names  # noqa: PLC0415

    with open_plan_ports(settings, console) as ports:
        ids = output(ports)
    shared = shared_names(ids) if form in {"env", "dotenv", "github"} else {}
    if shared:
        raise VocabsyncError(
            "several vocabularies would get one variable name",
            why="\n".join(
                f"{name}: {' and '.join(each.target_model for each in claims)}" for name, claims in shared.items()
            ),
            next_step="use --format json or yaml",
        )
    console.result(render_id_map([MappedId(claim, found) for claim, found in ids.items()], form))
    return ExitCode.DONE
