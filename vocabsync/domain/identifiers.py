"""Names of things, each with a type of its own so that they cannot be mixed up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

Prefix = NewType("Prefix", str)
"""Our name for a vocabulary: 1–10 of ``a-z0-9`` (service.md section 2)."""

VocabularyId = NewType("VocabularyId", str)
"""The service's name for a vocabulary: ``vocab-<prefix>-<32 lowercase hex>``."""

TargetModel = NewType("TargetModel", str)
"""The recognition model a vocabulary is bound to, byte for byte."""

Digest = NewType("Digest", str)
"""``sha256:<64 hex>`` of a content or of a plan."""

ALGORITHM = "sha256:"
"""What every digest begins with, so that another algorithm could follow one day."""

_PREFIX = re.compile(r"[a-z0-9]{1,10}")
_VOCABULARY_ID = re.compile(r"vocab-(.+)-[0-9a-f]{32}", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """Prefix and target model: the natural key by which files and service meet."""

    prefix: Prefix
    target_model: TargetModel


def is_prefix(text: str) -> bool:
    """Say whether a text may serve as a prefix."""
    return _PREFIX.fullmatch(text) is not None


def parse_prefix(vocabulary_id: VocabularyId) -> Prefix | None:
    """Read the prefix out of an ID, from the right; None where the ID is not of our shape.

    An odd prefix (``my-app``, upper case, over ten characters) cannot be one of ours, so it is None as well.
    """
    match = _VOCABULARY_ID.fullmatch(vocabulary_id)
    if match is None or not is_prefix(match[1]):
        return None
    return Prefix(match[1])
