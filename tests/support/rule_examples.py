"""Reads the examples of ``docs/rules.md`` and lays them out as a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_SECTION = re.compile(r"^## (?P<rule>VS\d+): (?P<title>[^\n]+)\n\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_FILE = re.compile(
    r"^`(?P<path>[^`\n]+)`(?: \((?P<how>[^)\n]*)\))?\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\t")


@dataclass(frozen=True, slots=True)
class ExampleFile:
    path: str
    how: dict[str, str]
    text: str

    def write_below(self, root: Path) -> None:
        target = root / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if "folder" in self.how:
            target.mkdir()
        else:
            target.write_bytes(self._content().encode(self.how.get("encoding", "utf-8")))

    def _content(self) -> str:
        if "repeat" in self.how:
            return "".join(self.text.replace("{n}", str(number)) for number in range(int(self.how["repeat"])))
        if "escapes" in self.how:
            return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\t", self.text)
        return self.text


@dataclass(frozen=True, slots=True)
class RuleExample:
    rule: str
    title: str
    said: str
    wrong: tuple[ExampleFile, ...]
    right: tuple[ExampleFile, ...]


def read_rule_examples() -> tuple[RuleExample, ...]:
    return tuple(map(_example, _SECTION.finditer(PAGE.read_text(encoding="utf-8"))))


def _example(section: re.Match[str]) -> RuleExample:
    said, _, rest = section["body"].partition("\nWrong:\n")
    wrong, _, right = rest.partition("\nRight:\n")
    return RuleExample(section["rule"], section["title"], said.strip(), tuple(_files(wrong)), tuple(_files(right)))


def _files(text: str) -> Iterator[ExampleFile]:
    for found in _FILE.finditer(text):
        how = dict(word.partition("=")[::2] for word in (found["how"] or "").split())
        yield ExampleFile(found["path"], how, found["text"])
