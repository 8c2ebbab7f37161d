"""Hostile repositories: YAML that grows, nests, repeats, runs or means something else elsewhere."""

from __future__ import annotations

from typing import Final

from tests.attacks.hostile_ground import FMT, HEAD, LAWFUL, Tree, both, movies, write

_LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
_MERGES = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 30))

_FILES: Final[dict[str, tuple[str, str]]] = {
    "a billion laughs by aliases": (f"{HEAD}{_LAUGHS}terms: *a29\n", "VS112"),
    "a list that holds itself": (f"{HEAD}terms: &t [*t]\n", "VS112"),
    "merge keys that double": (f"{HEAD}{_MERGES}terms: []\n", "VS112"),
    "a tag that runs a program": (
        f"{HEAD}terms: [!!python/object/apply:os.system ['touch ../outside/mark']]\n",
        "VS112",
    ),
    "a tag that opens a file": (f"{HEAD}terms: !include ../../outside/list.csv\n", "VS112"),
    "a tag of binary text": (f"{HEAD}terms: [!!binary Y2FuYXJ5]\n", "VS112"),
    "a directive of another YAML": (f"%YAML 9.9\n---\n{LAWFUL}", "VS108"),
    "a directive of tags": (f"%TAG ! tag:yaml.org,2002:python/\n---\n{HEAD}terms: [!x y]\n", "VS112"),
    "a hundred thousand brackets": (f"{HEAD}terms: {'[' * 100_000}", "VS103"),
    "a hundred thousand braces": (f"{HEAD}terms: {'{a: ' * 100_000}", "VS103"),
    "a hundred thousand dashes": (f"{HEAD}terms:\n{'- ' * 100_000}x\n", "VS103"),
    "a hundred thousand question marks": ("? " * 100_000, "VS116"),
    "deeper and deeper blocks": ("".join(f"{' ' * n}a:\n" for n in range(600)), "VS103"),
    "two thousand keys": (HEAD + "".join(f"k{n}: x\n" for n in range(2_000)), "VS103"),
    "one key two hundred times": (HEAD + "terms: [甲乙]\n" * 200, "VS113"),
    "keys that are lists": (f"{HEAD}? [terms]\n: [甲乙]\n", "VS116"),
    "two documents": (f"{LAWFUL}---\n{LAWFUL}", "VS111"),
    "a hundred empty documents": ("---\n" * 100 + LAWFUL, "VS111"),
    "conflict markers": (f"<<<<<<< HEAD\n{LAWFUL}=======\n{HEAD}>>>>>>> other\n", "VS106"),
    "tabs as indentation": (f"{HEAD}terms:\n\t\t- 甲乙\n", "VS109"),
    "a quote that never closes": (f'{HEAD}terms: ["{"x" * 100_000}\n', "VS108"),
    "nothing at all": ("", "VS116"),
    "nothing but comments": ("# a\n" * 1_000, "VS116"),
    "nothing but a mark of byte order": ("\ufeff", "VS116"),
    "a scalar instead of a mapping": ("赛德克巴莱", "VS116"),
    "a weight of five thousand digits": (f"{HEAD}terms: [{{text: 甲乙, weight: {'9' * 5_000}}}]\n", "VS"),
    "weights that are no numbers": (f"{HEAD}terms: [{{text: 甲, weight: .nan}}, {{text: 乙, weight: -.inf}}]\n", "VS"),
    "weights in other notations": (f"{HEAD}terms: [{{text: 甲, weight: 0x4}}, {{text: 乙, weight: 4:0}}]\n", "VS"),
    "a term that is null": (f"{HEAD}terms: [~, null, '']\n", "VS"),
    "terms within terms": (f"{HEAD}terms: [[甲], {{text: [乙]}}, {{text: {{text: 丙}}}}]\n", "VS"),
    "terms that are one text": (f"{HEAD}terms: 甲乙\n", "VS"),
    "a term of a hundred thousand signs": (f"{HEAD}terms: ['{'甲' * 100_000}']\n", "VS131"),
    "a prefix that is a path": (f"prefix: ../../outside/x\n{LAWFUL}", "VS"),
    "a model that is a path": ("target_model: ../../etc\nterms: [甲乙]\n", ""),
    "a model of a hundred thousand signs": (f"target_model: {'x' * 100_000}\nterms: [甲乙]\n", ""),
    "nine hundred models": (f"target_models: [{', '.join(f'm{n}' for n in range(900))}]\nterms: [甲乙]\n", ""),
    "keys that another tool obeys": (f"__proto__: x\n__class__: y\napi_key: z\n{LAWFUL}", "VS"),
    "line separators inside": (f"{HEAD}terms:\u2028  - 甲乙\n", "VS107"),
    "form feeds and escapes": (f"{HEAD}terms:\x0c  - \x1b[2J甲乙\n", "VS107"),
    "full-width punctuation": ("target_model：fun-asr\nterms：\n　　- 甲乙\n", "VS110"),
}

_CONFIGURATIONS: Final[dict[str, tuple[str, str]]] = {
    "a configuration with a host": ("base_url: https://a.example\nproxy: http://127.0.0.1:1\n", "vocabsync.yaml:1"),
    "a configuration with a key": ("api_key: sk-0123456789abcdef\nverify: false\n", "vocabsync.yaml:1"),
    "a configuration that names any variable": ("api_key_env: HOME\n", "vocabsync.yaml:1"),
    "a configuration of laughs": (_LAUGHS, "VS112"),
    "a configuration full of brackets": (f"environments: {'[' * 100_000}", "VS103"),
    "a folder outside": ("vocabularies: ../outside/vocabularies\n", "vocabsync.yaml:1"),
    "a folder by its whole path": ("vocabularies: /etc\n", "vocabsync.yaml:1"),
    "a folder of git's own": ("vocabularies: .git\n", "VS123"),
    "the folder of local state": ("vocabularies: .vocabsync\n", "VS123"),
    "a folder with an escape in its name": ('vocabularies: "a\\e[2J"\n', "vocabsync.yaml:1"),
    "a folder with a name too long": (f"vocabularies: {'x' * 5_000}\n", "VS123"),
    "a folder with a null in its name": ('vocabularies: "a\\0b"\n', "vocabsync.yaml:1"),
    "environments named like commands": ('environments: {"--help": {}, "../x": {}, "a\\nb": {}}\n', "vocabsync.yaml:1"),
    "a thousand environments": (
        "environments:\n" + "".join(f"  e{n}: {{}}\n" for n in range(1_000)), "VS103",
    ),
    "a region that is a host": ("region: evil.example\n", "vocabsync.yaml:1"),
    "limits beyond counting": (f"limits: {{vocabularies: {'9' * 5_000}}}\n", "vocabsync.yaml:1"),
    "a consent with an escape": ('allow: ["deletes@\\e[2J"]\n', "vocabsync.yaml:1"),
}  # fmt: skip

TREES: Final = (
    *(Tree(name=name, build=movies(text), says=says, also=(FMT,)) for name, (text, says) in _FILES.items()),
    *(
        Tree(name=name, build=write("vocabsync.yaml", text), says=says)
        for name, (text, says) in _CONFIGURATIONS.items()
    ),
    Tree(
        name="the same twice, as .yml",
        build=both(movies(LAWFUL), write("vocabularies/movies.yml", LAWFUL)),
        says="VS121",
    ),
)
