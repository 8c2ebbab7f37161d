"""A git repository of the test's own: write files, commit, and nothing of the machine's configuration matters."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """A repository in a folder that exists. Commits get dates a day apart, from 2026-01-01 on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        self._day += arguments[0] in {"commit", "merge"}
        date = f"2026-01-{self._day or 1:02}T12:00:00+08:00"
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "吴贻弓",
            "GIT_AUTHOR_EMAIL": "wu@example.org",
            "GIT_COMMITTER_NAME": "Committer",
            "GIT_COMMITTER_EMAIL": "committer@example.org",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        answer = subprocess.run(["git", *arguments], cwd=self.folder, env=environ, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()
        return answer.stdout.decode().strip()

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, subject: str, files: dict[str, str | None]) -> str:
        """Write (None: remove) these files, commit, give the hash."""
        for path, text in files.items():
            if text is None:
                (self.folder / path).unlink()
            else:
                self.write(path, text)
        self.git("add", "--all", "--force")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")
