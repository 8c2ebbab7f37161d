"""An apply from its order to its exit code: under the run lock, with signals that let finish what is in flight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.cli.apply_codes import code_of_report
from vocabsync.cli.exit_codes import MEANINGS, ExitCode
from vocabsync.cli.interrupts import InterruptibleClock, Interrupts
from vocabsync.cli.progress_lines import ProgressLines
from vocabsync.cli.system_clock import SystemClock
from vocabsync.cli.wiring import open_apply_ports, open_site
from vocabsync.domain.errors import Interrupted
from vocabsync.ledger.run_lock import hold_run_lock
from vocabsync.operations.apply import Applied, Order, apply
from vocabsync.render.report import outcome_line, render_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.operations.apply import ApplyPorts
    from vocabsync.operations.progress import Progress
    from vocabsync.render.report import ReportFormat


def apply_under_signals(
    order: Order,
    settings: Settings,
    console: Console,
    form: ReportFormat,
    line: Callable[[Order, ApplyPorts], Applied] = apply,
) -> int:
    """Follow a straight line that writes, and report; give the exit code. Raises what the line raises."""
    with Interrupts(console.problem) as interrupts:

        def follow(progress: Progress) -> None:
            interrupts.finish_in_flight(lambda: _last_words(progress, form, interrupts, console))

        try:
            applied = _apply(replace(order, follow=follow), settings, console, interrupts, line)
        except (KeyboardInterrupt, Interrupted):
            return interrupts.exit_code or ExitCode.INTERRUPTED
        interrupts.claim_ending()
        code = ExitCode(interrupts.exit_code or code_of_report(applied.report, applied.planned.plan))
        console.result(_render(applied.report, form, code, console))
    return code


def _apply(
    order: Order,
    settings: Settings,
    console: Console,
    interrupts: Interrupts,
    line: Callable[[Order, ApplyPorts], Applied],
) -> Applied:
    site = open_site(settings)
    clock = InterruptibleClock(SystemClock(), interrupts)

    with (
        hold_run_lock(site.state_folder),
        _lines_on(console, clock.monotonic) as listener,
        open_apply_ports(site, settings, console, clock=clock, stop=interrupts, listener=listener) as ports,
    ):
        return line(order, ports)


def _last_words(progress: Progress, form: ReportFormat, interrupts: Interrupts, console: Console) -> None:
    code = ExitCode(interrupts.exit_code or ExitCode.INTERRUPTED)
    console.result(_render(progress.report(interrupted=True), form, code, console))


def _render(report: ApplyReport, form: ReportFormat, code: ExitCode, console: Console) -> str:
    look = console.look()
    return render_report(
        report,
        form,
        exit_code=code,
        exit_meaning=MEANINGS[code],
        palette=look.palette,
        unicode=look.unicode,
        verbose=console.verbosity > 0,
    )


def _lines_on(console: Console, now: Callable[[], float]) -> ProgressLines:
    look = console.look(console.stderr)
    return ProgressLines(
        console, lambda outcome: outcome_line(outcome, palette=look.palette, unicode=look.unicode), now
    )
