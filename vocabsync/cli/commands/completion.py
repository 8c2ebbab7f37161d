"""``vocabsync completion``: the script that teaches a shell our commands and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings

VARIABLE = "_VOCABSYNC_COMPLETE"
SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@vocabsync_command(
    "completion",
    short_help="Print the completion script of a shell.",
    epilog="""
Examples:
  vocabsync completion bash > ~/.local/share/bash-completion/completions/vocabsync
  vocabsync completion fish | source

Exit codes: 0 printed.
""",
)
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def command(_settings: Settings, console: Console, *, shell: str) -> int:
    """Print the script that completes commands and options of vocabsync in a shell."""
    from vocabsync.cli.main import group  # noqa: PLC0415  the group loads this file

    completion = SHELLS[shell](group, {}, "vocabsync", VARIABLE)
    # Not its own source(): that runs whatever is called bash on PATH, which may be a file of the working folder.
    console.result(ShellComplete.source(completion))
    return ExitCode.DONE
