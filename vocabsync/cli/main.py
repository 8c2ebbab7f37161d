"""The group: knows every command by name and one line, and loads a command only when it is called."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from vocabsync import __version__
from vocabsync.cli.error_boundary import guard
from vocabsync.cli.exit_codes import MEANINGS
from vocabsync.cli.options import GlobalOptions, global_options, merge_global_options
from vocabsync.cli.settings import read_environment
from vocabsync.cli.streams import open_console

if TYPE_CHECKING:
    from collections.abc import Sequence


COMMANDS = {
    "init": ("init", "Write a starter repository."),
    "validate": ("validate", "Check the files; no network."),
    "fmt": ("fmt", "Bring the files into canonical form."),
    "plan": ("plan", "Show what an apply would change."),
    "show": ("show", "Render a saved plan."),
    "apply": ("apply", "Make the service hold what the files say."),
    "output": ("output", "Print the vocabulary IDs for consumers."),
    "pull": ("pull", "Write remote vocabularies as files."),
    "import": ("import_file", "Turn a list of another tool into a vocabulary file."),
    "dedupe": ("dedupe", "Delete the other vocabularies of a claim."),
    "blame": ("blame", "Tell who put a term there, when and why."),
    "schema": ("schema", "Print a JSON Schema."),
    "emulator": ("emulator", "Run the stand-in for the service on loopback."),
    "completion": ("completion", "Print the completion script of a shell."),
}
"""Name → module in ``cli/commands`` and the one line of ``--help`` (a test holds it equal to the command's own)."""


class _LazyGroup(click.Group):
    """Lists from the table above, so that ``--help`` loads no command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"vocabsync.cli.commands.{COMMANDS[name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), meaning) for code, meaning in MEANINGS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="vocabsync %(version)s")
@global_options
@click.pass_context
def group(context: click.Context, /, **options: Unpack[GlobalOptions]) -> None:
    """Keep the custom vocabularies (hotwords) of Alibaba Cloud Model Studio as files in git.

    The files under vocabularies/ are the truth: plan shows what would change, apply makes it so.
    """
    context.obj = merge_global_options(context, options)


def main(arguments: Sequence[str]) -> int:
    """Run vocabsync with these words and give the exit code."""
    return guard(
        lambda: group.main(list(arguments), prog_name="vocabsync", standalone_mode=False),
        lambda: open_console(read_environment(os.environ, Path.cwd())),
    )
