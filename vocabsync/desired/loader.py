"""A folder of vocabulary files → vocabularies, one file at a time, or every problem of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import way_out
from vocabsync.desired.cross_checks import SharedTerms
from vocabsync.desired.folder import look_into
from vocabsync.desired.includes import Includes
from vocabsync.desired.report_limit import limit_per_file
from vocabsync.desired.rivals import find_shared_prefixes
from vocabsync.desired.safe_open import Allowance
from vocabsync.desired.settings_merge import merge_guards
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.term_places import Assembled
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.diagnostic import Place, Severity
from vocabsync.domain.errors import FilesInvalid
from vocabsync.domain.identifiers import Claim
from vocabsync.domain.loaded import Loaded
from vocabsync.domain.repeats import without_repeats
from vocabsync.domain.rules import complain, set_severity
from vocabsync.domain.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vocabsync.desired.configuration import Configuration, EnvironmentSettings
    from vocabsync.desired.cross_checks import Suspect
    from vocabsync.desired.vocabulary_file import VocabularyFile
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.policy import Guards, Policy, Relaxation
    from vocabsync.domain.vocabulary import Term, Terms

OTHER_WEIGHT_ELSEWHERE: Final = "VS208"

_REPEATED: Final = "VS215"

_MOST_SUSPECTS: Final = 50
"""Terms weighed differently in two lists that are looked up; their files are read a second time."""


class VocabularyFolder:
    """The vocabulary files of one environment; satisfies ``operations.ports.Files`` by shape.

    No term is kept once ``load`` has given it away, but for shared lists, which are read once.
    """

    def __init__(
        self,
        configuration: Configuration,
        environment: EnvironmentSettings,
        *,
        compare_lists: bool = True,
        allowance: Allowance | None = None,
        find_relaxations: Callable[[], tuple[Relaxation, ...]] = tuple,
    ) -> None:
        """Look at the folder's names; no file is opened.

        ``compare_lists`` looks for one term with two weights in two lists. Whoever only counts warnings does without,
        as every find costs reading two files again; where the repository makes it an error, it is looked for anyway.
        Folders that one run reads one after another share their ``allowance``. ``find_relaxations`` is asked once all
        files are loaded.
        """
        self._configuration = configuration
        self._environment = environment
        self._caps = environment.caps
        self._content = look_into(environment.root, environment.folder_name, self._caps)
        self._allowance = allowance or Allowance(self._caps)
        self._includes = Includes(environment.root, self._caps, self._allowance)
        self._guards: dict[Prefix, Guards] = {}
        self._claims: dict[Claim, str] = {}
        is_error = environment.policy.severities.get(OTHER_WEIGHT_ELSEWHERE) is Severity.ERROR
        self._shared = SharedTerms() if compare_lists or is_error else None
        self._find_relaxations = find_relaxations
        self._relaxations: tuple[Relaxation, ...] = ()
        self._reported: dict[Diagnostic, Prefix] = {}
        self._term_counts: dict[Prefix, int] = {}

    @property
    def policy(self) -> Policy:
        """What the configuration asks for here; what the files say of it is in it once all are loaded."""
        guards = MappingProxyType(dict(self._guards))
        return replace(self._environment.policy, file_guards=guards, relaxations=self._relaxations)

    def prefixes(self) -> tuple[Prefix, ...]:
        """Give the claimed prefixes, sorted. Raises FilesInvalid where names alone are wrong."""
        problems = self.problems_of_names()
        if problems:
            raise FilesInvalid(problems)
        return self.readable_prefixes()

    def readable_prefixes(self) -> tuple[Prefix, ...]:
        """Give the prefixes whose file can be looked at, whatever else is wrong in the folder."""
        return tuple(sorted(self._content.vocabularies))

    def problems_of_names(self) -> tuple[Diagnostic, ...]:
        """Give the problems that need no file to be opened."""
        shared = find_shared_prefixes(self._configuration, self._environment, self._caps)
        return (*self._content.problems, *shared)

    def load(self, prefix: Prefix) -> Loaded:
        """Read, check and expand one file. Never raises for what is in the file."""
        try:
            file, assembled, problems = self._read(prefix)
        except Unreadable as unreadable:
            return Loaded(vocabularies=(), diagnostics=self._settle(unreadable.diagnostics, prefix))
        from vocabsync.desired.vocabulary_rules import check_rules  # noqa: PLC0415  late: docs/adr/0020

        is_complete = not any(problem.is_error for problem in problems)
        problems += check_rules(file, assembled, self._environment.policy, is_complete=is_complete)
        self._guards[prefix] = merge_guards(self._environment.policy.guards, file.content.guards)
        self._term_counts[prefix] = len(assembled.terms)
        if sum(self._term_counts.values()) > self._caps.terms:
            problems.append(self._too_many_terms(prefix))
        is_wrong = any(problem.is_error for problem in self._weigh(problems))
        self._claims.update((Claim(prefix, model), file.document.source.path) for model in file.models)
        has_repeats = any(problem.rule == _REPEATED for problem in problems)
        terms = without_repeats(assembled.terms) if has_repeats else assembled.terms
        vocabularies = () if is_wrong else self._declare(file, terms)
        if vocabularies and self._shared is not None:
            self._shared.add(prefix, file.models, assembled.terms)
        return Loaded(vocabularies=vocabularies, diagnostics=self._settle(problems, prefix))

    def finish(self) -> tuple[Diagnostic, ...]:
        """Give the problems that only all files together show, after every ``load``."""
        self._relaxations = self._find_relaxations()
        problems = [*self._unused_lists(), *self._removed_and_declared(), *self._different_weights()]
        return limit_per_file(self._weigh(problems))

    def _read(self, prefix: Prefix) -> tuple[VocabularyFile, Assembled, list[Diagnostic]]:
        from vocabsync.desired.vocabulary_file import check_vocabulary  # noqa: PLC0415  late: docs/adr/0020

        path = self._content.vocabularies[prefix]
        document = read_yaml(path, self._allowance.read_text(self._environment.root, path, self._caps), self._caps)
        file = check_vocabulary(document, prefix)
        problems, lists = list(file.problems), [file.terms]
        for index, name in enumerate(file.content.include):
            included, why_not = self._includes.read(document, index, name)
            problems += why_not
            if included is not None:
                problems += included.problems
                lists.append(included)
        defaults = file.content.defaults
        weight = DEFAULT_WEIGHT if defaults.weight is None else defaults.weight
        return file, Assembled(tuple(lists), weight, defaults.lang), problems

    def _declare(self, file: VocabularyFile, terms: Terms) -> tuple[Vocabulary, ...]:
        return tuple(
            Vocabulary(
                claim=Claim(file.prefix, model),
                terms=terms,
                term_count=len(terms),
                protect=file.content.protect,
                keep_replaced=file.content.keep_replaced,
                source=file.document.source.path,
            )
            for model in file.models
        )

    def _unused_lists(self) -> Iterator[Diagnostic]:
        for path in self._content.lists:
            if path not in self._includes.used:
                yield complain("VS124", "no vocabulary file includes this one", Place(path))

    def _removed_and_declared(self) -> Iterator[Diagnostic]:
        for removal in self._environment.policy.removed:
            for claim, path in self._claims.items():
                if removal.prefix == claim.prefix and removal.target_model in {None, claim.target_model}:
                    summary = f"`{removal.prefix}` is to be deleted here, and {path} declares it"
                    yield complain("VS129", summary, removal.place)
                    break

    def _different_weights(self) -> Iterator[Diagnostic]:
        """Read the files again in which a hash stands twice: a hash is a suspicion, only texts are proof."""
        suspects = list(islice(self._shared.suspects(), _MOST_SUSPECTS)) if self._shared is not None else []
        wanted: dict[Prefix, set[int]] = defaultdict(set)
        for suspect in suspects:
            wanted[suspect.prefix].add(suspect.index)
            wanted[suspect.other_prefix].add(suspect.other_index)
        found = {prefix: self._look_up(prefix, indexes) for prefix, indexes in wanted.items()}
        for suspect in suspects:
            here = found[suspect.prefix].get(suspect.index)
            there = found[suspect.other_prefix].get(suspect.other_index)
            if here is not None and there is not None:
                yield from _compare(suspect, *here, *there)

    def _look_up(self, prefix: Prefix, indexes: set[int]) -> dict[int, tuple[Term, Place]]:
        try:
            _, assembled, _ = self._read(prefix)
        except Unreadable:
            return {}
        known = (index for index in indexes if index < len(assembled.terms))
        return {index: (assembled.terms[index], assembled.place(index, "text")) for index in known}

    def _too_many_terms(self, prefix: Prefix) -> Diagnostic:
        summary = f"more than {self._caps.terms:,} terms in all"
        return complain("VS103", summary, self._place(prefix), remedy=way_out("terms", self._caps))

    def _place(self, prefix: Prefix) -> Place:
        return Place(self._content.vocabularies[prefix], 1, 1)

    def _weigh(self, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Give every problem the severity that the repository asks for."""
        severities = self._environment.policy.severities
        return tuple(weighed for each in problems if (weighed := set_severity(each, severities)) is not None)

    def _settle(self, problems: Iterable[Diagnostic], prefix: Prefix) -> tuple[Diagnostic, ...]:
        """Weigh, sort and limit. What a shared list has against it is told by the first file that includes it."""
        weighed = dict.fromkeys(self._weigh(problems))
        return limit_per_file(each for each in weighed if self._reported.setdefault(each, prefix) == prefix)


def _compare(suspect: Suspect, term: Term, place: Place, other: Term, other_place: Place) -> Iterator[Diagnostic]:
    if (term.text, term.lang) == (other.text, other.lang) and term.weight != other.weight:
        summary = f"weight {term.weight} here and {other.weight} in `{suspect.other_prefix}`, both for {suspect.model}"
        yield complain(OTHER_WEIGHT_ELSEWHERE, summary, place, related=(other_place,))
