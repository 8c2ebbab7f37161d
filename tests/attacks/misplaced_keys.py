"""The key where it does not belong: on the command line, in names, in files of the repository, in a base URL."""

from __future__ import annotations

from base64 import b64encode
from itertools import cycle
from typing import TYPE_CHECKING, Final

from tests.attacks.situation import Situation
from tests.support.canary import CANARY

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDERS: Final = {
    f"{CANARY}": 64,
    f"plan --{CANARY}": 64,
    f"plan {CANARY}": 64,
    f"plan --format {CANARY}": 64,
    f"--color {CANARY} plan": 64,
    f"--config {CANARY} plan -v": 1,
    f"--env {CANARY} plan": 1,
    f"plan --only {CANARY}": 0,
    f"plan --out {CANARY}": 1,
    f"show {CANARY} --format html": 1,
    f"apply {CANARY} -vv": 1,
    f"apply --expect {CANARY}": 64,
    f"apply --auto-approve --allow {CANARY}": 1,
    f"apply --auto-approve --allow deletes:{CANARY}": 1,
    f"output --format {CANARY}": 64,
    f"pull {CANARY}": 64,
    f"pull --region {CANARY}": 64,
    f"dedupe {CANARY} --keep x --auto-approve": 1,
    f"dedupe movies --keep {CANARY} --auto-approve": 1,
    f"import {CANARY}": 1,
    f"import ../words.txt --into {CANARY}": 1,
    f"import ../words.txt --into vocabularies/new.yaml --target-model {CANARY}": 1,
    f"import ../words.txt --scale {CANARY}": 64,
    f"blame {CANARY}": 1,
    f"validate --explain {CANARY}": 64,
    f"fmt {CANARY}": 0,
    f"schema {CANARY}": 64,
    f"completion {CANARY}": 64,
    f"init --region {CANARY}": 64,
    f"emulator --port {CANARY}": 64,
    f"emulator --status {CANARY}": 64,
    f"emulator --fault {CANARY}": 1,
    f"emulator --settings {CANARY}": 1,
    f"emulator --keys {CANARY} --port 70000": 64,
}

CONFIGURATIONS: Final = {
    "an unknown key": f"api_key: {CANARY}\n",
    "a host": f"base_url: https://{CANARY}@127.0.0.1:ELSEWHERE\n",
    "a proxy": f"proxy: http://{CANARY}@127.0.0.1:ELSEWHERE\n",
    "a key of its own": f"? {CANARY}\n: x\n",
    "a region": f"region: {CANARY}\n",
    "a folder": f"vocabularies: {CANARY}\n",
    "a rule": f"rules: {{{CANARY}: ignore}}\n",
    "a consent": f"allow: [{CANARY}]\n",
    "a guard": f"guards: {{deletes: {CANARY}}}\n",
    "a limit": f"limits: {{terms: {{fun-asr: {CANARY}}}}}\n",
    "a tombstone": f"removed: [{{prefix: {CANARY}, reason: x}}]\n",
    "the name of a variable": f"api_key_env: {CANARY}\n",
    "an environment": f"environments: {{{CANARY}: {{}}}}\n",
    "a tag": f"region: !{CANARY} x\n",
    "an unclosed quote": f'region: "{CANARY}\n',
    "a flow that ends nowhere": f"region: [{CANARY}\n",
}

_KEY: Final = CANARY.encode()
TERMS: Final = {
    "plain": CANARY,
    "a sentence": f"key {CANARY} of ours",
    "in quotes": f'"{CANARY}"',
    "base64": b64encode(b"x" + _KEY).decode(),
    "hex": _KEY.hex(),
    "URL": "".join(f"%{byte:02X}" for byte in _KEY),
    "reversed": CANARY[::-1],
}

SLOW: Final = {"a sentence", "in quotes", "hex", "reversed"}

FILES: Final = {
    "a target model": f"target_model: {CANARY}\nterms: [x]\n",
    "a prefix": f"prefix: {CANARY}\ntarget_model: fun-asr\nterms: [x]\n",
    "a language": f"target_model: fun-asr\nterms: [{{text: x, lang: {CANARY}}}]\n",
    "a weight": f"target_model: fun-asr\nterms: [{{text: x, weight: {CANARY}}}]\n",
    "an included file": f"target_model: fun-asr\ninclude: [terms/{CANARY}.csv]\n",
    "an included path": f"target_model: fun-asr\ninclude: [../../../{CANARY}]\n",
    "an unknown key": f"target_model: fun-asr\n{CANARY}: 1\nterms: [x]\n",
    "the name of a term's key": f"target_model: fun-asr\nterms: [{{text: x, {CANARY}: 1}}]\n",
    "an anchor": f"target_model: fun-asr\nterms: [&{CANARY} x]\n",
    "a term that stands twice": f"target_model: fun-asr\nterms: [{{text: {CANARY}}}, {{text: {CANARY}, weight: 5}}]\n",
    "a term with a control character": f'target_model: fun-asr\nterms: ["{CANARY}\\a"]\n',
    "a term that is too long": f"target_model: fun-asr\nterms: [词{CANARY}]\n",
    "a line without sense": f"target_model: fun-asr\nterms:\n  - x\n {CANARY}\n",
    "a document too many": f"target_model: fun-asr\nterms: [x]\n---\n{CANARY}\n",
}


