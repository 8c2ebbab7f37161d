"""The commands beside damaged files and a service that answers nonsense: an explained refusal, and reads only."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.loopback import answer, listening
from tests.support.spoilt_answers import bomb
from tests.support.workplace import PEOPLE, WRITES, Ran, Workplace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEDGER, JOURNAL, PLAN = "vocabsync.lock", ".vocabsync/journal.json", "plan.json"
PLANNING = ("apply", "--auto-approve"), ("plan",), ("output",)
CONSIDERED: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "ledger": (LEDGER, PLANNING),
    "journal": (JOURNAL, PLANNING[:1]),
    "plan": (PLAN, (("apply", PLAN), ("show", PLAN), ("show", "--format", "github", PLAN))),
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "garbled": lambda data: bytes(reversed(data)),
    "cut": lambda data: data[: len(data) // 2],
    "in the middle of a merge": lambda data: b"<<<<<<< ours\n" + data + b"=======\n" + data + b">>>>>>> theirs\n",
    "of a newer version": lambda data: data.replace(b'"format_version": ', b'"format_version": 9', 1).replace(
        b'9"1.0"', b'"9.0"'
    ),
    "half a character": lambda data: data.replace(b'": "', b'": "\\ud800', 1),
}


def changed(place: Workplace) -> Workplace:
    """Apply once, then change the files and save the plan."""
    assert place.apply().code == 0
    place.write("vocabularies/people.yaml", PEOPLE + "  - Chloé Zhao\n")
    assert place.run("plan", "--out", PLAN).code == 0
    place.requests()
    return place


def is_an_explained_refusal(ran: Ran, place: Workplace) -> bool:
    refused = ran.code in {1, 3} and ran.err.lstrip().startswith("error: ") and "next:" in ran.err
    return refused and ran.out == "" and WRITES.isdisjoint(place.requests())


@pytest.mark.parametrize("what", CONSIDERED)
def test_a_damaged_file_is_named_with_the_way_out(
    what: str, workplace: Workplace, record_property: Callable[[str, object], None]
) -> None:
    name, commands = CONSIDERED[what]
    path = changed(workplace).folder / name
    whole = path.read_bytes()
    for damage, command in itertools.product(DAMAGES, commands):
        path.write_bytes(DAMAGES[damage](whole))
        before = _files(workplace.folder)
        ran = workplace.run(*command)
        assert is_an_explained_refusal(ran, workplace), (damage, command, ran)
        assert path.name in ran.err
        assert _files(workplace.folder) == before
        record_property("attack", "a damaged file beside a command")


def _files(folder: Path) -> dict[str, bytes]:
    """Give every file but what says who holds the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("run.", ".gitignore"))
    }


@pytest.mark.parametrize("change", ["digest", "region", "prefix", "after_digest", "text"])
def test_a_saved_plan_that_was_tampered_with_is_refused_with_what_moved(change: str, workplace: Workplace) -> None:
    path = changed(workplace).folder / PLAN
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    action = document["actions"][0]
    match change:
        case "digest":
            document["digest"] = "sha256:" + "0" * 64
        case "region":
            document["region"] = "ap-southeast-1"
        case "text":
            action["added"][0]["text"] = "another term"
        case key:
            action[key] = "sha256:" + "0" * 64 if "digest" in key else "movies"
    path.write_text(json.dumps(document), "utf-8")
    ran = workplace.run("apply", PLAN)
    assert ran.code == 3
    assert "this is not the plan that was approved" in ran.err
    assert workplace.writes() == []


def test_a_backup_and_the_contents_of_the_last_apply_decide_nothing(workplace: Workplace) -> None:
    place = changed(workplace)
    for path in place.folder.glob(".vocabsync/applied/**/*.json"):
        path.write_bytes(b"[[1, 2]]")
    assert place.run("apply", PLAN).code == 0
    assert place.writes() == ["update_vocabulary"]
    (backup,) = place.folder.glob(".vocabsync/backups/*/*.json")
    backup.write_bytes(b'{"vocabulary": [{"text": 7}]}')
    ran = place.run("import", str(backup), "--into", "vocabularies/old.yaml", "--target-model", "fun-asr")
    assert ran.code == 1
    assert not (place.folder / "vocabularies/old.yaml").exists()
    assert place.apply().code == 0
    assert place.writes() == []


NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "HTML": b"<html><script>alert(1)</script>",
    "null": b"null",
    "no list": b'{"output": {}, "request_id": "\\u001b[31m::error::x"}',
    "an error": b'{"code": "##[error]", "message": "::set-output name=x::y\\n\\u202e", '
    b'"output": {"vocabulary_list": []}}',
    "a list of nothing": b'{"output": {"vocabulary_list": [null]}}',
    "twice": b'{"output": {"vocabulary_list": [{"vocabulary_id": "x"}]}, "output": {"vocabulary_list": []}}',
    "no number": b'{"output": {"vocabulary_list": [], "x": NaN}}',
    "depth": b'{"output": {"vocabulary_list": ' + b"[" * 100_000,
    "a bomb": bomb(),
}
COMMANDS = (
    ("plan",),
    ("plan", "--format", "json", "--detailed-exitcode"),
    ("output", "--format", "github"),
    ("pull",),
    ("apply", "--auto-approve"),
    ("dedupe", "movies", "--keep", "vocab-movies-" + "0" * 32, "--auto-approve"),
)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_an_answer_without_a_meaning_ends_every_command_before_its_first_write(
    nonsense: str,
    workplace: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    packed = "Content-Encoding: gzip\r\n" if nonsense == "a bomb" else ""
    with listening(answer(NONSENSE[nonsense], headers=packed)) as service:
        monkeypatch.setenv("DASHSCOPE_HTTP_BASE_URL", f"http://127.0.0.1:{service.port}/api/v1")
        for command in COMMANDS:
            ran = workplace.run(*command)
            assert (ran.code, ran.out) == (1, ""), (command, ran)
            assert ran.err.lstrip().startswith("error: ")
            assert not re.search(r"^\s*::|##\[|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", ran.err, re.MULTILINE)
            record_property("attack", "a damaged answer to a command")
    assert set(re.findall(r'"action":"(\w+)"', service.everything)) == {"list_vocabulary"}
