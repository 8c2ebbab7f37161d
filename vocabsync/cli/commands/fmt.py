"""``vocabsync fmt``: the files in canonical form, comments kept, one term a line."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.parser_note import tell_parser

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.desired.formatter import Formatted


@vocabsync_command(
    "fmt",
    short_help="Bring the files into canonical form.",
    epilog="""
Examples:
  vocabsync fmt
  vocabsync fmt --check --diff

Exit codes: 0 all files are in canonical form (now), 1 a file is not (--check) or has problems and was left alone.
""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something would change.")
@click.option("--diff", is_flag=True, help="Show what changes.")
@click.option("--sort", is_flag=True, help="Sort the terms within the groups that blank lines make.")
def command(
    settings: Settings, console: Console, *, files: tuple[Path, ...], check: bool, diff: bool, sort: bool
) -> int:
    """Format FILES, or every vocabulary file and YAML list of every environment; the content stays the same."""
    from vocabsync.desired.configuration import read_configuration  # noqa: PLC0415  late: --help needs none of it
    from vocabsync.operations.format_files import format_files, save  # noqa: PLC0415

    configuration = read_configuration(settings.config, settings.folder, caps=settings.caps)
    names = (settings.environment,) if settings.environment else configuration.environments
    environments = [configuration.for_environment(name) for name in names]
    only = {_from_root(settings.folder / file, configuration.root) for file in files}
    tell_parser(console)
    formatted = format_files(environments, sort=sort, only=only)
    for name in sorted(only - {each.path for each in formatted}):
        console.say(f"{_inert(name)}: no file of ours, left alone")
    if diff:
        console.result("".join(map(_diff, formatted)))
    changed = [each.path for each in formatted if each.has_changes]
    if not check:
        save(configuration.root, formatted)
    for path in changed:
        console.say(f"{_inert(path)}: {'would be formatted' if check else 'formatted'}")
    wrong = _tell_problems(formatted, console)
    console.say(
        f"{len(formatted)} looked at, {len(changed)} {'to format' if check else 'formatted'}, {wrong} left alone"
    )
    return ExitCode.PROBLEM if wrong or (check and changed) else ExitCode.DONE


def _tell_problems(formatted: tuple[Formatted, ...], console: Console) -> int:
    """Name the files that were left alone, and why; give their number."""
    from vocabsync.render.problems import render_text  # noqa: PLC0415

    wrong = [each for each in formatted if each.after is None]
    if wrong:
        problems = tuple(problem for each in wrong for problem in each.problems)
        console.problem(render_text(problems, console.look(console.stderr).palette).rstrip("\n"))
        console.problem("left alone: " + ", ".join(_inert(each.path) for each in wrong))
    return len(wrong)


def _from_root(path: Path, root: Path) -> str:
    resolved, top = path.resolve(), root.resolve()
    return resolved.relative_to(top).as_posix() if resolved.is_relative_to(top) else str(path)


def _diff(formatted: Formatted) -> str:
    if formatted.after is None or not formatted.has_changes:
        return ""
    before, after = (text.removesuffix("\n").split("\n") for text in (formatted.before, formatted.after))
    lines = unified_diff(before, after, f"a/{formatted.path}", f"b/{formatted.path}", lineterm="")
    return "".join(f"{_inert(line)}\n" for line in lines)


def _inert(text: str) -> str:
    from vocabsync.render.escape import terminal  # noqa: PLC0415

    return terminal(text)
