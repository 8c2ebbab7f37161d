"""What no page of the vendor answers (service.md section 10): a question each, asked of a live service in few calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.standin_stores import Live

MESSY = [
    {"text": " b ", "weight": 4},
    {"text": "e\u0301", "weight": 4},
    {"text": "a", "weight": 4},
    {"text": "a", "weight": 4},
]


def ask_open_questions(live: Live) -> list[tuple[str, str]]:
    """Give question and answer, row by row. Takes at most eighteen calls."""
    answers = _about_what_is_kept(live)
    status, document = live.ask("list_vocabulary", prefix=live.prefix[:-1], page_index=0, page_size=1000)
    answers.append(("prefix filter by a beginning", _rows(status, document)))
    status, document = live.ask("list_vocabulary", page_index=99, page_size=100)
    answers.append(("a page behind the last", _rows(status, document)))
    answers.append(("a ten-character prefix", _tried(live, prefix=f"{live.prefix:x<10}")))
    answers.append(("a vocabulary without a term", _tried(live, vocabulary=[])))
    answers.append(("8 characters outside the BMP", _tried(live, vocabulary=[{"text": "𠮷" * 8, "weight": 4}])))
    answers.append(("weight 50 for Fun-ASR", _tried(live, vocabulary=[{"text": "a", "weight": 50}])))
    answers.append(("a field nobody knows", _tried(live, colour="red")))
    return answers


def _about_what_is_kept(live: Live) -> list[tuple[str, str]]:
    _, created = live.ask("create_vocabulary", target_model="fun-asr", prefix=live.prefix, vocabulary=MESSY)
    vocabulary_id = created.get("output", {}).get("vocabulary_id")
    if vocabulary_id is None:
        return [("create's answer", ", ".join(created.get("output", created)))]
    _, queried = live.ask("query_vocabulary", vocabulary_id=vocabulary_id)
    output = queried.get("output", {})
    kept = output.get("vocabulary", [])
    live.ask("delete_vocabulary", vocabulary_id=vocabulary_id)
    status, document = live.ask("delete_vocabulary", vocabulary_id=vocabulary_id)
    return [
        ("create's answer", "vocabulary ID"),
        ("status right after a create", str(output.get("status"))),
        (
            "terms kept",
            "as sent" if [term.get("text") for term in kept] == [term["text"] for term in MESSY] else ascii(kept),
        ),
        ("absent lang", repr(kept[0]["lang"]) if kept and "lang" in kept[0] else "missing"),
        ("fields of an answer", ", ".join(sorted(output))),
        ("second delete", f"{status} {document.get('code', 'fine')}"),
    ]


def _tried(live: Live, **changed: Any) -> str:
    """Create something odd; say whether it was taken, and take it away again."""
    fields = {"target_model": "fun-asr", "prefix": live.prefix, "vocabulary": [{"text": "a", "weight": 4}], **changed}
    status, document = live.ask("create_vocabulary", **fields)
    made = document.get("output", {}).get("vocabulary_id")
    if made:
        live.ask("delete_vocabulary", vocabulary_id=made)
        return "accepted"
    return f"refused: {status} {document.get('code')}"


def _rows(status: int, document: Any) -> str:
    rows = document.get("output", {}).get("vocabulary_list")
    return f"{status} {document.get('code')}" if rows is None else f"{len(rows)} rows"


def draw_table(rows: list[tuple[str, str]]) -> str:
    """Give the answers as a table to copy into an issue."""
    width = max(len(question) for question, _ in rows)
    return "\n".join(f"{question.ljust(width)}  {answer}" for question, answer in rows)
