"""From argv and environment to one typed value; the global options stand before the command or after it."""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeAlias

import click

from vocabsync.domain.errors import ConfigurationError

DEFAULT_QUIET_PERIOD = 15.0
"""Seconds between the first listing and a create (faults.md section 3)."""

LONGEST_QUIET_PERIOD = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person asked for, before any file was read. ``verbosity``: -1 quiet, 0, 1 (``-v``), 2 (``-vv``)."""

    config: Path | None
    environment: str | None
    verbosity: int
    color: str
    environ: Mapping[str, str]
    folder: Path

    @property
    def quiet_period(self) -> float:
        """Seconds to wait before a create. Raises ConfigurationError where the variable is no sensible number."""
        text = self.environ.get("VOCABSYNC_QUIET_PERIOD", "").strip()
        if not text:
            return DEFAULT_QUIET_PERIOD
        seconds = _seconds(text)
        if seconds is None or not 0 <= seconds <= LONGEST_QUIET_PERIOD:
            raise ConfigurationError(
                f"VOCABSYNC_QUIET_PERIOD is not a number of seconds from 0 to {LONGEST_QUIET_PERIOD:g}",
                next_step=f"unset it for the default of {DEFAULT_QUIET_PERIOD:g} seconds",
            )
        return seconds


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else None


Arguments = ParamSpec("Arguments")
CommandFunction: TypeAlias = Callable[Concatenate[Settings, Arguments], int]

_GLOBAL_OPTIONS = (
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file to use."),
    click.option("--env", metavar="NAME", help="Environment; needed where several are declared."),
    click.option("-v", "--verbose", count=True, help="Say more; twice: every call."),
    click.option("-q", "--quiet", is_flag=True, help="Only results and problems."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour; auto by default."),
)


def global_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command or the group the options that every command takes."""
    for option in reversed(_GLOBAL_OPTIONS):
        function = option(function)
    return function


def merge_global_options(
    context: click.Context, *, config: Path | None, env: str | None, verbose: int, quiet: bool, color: str | None
) -> Settings:
    """Lay the options given here over those given further left."""
    before = context.find_object(Settings) or read_environment(os.environ, Path.cwd())
    verbosity = -1 if quiet else (verbose or before.verbosity)
    return replace(
        before,
        config=config or before.config,
        environment=env or before.environment,
        verbosity=verbosity,
        color=color or before.color,
    )


def read_environment(environ: Mapping[str, str], folder: Path) -> Settings:
    """Give the settings of a call without options."""
    return Settings(
        config=None,
        environment=environ.get("VOCABSYNC_ENV") or None,
        verbosity=0,
        color="auto",
        environ=dict(environ),
        folder=folder,
    )


def vocabsync_command(
    name: str, *, epilog: str, short_help: str
) -> Callable[[CommandFunction[Arguments]], click.Command]:
    """Make a command of a function that takes Settings first and gives an exit code.

    ``epilog`` holds examples and exit codes, shown at the end of ``--help``.
    """

    def decorate(function: CommandFunction[Arguments]) -> click.Command:
        @click.pass_context
        @functools.wraps(function)
        def invoke(context: click.Context, /, **options: object) -> int:
            shared = {key: options.pop(key) for key in ("config", "env", "verbose", "quiet", "color")}
            settings = merge_global_options(context, **shared)  # type: ignore[arg-type]  # click's values are untyped
            return function(settings, **options)  # type: ignore[call-arg]  # the decorators above gave the names

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
