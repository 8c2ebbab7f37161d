"""Reads Markdown as GitHub would, and complains about whatever a foreign text made active."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

OURS = re.compile(r"(</?details>|<summary>|</summary>|</?b>)")
"""The only HTML that our Markdown may hold."""

_ACTIVE_WORDS = re.compile(r"@\w|#\d|\bGH-\d|www\.\w|\w+://|mailto:", re.IGNORECASE)
"""What GitHub turns into mentions, references and links although no Markdown parser sees anything in it."""


def assert_inert(markdown: str) -> None:
    """Fail where the Markdown holds a link, an image, foreign HTML, a mention, a reference or a bare address."""
    for token in _tokens(markdown):
        assert token.type not in {"link_open", "image", "html_inline"}, token
        if token.type == "html_block":
            assert "<" not in OURS.sub("", token.content), token.content
            assert not _ACTIVE_WORDS.search(html.unescape(token.content)), token.content
        if token.type in {"text", "text_special"}:
            assert not _ACTIVE_WORDS.search(token.content), token.content


def _tokens(markdown: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        yield token
        yield from token.children or []
