"""``vocabsync validate``: the files alone, every problem with its place and remedy; no network, no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vocabsync import __version__
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.options import vocabsync_command
from vocabsync.cli.parser_note import tell_parser

if TYPE_CHECKING:
    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.render.problems import ProblemFormat

FORMATS = ("text", "json", "github", "sarif")


@vocabsync_command(
    "validate",
    short_help="Check the files; no network.",
    epilog="""
Examples:
  vocabsync validate
  vocabsync validate --strict --format github
  vocabsync validate --explain VS203

Exit codes: 0 no errors (with --strict no warnings either), 1 problems.
""",
)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the list.")
@click.option("--explain", metavar="RULE", help="Say what a rule means and what to do; checks nothing.")
def command(settings: Settings, console: Console, *, strict: bool, form: ProblemFormat, explain: str | None) -> int:
    """Check every vocabulary file of every environment and list all problems at once."""
    if explain is not None:
        console.result(_explain(explain))
        return ExitCode.DONE
    from vocabsync.render.problems import render_problems  # noqa: PLC0415  late: --help needs none of it

    environments, problems = _find_problems(settings)
    tell_parser(console)
    if problems or form != "text":
        palette = console.look().palette
        console.result(
            render_problems(problems, form, tool_version=__version__, palette=palette, environments=environments),
            are_commands=form == "github",
        )
    else:
        console.result("no problems")
    if form == "github":
        console.say(render_problems(problems, "text", tool_version=__version__).rstrip("\n"))
    stops = bool(problems) if strict else any(problem.is_error for problem in problems)
    return ExitCode.PROBLEM if stops else ExitCode.DONE


def _find_problems(settings: Settings) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Give the environments that were checked, and what is wrong with them."""
    from vocabsync.desired.configuration import inspect_configuration  # noqa: PLC0415
    from vocabsync.desired.loader import VocabularyFolder  # noqa: PLC0415
    from vocabsync.desired.safe_open import Allowance  # noqa: PLC0415
    from vocabsync.operations.validate import validate  # noqa: PLC0415

    configuration = inspect_configuration(settings.config, settings.folder, caps=settings.caps)
    names = (settings.environment,) if settings.environment else configuration.environments
    allowance = Allowance(settings.caps, len(names))
    folders = [
        VocabularyFolder(configuration, configuration.for_environment(name), allowance=allowance) for name in names
    ]
    return names, (*configuration.problems, *validate(folders))


def _explain(rule_id: str) -> str:
    from vocabsync.domain.rules import RULES  # noqa: PLC0415

    rule = RULES.get(rule_id.upper())
    if rule is None:
        raise click.UsageError(f"no rule is called {rule_id}; they run from {min(RULES)} to {max(RULES)}")
    kind = f"{rule.severity}, settable in `rules:`" if rule.is_settable else f"{rule.severity}"
    return f"{rule.id}: {rule.title} ({kind})\n\n{rule.explanation}\n\n{rule.remedy}"
