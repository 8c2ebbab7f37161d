"""The only caller of git. Whatever the repository's configuration says, nothing of it is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from vocabsync.desired.caps import DEFAULT_CAPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vocabsync.desired.caps import Caps

TIME_LIMIT = 30.0
"""Seconds that one call may take which searches the history."""

SHORT_LIMIT = 4.0
"""Seconds for a call that looks something up: only a repository that was made to hang needs them."""

_LOOK_UPS = ("rev-parse",)

LARGEST_ANSWER = 64 * 1024 * 1024
"""No call may answer more, nor the files read in one call together, but where `--limit` lets a run read much more."""

_KEPT_VARIABLES = ("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "XDG_CONFIG_HOME", "TMPDIR", "TEMP", "TMP")
_SET_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_FIXED_OPTIONS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.pager=cat",
    "-c",
    "color.ui=false",
    "-c",
    "diff.external=",
    "-c",
    "log.showSignature=false",
    "-c",
    "protocol.allow=never",
    "-c",
    "safe.bareRepository=explicit",
)


class GitFailed(Exception):
    """Git gave no usable answer: not installed, no work tree, no commit, an incomplete clone, or the time is up.

    Nobody reads it: history is then unknown, and plan and blame say what that means.
    """


class Git:
    """Git in one folder, read only. Commands get their own options and, after ``--``, paths."""

    def __init__(self, folder: Path, environ: Mapping[str, str] = os.environ) -> None:
        """Look for git on the absolute entries of PATH, so that no program of the working directory is taken."""
        self._folder = folder
        self._why_not = ""
        self._environ = {name: environ[name] for name in _KEPT_VARIABLES if name in environ} | _SET_VARIABLES
        entries = [entry for entry in environ.get("PATH", "").split(os.pathsep) if Path(entry).is_absolute()]
        found = shutil.which("git", path=os.pathsep.join(entries))
        # Windows looks into the working directory before it looks along a path.
        self._program = found if found is not None and Path(found).is_absolute() else None

    def run(self, *arguments: str) -> bytes:
        """Run one command and give what it writes. Raises GitFailed."""
        with self._started(arguments, stdin=subprocess.DEVNULL) as process:
            answer = _output(process).read(LARGEST_ANSWER + 1)
            if len(answer) > LARGEST_ANSWER:
                process.kill()
                raise GitFailed(f"git {arguments[0]} answers more than {LARGEST_ANSWER >> 20} MiB")
        if process.time_is_up:
            self._why_not = "git hung a moment ago"
            raise GitFailed(f"git {arguments[0]} took longer than {process.time_limit:g} s")
        if b"not a git repository" in process.stderr_text:
            self._why_not = _first_line(process.stderr_text)  # asking again would be told the same
        if process.returncode != 0:
            raise GitFailed(f"git {arguments[0]} failed: {_first_line(process.stderr_text)}")
        return answer

    @contextmanager
    def open_files(self, caps: Caps = DEFAULT_CAPS) -> Iterator[FileReader]:
        """Open the files of all revisions for reading, one call for as many as are asked for. Raises GitFailed."""
        with self._started(("cat-file", "--batch"), stdin=subprocess.PIPE) as process:
            try:
                yield FileReader(process, caps)
            finally:
                if process.time_is_up:
                    self._why_not = "git hung a moment ago"

    def _started(self, arguments: tuple[str, ...], stdin: int) -> _Process:
        if self._program is None:
            raise GitFailed("git is not installed")
        if self._why_not:
            raise GitFailed(self._why_not)
        try:
            process = _Process(
                [self._program, *_FIXED_OPTIONS, *arguments],
                cwd=self._folder,
                env=self._environ,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as failure:
            raise GitFailed(f"git cannot be started: {failure.strerror}") from None
        process.time_limit = SHORT_LIMIT if arguments[0] in _LOOK_UPS else TIME_LIMIT
        return process


class FileReader:
    """A running ``git cat-file --batch``."""

    def __init__(self, process: _Process, caps: Caps) -> None:
        """Take a process that was just started. All files together may be half of what the run may read on disk."""
        self._process = process
        self._largest = caps.file_bytes
        self._left = max(LARGEST_ANSWER, caps.bytes_of_all // 2)

    def read(self, name: str) -> bytes | None:
        """Give the file that an object ID or ``REVISION:path`` names; None where it is absent, no file, or too large.

        Raises GitFailed.
        """
        if "\n" in name or self._left <= 0:
            return None
        words = self._ask(name).split()
        if len(words) != 3 or not words[2].isdigit():
            return None
        content = self._take(int(words[2]))
        self._left -= len(content or b"")
        return content if words[1] == b"blob" else None

    def _ask(self, name: str) -> bytes:
        """Send a name, give the line that describes the object: ``<id> blob <size>``, or ``<name> missing``."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(f"{name}\n".encode("utf-8", "surrogateescape"))
                self._process.stdin.flush()
            header = _output(self._process).readline()
        except OSError:
            header = b""
        if not header:
            raise GitFailed("git stopped reading files of the history")
        return b"" if header.endswith((b" missing\n", b" ambiguous\n")) else header

    def _take(self, size: int) -> bytes | None:
        """Read the content and the line end behind it; let go what is too large."""
        output = _output(self._process)
        if size <= self._largest:
            return output.read(size + 1)[:size]
        left = size + 1
        while left > 0 and (piece := output.read(min(left, 1 << 20))):
            left -= len(piece)
        return None


class _Process(subprocess.Popen[bytes]):
    """A git process that is killed when its time is up, and that never outlives its ``with`` block."""

    time_limit: float

    def __enter__(self) -> Self:
        super().__enter__()
        self.stderr_text = b""
        self.time_is_up = False
        self._timer = threading.Timer(self.time_limit, self._give_up)
        self._timer.daemon = True
        self._timer.start()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(self, *failure: object) -> None:
        if failure[0] is not None or self.stdin is not None:
            self.kill()
        self._listener.join(self.time_limit)
        super().__exit__(None, None, None)
        self._timer.cancel()

    def _give_up(self) -> None:
        self.time_is_up = True
        self.kill()

    def _listen(self) -> None:
        """Drain the error stream, so that a talkative git never blocks."""
        if self.stderr is not None:
            self.stderr_text = self.stderr.read()


def _output(process: _Process) -> IO[bytes]:
    if process.stdout is None:
        raise GitFailed("git does not answer")
    return process.stdout


def _first_line(text: bytes) -> str:
    return text.decode("utf-8", "replace").strip().partition("\n")[0][:300]
