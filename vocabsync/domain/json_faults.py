"""Why a text is no JSON, in words and places that a person can use."""

from __future__ import annotations

from json import JSONDecodeError


def why_no_json(error: ValueError | RecursionError) -> str:
    """Say what stopped the reading; what our own checks raise says it already."""
    match error:
        case JSONDecodeError(lineno=line, colno=column):
            return f"it stops being JSON in line {line}, column {column}"
        case UnicodeDecodeError(start=start):
            return f"it is not UTF-8 from byte {start + 1} on"
        case RecursionError():
            return "it is nested too deep"
        case _:
            return str(error)
