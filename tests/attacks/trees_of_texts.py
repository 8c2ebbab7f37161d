"""Hostile repositories: encodings, characters, and the names of files."""

from __future__ import annotations

from typing import Final

from tests.attacks.hostile_ground import BLAME, FMT, HEAD, LAWFUL, Tree, movies, write

_ENCODED: Final[dict[str, tuple[bytes, str]]] = {
    "UTF-16 with a mark": (LAWFUL.encode("utf-16"), "VS104"),
    "UTF-16 without one": (LAWFUL.encode("utf-16-be"), "VS104"),
    "UTF-32": (LAWFUL.encode("utf-32"), "VS104"),
    "GBK": (LAWFUL.encode("gbk"), "VS104"),
    "Big5": ("target_model: fun-asr\nterms: [賽德克]\n".encode("big5"), "VS104"),
    "Latin-1": ("target_model: fun-asr\nterms: [Béla Tarr]\n".encode("latin-1"), "VS104"),
    "UTF-7": (LAWFUL.encode("utf-7"), ""),
    "a mark of byte order": (b"\xef\xbb\xbf" + LAWFUL.encode(), ""),
    "two marks of byte order": (b"\xef\xbb\xbf\xef\xbb\xbf" + LAWFUL.encode(), ""),
    "overlong UTF-8": (HEAD.encode() + b"terms: [\xc0\xaf\xe0\x80\xaf]\n", "VS104"),
    "surrogates in UTF-8": (HEAD.encode() + b"terms: [\xed\xa0\x80]\n", "VS104"),
    "beyond Unicode": (HEAD.encode() + b"terms: [\xf4\x90\x80\x80]\n", "VS104"),
    "cut off in a character": (LAWFUL.encode() + b"  - \xe8\xb5", "VS104"),
    "null bytes": (LAWFUL.encode() + b"  - a\0b\n", "VS107"),
    "nothing but null bytes": (bytes(1_000), "VS104"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 10, "VS104"),
    "a pointer of Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "VS105"),
}

_LAWFUL_TERMS: Final = {
    "terms like commands of a runner": "::error::x', '##[error]x', '::add-mask::x",
    "terms like formulas": "=cmd|x', '+1', '-1', '@x",
    "terms like markup": "<img src=x>', '`x`', '| x |', '[x](y)', '{{ x }}', '$(x)",
    "terms like paths": "../../x', '/etc/passwd', '-rf",
    "emoji and private use": "😀', '\ue000', '　甲　乙",
}

_REFUSED_TERMS: Final = {
    "an escape": r"\e[2J", "a null": r"\0", "a bell": r"\a", "a C1 control": r"\x9b2J", "a line end": r"a\nb",
    "a carriage return": r"a\rb", "a tab": r"a\tb", "a next line": r"a\Nb", "a line separator": r"a\Lb",
    "a paragraph separator": r"a\Pb", "a zero-width space": r"a\u200bb", "a joiner": r"a\u200db",
    "a mark of direction": r"a\u200eb", "an override of direction": r"a\u202eb", "an isolate": r"a\u2066b",
    "a mark of byte order": r"a\ufeffb", "a soft hyphen": r"a\u00adb", "a filler": r"a\u3164b",
    "a variation selector": r"a\ufe0fb", "a tag character": r"a\U000E0041b", "a non-character": r"a\ufdd0b",
    "the last non-character": r"a\U0010FFFFb",
}  # fmt: skip

_NAMES: Final[dict[str, tuple[str | bytes, str]]] = {
    "a line end": ("a\nb.yaml", "VS120"),
    "an escape": ("\x1b[31mred\x1b[0m.yaml", "VS120"),
    "a C1 control": ("a\x9b31m.yaml", "VS120"),
    "an override of direction": ("a\u202ebc.yaml", "VS120"),
    "a zero-width space": ("a\u200bb.yaml", "VS120"),
    "emoji": ("😀.yaml", "VS120"),
    "quotes": ("'a\"b`c.yaml", "VS120"),
    "a leading dash": ("-rf.yaml", "VS120"),
    "a command of a runner": ("::error::x.yaml", "VS120"),
    "a command of a shell": ("$(touch mark);x.yaml", "VS120"),
    "bytes that are no text": (b"a\xff\xfe.yaml", "VS120"),
    "the longest length": ("x" * 250 + ".yaml", "VS120"),
    "nothing before two dots": ("..yaml", ""),
    "capitals": ("MOVIES.yaml", "VS120"),
    "digits of another script": ("１２３.yaml", "VS120"),
}


def _raw(name: str | bytes) -> bytes:
    return name.encode() if isinstance(name, str) else name


def _term(written: str) -> str:
    return f'{HEAD}terms: ["{written}"]\n'


TREES: Final = (
    *(
        Tree(name=f"encoding: {name}", build=movies(content), says=says, also=(FMT,))
        for name, (content, says) in _ENCODED.items()
    ),
    *(
        Tree(name=name, build=movies(f"{HEAD}terms: ['{terms}']\n"), says="", also=(BLAME,))
        for name, terms in _LAWFUL_TERMS.items()
    ),
    *(
        Tree(name=f"a term with {name}", build=movies(_term(written)), says="VS133", also=(FMT,))
        for name, written in _REFUSED_TERMS.items()
    ),
    Tree(name="a term with half a pair", build=movies(_term(r"a\ud800b")), says="VS"),
    Tree(
        name="a note and a description of escapes",
        build=movies(f'description: "\\e[2J"\n{HEAD}terms: [{{text: 甲乙, note: "\\e]0;x\\a\\u202e"}}]\n'),
        says="",
        also=(FMT, ("blame", "甲乙")),
    ),
    Tree(name="twins of normal form", build=movies(f"{HEAD}terms: ['Caf\u00e9 x', 'Cafe\u0301 x']\n"), says=""),
    *(
        Tree(name=f"a file name of {name}", build=write(b"vocabularies/" + _raw(file), LAWFUL), says=says, also=(FMT,))
        for name, (file, says) in _NAMES.items()
    ),
    *(
        Tree(
            name=f"a list name of {name}",
            build=write(b"vocabularies/terms/" + _raw(file), "- 甲乙\n"),
            says=says and "VS124",
        )
        for name, (file, says) in _NAMES.items()
    ),
)
