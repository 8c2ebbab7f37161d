"""The canonical form of a file of ours: one line per entry, comments and blank lines where they belong.

Writing follows the tree and takes comments from the source as it passes them:

* own lines before a node stay above it; one blank line is kept where there were some
* a comment behind a node stays behind it
* a comment within a node that becomes one line moves behind it if it is the only one, else above it
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vocabsync.desired.yaml_scalar import is_safe_in_flow, write_scalar
from vocabsync.desired.yaml_tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from vocabsync.desired.yaml_tree import Comment, Document, Node

TERM_FIELDS = ("text", "weight", "lang", "note")
"""The order of a term's fields."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BEHIND_A_NODE = re.compile(r"[ \t,\]}]*")
_BEHIND_A_KEY = re.compile(r"[ \t:\[{]*")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def write_document(document: Document) -> str:
    """Write a file in canonical form."""
    layout = _Layout(document)
    match document.root:
        case Mapping():
            layout.add_pairs(document.root, 0)
        case Sequence():
            layout.add_items(document.root, 0)
    return layout.finish()


class _Layout:
    """Lines written so far, and the comments still to come."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._comments = list(reversed(document.comments))
        self._lines: list[str] = []
        self._position = 0
        self._indent = 0

    def add_pairs(self, mapping: Mapping, indent: int) -> None:
        for key, value in mapping.pairs:
            name = self._key(key)
            if isinstance(value, Scalar) and value.style in {"|", ">"} and indent == 0 and value.written is None:
                self._add(f"{name}: {self._block_text(value)}", indent, key.start, value.end)
            elif self._fits_on_one_line(key, value):
                self._add(f"{name}: {self._inline(value, in_flow=False)}".rstrip(), indent, key.start, value.end)
            else:
                self._add(f"{name}:", indent, key.start, key.end, _BEHIND_A_KEY)
                if isinstance(value, Sequence):
                    self.add_items(value, indent + 2)
                elif isinstance(value, Mapping):
                    self.add_pairs(value, indent + 2)

    def add_items(self, sequence: Sequence, indent: int) -> None:
        for item in sequence.items:
            self._add(f"- {self._inline(item, in_flow=False)}".rstrip(), indent, item.start, item.end)

    def finish(self) -> str:
        self._add_comments_before(len(self._source) + 1, 0)
        return "".join(f"{line}\n" for line in self._lines)

    def _fits_on_one_line(self, key: Scalar, value: Node) -> bool:
        if isinstance(value, Scalar):
            return True
        children = value.items if isinstance(value, Sequence) else value.pairs
        if not children:
            return True
        holds_comment = any(value.start <= comment.index < value.end for comment in self._comments)
        return value.flow and not holds_comment and not (key.value == "terms" and isinstance(value, Sequence))

    def _add(self, text: str, indent: int, start: int, end: int, behind: re.Pattern[str] = _BEHIND_A_NODE) -> None:
        """Write one entry: what stands before it, itself, what stands behind it."""
        self._add_comments_before(start, indent)
        within = self._take_comments(end)
        trailing = self._take_trailing(end, behind)
        if len(within) == 1 and trailing is None:
            trailing = within.pop()
        for comment in within:
            self._write(comment.text, indent, comment.index)
        first, *rest = text.split("\n")
        self._write(f"{first}  {trailing.text}" if trailing else first, indent, start)
        self._lines += rest
        self._position = max(end, trailing.end if trailing else 0)
        self._indent = indent

    def _add_comments_before(self, start: int, indent: int) -> None:
        for comment in self._take_comments(start):
            deep = self._column(comment) > 0 and self._indent > indent
            self._write(comment.text, self._indent if deep else indent, comment.index)
            self._position = comment.end

    def _write(self, text: str, indent: int, start: int) -> None:
        """Write a line; a blank one before it where the source has some since the last thing written."""
        if self._lines and _BLANK_LINE.search(self._source, self._position, max(start, self._position)):
            self._lines.append("")
            self._position = max(start, self._position)
        self._lines.append(" " * indent + text)

    def _take_comments(self, end: int) -> list[Comment]:
        taken = []
        while self._comments and self._comments[-1].index < end:
            taken.append(self._comments.pop())
        return taken

    def _take_trailing(self, end: int, behind: re.Pattern[str]) -> Comment | None:
        if self._comments and behind.fullmatch(self._source, end, self._comments[-1].index):
            return self._comments.pop()
        return None

    def _column(self, comment: Comment) -> int:
        return comment.index - self._source.rfind("\n", 0, comment.index) - 1

    def _key(self, key: Scalar) -> str:
        return key.value if _PLAIN_KEY.fullmatch(key.value) else self._scalar(key, in_flow=True)

    def _inline(self, node: Node, *, in_flow: bool) -> str:
        match node:
            case Scalar():
                return self._scalar(node, in_flow=in_flow)
            case Sequence():
                return "[" + ", ".join(self._inline(item, in_flow=True) for item in node.items) + "]"
            case Mapping():
                pairs = sorted(node.pairs, key=_field_order)
                fields = (f"{self._key(key)}: {self._inline(value, in_flow=True)}" for key, value in pairs)
                return "{" + ", ".join(fields) + "}"

    def _scalar(self, node: Scalar, *, in_flow: bool) -> str:
        """Keep what the author wrote, as long as it is one line and means the same where it now stands."""
        if node.written is not None:
            return node.written
        text = self._source[node.start : node.end]
        if text == "":
            return "null" if in_flow else ""
        one_line = "\n" not in text and "\r" not in text and node.style not in {"|", ">"}
        if one_line and (node.style != "" or not in_flow or is_safe_in_flow(text)):
            return text
        return write_scalar(node.value, in_flow=in_flow)

    def _block_text(self, node: Scalar) -> str:
        """Keep a block scalar as it is, without the comment on its first line, which is written behind it."""
        header, *lines = self._source[node.start : node.end].splitlines()
        return "\n".join([header.partition("#")[0].rstrip(), *(line.rstrip() for line in lines)])


def _field_order(pair: tuple[Scalar, Node]) -> int:
    name = pair[0].value
    return TERM_FIELDS.index(name) if name in TERM_FIELDS else len(TERM_FIELDS)
