"""A key that is easy to look for, and the search for it in every form a text or a file may hide it in.

The forms are worked out here a second time, by decoding and not by encoding, so that the filter is not its own judge.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CANARY = "sk-canary+7Zq4/Xv9Lw2Rk8Tb5Yc1Md3"
"""Holds signs that URL and base64 forms change. Fit for use as a key."""

_BASE64_RUN = re.compile(r"[A-Za-z0-9+/_-]{16,}")
_HEX_RUN = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")


def traces_of(text: str, secret: str = CANARY) -> list[str]:
    """Name the forms in which a text holds the secret; empty is good."""
    return [name for name, reading in _readings(text) if secret in reading or secret[::-1] in reading]


def traces_in_files(folder: Path, secret: str = CANARY) -> list[str]:
    """Name the files below a folder that hold the secret, in their names or their bytes."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        found += [f"{path.relative_to(folder)}: {trace}" for trace in traces_of(f"{path.name}\n{content}", secret)]
    return found


def scraps_of(text: str, secret: str = CANARY) -> list[str]:
    """Name the forms in which a text holds a piece of the secret: any of eleven characters, many of eight."""
    pieces = [secret[at : at + 8] for at in range(0, len(secret) - 7, 4)]
    pieces += [piece[::-1] for piece in pieces]
    readings = list(_readings(text))
    everything = "\n".join(reading for _, reading in readings)
    if not any(piece in everything for piece in pieces):
        return []
    return [name for name, reading in readings if any(piece in reading for piece in pieces)]


def texts_of_files(folder: Path, planted: Mapping[Path, bytes]) -> dict[str, str]:
    """Give the files below a folder, name and content, that are not, byte for byte, what was planted."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if path in planted and content == planted[path]:
            continue
        name = "" if any(path == one or path in one.parents for one in planted) else path.name
        texts[str(path.relative_to(folder))] = f"{name}\n{content.decode('utf-8', errors='replace')}"
    return texts


def _readings(text: str) -> Iterator[tuple[str, str]]:
    yield "plain", text
    yield "URL", unquote_plus(text.replace("+", "%2B"))
    yield "HTML", html.unescape(text)
    yield "JSON", re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text).replace("\\/", "/")
    yield "JSON in JSON", text.replace("\\\\", "\\").replace('\\"', '"')
    for run in _HEX_RUN.findall(text):
        for start in (0, 1):
            piece = run[start:]
            yield "hex", bytes.fromhex(piece[: len(piece) // 2 * 2]).decode("latin-1")
        yield "reversed hex", bytes.fromhex(run[::-1]).decode("latin-1")
    for run in _BASE64_RUN.findall(text):
        for reading in (run, run[::-1]):
            for start in range(4):
                yield "base64", _decode_base64(reading[start:])


def _decode_base64(run: str) -> str:
    standard = run.replace("-", "+").replace("_", "/")
    whole = standard[:-1] if len(standard) % 4 == 1 else standard
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4), validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""


def every_form_of(secret: str = CANARY) -> dict[str, str]:
    """Give texts that hold the secret, by name of the form: what a filter must find."""
    forms = {
        "plain": secret,
        "reversed": secret[::-1],
        "hex": secret.encode().hex(),
        "capital hex": secret.encode().hex().upper(),
        "URL": "".join(f"%{byte:02x}" if not chr(byte).isalnum() else chr(byte) for byte in secret.encode()),
        "URL, all": "".join(f"%{byte:02X}" for byte in secret.encode()),
        "JSON": json.dumps({"key": secret}),
        "JSON, escaped": "".join(f"\\u{ord(character):04x}" for character in secret),
        "HTML, all": "".join(f"&#{ord(character)};" for character in secret),
        "JSON in JSON": json.dumps(json.dumps(secret)),
        "Python": repr(secret.encode()),
        "header": f"Authorization: Bearer {secret}",
        "reversed base64": base64.b64encode(secret.encode()).decode()[::-1],
        "base64 of the reversed": base64.b64encode(secret[::-1].encode()).decode(),
    }
    for before in range(4):
        for after in range(3):
            padded = b"x" * before + secret.encode() + b"y" * after
            forms[f"base64, {before} before and {after} after"] = base64.b64encode(padded).decode()
            forms[f"base64 for URLs, {before} before and {after} after"] = base64.urlsafe_b64encode(padded).decode()
    return forms
