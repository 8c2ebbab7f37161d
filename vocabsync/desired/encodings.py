"""From bytes to text: UTF-8, exactly; what a file is instead is named in the message."""

from __future__ import annotations

import codecs

from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.rules import complain

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_strictly(content: bytes, path: str) -> str:
    """Decode a file of ours; a byte order mark of UTF-8 is dropped. Raises Unreadable."""
    if content.startswith(_LFS_POINTER):
        raise Unreadable(complain("VS105", "the file is a pointer of Git LFS, not the list itself", Place(path)))
    if content.startswith(_UTF16_MARKS) or _is_half_null(content):
        raise Unreadable(complain("VS104", "the file is UTF-16, not UTF-8", Place(path, 1, 1)))
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_of(content[: error.start].decode("utf-8"), path)
        raise Unreadable(complain("VS104", _what_instead(content, error.start), place)) from None


def _is_half_null(content: bytes) -> bool:
    """UTF-16 without a mark: every second byte of ordinary text is null."""
    return b"\0" in content and content.count(b"\0") * 3 >= len(content)


def _what_instead(content: bytes, position: int) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return f"the file is neither UTF-8 nor GBK: the byte {content[position]:#04x} stands here"
    return "the file is GBK (GB18030), not UTF-8"


def _place_of(before: str, path: str) -> Place:
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = before.count("\n") + before.replace("\r\n", "\n").count("\r") + 1
    return Place(path, line, len(before) - line_start + 1)
