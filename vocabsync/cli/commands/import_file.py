"""``vocabsync import``: a list of another tool becomes a vocabulary file, after a preview of every row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.desired.configuration import Configuration
    from vocabsync.domain.policy import Policy

SCALES = ("dashscope", "funasr", "volcano", "tencent", "sherpa", "nls")


@vocabsync_command(
    "import",
    short_help="Turn a list of another tool into a vocabulary file.",
    epilog="""
Examples:
  vocabsync import words.xlsx
  vocabsync import words.xlsx --into vocabularies/medical.yaml --target-model fun-asr
  vocabsync import hotwords.txt --scale funasr --into vocabularies/medical.yaml

Exit codes: 0 every row was taken or is there already, 1 a row was left out (the others are written) or a problem.
""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), metavar="FILE", help="Vocabulary file to write or add to.")
@click.option("--target-model", "model", metavar="MODEL", help="Target model of a new file.")
@click.option("--scale", type=click.Choice(SCALES), help="Whose weights the list has; else as it looks.")
def command(
    settings: Settings, console: Console, *, file: Path, into: Path | None, model: str | None, scale: str | None
) -> int:
    """Show what FILE (CSV, TSV, TXT, JSON, XLSX) would add, row by row, and write it with --into; no network."""
    from vocabsync.cli.import_view import render_preview  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.cli.key_watch import refuse_key  # noqa: PLC0415
    from vocabsync.desired.configuration import read_configuration  # noqa: PLC0415
    from vocabsync.desired.weight_scales import Scale  # noqa: PLC0415
    from vocabsync.operations.import_terms import preview_import, save  # noqa: PLC0415

    configuration = read_configuration(settings.config, settings.folder, caps=settings.caps)
    target = _from_root(settings.folder / into, configuration.root) if into else None
    policy = _policy_of(configuration, target, console)
    chosen = Scale(scale) if scale else None
    preview = preview_import(
        settings.folder / file, configuration.root, target, model, policy, scale=chosen, caps=settings.caps
    )
    console.result(render_preview(preview, verbose=settings.verbosity > 0))
    refuse_key(preview.text, str(file), console.redact)
    save(configuration.root, preview)
    if target is None:
        console.say(f"nothing was written; next: add --into {_example(file, configuration)} --target-model MODEL")
    elif preview.new or preview.changed:
        console.say(f"written: {target}; next: vocabsync validate")
    else:
        console.say(f"nothing new for {target}" if preview.rejected else f"{target} has it all already")
    return ExitCode.PROBLEM if preview.rejected else ExitCode.DONE


def _example(file: Path, configuration: Configuration) -> str:
    """Give the vocabulary file that a list of this name could become."""
    from vocabsync.domain.identifiers import is_prefix  # noqa: PLC0415

    stem = file.stem.lower() if is_prefix(file.stem.lower()) else "movies"
    folder = configuration.for_environment(configuration.environments[0]).folder_name
    return f"{folder}/{stem}.yaml"


def _from_root(path: Path, root: Path) -> str:
    """Give the target's path from the root; a vocabulary file lies in the repository."""
    from vocabsync.domain.errors import ConfigurationError  # noqa: PLC0415

    resolved, top = path.resolve(), root.resolve()
    if not resolved.is_relative_to(top):
        raise ConfigurationError(
            "the file lies outside of the repository", where=str(resolved), next_step=f"name a file below {top}"
        )
    return resolved.relative_to(top).as_posix()


def _policy_of(configuration: Configuration, target: str | None, console: Console) -> Policy:
    """Give the limits that hold where the file lies, and say where that is no folder of vocabularies."""
    environments = [configuration.for_environment(name) for name in configuration.environments]
    folder = target.rpartition("/")[0] if target else ""
    found = next((each for each in environments if each.folder_name.rstrip("/") == folder), None)
    if found is None and target:
        folders = " or ".join(dict.fromkeys(each.folder_name for each in environments))
        console.say(f"note: vocabularies are read from {folders}, and {target} is not there")
    return (found or environments[0]).policy
