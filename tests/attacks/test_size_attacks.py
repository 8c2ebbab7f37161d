"""Files of every size that is let in, and some that are not: the command ends within 10 s and 512 MB.

The seconds are of the processor, as a busy machine may make anybody wait; the megabytes are the peak of the process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tests.attacks.hostile_ground import FMT, HEAD, MOVIES, VALIDATE, Ground

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.skipif(sys.platform != "linux", reason="wait4")]

SCRIPT: Final = str(Path(sys.executable).with_name("vocabsync"))
SECONDS: Final = 10.0
MEGABYTES: Final = 512
FULL: Final = 8 * 1024 * 1024


class Full(NamedTuple):
    """A piece that is repeated until the file is as large as it may be; ``{n}`` in it is a number of its own."""

    piece: str
    head: str = ""
    tail: str = ""


def write_out(full: Full) -> str:
    """Give the text. Made late, as a process inherits the peak of the one that starts it."""
    piece, head, tail = full
    room = FULL - len(head.encode()) - len(tail.encode())
    if "{n}" not in piece:
        return head + piece * (room // len(piece.encode())) + tail
    size = len(piece.replace("{n}", "1234567").encode())
    return head + "".join(piece.replace("{n}", f"{number:07}") for number in range(room // size)) + tail


_TERMS: Final = f"{HEAD}terms:\n"
_YAML: Final[dict[str, Full]] = {
    "terms": Full("- 甲{n}\n", _TERMS),
    "terms as mappings": Full("- {text: 甲{n}, weight: 4, lang: zh}\n", _TERMS),
    "the same term": Full("- 甲乙\n", _TERMS),
    "terms of one letter more or less": Full("- a{n}B\n- A{n}b\n", _TERMS),
    "terms with a sign that is refused": Full('- "甲\\u200b{n}"\n', _TERMS),
    "terms that are numbers": Full("- {n}\n", _TERMS),
    "terms that look like persons": Full("- '138{n}0@x.cn 110101199001011234'\n", _TERMS),
    "terms in full width": Full("- ＡＢ　{n}\n", _TERMS),
    "terms not composed": Full("- e\u0301{n}\n", _TERMS),
    "terms that are empty": Full("- ''\n", _TERMS),
    "unknown keys of terms": Full("- {txt: 甲}\n", _TERMS),
    "empty lists": Full("[],", f"{HEAD}terms: [", "]\n"),
    "empty mappings": Full("{},", f"{HEAD}terms: [", "]\n"),
    "lists of twenty levels": Full(f"{'[' * 17}{']' * 17},", f"{HEAD}terms: [", "]\n"),
    "brackets": Full("[", f"{HEAD}terms: "),
    "keys": Full("k{n}: x\n", HEAD),
    "one key": Full("terms: []\n", HEAD),
    "keys of terms": Full("k{n}: x, ", f"{HEAD}terms: [{{", "}]\n"),
    "comments": Full("# 甲乙\n", _TERMS),
    "blank lines": Full("\n", _TERMS),
    "blanks": Full(" ", _TERMS),
    "one text": Full("甲", f"{HEAD}terms: ['", "']\n"),
    "one text of escapes": Full("\\u7532", f'{HEAD}terms: ["', '"]\n'),
    "one quote": Full("'", f"{HEAD}terms: ['"),
    "one number": Full("9", f"{HEAD}terms: [{{text: 甲, weight: ", "}]\n"),
    "one block": Full("  甲\n", f"{HEAD}description: |\n"),
    "anchors": Full("- &a{n} x\n", _TERMS),
    "aliases": Full("- *a\n", f"{HEAD}x: &a b\nterms:\n"),
    "tags": Full("- !a x\n", _TERMS),
    "merge keys": Full("- {<<: {}}\n", _TERMS),
    "documents": Full("---\n", _TERMS),
    "conflict markers": Full("<<<<<<< a\n=======\n>>>>>>> b\n"),
    "controls": Full("\x07", _TERMS),
    "line separators": Full("\u2028", _TERMS),
    "full-width colons": Full("terms：甲\n", HEAD),
    "full-width colons, then a mistake": Full("text：x\n", HEAD, "a: b: c\n"),
    "tabs": Full("\t- 甲\n", _TERMS),
    "includes": Full("terms/a{n}.csv, ", f"{HEAD}include: [", "]\nterms: []\n"),
    "models": Full("m{n}, ", "target_models: [", "]\nterms: [甲乙]\n"),
}
_LISTS: Final[dict[str, tuple[str, Full]]] = {
    "a table": ("csv", Full("甲{n},4,zh\n", "text,weight,lang\n")),
    "a table of quotes": ("csv", Full('"甲""{n}"\n', "text\n")),
    "a table of one field": ("csv", Full("甲", "text\n")),
    "a table of commas": ("csv", Full(",", "text\n")),
    "a table with wrong weights": ("csv", Full("甲{n},9\n", "text,weight\n")),
    "lines": ("txt", Full("甲{n}\n")),
    "line ends": ("txt", Full("\n")),
    "lines of a refused sign": ("txt", Full("\u200b{n}\n")),
    "JSON of terms": ("json", Full('"甲{n}",', "[", '"甲乙"]')),
    "JSON of objects": ("json", Full('{"text":"甲{n}","weight":4},', "[", '"甲乙"]')),
    "JSON of empty lists": ("json", Full("[],", "[", '"甲乙"]')),
    "JSON of empty objects": ("json", Full("{},", "[", '"甲乙"]')),
    "JSON of one key": ("json", Full('"text":"甲",', "[{", '"text":"甲乙"}]')),
    "JSON of brackets": ("json", Full("[")),
    "JSON of one text": ("json", Full("\\u7532", '["', '"]')),
    "JSON of one number": ("json", Full("9", "[", "]")),
    "YAML of terms": ("yaml", Full("- 甲{n}\n")),
}


def _many_links(ground: Ground) -> None:
    ground.write(MOVIES, write_out(_YAML["terms"]))
    for number in range(990):
        ground.link(f"vocabularies/a{number}.yaml", "movies.yaml")


def _many_environments(ground: Ground) -> None:
    ground.write(MOVIES, write_out(_YAML["terms"]))
    names = "".join(f"  e{number}: {{api_key_env: DASHSCOPE_API_KEY_{number}}}\n" for number in range(200))
    ground.write("vocabsync.yaml", f"environments:\n{names}")


def _many_files(ground: Ground) -> None:
    for number in range(1_001):
        ground.write(f"vocabularies/a{number}.yaml", f"{HEAD}terms: [甲乙]\n")


def _including(ending: str, content: Full) -> Callable[[Ground], object]:
    def build(ground: Ground) -> None:
        ground.write(MOVIES, f"{HEAD}include: [terms/list.{ending}]\nterms: []\n")
        ground.write(f"vocabularies/terms/list.{ending}", write_out(content))

    return build


def _vocabulary(content: Full) -> Callable[[Ground], object]:
    return lambda ground: ground.write(MOVIES, write_out(content))


ATTACKS: Final[dict[str, Callable[[Ground], object]]] = {
    **{f"a vocabulary full of {name}": _vocabulary(content) for name, content in _YAML.items()},
    **{f"a list full of {name}": _including(*list_) for name, list_ in _LISTS.items()},
    "a vocabulary of bytes that are no UTF-8": lambda ground: ground.write(MOVIES, b"\xff" * FULL),
    "a file one byte too large": lambda ground: ground.write(MOVIES, b" " * (FULL + 1)),
    "a file of a terabyte": lambda ground: ground.sparse(MOVIES),
    "a thousand files and one": _many_files,
    "a thousand links to one large file": _many_links,
    "two hundred environments of one large file": _many_environments,
}


LONGER: Final = {"a thousand links to one large file": 3, "two hundred environments of one large file": 4}
"""What needs more than one large file takes as often as long as the cap on all files together lets it."""


@pytest.mark.parametrize("name", ATTACKS)
def test_a_file_of_any_size_ends_in_time_and_memory(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    ground = Ground.in_folder(tmp_path)
    ATTACKS[name](ground)
    for command in (VALIDATE, FMT):
        code, seconds, megabytes, said = measure(command, ground.root, tmp_path / "said")
        assert code in {0, 1}, said
        assert "Traceback" not in said
        allowed = SECONDS * LONGER.get(name, 1)
        assert (seconds < allowed, megabytes < MEGABYTES) == (True, True), (command, seconds, megabytes)
    record_property("attack", "a file of any size")


def measure(command: tuple[str, ...], folder: Path, output: Path) -> tuple[int, float, float, str]:
    """Run the installed command; give its code, the seconds of its processor, its peak in megabytes, what it said."""
    with output.open("wb") as file:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        process = subprocess.Popen([SCRIPT, *command], cwd=folder, env=environ, stdout=file, stderr=file)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = output.read_text("utf-8", "replace")
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, said
