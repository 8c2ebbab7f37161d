"""`--limit` sets a cap for one run; the repository has no say in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.git_repository import Repository
from tests.support.workplace import FILMS, PEOPLE
from vocabsync.cli.main import COMMANDS
from vocabsync.desired.caps import LIMITS, MIB

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.git_repository import Repository
from tests.support.workplace import Workplace


def many_files(workplace: Workplace) -> None:
    for number in range(1_001):
        workplace.write(f"vocabularies/terms/t{number}.yaml", "")


def deep_file(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", f"{FILMS}deep: {'[' * 20}{']' * 20}\n")


def long_list(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", f"{FILMS}include: [terms/a.txt]\n")
    workplace.write("vocabularies/terms/a.txt", "海角七号\n" + "\n" * 400_000)


def large_file(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", FILMS + "#\n" + f"# {'x' * 1_000}\n" * 8_400)


HIT: dict[str, Callable[[Workplace], None]] = {
    "files=2000": many_files,
    "depth=40": deep_file,
    "values=800000": long_list,
    "file-size=16": large_file,
}


@pytest.mark.parametrize("flag", HIT)
def test_the_default_is_hit_and_the_flag_that_the_message_names_raises_it(flag: str, workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", FILMS)
    HIT[flag](workplace)
    ran = workplace.run("validate")
    assert (ran.code, "VS103" in ran.out, f"add `--limit {flag}`" in ran.out) == (1, True, True)
    assert "VS103" not in workplace.run("validate", "--limit", flag).out
    assert "VS103" not in workplace.run("--limit", flag, "validate").out


@pytest.mark.parametrize("command", [("plan",), ("fmt", "--check"), ("pull",), ("validate",), ("blame", "赛德克巴莱")])
def test_every_command_that_reads_files_obeys_it(command: tuple[str, ...], workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", FILMS)
    assert workplace.run("apply", "--auto-approve").code == 0
    held, freed = (workplace.run("--limit", f"depth={number}", *command) for number in (1, 3))
    assert (held.code != 0, freed.code) == (True, 0), (held, freed)


def test_what_is_imported_obeys_it(workplace: Workplace) -> None:
    (workplace.folder / "words.txt").write_bytes(b"Seediq\n" + b"\n" * MIB)
    refused = workplace.run("--limit", "file-size=1", "import", "words.txt")
    assert (refused.code, "add `--limit file-size=2`" in refused.err) == (1, True)
    assert workplace.run("--limit", "file-size=2", "import", "words.txt").code == 0


def test_a_file_longer_than_the_default_is_formatted_and_added_to_once_it_may_be_read(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", FILMS)
    workplace.write("words.txt", "海角七号\n")
    into = ("import", "words.txt", "--into", "vocabularies/movies.yaml")
    assert workplace.run("--limit", "values=9", "fmt").code == 1
    assert workplace.run("--limit", "values=9", *into).code == 1
    assert workplace.run("--limit", "values=30", "fmt").code == 0
    assert workplace.run("--limit", "values=60", *into).code == 0


def test_what_a_change_loosens_in_a_file_that_only_the_flag_lets_in_is_found(workplace: Workplace) -> None:
    repository = Repository(workplace.folder)
    large_file(workplace)
    text = (workplace.folder / "vocabularies/movies.yaml").read_text("utf-8")
    repository.commit("Protect the films", {"vocabularies/movies.yaml": f"protect: true\n{text}"})
    repository.commit("Protect them no more", {"vocabularies/movies.yaml": text})
    assert workplace.run("plan").code == 1
    plan = workplace.run("--limit", "file-size=16", "plan", "--format", "json").document
    assert [entry["setting"] for entry in plan["relaxations"]] == ["movies: protect"]


def test_given_more_than_once_each_cap_is_set_and_the_last_word_on_one_holds(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", FILMS)
    workplace.write("vocabularies/people.yaml", PEOPLE)
    low = ("--limit", "files=1", "--limit", "depth=1")
    assert {"1 files", "1 deep"} <= set(re.findall(r"more than (1 \w+)", workplace.run("validate", *low).out))
    assert workplace.run(*low, "validate", "--limit", "files=2", "--limit", "depth=3").code == 0


def test_no_file_raises_its_own_caps(workplace: Workplace) -> None:
    for line in ("limit: {depth: 40}", "limits: {depth: 40}", "caps: {depth: 40}"):
        workplace.write("vocabsync.yaml", f"{line}\n")
        ran = workplace.run("validate")
        assert (ran.code, "VS1" in ran.out) == (1, True)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("dept=3", "'dept' is no limit. Did you mean `depth`?"),
        ("=3", f"'' is no limit. Known here: {', '.join(LIMITS)}."),
        ("depth", "depth takes a whole number from 1 to 100"),
        ("depth=many", "depth takes a whole number from 1 to 100"),
        ("depth=0", "depth takes a whole number from 1 to 100"),
        ("depth=101", "depth takes a whole number from 1 to 100"),
        ("depth=-1", "depth takes a whole number from 1 to 100"),
        ("files=１２", "files takes a whole number from 1 to 1,000,000"),
        ("file-size=8MiB", "file-size takes a whole number from 1 to 1,024 MiB"),
        (f"terms={'9' * 5_000}", "terms takes a whole number from 1 to 100,000,000"),
    ],
)
def test_what_is_no_limit_is_a_usage_error(word: str, said: str, workplace: Workplace) -> None:
    for words in (("--limit", word, "validate"), ("validate", "--limit", word)):
        ran = workplace.run(*words)
        assert (ran.code, said in ran.err) == (64, True), ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_names_it_and_all_its_names(command: str, workplace: Workplace) -> None:
    told = "".join(workplace.run(command, "--help").out.split())  # lines may break within a name, at its hyphen
    assert "--limitNAME=NUMBER" in told
    assert f"forthisrun:{','.join(LIMITS)};sizesinMiB" in told
