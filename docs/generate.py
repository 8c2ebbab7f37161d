"""Write the generated parts of the documentation anew, or check that they are current (``--check``).

A generated part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from vocabsync.cli.exit_codes import MEANINGS
from vocabsync.cli.main import COMMANDS
from vocabsync.emulator.faults import SAYS
from vocabsync.emulator.settings import list_settings
from vocabsync.render.service_problems import known_answers

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
PART = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def exit_codes() -> str:
    """Make the table of exit codes from the enumeration that the program uses."""
    rows = (f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items())
    return "\n".join(["| code | meaning |", "|---|---|", *rows])


def commands() -> str:
    """Make the table of commands from the lines that ``vocabsync --help`` prints."""
    rows = (f"| `{name}` | {line} |" for name, (_, line) in COMMANDS.items())
    return "\n".join(["| command | does |", "|---|---|", *rows])


def stand_in_settings() -> str:
    """Make the table of the stand-in's settings from the table that its options are made of."""
    rows = (
        f"| `{entry.name}` | {' · '.join(f'`{value}`' for value in entry.values) or f'`{_free(entry.default)}`'} "
        f"| {entry.says} |"
        for entry in list_settings()
    )
    return "\n".join(["| setting | values, the default first | says |", "|---|---|---|", *rows])


def _free(default: object) -> str:
    return f"{default:g}" if isinstance(default, int | float) else str(default) if default else "none"


def stand_in_faults() -> str:
    """Make the table of the stand-in's misbehaviour from the texts of ``--fault``."""
    return "\n".join(
        ["| kind | what happens |", "|---|---|", *(f"| `{kind}` | {says} |" for kind, says in SAYS.items())]
    )


def service_answers() -> str:
    """Make the table of the service's answers from the table that the messages are made of."""
    rows = (
        f"| {status} | {f'`{code}`' if not code.startswith('any') else code} | {known.means} | {known.remedy} |"
        for status, code, known in known_answers()
    )
    return "\n".join(["| status | code | means here | what to do |", "|---|---|---|---|", *rows])


GENERATORS = {
    "exit-codes": exit_codes,
    "commands": commands,
    "service-answers": service_answers,
    "stand-in-settings": stand_in_settings,
    "stand-in-faults": stand_in_faults,
}


def renew(text: str) -> str:
    """Give a page with every generated part written anew. Raises KeyError for a part that nobody generates."""
    return PART.sub(lambda part: f"{part[1]}{GENERATORS[part['name']]()}\n{part[3]}", text)


def main(arguments: list[str]) -> int:
    """Renew every page, or name those that are stale."""
    stale = [page for page in PAGES if renew(text := page.read_text(encoding="utf-8")) != text]
    for page in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{page.relative_to(ROOT)}: a generated part is stale; run `make docs`\n")
        else:
            page.write_text(renew(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
