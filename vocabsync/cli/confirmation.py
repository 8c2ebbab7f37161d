"""The question before anything is written: the plan is shown, and asked for where nothing approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync import __version__
from vocabsync.cli.plan_view import render_document, say_warnings
from vocabsync.domain.errors import NeedsPerson

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.cli.console import Console
    from vocabsync.operations.plan import Planned


def confirm_with(console: Console, *, ask: bool, show: bool, reviewed_only: bool = False) -> Callable[[Planned], bool]:
    """Show the plan before anything is written, and ask where nothing approved it.

    ``reviewed_only`` is for a plan that nobody saw, where the configuration says ``require_reviewed_plan: true``.
    """

    def confirm(planned: Planned) -> bool:
        say_warnings(planned.diagnostics, console)
        if ask or show:
            from vocabsync.render.document import to_document  # noqa: PLC0415  late: pydantic

            document = to_document(planned.plan, planned.objections, tool_version=__version__)
            console.say(render_document(document, "text", console, stream=console.stderr))
        if not planned.plan.has_changes:
            return True
        if reviewed_only:
            raise NeedsPerson(
                "refused: vocabsync.yaml says `require_reviewed_plan: true`, and nobody reviewed this plan",
                why=f"nothing was written; the plan has the digest {planned.plan.digest}",
                next_step="review what `vocabsync plan` shows, then apply with that --expect DIGEST or a saved plan",
            )
        if not ask:
            return True
        return console.confirm("Apply this plan?")

    return confirm
