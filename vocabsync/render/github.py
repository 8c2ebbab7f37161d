"""A plan as ``name=value`` lines for ``$GITHUB_OUTPUT``: counts and digest; the plan itself travels as a file."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from vocabsync.render.escape import log_line, terminal
from vocabsync.render.outline import changes_of, count_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.render.document_shape import PlanDocument


def render_outputs(document: PlanDocument) -> str:
    """Give counts, digest and names, one output each."""
    counts = count_changes(changes_of(document))
    values = {
        "environment": document.environment,
        "region": document.region,
        "digest": document.digest,
        "changes": counts.total,
        "create": counts.create,
        "update": counts.update,
        "replace": counts.replace,
        "delete": counts.delete,
        "unchanged": len(document.unchanged),
        "unmanaged": len(document.unmanaged),
        "conflicts": len(document.conflicts),
        "objections": len(document.objections),
        "blocked": "true" if document.blocked is not None else "false",
    }
    return "".join(output(name, str(value)) for name, value in values.items())


def output(name: str, value: str, *, new_delimiter: Callable[[], str] = lambda: secrets.token_hex(16)) -> str:
    """Write one output; a value of several lines gets a random delimiter, which nothing in it can guess."""
    text = "\n".join(log_line(terminal(line)) for line in value.splitlines())
    if "\n" not in text:
        return f"{name}={text}\n"
    delimiter = new_delimiter()
    return f"{name}<<{delimiter}\n{text}\n{delimiter}\n"
