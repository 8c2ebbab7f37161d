"""Reads Markdown as GitHub would, and complains about whatever a foreign text made active."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

GITHUB: Final = (
    MarkdownIt("gfm-like", {"html": True})
    .use(footnote_plugin)
    .use(tasklists_plugin)
    .use(dollarmath_plugin, double_inline=True)
)
"""Tables, strikethrough, bare addresses, footnotes, tasks and formulas, on top of CommonMark."""

if GITHUB.linkify is not None:
    GITHUB.linkify.set(
        {"fuzzy_link": False}
    )  # GitHub wants a scheme, ``www.`` or an ``@``; ``movies.md`` is no address

OURS = re.compile(r"(</?details>|<summary>|</summary>|</?b>)")
"""The only HTML that our Markdown may hold."""

_PLAIN = {
    "text",
    "text_special",
    "softbreak",
    "hardbreak",
    "inline",
    "code_inline",
    "fence",
    "html_block",
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
    "strong_open",
    "strong_close",
    "blockquote_open",
    "blockquote_close",
    "bullet_list_open",
    "bullet_list_close",
    "list_item_open",
    "list_item_close",
}
"""What our Markdown is made of, beside tables; links, images, emphasis, footnotes, formulas and rules are not."""

_ACTIVE_WORDS = re.compile(r"@\w|#\d|\bGH-\d|www\.\w|\w+://|mailto:|:\w+:", re.IGNORECASE)
"""What GitHub turns into mentions, references, links and signs although no Markdown parser sees anything in it."""


def assert_inert(markdown: str) -> None:
    """Fail where the Markdown holds a link, an image, foreign HTML, a mention, a reference or a bare address."""
    for token in read(markdown):
        assert token.type in _PLAIN or token.type.startswith(("table", "thead", "tbody", "tr_", "th_", "td_")), token
        if token.type == "html_block":
            assert "<" not in OURS.sub("", token.content), token.content
            assert not _ACTIVE_WORDS.search(html.unescape(token.content)), token.content
        if token.type in {"text", "text_special"}:
            assert not _ACTIVE_WORDS.search(token.content), token.content


def read(markdown: str) -> Iterator[Token]:
    """Give every token, those within lines too."""
    for token in GITHUB.parse(markdown):
        yield token
        yield from token.children or []
