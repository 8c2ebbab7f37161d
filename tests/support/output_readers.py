"""Reads outputs as their consumers do, and complains about whatever a foreign text made active in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from vocabsync.render.palette import COLOURED

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUR_PAINT = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Command:
    """A command that a runner of GitHub Actions obeys."""

    name: str
    properties: dict[str, str]
    message: str


def commands_in(log: str) -> list[Command]:
    """Read a log as the runner does: a line ends at CR or LF; ``::`` counts after blanks, ``##[`` anywhere."""
    found = []
    for line in re.split(r"[\r\n]", log):
        if "##[" in line:
            found.append(Command("##[", {}, line))
        elif line.lstrip().startswith("::"):
            head, _, message = line.lstrip()[2:].partition("::")
            name, _, fields = head.partition(" ")
            pairs = (field.partition("=") for field in fields.split(",") if field)
            found.append(
                Command(name, {key: _decoded(value, "3A2C0D0A25") for key, _, value in pairs}, _decoded(message))
            )
    return found


def _decoded(text: str, codes: str = "0D0A25") -> str:
    for at in range(0, len(codes), 2):
        text = text.replace(f"%{codes[at : at + 2]}", chr(int(codes[at : at + 2], 16)))
    return text


def read_terminal(text: str) -> None:
    """Nothing but printable characters, ends of lines and our own colours; and no command to a runner."""
    plain = _OUR_PAINT.sub("", text)
    assert [character for character in plain if not character.isprintable() and character not in "\n\u3000"] == []
    assert set(_OUR_PAINT.findall(text)) <= _colours()
    assert commands_in(plain) == []


def _colours() -> set[str]:
    """Give every sequence that the palette can write."""
    styles = [getattr(COLOURED, name) for name in COLOURED.__dataclass_fields__]
    return {found for style in styles for found in _OUR_PAINT.findall(COLOURED.paint("x", style))}


def read_json(text: str) -> Any:
    """One document without anything active on a terminal."""
    read_terminal(text)
    return json.loads(text)


def read_outputs(text: str) -> dict[str, str]:
    """Read ``$GITHUB_OUTPUT`` as the runner does: ``name=value``, or ``name<<END`` up to the line ``END``."""
    values: dict[str, str] = {}
    lines = iter(re.split(r"\r\n|\r|\n", text.removesuffix("\n")))
    for line in lines:
        plain, several = line.find("="), line.find("<<")
        if plain >= 0 and (several < 0 or plain < several):
            name, value = line[:plain], line[plain + 1 :]
        else:
            assert several >= 0, f"neither value nor delimiter: {line!r}"
            name, end = line[:several], line[several + 2 :]
            value = "\n".join(_until(end, lines))
        assert name not in values, f"{name} twice"
        values[name] = value
    return values


def _until(end: str, lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == end:
            return
        yield line
    raise AssertionError(f"no end {end!r}")


_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\([^)]*\)")


def read_sarif(text: str) -> list[str]:
    """Give the messages of a run as a viewer shows them: without a link in any."""
    messages = [result["message"]["text"] for run in read_json(text)["runs"] for result in run["results"]]
    for message in messages:
        assert not _LINK.search(message), message
        assert "](" not in message, message
    return messages


class PageReader(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.others: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)
