"""``vocabsync pull``: what the service holds, as files; existing files are edited and keep their comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.prefix_completion import complete_prefixes

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.operations.pull import Pulled


@vocabsync_command(
    "pull",
    short_help="Write remote vocabularies as files.",
    epilog="""
Examples:
  vocabsync pull
  vocabsync pull oldfilms
  vocabsync pull --all

Exit codes: 0 the files say what the service holds, 1 a vocabulary was left alone (the others are written).
""",
)
@click.argument("prefixes", nargs=-1, metavar="[PREFIX]...", shell_complete=complete_prefixes)
@click.option("--all", "everything", is_flag=True, help="Every vocabulary of the account, not only our prefixes.")
@click.option("--overwrite", is_flag=True, help="Edit files with uncommitted changes too; those are lost.")
def command(
    settings: Settings, console: Console, *, prefixes: tuple[str, ...], everything: bool, overwrite: bool
) -> int:
    """Make the files say what the service holds under our prefixes, or under each PREFIX; a plan then is empty.

    Shared lists that a file includes are never edited: a vocabulary that differs from them is left alone and named,
    and so is one whose file has uncommitted changes.
    """
    from vocabsync.domain.identifiers import is_prefix  # noqa: PLC0415  late: --help needs none of it

    if everything and prefixes:
        raise click.UsageError("--all takes every prefix: leave out either --all or the prefixes")
    wrong = [prefix for prefix in prefixes if not is_prefix(prefix)]
    if wrong:
        raise click.UsageError(f"{wrong[0]!r} cannot be a prefix: 1 to 10 of a-z and 0-9")
    return pull_and_tell(settings, console, prefixes=prefixes, everything=everything, overwrite=overwrite)


def pull_and_tell(
    settings: Settings, console: Console, *, prefixes: tuple[str, ...], everything: bool, overwrite: bool = False
) -> ExitCode:
    """Pull, write the files, and say what became of each vocabulary; ``init --from-remote`` does the same."""
    from vocabsync.cli.wiring import open_earlier_files, open_plan_ports, open_site  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.domain.identifiers import Prefix  # noqa: PLC0415
    from vocabsync.operations.pull import LeftAlone, pull, save  # noqa: PLC0415

    environment = open_site(settings).environment
    with open_plan_ports(settings, console) as ports:
        pulled = pull(
            environment,
            ports.remote,
            ports.ledger,
            prefixes=tuple(map(Prefix, prefixes)),
            everything=everything,
            committed=None if overwrite else open_earlier_files(environment),
        )
    save(environment, pulled)
    console.result("\n".join(map(_line, pulled)) or "nothing to pull")
    left = sum(isinstance(each, LeftAlone) for each in pulled)
    chosen = f" --env {settings.environment}" if settings.environment else ""
    console.say(f"{len(pulled) - left} as on the service, {left} left alone; next: vocabsync{chosen} plan")
    return ExitCode.PROBLEM if left else ExitCode.DONE


def _line(pulled: Pulled) -> str:
    from vocabsync.operations.pull import LeftAlone, Same, Written  # noqa: PLC0415
    from vocabsync.render.escape import terminal  # noqa: PLC0415

    match pulled:
        case Written():
            counts = f"{pulled.added} added, {pulled.changed} changed, {pulled.removed} removed"
            notes = "".join(f"\n    note: {terminal(note)}" for note in pulled.notes)
            return f"  {'+' if pulled.is_new else '~'} {terminal(pulled.path)}  {counts}{notes}"
        case Same():
            return f"    {terminal(pulled.path)}  as on the service"
        case LeftAlone():
            return f"  ! {pulled.prefix}  left alone: {terminal(pulled.why)}\n    next: {terminal(pulled.next_step)}"
        case _ as never:
            assert_never(never)
