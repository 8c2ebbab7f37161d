"""Which YAML parser is at work: said where the slow one is, and with ``-v``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.cli.console import Console


def tell_parser(console: Console) -> None:
    """Say it once a run, on stderr, in every command that reads the files."""
    from vocabsync.desired.yaml_events import fallback_note, parser_name  # noqa: PLC0415  late: --help needs none of it

    note = fallback_note()
    if note is not None:
        console.say(note)
    elif console.verbosity > 0:
        console.say(f"YAML is read by {parser_name()}")
