"""One vocabulary file against the rules of the domain, with a place for every finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vocabsync.domain.judgement import find_model_doubts, find_prefix_doubts, find_text_doubts
from vocabsync.domain.limits import find_count_faults, find_strongest_faults, find_text_faults, find_weight_faults
from vocabsync.domain.repeats import find_repeats

if TYPE_CHECKING:
    from vocabsync.desired.term_places import Assembled
    from vocabsync.desired.vocabulary_file import VocabularyFile
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.findings import Finding
    from vocabsync.domain.policy import Policy

_STANDS_AT: Final[dict[str | None, tuple[str, ...]]] = {
    "prefix": ("prefix",),
    "target_model": ("target_model", "target_models"),
    None: ("terms", "include", "target_model"),
}
"""Keys at which a finding about the whole list is shown, the first that is there."""


def check_rules(file: VocabularyFile, assembled: Assembled, policy: Policy, *, is_complete: bool) -> list[Diagnostic]:
    """Check all terms of a file, own and included, once and then for each of its models.

    ``is_complete`` is False where terms are missing because they could not be read: then an empty list is no news.
    """
    terms = assembled.terms
    found = [
        *find_prefix_doubts(file.prefix),
        *find_text_faults([term.text for term in terms]),
        *find_weight_faults(terms),
        *find_repeats(terms),
        *find_text_doubts(terms),
    ]
    for model in file.models:
        if terms or is_complete:
            found += find_count_faults(len(terms), model, policy)
        found += find_strongest_faults(terms, model)
        found += find_model_doubts(terms, model, policy.region)
    unique = dict.fromkeys(found)
    return [_place(finding, file, assembled) for finding in unique]


def _place(finding: Finding, file: VocabularyFile, assembled: Assembled) -> Diagnostic:
    if finding.index is not None:
        return assembled.complain(finding, finding.index)
    keys = file.document.data if isinstance(file.document.data, dict) else {}
    key = next((key for key in _STANDS_AT[finding.part] if key in keys), None)
    path = () if key is None else (key,)
    of_key = finding.part is None
    return file.document.complain(finding.rule, finding.summary, path, of_key=of_key, remedy=finding.remedy)
