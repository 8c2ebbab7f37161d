"""An apply from its order to its exit code: under the run lock, with signals that let finish what is in flight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.cli.apply_codes import code_of_report
from vocabsync.cli.exit_codes import MEANINGS, ExitCode
from vocabsync.cli.interrupts import InterruptibleClock, Interrupts
from vocabsync.cli.system_clock import SystemClock
from vocabsync.cli.wiring import open_apply_ports, open_site
from vocabsync.ledger.run_lock import hold_run_lock
from vocabsync.operations.apply import Applied, Order, apply
from vocabsync.render.report import outcome_line, render_report

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.domain.outcome import ApplyReport, Outcome
    from vocabsync.operations.progress import Progress
    from vocabsync.render.report import ReportFormat


def apply_under_signals(order: Order, settings: Settings, console: Console, form: ReportFormat) -> int:
    """Apply and report; give the exit code. Raises what ``apply`` raises."""
    with Interrupts(console.problem) as interrupts:
        try:
            applied = _apply(order, settings, console, interrupts, form)
        except KeyboardInterrupt:
            return interrupts.exit_code or ExitCode.INTERRUPTED
        interrupts.claim_ending()
        code = ExitCode(interrupts.exit_code or code_of_report(applied.report, applied.planned.plan))
        console.result(_render(applied.report, form, code, console))
    return code


def _apply(order: Order, settings: Settings, console: Console, interrupts: Interrupts, form: ReportFormat) -> Applied:
    site = open_site(settings)
    clock = InterruptibleClock(SystemClock(), interrupts)

    def follow(progress: Progress) -> None:
        interrupts.finish_in_flight(lambda: _last_words(progress, form, interrupts, console))

    with (
        hold_run_lock(site.state_folder),
        open_apply_ports(
            site, settings, console, clock=clock, stop=interrupts, listener=_ConsoleListener(console)
        ) as ports,
    ):
        return apply(replace(order, follow=follow), ports)


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


class _ConsoleListener:
    """Says on stderr how a run goes on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._look = console.look(console.stderr)

    def waiting(self, why: str) -> None:
        self._console.say(why)

    def finished(self, outcome: Outcome) -> None:
        self._console.say(outcome_line(outcome, palette=self._look.palette, unicode=self._look.unicode))
