"""What became of a term, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vocabsync.domain.evidence import HistoryState
from vocabsync.render.escape import json_text, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.term_history import TermChange
    from vocabsync.desired.term_occurrences import Occurrence
    from vocabsync.operations.blame import Blame

_REACH = {
    HistoryState.SHALLOW: "the clone is shallow: older commits are missing (git fetch --unshallow)",
    HistoryState.NO_GIT: "git tells nothing here: only what the files say now",
}


def render_blame(blame: Blame) -> str:
    """Write, for each place of the term, what it says and who changed it, the newest first."""
    lines: list[str] = []
    present = {(each.path, each.lang): each for each in blame.present}
    places = dict.fromkeys([*present, *((each.occurrence.path, each.occurrence.lang) for each in blame.changes)])
    for place in places:
        changes = [each for each in blame.changes if (each.occurrence.path, each.occurrence.lang) == place]
        now = present.get(place)
        lines.append(_place(now or changes[0].occurrence, blame, is_gone=now is None))
        lines += [f"  {_change(each)}" for each in changes]
        if not changes and blame.state is HistoryState.COMPLETE:
            lines.append("  not committed yet")
    if blame.state in _REACH:
        lines.append(f"note: {_REACH[blame.state]}")
    return "\n".join(lines)


def dump_blame(blame: Blame) -> str:
    """Write the same as JSON; commits with full hashes, times with zone."""
    document = {
        "text": blame.text,
        "history": blame.state.value,
        "present": [_fields(each) for each in blame.present],
        "included_by": {path: list(prefixes) for path, prefixes in sorted(blame.included_by.items())},
        "changes": [
            {
                "commit": each.commit.hash,
                "date": each.commit.date.isoformat(),
                "author": each.author,
                "subject": each.commit.subject,
                "before": None if each.before is None else _fields(each.before),
                "after": None if each.after is None else _fields(each.after),
            }
            for each in blame.changes
        ],
        "similar": list(blame.similar),
    }
    return json_text(json.dumps(document, ensure_ascii=False, indent=2))


def _fields(occurrence: Occurrence) -> dict[str, str | int | bool | None]:
    return {
        "prefix": occurrence.prefix,
        "path": occurrence.path,
        "line": occurrence.line,
        "weight": occurrence.weight,
        "weight_by_default": occurrence.by_default,
        "lang": occurrence.lang,
        "note": occurrence.note,
        "listed_in": occurrence.listed_in,
    }


def _place(occurrence: Occurrence, blame: Blame, *, is_gone: bool) -> str:
    users = ", ".join(blame.included_by.get(occurrence.path, ()))
    shared = f"a shared list of {users}" if users else "a shared list that no file includes"
    facts = [
        *(["gone"] if is_gone else []),
        occurrence.prefix or ("a shared list" if is_gone else shared),
        _weight(occurrence),
        *([terminal(occurrence.lang)] if occurrence.lang else []),
        *([f"from {terminal(occurrence.listed_in)}"] if occurrence.listed_in else []),
        *([f"note: {terminal(occurrence.note)}"] if occurrence.note and not occurrence.listed_in else []),
    ]
    return f"{terminal(occurrence.path)}:{occurrence.line}  {', '.join(facts)}"


def _weight(occurrence: Occurrence) -> str:
    return "weight by default" if occurrence.weight is None else f"weight {occurrence.weight}"


def _change(change: TermChange) -> str:
    what = "; ".join(_what(change))
    commit = change.commit
    return f"{commit.date:%Y-%m-%d}  {commit.hash[:8]}  {what}  {terminal(change.author)}: {terminal(commit.subject)}"


def _what(change: TermChange) -> Iterator[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        found = change.occurrence
        origin = f", from {terminal(found.listed_in)}" if found.listed_in else ""
        note = f", note: {terminal(found.note)}" if found.note and not found.listed_in else ""
        yield f"{'added with' if before is None else 'removed, had'} {_weight(found)}{origin}{note}"
        return
    if before.weight != after.weight:
        now = "the default" if after.weight is None else f"{after.weight}{', by default' if after.by_default else ''}"
        yield f"{_weight(before)} to {now}"
    if before.note != after.note:
        yield f"note: {terminal(after.note)}" if after.note else "note removed"
