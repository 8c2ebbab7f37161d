"""Paths that a repository may name: below its own root, and nowhere else."""

from __future__ import annotations

import posixpath
import re

_DRIVE = re.compile(r"[A-Za-z]:")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def why_outside(path: str, below: str = "") -> str | None:
    """Say why a path, relative to the folder ``below``, is not one of the repository; None where it is.

    Only the text is looked at: links are the business of ``safe_open``.
    """
    if _ADDRESS.match(path):
        return "is a web address"
    if "\\" in path:
        return "is written with `\\`; write `/`"
    if path.startswith("/") or _DRIVE.match(path):
        return "is an absolute path"
    if any(ord(sign) < 32 for sign in path):
        return "holds a control character"
    if resolve(path, below).startswith(".."):
        return "leads out of the repository"
    return None


def resolve(path: str, below: str) -> str:
    """Give a path relative to the root for one that is relative to the folder ``below``."""
    return posixpath.normpath(posixpath.join(below, path))
