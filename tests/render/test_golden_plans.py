"""Every sample plan in every form for people, as it was looked at once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.render.golden import assert_golden, golden_files
from tests.render.plan_samples import SAMPLES
from vocabsync.render import html, markdown, text
from vocabsync.render.document import dump_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.render.document import PlanDocument

FORMS: dict[str, Callable[[PlanDocument], str]] = {
    "txt": text.render_plan,
    "verbose.txt": lambda document: text.render_plan(document, verbose=True),
    "ascii.txt": lambda document: text.render_plan(document, unicode=False),
    "md": markdown.render_plan,
    "html": html.render_plan,
    "json": dump_document,
}
WHOLE_PAGE = 100_000
"""Longer outputs (100,000 terms, all listed) are held by size and digest."""

CASES = [(sample, form) for sample in SAMPLES for form in FORMS]


@pytest.mark.parametrize(("sample", "form"), CASES)
def test_a_plan_reads_as_it_was_approved(sample: str, form: str) -> None:
    written = FORMS[form](SAMPLES[sample]())

    if len(written) > WHOLE_PAGE:
        written = f"{len(written)} characters, sha256 {hashlib.sha256(written.encode()).hexdigest()}\n"
    assert_golden(f"plans/{sample}.{form}", written)


def test_no_golden_file_is_left_that_nothing_compares() -> None:
    assert golden_files("plans") == {f"plans/{sample}.{form}" for sample, form in CASES}
