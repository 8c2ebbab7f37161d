"""Hostile repositories: paths of included lists, and lists that are not what their ending says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_ground import HEAD, Tree, both, movies, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.hostile_ground import Ground

_PATHS: Final[dict[str, tuple[str, str]]] = {
    "climbing out": ("../../outside/list.csv", "VS102"),
    "climbing out below": ("terms/../../../outside/list.csv", "VS102"),
    "by its whole path": ("/etc/passwd.csv", "VS102"),
    "of Windows": ("C:/Windows/list.csv", "VS102"),
    "with backslashes": (r"..\\..\\outside\\list.csv", "VS102"),
    "on a server": ("//server/share/list.csv", "VS102"),
    "on the web": ("https://example.org/list.csv", "VS102"),
    "with a scheme of its own": ("file:///etc/passwd.csv", "VS102"),
    "of a home folder": ("~root/list.csv", "VS125"),
    "with a variable": ("$HOME/list.csv", "VS125"),
    "with a pattern": ("**/*.csv", "VS125"),
    "of a device": ("/dev/stdin", "VS102"),
    "of the file itself": ("movies.yaml", "VS125"),
    "of a neighbour": ("./movies.yaml", "VS125"),
    "of the folder": (".", "VS125"),
    "that is empty": ("", "VS"),
    "with a null": (r"a\0b.csv", "VS102"),
    "with an escape": (r"\e[2J.csv", "VS102"),
    "with an override of direction": (r"terms/\u202evsc.csv", "VS125"),
    "too long for any disk": (f"terms/{'x' * 300}.csv", "VS"),
    "longer than any path": (f"{'x/' * 5_000}list.csv", "VS"),
    "through a file": ("movies.yaml/list.csv", "VS125"),
    "with a dash": ("--help.csv", "VS125"),
    "of the configuration": ("../vocabsync.yaml", "VS125"),
    "of git's own": ("../.git/config.txt", "VS125"),
}

_DEEP: Final = '[{"text":' * 50_000

_LISTS: Final[dict[str, tuple[str, str | bytes, str]]] = {
    "JSON without a bottom": ("json", "[" * 100_000, "VS103"),
    "JSON of objects without a bottom": ("json", _DEEP, "VS103"),
    "JSON that is no number": ("json", '[{"text": "甲乙", "weight": NaN}]', "VS"),
    "JSON beyond all numbers": (
        "json",
        '[{"text": "甲乙", "weight": -Infinity}, {"text": "丙丁", "weight": 1e999}]',
        "VS",
    ),
    "JSON of five thousand digits": ("json", f'[{{"text": "甲乙", "weight": {"9" * 5_000}}}]', "VS"),
    "JSON that says it twice": ("json", '[{"text": "甲乙", "text": "丙丁"}]', "VS113"),
    "JSON with half a pair": ("json", r'["a\ud800b"]', "VS133"),
    "JSON with an escape": ("json", r'["\u001b[2J"]', "VS133"),
    "JSON with a raw escape": ("json", '["\x1b[2J"]', "VS108"),
    "JSON that is one text": ("json", '"甲乙"', "VS125"),
    "JSON that is null": ("json", "null", "VS125"),
    "JSON with more behind it": ("json", '["甲乙"] {"x": 1}', "VS108"),
    "JSON that is cut off": ("json", '["甲乙"', "VS108"),
    "JSON of a prototype": ("json", '[{"__proto__": {}, "text": "甲乙"}]', "VS115"),
    "JSON that is empty": ("json", "", "VS108"),
    "JSON of true": ("json", '[true, {"text": "甲乙", "weight": true}]', "VS"),
    "a table with null bytes": ("csv", "text\na\0b\n", "VS"),
    "a table with one giant field": ("csv", f"text\n{'x' * 200_000}\n", "VS126"),
    "a table whose quote never closes": ("csv", 'text\n"' + "甲乙\n" * 10_000, "VS126"),
    "a table of ten thousand columns": ("csv", ",".join(["text"] * 10_000) + "\n", "VS126"),
    "a table of ten thousand fields": ("csv", "text,weight\n" + ",".join(["x"] * 10_000) + "\n", "VS126"),
    "a table of formulas": ("csv", 'text\n"=HYPERLINK(""http://x"")"\n@SUM(1)\n', ""),
    "a table of escapes": ("csv", "text\n\x1b]0;x\x07\n", "VS133"),
    "a table whose heading is an escape": ("csv", "\x1b[2J\n甲乙\n", "VS126"),
    "a table in UTF-16": ("csv", "text\n甲乙\n".encode("utf-16"), "VS104"),
    "a table that is a workbook": ("csv", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "VS104"),
    "a table with lone carriage returns": ("tsv", "text\tweight\r甲乙\t4\r", ""),
    "a table with conflict markers": ("csv", "text\n<<<<<<< HEAD\n甲乙\n=======\n丙丁\n>>>>>>> b\n", ""),
    "lines with null bytes": ("txt", "甲乙\n\0\n", "VS133"),
    "lines that end as nothing does": ("txt", "甲乙\u2028丙丁\x85戊己\x0b庚辛\n", "VS133"),
    "lines full of odd blanks": ("txt", "\u3000\n\u00a0\n\u2003\n", "VS"),
    "one line of a million signs": ("txt", "甲" * 1_000_000, "VS131"),
    "a list that includes": ("yaml", "- {include: list.yaml}\n", "VS115"),
    "a list that is a vocabulary": ("yaml", f"{HEAD}terms: [甲乙]\n", "VS125"),
    "a list that is a pointer": ("csv", "version https://git-lfs.github.com/spec/v1\n", "VS105"),
}


def including(ending: str, content: str | bytes) -> Callable[[Ground], object]:
    """Build a vocabulary that includes one list."""
    return both(
        movies(f"{HEAD}include: [terms/list.{ending}]\nterms: [赛德克巴莱]\n"),
        write(f"vocabularies/terms/list.{ending}", content),
    )


def _path(written: str) -> Callable[[Ground], object]:
    return movies(f'{HEAD}include: ["{written}"]\nterms: [甲乙]\n')


TREES: Final = (
    *(Tree(name=f"an include {name}", build=_path(written), says=says) for name, (written, says) in _PATHS.items()),
    *(Tree(name=name, build=including(ending, content), says=says) for name, (ending, content, says) in _LISTS.items()),
    Tree(
        name="nine hundred includes of one list",
        build=both(
            including("csv", "text\n甲乙\n"),
            movies(f"{HEAD}include: [{', '.join(['terms/list.csv'] * 900)}]\nterms: []\n"),
        ),
        says="",
    ),
    Tree(
        name="lists that include each other",
        build=both(
            movies(f"{HEAD}include: [terms/a.yaml]\nterms: []\n"),
            write("vocabularies/terms/a.yaml", "include: [b.yaml]\nterms: []\n"),
            write("vocabularies/terms/b.yaml", "include: [a.yaml]\nterms: []\n"),
        ),
        says="VS125",
    ),
)
