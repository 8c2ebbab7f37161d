"""``vocabsync init``: a starter repository, from scratch or from what the service holds; never overwrites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings

REGIONS = ("cn-beijing", "ap-southeast-1")


@vocabsync_command(
    "init",
    short_help="Write a starter repository.",
    epilog="""
Examples:
  vocabsync init
  vocabsync init --from-remote --region ap-southeast-1

Exit codes: 0 written, or all there already; 1 a vocabulary of the service was left alone, or a problem.
""",
)
@click.option("--from-remote", is_flag=True, help="Write what the service holds instead of an example list.")
@click.option("--region", type=click.Choice(REGIONS), default="cn-beijing", help="Region of your API key.")
def command(settings: Settings, console: Console, *, from_remote: bool, region: str) -> int:
    """Write configuration, a first list, workflow, schemas and editor settings here; what is there stays as it is."""
    from vocabsync.desired.starter import (  # noqa: PLC0415  late: --help needs none of it
        holds_vocabularies,
        ignores_local_state,
        starter_files,
        write_missing,
    )

    if settings.config is not None:
        raise click.UsageError("init writes vocabsync.yaml here: leave out --config, or change the folder")
    root = settings.folder
    with_example = not from_remote and not holds_vocabularies(root)
    files = starter_files(region, with_example=with_example)
    written = write_missing(root, files)
    console.result("\n".join(f"  {'+' if path in written else ' '} {path}" for path in sorted(files)))
    kept = len(files) - len(written)
    console.say(f"{len(written)} written, {kept} there already and left as they are")
    if not ignores_local_state(root):
        console.say("next: add the line `.vocabsync/` to .gitignore")
    code = _pull(settings, console) if from_remote else ExitCode.DONE
    console.say("next: vocabsync validate, then vocabsync --env local plan")
    return code


def _pull(settings: Settings, console: Console) -> ExitCode:
    """Pull every vocabulary of the account into files, as ``vocabsync pull --all`` does."""
    from vocabsync.cli.commands.pull import pull_and_tell  # noqa: PLC0415

    return pull_and_tell(settings, console, prefixes=(), everything=True)
