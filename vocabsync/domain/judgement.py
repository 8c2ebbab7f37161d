"""Doubts about terms and models: lawful, and probably not meant. A function per rule, quick where nothing is found."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from vocabsync.domain.everyday import EVERYDAY
from vocabsync.domain.findings import Finding, first_ones
from vocabsync.domain.repeats import find_case_twins, is_composed
from vocabsync.domain.target_models import LANGUAGES, TARGET_MODELS, facts_of, family_of, why_unsuited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vocabsync.domain.identifiers import Prefix, TargetModel
    from vocabsync.domain.vocabulary import Terms

LONGEST_UNDISPUTED_PREFIX: Final = 9
_HEAVIEST: Final = 5
_FEWEST_FOR_WEIGHTS: Final = 5
"""Terms that a list must have before "all of them" means something."""

_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_BLANKS = re.compile("^[ ]| +$|  +|[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]", re.MULTILINE)
_UNSPOKEN = re.compile(r"^[\W\d_]+$|[()\[\]{}<>|\\^~_=*\"（）【】《》「」『』]", re.MULTILINE)
_PERSONAL = re.compile(
    r"""
      (?P<mail>[\w.+-]+@[\w-]+\.[A-Za-z]{2,})
    | (?P<identity>(?<!\d)\d{17}[\dXx](?!\d))
    | (?P<phone>(?<!\d)1[3-9]\d[-\ ]?\d{4}[-\ ]?\d{4}(?!\d)|\+\d[\d\ -]{7,}\d)
    """,
    re.VERBOSE,
)
_PERSONAL_AT_ALL = re.compile(r"@|\d[\d -]{6}")
"""Whoever holds neither is not looked at closer: an address is slow to look for."""

_PERSONAL_KINDS: Final = {"mail": "an e-mail address", "identity": "an identity number", "phone": "a phone number"}


def find_text_doubts(terms: Terms) -> list[Finding]:
    """Find what is odd about the terms, whatever the model."""
    texts = [term.text for term in terms]
    joined = _Joined(texts)
    lowered = frozenset(map(str.lower, texts))
    return [
        *first_ones(_decomposed(texts, joined)),
        *first_ones(joined.matches(_FULL_WIDTH, "VS205", lambda found: f"`{found[0]}` is written in full width")),
        *first_ones(joined.matches(_BLANKS, "VS206", _name_blank, only_if=_may_hold_blanks)),
        *find_case_twins(terms, lowered),
        *_all_heaviest(terms),
        *first_ones(_too_common(texts, lowered)),
        *first_ones(joined.matches(_UNSPOKEN, "VS211", lambda found: f"`{found[0]}` is not how it is said")),
        *first_ones(joined.matches(_PERSONAL, "VS212", _name_personal, only_if=_PERSONAL_AT_ALL.search)),
        *first_ones(_language_missing(terms)),
    ]


def find_prefix_doubts(prefix: Prefix) -> list[Finding]:
    """Find a prefix that an older page of the service would not allow."""
    if len(prefix) <= LONGEST_UNDISPUTED_PREFIX:
        return []
    return [Finding(rule="VS201", summary=f"`{prefix}` has {len(prefix)} characters", part="prefix")]


def find_model_doubts(terms: Terms, model: TargetModel, region: str) -> list[Finding]:
    """Find what speaks against a model, here or for these languages."""
    unsuited, facts = why_unsuited(model), facts_of(model)
    found: list[Finding] = []
    if unsuited is not None:
        found.append(Finding(rule="VS217", summary=f"`{model}`: {unsuited}", part="target_model"))
    elif facts is None:
        found.append(_unknown_model(model))
    elif region not in facts.regions:
        summary = f"`{model}` is not offered in {region}"
        found.append(Finding(rule="VS216", summary=summary, part="target_model"))
    return [*found, *first_ones(_foreign_languages(terms, model))]


class _Joined:
    """All texts as one, so that a pattern that matches nothing costs one search and not one per term."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts)
        self._texts = texts

    def matches(
        self,
        pattern: re.Pattern[str],
        rule: str,
        say: Callable[[re.Match[str]], str],
        *,
        only_if: Callable[[str], object] | None = None,
    ) -> Iterator[Finding]:
        """Give a finding for the first match in each text; ``only_if`` is a quicker look, to be asked first."""
        if not (only_if or pattern.search)(self._text):
            return
        starts = [0, *accumulate(len(text) + 1 for text in self._texts)]
        last = -1
        for match in pattern.finditer(self._text):
            index = bisect_right(starts, match.start()) - 1
            if index != last:
                yield Finding(rule=rule, summary=say(match), index=index, part="text")
            last = index

    def is_composed(self) -> bool:
        return is_composed(self._text)


