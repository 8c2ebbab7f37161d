"""How a command is declared: its own options, and the global ones that stand before the command or after it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

import click

from vocabsync.cli.limit_option import HELP, complete_limits, read_limits
from vocabsync.cli.settings import Settings, read_environment
from vocabsync.cli.streams import open_console
from vocabsync.desired.caps import set_limit

if TYPE_CHECKING:
    from vocabsync.cli.console import ColorChoice

CommandFunction: TypeAlias = Callable[..., int]
"""Takes Settings, Console and its own options by name; gives an exit code."""


_EVERY_CALL = 2
"""The verbosity from which every call is told."""


class GlobalOptions(TypedDict):
    """What the global options hold as click gives them."""

    config: Path | None
    env: str | None
    verbose: int
    quiet: bool
    color: ColorChoice | None
    limits: tuple[tuple[str, int], ...]


_GLOBAL_OPTIONS = (
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file to use."),
    click.option("--env", metavar="NAME", help="Environment; needed where several are declared."),
    click.option("-v", "--verbose", count=True, help="Say more; twice: every call."),
    click.option("-q", "--quiet", is_flag=True, help="Only results and problems."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour; auto by default."),
    click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        callback=read_limits,
        shell_complete=complete_limits,
        help=HELP,
    ),
)


def global_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command or the group the options that every command takes."""
    for option in reversed(_GLOBAL_OPTIONS):
        function = option(function)
    return function


def merge_global_options(context: click.Context, given: GlobalOptions) -> Settings:
    """Lay the options given here over those given further left."""
    before = context.find_object(Settings) or read_environment(os.environ, Path.cwd())
    caps = before.caps
    for name, number in given["limits"]:
        caps = set_limit(caps, name, number)
    return replace(
        before,
        config=given["config"] or before.config,
        environment=given["env"] or before.environment,
        verbosity=-1 if given["quiet"] else (given["verbose"] or before.verbosity),
        color=given["color"] or before.color,
        caps=caps,
    )


def vocabsync_command(name: str, *, epilog: str, short_help: str) -> Callable[[CommandFunction], click.Command]:
    """Make a command of a function that takes settings, a console and its own options, and gives an exit code.

    ``epilog`` holds examples and exit codes, shown at the end of ``--help``.
    """

    def decorate(function: CommandFunction) -> click.Command:
        @click.pass_context
        @functools.wraps(function)
        def invoke(context: click.Context, /, **options: Any) -> int:  # noqa: ANN401  click's values are untyped
            shared: GlobalOptions = {key: options.pop(key) for key in GlobalOptions.__annotations__}  # type: ignore[assignment]  # the keys are exactly these
            settings = merge_global_options(context, shared)
            console = open_console(settings)
            if settings.verbosity < _EVERY_CALL:
                return function(settings, console, **options)
            from vocabsync.cli.call_log import tell_calls  # noqa: PLC0415  late: seldom asked for

            with tell_calls(console.say):
                return function(settings, console, **options)

        wrapped = global_options(invoke)
        return click.command(name, cls=_Command, epilog=epilog, short_help=short_help)(wrapped)

    return decorate


class _Command(click.Command):
    """A command whose epilog keeps its lines."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.strip().splitlines():
                formatter.write(f"{line}\n")
