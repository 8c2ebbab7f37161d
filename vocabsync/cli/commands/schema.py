"""``vocabsync schema``: the JSON Schema of a vocabulary file, of the configuration, or of a saved plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, assert_never

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings


@vocabsync_command(
    "schema",
    short_help="Print a JSON Schema.",
    epilog="""
Examples:
  vocabsync schema vocabulary > vocabulary.schema.json
  vocabsync schema plan

Exit codes: 0 printed.
""",
)
@click.argument("what", type=click.Choice(["vocabulary", "config", "plan"]))
def command(settings: Settings, console: Console, *, what: Literal["vocabulary", "config", "plan"]) -> int:  # noqa: ARG001  every command takes the settings
    """Print the JSON Schema of vocabulary files, of vocabsync.yaml, or of saved plans."""
    console.result(json.dumps(_schema(what), ensure_ascii=False, indent=2))
    return ExitCode.DONE


def _schema(what: Literal["vocabulary", "config", "plan"]) -> dict[str, Any]:
    from vocabsync.desired.schemas import configuration_schema, vocabulary_schema  # noqa: PLC0415  late: pydantic
    from vocabsync.render.document import plan_schema  # noqa: PLC0415  the same

    match what:
        case "vocabulary":
            return vocabulary_schema()
        case "config":
            return configuration_schema()
        case "plan":
            return plan_schema()
        case _ as never:
            assert_never(never)