def _may_hold_blanks(text: str) -> bool:
    """Look for what searches find at once; any unusual blank is one that cannot be printed, as Python has it."""
    at_an_end = text[:1] == " " or text[-1:] == " " or "\n " in text or " \n" in text
    return at_an_end or "  " in text or not text.replace("\n", "").isprintable()


def _name_blank(match: re.Match[str]) -> str:
    blank = match[0]
    if not blank.isascii() or blank == "\t":
        names = {"\u3000": "a full-width blank", "\t": "a tab", "\xa0": "a blank that does not break (U+00A0)"}
        return f"{names.get(blank, f'an unusual blank (U+{ord(blank):04X})')} stands here"
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or text[start - 1] == "\n":
        return "the text begins with a blank"
    return "the text ends with a blank" if text[end : end + 1] in {"", "\n"} else "several blanks stand here in a row"


def _name_personal(match: re.Match[str]) -> str:
    return f"looks like {_PERSONAL_KINDS[match.lastgroup or 'phone']}"


def _decomposed(texts: Sequence[str], joined: _Joined) -> Iterator[Finding]:
    if joined.is_composed():
        return iter(())
    return (
        Finding(rule="VS204", summary="the letters are stored in pieces (not NFC)", index=index, part="text")
        for index, text in enumerate(texts)
        if not is_composed(text)
    )


def _all_heaviest(terms: Terms) -> list[Finding]:
    if len(terms) < _FEWEST_FOR_WEIGHTS or any(term.weight != _HEAVIEST for term in terms):
        return []
    return [Finding(rule="VS209", summary=f"all {len(terms):,} terms have weight {_HEAVIEST}")]


def _too_common(texts: Sequence[str], lowered: frozenset[str]) -> Iterator[Finding]:
    if EVERYDAY.isdisjoint(lowered) and 1 not in map(len, texts):
        return
    for index, text in enumerate(texts):
        if len(text) == 1:
            yield Finding(rule="VS210", summary=f"`{text}` is a single character", index=index, part="text")
        elif text.lower() in EVERYDAY:
            yield Finding(rule="VS210", summary=f"`{text}` is an everyday word", index=index, part="text")


def _language_missing(terms: Terms) -> Iterator[Finding]:
    named = {term.lang for term in terms}
    if None not in named or len(named) < 3:
        return iter(())
    languages = ", ".join(sorted(lang for lang in named if lang is not None))
    return (
        Finding(rule="VS213", summary=f"no `lang`, and the list mixes {languages}", index=index, part="text")
        for index, term in enumerate(terms)
        if term.lang is None
    )


def _foreign_languages(terms: Terms, model: TargetModel) -> Iterator[Finding]:
    family = family_of(model)
    known = LANGUAGES.get(family) if family is not None else None
    if family is None or known is None or {term.lang for term in terms} <= known | {None}:
        return iter(())
    return (
        Finding(
            rule="VS214",
            summary=f"`{term.lang}` is no language of {family}: {', '.join(sorted(known))}",
            index=index,
            part="lang",
        )
        for index, term in enumerate(terms)
        if term.lang is not None and term.lang not in known
    )


def _unknown_model(model: TargetModel) -> Finding:
    from difflib import get_close_matches  # noqa: PLC0415  late: only a mistake needs it

    close = get_close_matches(model.lower(), TARGET_MODELS, n=1, cutoff=0.75)
    remedy = (
        f"Did you mean `{close[0]}`? It must equal the model of your requests, letter by letter." if close else None
    )
    return Finding(
        rule="VS202",
        summary=f"`{model}` is none of the models that vocabsync knows",
        part="target_model",
        remedy=remedy,
    )
