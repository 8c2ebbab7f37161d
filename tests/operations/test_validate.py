from __future__ import annotations

from vocabsync.domain.diagnostic import Diagnostic, Place
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.loaded import Loaded
from vocabsync.domain.rules import complain
from vocabsync.operations.validate import validate


def a_problem(path: str, line: int, rule: str = "VS130") -> Diagnostic:
    return complain(rule, "something is wrong", Place(path, line, 1))


class Folder:
    """A folder with these problems, by file; ``finished`` come when all files were read."""

    def __init__(
        self,
        problems: dict[str, tuple[Diagnostic, ...]],
        names: tuple[Diagnostic, ...] = (),
        finished: tuple[Diagnostic, ...] = (),
    ) -> None:
        self._problems = problems
        self._names = names
        self._finished = finished
        self._loaded: set[str] = set()

    def problems_of_names(self) -> tuple[Diagnostic, ...]:
        return self._names

    def readable_prefixes(self) -> tuple[Prefix, ...]:
        return tuple(map(Prefix, self._problems))

    def load(self, prefix: Prefix) -> Loaded:
        self._loaded.add(prefix)
        return Loaded(vocabularies=(), diagnostics=self._problems[prefix])

    def finish(self) -> tuple[Diagnostic, ...]:
        assert self._loaded == set(self._problems)
        return self._finished


def test_every_file_is_read_even_where_names_alone_are_wrong() -> None:
    bad_name, bad_term, unused = a_problem("Big.yaml", 0, "VS120"), a_problem("b.yaml", 3), a_problem("t/x.yaml", 0)
    folder = Folder({"b": (bad_term,)}, names=(bad_name,), finished=(unused,))
    assert validate([folder]) == (bad_name, bad_term, unused)


def test_problems_are_sorted_by_place() -> None:
    late, early, other = a_problem("b.yaml", 10), a_problem("b.yaml", 9), a_problem("a.yaml", 99)
    assert validate([Folder({"b": (late, early), "a": (other,)})]) == (other, early, late)


def test_what_several_environments_share_is_told_once() -> None:
    shared = a_problem("terms/a.csv", 2)
    assert validate([Folder({"a": (shared,)}), Folder({"b": (shared,)})]) == (shared,)
