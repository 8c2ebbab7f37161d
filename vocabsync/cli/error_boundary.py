"""Where every run ends: with its own exit code, an explained failure, a usage error, or a bug of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.errors import FilesInvalid, Interrupted, NeedsPerson, VocabsyncError, WorldMoved

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.cli.console import Console


def guard(run: Callable[[], int | None], console: Callable[[], Console]) -> int:
    """Run and turn whatever happens into an exit code, with a message on stderr where it is not the run's own."""
    try:
        return run() or ExitCode.DONE
    except click.UsageError as error:
        console().problem(_usage(error))
        return ExitCode.USAGE
    except click.ClickException as error:
        console().problem(f"error: {error.format_message()}")
        return ExitCode.PROBLEM
    except (click.Abort, KeyboardInterrupt):
        return _interrupted(console())
    except VocabsyncError as error:
        _explain(error, console())
        return exit_code_of(error)
    except Exception as error:  # noqa: BLE001  the one boundary: what nobody expected is our bug
        return _interrupted(console()) if _was_interrupted(error) else _bug(error, console())


def exit_code_of(error: VocabsyncError) -> ExitCode:
    """Give the exit code of an expected failure."""
    match error:
        case Interrupted():
            return ExitCode.INTERRUPTED
        case WorldMoved():
            return ExitCode.MOVED
        case NeedsPerson():
            return ExitCode.NEEDS_PERSON
        case _:
            return ExitCode.PROBLEM


def _interrupted(console: Console) -> ExitCode:
    console.problem("interrupted")
    return ExitCode.INTERRUPTED


def _bug(error: Exception, console: Console) -> ExitCode:
    from vocabsync.cli.bug_report import report_bug  # noqa: PLC0415  late: a tenth of what `--version` takes

    console.problem(report_bug(error, console.redact))
    return ExitCode.BUG


def _was_interrupted(error: BaseException | None) -> bool:
    """Say whether a signal is behind it: Python and its libraries wrap what was raised while a class was made."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _explain(error: VocabsyncError, console: Console) -> None:
    from vocabsync.render.errors import render_error  # noqa: PLC0415  late: only a failing run renders one
    from vocabsync.render.problems import render_text  # noqa: PLC0415

    look = console.look(console.stderr)
    if isinstance(error, FilesInvalid):
        console.problem(render_text(error.diagnostics, look.palette).rstrip("\n"))
    else:
        console.problem(render_error(error, palette=look.palette).rstrip("\n"))


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "vocabsync"
    return f"error: {error.format_message()}\ntry: {command} --help"
