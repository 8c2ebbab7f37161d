"""The stand-in in a process of its own, with the latency and the quotas that a bench asks for."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY = "sk-bench-made-up-key"
VOCABSYNC = str(Path(sys.executable).with_name("vocabsync"))
PATIENCE = 30


@contextmanager
def standin(database: Path, *, latency: float) -> Iterator[dict[str, str]]:
    """Run it over a store; give the environment that points a client at it."""
    command = [VOCABSYNC, "-q", "emulator", "--port", "0", "--db", str(database)]
    command += ["--latency-seconds", str(latency), "--quota", "1000", "--rate-limit", "0"]
    command += ["--term-limits", "fun-asr=20000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield {"DASHSCOPE_HTTP_BASE_URL": _read_url(process), "DASHSCOPE_API_KEY": KEY}
        finally:
            process.send_signal(signal.SIGTERM)


def _read_url(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    while select.select([process.stdout], [], [], PATIENCE)[0]:
        chunk = os.read(process.stdout.fileno(), 4096).decode()
        said += chunk
        if found := re.search(r"(http://127\.0\.0\.1:\d+/[\w/.]*)", said):
            return found[1].rstrip("'\"")
        if not chunk:
            break
    raise SystemExit(f"the stand-in did not start: {said}")
