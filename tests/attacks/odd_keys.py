"""Keys as people paste them, from a variable and from a file; and keys where no key belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.attacks.bad_answers import refusal
from tests.attacks.situation import Situation
from tests.support.canary import CANARY

if TYPE_CHECKING:
    from collections.abc import Iterator

UNUSABLE: Final = {
    "a line end inside": (f"{CANARY}\n{CANARY}", "a blank or a line end"),
    "CR LF and a header": (f"{CANARY}\r\nX-Evil: {CANARY}", "a blank or a line end"),
    "a blank inside": (f"{CANARY} {CANARY}", "a blank or a line end"),
    "a tab inside": (f"{CANARY}\t#", "a blank or a line end"),
    "a whole header": (f"Authorization: Bearer {CANARY}", "a blank or a line end"),
    "Bearer before it": (f"Bearer {CANARY}", "a blank or a line end"),
    "a line of a shell": (f"export DASHSCOPE_API_KEY={CANARY}", "a blank or a line end"),
    "a sentence": (f"the key is {CANARY}, keep it", "a blank or a line end"),
    "a letter with an accent": (f"{CANARY}é", "not ASCII"),
    "Chinese quotes": (f"“{CANARY}”", "not ASCII"),
    "full-width letters": (f"ｓｋ{CANARY}", "not ASCII"),
    "a BOM": (f"\ufeff{CANARY}", "not ASCII"),
    "a zero-width space": (f"{CANARY}\u200b{CANARY}", "not ASCII"),
    "half a character": (f"{CANARY}\udcff", "not ASCII"),
    "colour": (f"\x1b[31m{CANARY}\x1b[0m", "control characters"),
    "a bell": (f"{CANARY}\x07", "control characters"),
    "ten thousand characters": (CANARY * 300, "longer than"),
    "a coding plan's": (f"sk-sp-{CANARY}", "coding plan"),
}
"""Name → key, and what is said of it."""

USABLE: Final = {
    "line ends around": f"\r\n{CANARY}\n\n",
    "blanks around": f"  {CANARY}\t ",
    "double quotes": f'"{CANARY}"',
    "single quotes": f"'{CANARY}'",
    "an assignment": f"DASHSCOPE_API_KEY={CANARY}",
    "two with a comma": f"{CANARY},{CANARY}",
    "JSON": f'{{"api_key":"{CANARY}"}}',
    "a URL": f"https://{CANARY}@dashscope.aliyuncs.com",
    "signs of markup": f"<{CANARY}>|`{CANARY}`",
    "signs of workflows": f"::error::{CANARY}%0A",
}
"""Fit to be sent, so the service refuses them, and says them again."""

OF_FILES: Final = {
    "NUL in a file": (f"{CANARY}\0{CANARY}".encode(), "control characters"),
    "UTF-16 in a file": (CANARY.encode("utf-16"), "not ASCII"),
    "a file with a BOM": (f"\ufeff{CANARY}\r\n".encode(), "not ASCII"),
    "a file that is too large": (CANARY.encode() * 300, "cannot be read"),
    "a file of an environment": (f"DASHSCOPE_API_KEY={CANARY}\nREGION=1\n".encode(), "a blank or a line end"),
}

FILE: Final = {"DASHSCOPE_API_KEY_FILE_PATH": "ROOT/key-file"}
ROTATING: Final = ("plan", "plan -v", "plan -vv", "output", "pull --all", "apply --auto-approve -vv")


def situations() -> Iterator[Situation]:
    commands = iter(ROTATING * 20)
    for name, (key, says) in UNUSABLE.items():
        yield Situation(name=f"a key with {name}", key=key, runs={next(commands): 1}, says=says)
        file = {"ROOT/key-file": key.encode("utf-8", "surrogateescape")}
        yield Situation(
            name=f"a key with {name}, in a file",
            key=None,
            environ=FILE,
            files=file,
            runs={next(commands): 1},
            says="cannot be read" if len(key) > 4096 else says,
        )
    for name, (content, says) in OF_FILES.items():
        yield Situation(
            name=name, key=None, environ=FILE, files={"ROOT/key-file": content}, runs={next(commands): 1}, says=says
        )
    for name, key in USABLE.items():
        refused = {"list_vocabulary": refusal(401, "InvalidApiKey")}
        yield Situation(name=f"a key as {name}", key=key, runs={next(commands): 1}, spoils=refused, says="HTTP 401")
        yield Situation(
            name=f"a key as {name}, in a file",
            key=None,
            environ=FILE,
            files={"ROOT/key-file": key},
            runs={next(commands): 1},
            spoils=refused,
            says="HTTP 401",
        )
    yield from _in_other_variables()


def _in_other_variables() -> Iterator[Situation]:
    variables = {
        "DASHSCOPE_API_KEY_FILE_PATH": ("", "cannot be read"),
        "DASHSCOPE_API_KEY_STAGING": ("", "there is no API key"),
        "VOCABSYNC_ENV": (CANARY, "environment"),
        "VOCABSYNC_QUIET_PERIOD": (CANARY, "VOCABSYNC_QUIET_PERIOD"),
        "DASHSCOPE_WORKSPACE_ID": (CANARY, "the workspace ID cannot be used"),
        "DASHSCOPE_HTTP_BASE_URL": (CANARY, "the base URL cannot be used"),
    }
    for name, (key, says) in variables.items():
        yield Situation(
            name=f"the key in {name}",
            key=key,
            environ={name: CANARY},
            runs={"apply --auto-approve -v": 1},
            says=says,
        )
