"""The question before anything is written: the plan is shown, and asked for where nothing approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync import __version__
from vocabsync.cli.plan_view import render_document, say_warnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.cli.console import Console
    from vocabsync.operations.plan import Planned


def confirm_with(console: Console, *, ask: bool, show: bool) -> Callable[[Planned], bool]:
    """Show the plan before anything is written, and ask where nothing approved it."""

    def confirm(planned: Planned) -> bool:
        say_warnings(planned.diagnostics, console)
        if ask or show:
            from vocabsync.render.document import to_document  # noqa: PLC0415  late: pydantic

            document = to_document(planned.plan, planned.objections, tool_version=__version__)
            console.say(render_document(document, "text", console, stream=console.stderr))
        if not ask or not planned.plan.has_changes:
            return True
        return console.confirm("Apply this plan?")

    return confirm
