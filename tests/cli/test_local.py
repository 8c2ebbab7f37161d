"""Environment ``local``: the stand-in in process, without a key, and never in the way."""

from __future__ import annotations

from tests.support.workplace import Workplace


def test_a_plan_leaves_no_trace_of_a_store_that_does_not_exist_yet(workplace: Workplace) -> None:
    before = sorted(workplace.folder.rglob("*"))

    assert workplace.run("--env", "local", "plan").code == 0
    assert sorted(workplace.folder.rglob("*")) == before
    assert workplace.requests() == []


def test_a_damaged_store_is_named_with_the_way_out(workplace: Workplace) -> None:
    workplace.write(".vocabsync/standin.db", "this is no store")

    refused = workplace.run("--env", "local", "plan")
    assert refused.code == 1
    assert "standin.db" in refused.err
    assert "remove the file" in refused.err