def situations() -> Iterator[Situation]:
    for words, code in ORDERS.items():
        name = words.replace(CANARY, "KEY")
        yield Situation(name=f"vocabsync {name}", runs={words: code}, files={"ROOT/words.txt": "word\n"})
    for name, text in CONFIGURATIONS.items():
        yield Situation(
            name=f"the key in the configuration as {name}",
            files={"vocabsync.yaml": text},
            runs={"plan -vv": 1, "validate --format sarif": 1},
        )
    forms = cycle(("text", "json", "github", "sarif"))
    for name, text in FILES.items():
        yield Situation(
            name=f"the key in a list as {name}",
            files={"vocabularies/movies.yaml": text},
            runs={"plan --out plan.json": 1, f"validate -v --strict --format {next(forms)}": 1},
        )
    for name, text in TERMS.items():
        yield from _as_a_term(name, text)
    yield from _elsewhere()


def _as_a_term(name: str, text: str) -> Iterator[Situation]:
    quoted = text.replace("'", "''")
    says = "the API key stands in the list itself"
    yield Situation(
        name=f"a term of ours, {name}",
        files={"vocabularies/movies.yaml": f"target_model: fun-asr\nterms: ['{quoted}']\n"},
        runs={
            "plan --out plan.json --format html": 1,
            "apply --auto-approve": 1,
            "--env local apply --auto-approve": 1,
        },
        says=says,
        is_slow=name in SLOW,
    )
    yield Situation(
        name=f"a term of an included list, {name}",
        files={
            "vocabularies/movies.yaml": "target_model: fun-asr\ninclude: [terms/all.txt]\n",
            "vocabularies/terms/all.txt": f"x\n{text}\n",
        },
        runs={"plan --format markdown": 1, "output": 1},
        says=says,
        is_slow=name in SLOW,
    )
    yield Situation(
        name=f"a term to import, {name}",
        files={"ROOT/list.json": f'["x", "{text}"]'.replace('""', '"')},
        runs={
            "import ../list.json": 0,
            "import ../list.json --into vocabularies/movies.yaml": 1,
            "import ../list.json --into vocabularies/new.yaml --target-model fun-asr": 1,
        },
        says=says,
        is_slow=name in SLOW,
    )


def _elsewhere() -> Iterator[Situation]:
    good = "target_model: fun-asr\nterms: [x]\n"
    yield Situation(
        name="the name of a file",
        files={f"vocabularies/{CANARY}.yaml": good},
        runs={"plan": 1, "validate --format github": 1, "fmt --check": 1},
    )
    yield Situation(
        name="a note and a description, which stay here",
        files={
            "vocabularies/movies.yaml": f"target_model: fun-asr\ndescription: {CANARY}\n"
            f"terms:\n  - {{text: x, note: {CANARY}}}\n  -   y  # {CANARY}\n"
        },
        runs={"plan --out plan.json": 0, "fmt --check --diff": 1, "apply --auto-approve": 0, "blame x": 0},
    )
    yield Situation(
        name="the reason of a tombstone, which a plan shows",
        files={"vocabsync.yaml": f"removed:\n  - {{prefix: oldfilms, reason: merged {CANARY}}}\n"},
        runs={
            "plan --out plan.json --format json": 0,
            **{f"show plan.json --format {form}": 0 for form in ("text", "json", "markdown", "html", "github")},
            "apply plan.json --format markdown": 0,
        },
        says="key removed",
    )
    for name, url in {
        "user info": f"https://{CANARY}@127.0.0.1:ELSEWHERE/api/v1",
        "a password": f"http://user:{CANARY}@127.0.0.1:ELSEWHERE/api/v1",
        "a fragment": f"http://127.0.0.1:ELSEWHERE/#{CANARY}",
        "a query": f"http://127.0.0.1:ELSEWHERE/?key={CANARY}",
        "a host": f"https://{CANARY}.invalid/api/v1",
        "a port": f"https://127.0.0.1:{CANARY}/api/v1",
        "a path": f"https://127.0.0.1:ELSEWHERE/{CANARY}?",
    }.items():
        yield Situation(
            name=f"{name} of the base URL",
            environ={"DASHSCOPE_HTTP_BASE_URL": url},
            runs={"plan": 1, "apply --auto-approve -vv": 1},
            says="the base URL cannot be used",
        )
