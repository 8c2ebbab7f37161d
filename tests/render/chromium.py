"""The system's Chromium, headless, driven by its command line alone; its answers come as a page, a picture, a log."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
MISSING = "no Chromium on this machine: `apt-get install chromium` brings it"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser made of a page: its document after loading, and what it wrote to the console."""

    document: str
    log: str


def open_page(page: Path, *, dark: bool = False, width: int = 1100) -> Seen:
    """Load a page without network and give its document, scripts having had their chance."""
    done = _run([*_look(dark=dark, width=width), "--enable-logging=stderr", "--dump-dom", page.as_uri()])
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return Seen(done.stdout, console)


def photograph(page: Path, picture: Path, *, dark: bool = False, width: int = 1100) -> bytes:
    """Load a page and give its picture as PNG."""
    _run([*_look(dark=dark, width=width), f"--screenshot={picture}", page.as_uri()])
    return picture.read_bytes()


def _look(*, dark: bool, width: int) -> list[str]:
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    return [*scheme, f"--window-size={width},1400", "--hide-scrollbars"]


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as profile:
        command = [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}",
            *arguments,
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
