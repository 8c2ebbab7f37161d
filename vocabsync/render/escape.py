"""Foreign text made inert, one writer per target (faults.md section 6).

Terms, file names, commit subjects, the service's words and request IDs reach an output only through one of these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ESCAPE = "\\u{%x}"
_INVISIBLE_WIDE = "\u3000"
"""The ideographic space is lawful in a term; it is not printable for Python, but shows as what it is."""

_COMMAND = "##["
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
_COMMAND_LINE = re.compile(r"^((?:\x1b\[[0-9;]*m|[^\S\n])*)::", re.MULTILINE)


def terminal(text: str) -> str:
    r"""Show everything that is not printable (C0, C1, bidi, zero-width, surrogates …) as ``\u{…}``.

    ``##[`` begins a command of GitHub's log wherever it stands in a line, so its bracket is shown as a code point too.
    """
    text = text.replace(_COMMAND, "##\\u{5b}")
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == _INVISIBLE_WIDE else _ESCAPE % ord(character)
        for character in text
    )


def log_line(line: str) -> str:
    r"""Keep a whole line from being a workflow command, which begins with ``::`` after any blanks and colours."""
    return log_lines(line)


def log_lines(text: str) -> str:
    """Do so with every line of a text."""
    return _COMMAND_LINE.sub(r"\1\\u{3a}:", text) if "::" in text else text


def chatter(text: str) -> str:
    """Make a text of ours inert as a whole, wherever foreign words stand in it; its lines and colours stay."""
    parts = _COLOUR.split(text)
    parts[::2] = [terminal_lines(part) for part in parts[::2]]
    return log_lines("".join(parts))


def json_text(document: str) -> str:
    r"""Write what is not printable inside JSON strings as ``\uXXXX``: the same value, harmless on a terminal."""
    document = document.replace(_COMMAND, "##\\u005b")
    if document.isprintable():
        return document
    return "".join(
        character if character.isprintable() or character in "\n\u3000" else _json_escape(character)
        for character in document
    )


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))


def markdown_code(text: str) -> str:
    """Put a text into a code span that it cannot leave; blank text shows as ``(empty)``. Not for table cells."""
    shown = terminal(text).strip() or "(empty)"
    ticks = "`" * (longest_run(shown, "`") + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def markdown_cell(text: str) -> str:
    """Put a text into a table cell: as code, or as plain text where it holds what would end the cell."""
    return markdown_text(text) if "|" in text or "\\" in text else markdown_code(text)


def markdown_text(text: str) -> str:
    """Write foreign words as plain Markdown text: no markup, link, mention, reference or HTML can arise from them."""
    shown = "".join(_MARKDOWN.get(character, character) for character in terminal(text).strip())
    for pattern in _ACTIVE_TOGETHER:
        shown = pattern.sub(_entity_of_last, shown)
    return shown or "(empty)"


def _entity_of_last(found: re.Match[str]) -> str:
    """Keep what was found, its last character as an entity with an invisible joiner behind it."""
    return f"{found[0][:-1]}&#{ord(found[0][-1])};&#8205;"


def markdown_fence(lines: Sequence[str], language: str = "") -> str:
    """Put lines into a fence that none of them can close."""
    ticks = "`" * max(3, 1 + max((longest_run(line, "`") for line in lines), default=0))
    return "\n".join([ticks + language, *lines, ticks])


def longest_run(text: str, character: str) -> int:
    """Count the longest run of a character in a text."""
    if character not in text:
        return 0
    return max(len(run) for run in re.findall(f"{re.escape(character)}+", text))


_MARKDOWN = {
    **{mark: f"&#{ord(mark)};" for mark in "\\`*_[]|~>$<&"},
    "@": "@&#8205;",
    "#": "&#35;&#8205;",
}
"""Entities are text for every Markdown parser; the joiner behind ``@`` and ``#`` stops mentions and references."""

_ACTIVE_TOGETHER = (
    re.compile(r"^[-+=]"),  # a list or a heading, at the start only
    re.compile(r"^\d{1,9}[.)]"),
    re.compile(r":(?!\s|$)"),  # addresses of any scheme, workflow commands
    re.compile(r"www\.", re.IGNORECASE),
    re.compile(r"\bGH-(?=\d)", re.IGNORECASE),  # an issue
)
"""What GitHub makes active only in company."""


def html_text(text: str) -> str:
    """Write foreign words as HTML text or as a quoted attribute value."""
    import html  # noqa: PLC0415  late: it brings the names of all characters

    return html.escape(terminal(text))


def workflow_data(text: str) -> str:
    """Encode the message of a GitHub workflow command."""
    # Line feeds are the only line ends left.
    return terminal_lines(text).replace("%", "%25").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """Encode a property (file, title) of a GitHub workflow command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_text(text: str) -> str:
    r"""Write the text of a SARIF message, in which a viewer would make ``[words](address)`` a link."""
    return terminal(text).replace("](", "]\\u{28}")


def terminal_lines(text: str) -> str:
    r"""Like ``terminal``, but line ends of a text of several lines stay."""
    return "\n".join(terminal(line) for line in text.split("\n"))
