"""``vocabsync emulator``: the stand-in over HTTP on loopback, until it is told to end."""

from __future__ import annotations

import contextlib
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.redaction import Redaction
from vocabsync.domain.errors import ConfigurationError
from vocabsync.emulator.faults import SAYS, BadFault, Fault, read_fault
from vocabsync.emulator.settings import BadSetting, list_settings, read_settings
from vocabsync.emulator.storage import StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.desired.caps import Caps
    from vocabsync.emulator.server import StandInServer
    from vocabsync.emulator.standin import StandIn

FAULTS_KEY = "faults"
"""Key of a settings file under which misbehaviour is ordered."""

_KINDS = "\n".join(f"  {kind:13} {says}" for kind, says in SAYS.items())


def setting_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command an option for every setting of the stand-in."""
    for entry in reversed(list_settings()):
        kind = click.Choice(entry.values) if entry.values else str
        default = entry.values[0] if entry.values else _shown(entry.default)
        option = click.option(
            f"--{entry.name.replace('_', '-')}",
            entry.name,
            type=kind,
            metavar=None if entry.values else "VALUE",
            help=f"{entry.says}; default {default}".replace("–", "-"),
        )
        function = option(function)
    return function


def _shown(default: object) -> str:
    return f"{default:g}" if isinstance(default, int | float) else str(default) if default else "none"


@vocabsync_command(
    "emulator",
    short_help="Run the stand-in for the service on loopback.",
    epilog=f"""
Examples:
  vocabsync emulator --port 8787 --db standin.db
  vocabsync emulator --fault create:lost,executed=yes --status ok-later

Kinds of fault:
{_KINDS}

Exit codes: 0 ended by SIGTERM or Ctrl-C, 1 a problem, explained.
""",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; 0, the default: any free one."
)
@click.option("--db", type=click.Path(path_type=Path), metavar="FILE", help="Keep everything here; default: in memory.")
@click.option("--settings", "file", type=click.Path(path_type=Path), metavar="FILE", help="Settings and faults, YAML.")
@click.option("--fault", "orders", multiple=True, metavar="ORDER", help="ACTION:KIND[,name=value...]; may be repeated.")
@setting_options
def command(
    settings: Settings,
    console: Console,
    *,
    port: int,
    db: Path | None,
    file: Path | None,
    orders: tuple[str, ...],
    **options: str | None,
) -> int:
    """Stand in for the vocabulary service on 127.0.0.1, so that nothing has to be tried on production.

    Prints its address and the two variables to export, then one line per request. Options win over the settings file.
    """
    told = _read_file(file, settings.caps) if file else {}
    standin = _open_standin(db, told, {name: value for name, value in options.items() if value is not None}, orders)
    # Imported late, as --help needs no server.
    from vocabsync.emulator.running import MADE_UP_KEY  # noqa: PLC0415

    # The made-up key is no secret, although whoever followed these lines has it in the environment.
    real = {name: value for name, value in settings.environ.items() if value.strip() != MADE_UP_KEY}
    console = replace(console, redact=Redaction.of_environment(real))
    standin.hear(lambda entry: console.say(entry.as_line()))
    with contextlib.closing(standin), _open_server(standin, port) as server:
        key = standin.settings.keys[0] if standin.settings.keys else MADE_UP_KEY
        console.result(
            f"# the stand-in listens on {server.url}, its store is {db or 'in memory'}\n"
            f"export DASHSCOPE_HTTP_BASE_URL={server.url}\n"
            f"export DASHSCOPE_API_KEY={key}\n"
        )
        _serve_until_told_to_end(server)
    console.say("the stand-in has ended")
    return ExitCode.DONE


def _read_file(path: Path, caps: Caps) -> dict[str, object]:
    from vocabsync.cli.standin_file import read_standin_file  # noqa: PLC0415  late: YAML takes its time

    return read_standin_file(path, caps)


def _open_standin(
    db: Path | None, told: Mapping[str, object], options: Mapping[str, object], orders: tuple[str, ...]
) -> StandIn:
    from vocabsync.emulator.standin import StandIn  # noqa: PLC0415  late: --help needs no store

    values = {name: value for name, value in told.items() if name != FAULTS_KEY}
    try:
        faults = (*_read_faults(told.get(FAULTS_KEY) or ()), *(read_fault(order) for order in orders))
        standin = StandIn(db, read_settings({**values, **options}), faults=faults)
        standin.check_store()
    except StoreDamaged as damage:
        raise ConfigurationError(str(damage), next_step="remove the file, or name another with --db") from None
    except (BadSetting, BadFault) as error:
        raise ConfigurationError(
            str(error), next_step="`vocabsync emulator --help` lists all settings and kinds of fault"
        ) from None
    return standin


def _read_faults(orders: object) -> Iterator[Fault]:
    if not isinstance(orders, list | tuple):
        raise BadFault(f"{FAULTS_KEY} is a list of orders")
    for order in orders:
        yield read_fault(order if isinstance(order, dict) else str(order))


def _open_server(standin: StandIn, port: int) -> StandInServer:
    from vocabsync.emulator.server import StandInServer  # noqa: PLC0415  late: --help needs no server

    try:
        return StandInServer(standin, port)
    except OSError as error:
        raise ConfigurationError(
            f"port {port} cannot be taken: {error.strerror}", next_step="choose another, or 0 for any free one"
        ) from None


class _Ended(BaseException):
    """The person or the system ends the stand-in.

    No Exception: the server takes those for the trouble of one request, and would go on serving.
    """


def _serve_until_told_to_end(server: StandInServer) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise _Ended

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with contextlib.suppress(_Ended):
            server.serve_forever()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
