"""A repository with the workflow of ``vocabsync init``, a GitHub that remembers, and the stand-in as the service."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vocabsync.desired

if TYPE_CHECKING:
    from collections.abc import Iterator

STUBS = Path(__file__).parents[1] / "workflows/stubs"
TEMPLATE = Path(vocabsync.desired.__path__[0]) / "starter_files/workflows/vocabularies.yml"
STUB_OF = {
    "actions/checkout": "checkout",
    "actions/setup-python": "setup-python",
    "actions/upload-artifact": "upload-artifact",
    "marocchino/sticky-pull-request-comment": "sticky-comment",
}
REPOSITORY = "acme/speech"
KEY = "sk-0123456789abcdef0123456789abcdef"
TOOLS = Path(sys.executable).parent


@contextmanager
def a_service() -> Iterator[str]:
    """Run the stand-in over HTTP and give its base URL."""
    command = [str(TOOLS / "vocabsync"), "emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(
                found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/api/v1", line))
            )
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the workflow: whether every job succeeded, and the log."""

    succeeded: bool
    log: str


@dataclass(slots=True, kw_only=True)
class World:
    """The repository, what GitHub remembers of it, and the service it is applied to."""

    folder: Path
    service: str
    runs: int = field(default=0)

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    @property
    def memory(self) -> dict[str, Any]:
        """Everything that GitHub remembers."""
        memory: dict[str, Any] = json.loads((self.folder / "memory.json").read_text(encoding="utf-8"))
        return memory

    def build(self) -> None:
        """Lay down a repository with one vocabulary, and a GitHub that knows nothing yet."""
        empty: dict[str, Any] = {"statuses": {}, "comments": {}, "issues": [], "artifacts": [], "pulls": {}}
        (self.folder / "memory.json").write_text(json.dumps(empty), encoding="utf-8")
        gh = self.folder / "bin/gh"
        gh.parent.mkdir()
        gh.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{STUBS / "github.py"}" "$@"\n', encoding="utf-8")
        gh.chmod(0o755)
        self.write(".github/workflows/vocabularies.yml", TEMPLATE.read_text(encoding="utf-8"))
        self.write(".github/vocabsync/requirements.txt", "# vocabsync is on the path of this test already\n")
        self.write(".gitignore", ".vocabsync/\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("A repository")

    def write(self, name: str, text: str) -> None:
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Lin", "-c", "user.email=lin@example.com", "-c", "commit.gpgsign=false")
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=self.repository, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def pull_request(self, *, number: int, head: str, fork: bool = False, branch: str = "words") -> Run:
        """Run the workflow as for a pull request whose last commit is checked out."""
        origin = "stranger/speech" if fork else REPOSITORY
        pull = {
            "number": number,
            "head": {"sha": head, "ref": branch, "repo": {"full_name": origin}},
            "base": {"ref": "main"},
            "user": {"login": "lin"},
        }
        # A pull request from a fork gets no secrets.
        return self.act("pull_request", {"pull_request": pull}, key=None if fork else KEY)

    def merge(self, *, number: int, head: str) -> Run:
        """Run the workflow as for the push that merged a pull request: the checked out commit."""
        merged = {"number": number, "merged_at": "2026-05-04T12:00:00Z", "base": {"ref": "main"}, "head": {"sha": head}}
        memory = self.memory
        memory["pulls"][self.git("rev-parse", "HEAD")] = [merged]
        (self.folder / "memory.json").write_text(json.dumps(memory), encoding="utf-8")
        return self.push()

    def push(self) -> Run:
        return self.act("push", {"ref": "refs/heads/main"})

    def morning(self) -> Run:
        return self.act("schedule", {"schedule": "17 6 * * *"})

    def by_hand(self, **inputs: str) -> Run:
        return self.act("workflow_dispatch", {"inputs": inputs})

    def act(self, event: str, payload: dict[str, Any], *, key: str | None = KEY) -> Run:
        """Run the workflow for one event, on this machine, with stubs where GitHub would be."""
        self.runs += 1
        payload["repository"] = {"full_name": REPOSITORY, "name": "speech", "default_branch": "main"}
        event_file = self.folder / "event.json"
        event_file.write_text(json.dumps(payload), encoding="utf-8")
        environment = {
            "GITHUB_STUB": str(STUBS / "github.py"),
            "GITHUB_MEMORY": str(self.folder),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ID": str(self.runs),
            "DASHSCOPE_HTTP_BASE_URL": self.service,
            "VOCABSYNC_QUIET_PERIOD": "0",
        }
        workflow = ".github/workflows/vocabularies.yml"
        command = [str(TOOLS / "act"), event, "-W", workflow, "-e", str(event_file), "-P", "ubuntu-24.04=-self-hosted"]
        for uses in set(re.findall(r"(?<!\w)uses: (\S+)", (self.repository / workflow).read_text(encoding="utf-8"))):
            command += ["--local-repository", f"{uses}={STUBS / STUB_OF[uses.split('@')[0]]}"]
        for name, value in environment.items():
            command += ["--env", f"{name}={value}"]
        command += [
            "-s",
            "GITHUB_TOKEN=not-a-token",
            "--no-cache-server",
            "--defaultbranch",
            "main",
            "--action-offline-mode",
        ]
        command += ["-s", f"DASHSCOPE_API_KEY={key}"] if key else []
        path = os.pathsep.join([str(self.folder / "bin"), str(TOOLS), os.environ["PATH"]])
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        done = subprocess.run(
            command,
            cwd=self.repository,
            env={"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=100,
        )
        shutil.rmtree(home / ".cache/act", ignore_errors=True)
        return Run(done.returncode == 0, done.stdout)

    def call(self, action: str, **fields: object) -> dict[str, Any]:
        """Ask the service as somebody else with the same key would."""
        body = {"model": "speech-biasing", "input": {"action": action, **fields}}
        request = urllib.request.Request(
            f"{self.service.rstrip('/')}/services/audio/asr/customization",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            output: dict[str, Any] = json.load(response)["output"]
        return output

    def vocabularies(self) -> dict[str, list[dict[str, Any]]]:
        """Give what the service holds: vocabulary ID → terms."""
        listed = self.call("list_vocabulary", page_index=0, page_size=100)["vocabulary_list"]
        ids = sorted(item["vocabulary_id"] for item in listed)
        return {each: self.call("query_vocabulary", vocabulary_id=each)["vocabulary"] for each in ids}
