"""Two streams and a prompt: the result on stdout, everything else on stderr, at any verbosity.

Whatever is printed passes ``redact``, the last filter, which knows the key. A closed pipe never raises.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.frozen import frozen
from vocabsync.render.escape import chatter, log_lines
from vocabsync.render.palette import COLOURED, PLAIN, Palette, Signs, signs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ColorChoice: TypeAlias = Literal["auto", "always", "never"]

_PROBE = "→…·─"
"""What the renderings use beyond ASCII: cp1252 has no arrow, a POSIX locale none of them."""

_NARROWEST = 40
_DEFAULT_WIDTH = 100


def wants_color(choice: ColorChoice, environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Decide about colour for one stream; the first that speaks decides (ecosystem.md section 2)."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environ.get("CLICOLOR") == "0" or environ.get("TERM") == "dumb":
        return False
    if any(environ.get(name) for name in ("GITHUB_ACTIONS", "GITLAB_CI")):
        return True
    return is_terminal


def shows_unicode(encoding: str | None) -> bool:
    """Say whether a stream of this encoding can show the few signs that the renderings use."""
    try:
        _PROBE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@frozen(kw_only=True)
class Look:
    """How to render for one stream."""

    width: int
    palette: Palette
    unicode: bool

    @property
    def signs(self) -> Signs:
        """The signs that the stream can show."""
        return signs(unicode=self.unicode)


@dataclass(slots=True, kw_only=True)
class Console:
    """The person's side of the program. ``redact`` sees every text before it leaves."""

    stdout: TextIO
    stderr: TextIO
    stdin: TextIO
    environ: Mapping[str, str]
    redact: Callable[[str], str]
    color: ColorChoice = "auto"
    verbosity: int = 0
    _open: dict[str, bool] = field(default_factory=lambda: {"stdout": True, "stderr": True})

    def __post_init__(self) -> None:
        """Let no character of any script stop a run: what the encoding lacks is shown as an escape."""
        for stream in (self.stdout, self.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def result(self, text: str, *, are_commands: bool = False) -> None:
        """Print what was asked for; only where that are workflow commands may a line of it be one."""
        shown = text if are_commands else log_lines(text)
        self._write("stdout", shown if shown.endswith("\n") or not shown else f"{shown}\n")

    def say(self, text: str) -> None:
        """Tell how things go; silent under ``-q``."""
        if self.verbosity >= 0:
            self._write("stderr", f"{chatter(text)}\n")

    def problem(self, text: str) -> None:
        """Tell what is wrong; always heard."""
        self._write("stderr", f"{chatter(text)}\n")

    def redraw(self, line: str) -> None:
        """Put a line in place of the changing one; an empty line takes it away. Only for a terminal."""
        self._write("stderr", f"\r\x1b[K{line}")

    def ask(self, question: str) -> str:
        """Ask on stderr and read one line; the end of the input is an empty answer."""
        self._write("stderr", question)
        return self.stdin.readline().strip()

    def confirm(self, question: str) -> bool:
        """Ask for ``yes``; everything else is no."""
        return self.ask(f"{question} Only 'yes' is accepted: ") == "yes"

    @property
    def can_ask(self) -> bool:
        """Whether a person is there to answer."""
        return is_terminal(self.stdin) and is_terminal(self.stderr)

    @property
    def is_live(self) -> bool:
        """Whether stderr can show a changing line."""
        return is_terminal(self.stderr) and self.environ.get("TERM") != "dumb" and self.verbosity >= 0

    def look(self, stream: TextIO | None = None) -> Look:
        """Say how to render for a stream, stdout by default; colour is decided for each by itself."""
        chosen = stream or self.stdout
        coloured = wants_color(self.color, self.environ, is_terminal=is_terminal(chosen))
        return Look(
            width=_width(chosen, self.environ),
            palette=COLOURED if coloured else PLAIN,
            unicode=shows_unicode(chosen.encoding),
        )

    def _write(self, name: Literal["stdout", "stderr"], text: str) -> None:
        """Write and flush; once nobody reads a stream any more, it is left alone and the run goes on.

        A result that a full disk swallowed is a problem all the same; chatter is not.
        """
        if not self._open[name]:
            return
        stream = self.stdout if name == "stdout" else self.stderr
        try:
            stream.write(self.redact(text))
            stream.flush()
        except (OSError, ValueError) as error:
            self._open[name] = False
            _forget(stream)
            if name == "stdout" and isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise VocabsyncError(
                    "the result could not be written",
                    why=error.strerror or "",
                    next_step="make room where the output goes, then run the command again",
                ) from None


def is_terminal(stream: TextIO) -> bool:
    """Say whether a stream is a terminal; a closed one is none."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdecimal() and len(columns) < 5:
        return max(_NARROWEST, int(columns))
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return _DEFAULT_WIDTH


def _forget(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that the interpreter's last flush does not complain either."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
