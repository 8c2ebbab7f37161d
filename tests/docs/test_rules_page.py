from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.rule_examples import RuleExample, read_rule_examples
from vocabsync.desired.configuration import inspect_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.domain.rules import RULES
from vocabsync.operations.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.rule_examples import ExampleFile

EXAMPLES = read_rule_examples()


def rules_that_fire(files: tuple[ExampleFile, ...], root: Path) -> list[str]:
    for file in files:
        file.write_below(root)
    configuration = inspect_configuration(None, root)
    folders = [
        VocabularyFolder(configuration, configuration.for_environment(name)) for name in configuration.environments
    ]
    return [problem.rule for problem in (*configuration.problems, *validate(folders))]


def test_the_page_has_a_section_for_every_rule_in_order() -> None:
    assert [example.rule for example in EXAMPLES] == list(RULES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_a_section_says_what_the_program_says(example: RuleExample) -> None:
    rule = RULES[example.rule]
    assert (example.title, example.said) == (rule.title, f"{rule.explanation}\n\n{rule.remedy}")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_wrong_example_has_the_problem(example: RuleExample, tmp_path: Path) -> None:
    assert example.rule in rules_that_fire(example.wrong, tmp_path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_right_example_has_no_problem_at_all(example: RuleExample, tmp_path: Path) -> None:
    assert rules_that_fire(example.right, tmp_path) == []
