"""A plan as one self-contained page for people who have never seen YAML: no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vocabsync.domain.frozen import frozen
from vocabsync.render import outline, wording
from vocabsync.render.escape import terminal

if TYPE_CHECKING:
    from vocabsync.render.document_shape import ActionEntry, PlanDocument, TermsMoved
    from vocabsync.render.outline import Change

_TEMPLATES = Path(__file__).parent / "templates"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LOOKS = {
    "replace": "replace",
    "create again": "replace",
    "delete": "delete",
    "update": "update",
    "create": "create",
}


@frozen(kw_only=True)
class _View:
    """One change, as the template shows it."""

    sign: str
    kind: str
    look: str
    action: ActionEntry
    models: list[str]
    terms: str
    notes: list[str]
    moved: TermsMoved
    moved_words: str
    rows: int


def render_plan(document: PlanDocument) -> str:
    """Write the page. Every text passes the same filter, then jinja2's escaping; none gets into a script or a link."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 (58 ms, for this page only)
    from markupsafe import Markup  # noqa: PLC0415 (comes with jinja2)

    def inert(value: object) -> object:
        return terminal(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def lang(code: str | None) -> Markup:
        return Markup(f' lang="{code}"') if code and _LANGUAGE.fullmatch(code) else Markup()  # noqa: S704 (letters only)

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_TEMPLATES / "plan.css").read_text("utf-8")
    page = environment.get_template("plan.html.jinja").render(
        **_facts(document),
        lang=lang,
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return page.lstrip() + "\n"


def _facts(document: PlanDocument) -> dict[str, Any]:
    changes = outline.changes_of(document)
    return {
        "document": document,
        "counts": outline.count_changes(changes),
        "views": [_view(change) for change in changes],
        "has_dangers": bool(
            document.relaxations or document.vanished or document.blocked or document.conflicts or document.objections
        ),
        "command": wording.next_command(document),
        "number": wording.number,
        "plural": wording.plural,
        "percent": wording.percent,
        "dedupe_command": wording.dedupe_command,
    }


def _view(change: Change) -> _View:
    action, moved = change.action, change.moved
    before = action.terms_before or sum(old.terms_before for old in change.replaced)
    rows = len(moved.added) + len(moved.removed) + len(moved.changed)
    return _View(
        sign=outline.SIGNS[change.kind],
        kind=change.kind,
        look=_LOOKS[change.kind],
        action=action,
        models=list(dict.fromkeys([*(old.target_model for old in change.replaced), action.target_model])),
        terms=f"{wording.plural(before, 'term')} before, {wording.number(action.terms_after)} after",
        notes=wording.notes_of(change),
        moved=moved,
        moved_words=wording.say_moved(moved),
        rows=rows,
    )
