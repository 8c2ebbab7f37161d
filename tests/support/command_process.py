"""The real command in a process of its own, against a stand-in on loopback: to be killed, signalled, cut off."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.emulator.running import RunningStandIn

_PATIENCE = 60.0


@dataclass(frozen=True)
class CommandProcess:
    """One ``vocabsync`` process under way."""

    process: subprocess.Popen[str]
    service: RunningStandIn

    def wait_for_requests(self, count: int, action: str = "") -> None:
        """Wait until the service has answered so many requests, or the process has ended."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            if sum(action in entry.action for entry in self.service.requests()) >= count:
                return
            time.sleep(0.002)

    def wait_for_stderr(self, words: str) -> None:
        """Read stderr until a line holds these words."""
        stream = self.process.stderr
        while stream is not None and (line := stream.readline()):
            if words in line:
                return
        raise AssertionError(f"the process ended without saying {words!r}")

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: exit code, stdout, and what is left of stderr."""
        out, err = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, out, err


def start_command(*words: str, folder: Path, service: RunningStandIn, **environ: str) -> CommandProcess:
    """Start the command in a folder, pointed at the stand-in."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DASHSCOPE_", "VOCABSYNC_"))}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("vocabsync")), *words],
        cwd=folder,
        env={**clean, **service.environ, "VOCABSYNC_QUIET_PERIOD": "0", **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return CommandProcess(process, service)
