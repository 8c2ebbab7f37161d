"""The vendor's SDK as a referee: the real packages in processes of their own, one per client and test run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
REFEREE_1X = Path(sys.prefix) / "referee-1.x"
SESSION = ROOT / "tests" / "referee" / "sdk_session.py"
WHY_MISSING = f"no {REFEREE_1X.name} in the environment: `make setup` installs requirements-referee.txt there"

CLIENTS = {
    "1.26.2 classic": ("classic", REFEREE_1X),
    "2.0.2 classic": ("classic", None),
    "2.0.2 client": ("client", None),
}


class SdkRaised(Exception):
    """What the SDK raised: the name of the class and the facts it carries."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts)
        self.name: str = facts["raised"]
        self.status: int | None = facts["status_code"]
        self.code: str | None = facts["code"]
        self.request_id: str | None = facts["request_id"]


@dataclass(frozen=True, slots=True)
class Sdk:
    """One client of the SDK, ready for calls."""

    process: subprocess.Popen[str]

    def call(self, url: str, verb: str, *, key: str = "sk-sdk", **fields: Any) -> Any:
        """Carry out one call against ``url``. Raises SdkRaised."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"url": url, "key": key, "verb": verb, "fields": fields}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "raised" in answer:
            raise SdkRaised(answer)
        return answer["value"]


def open_sdk(name: str) -> Iterator[Sdk]:
    """Start a client; a fixture of a test module hands it out."""
    client, folder = CLIENTS[name]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment.update(PYTHONPATH=str(folder or ""), PYTHONWARNINGS="ignore", DASHSCOPE_LOGGING_LEVEL="critical")
    process = subprocess.Popen(
        [sys.executable, str(SESSION), client],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with process:
        yield Sdk(process)
        assert process.stdin is not None
        process.stdin.close()


def is_installed(name: str) -> bool:
    """Whether the package of a client is there."""
    folder = CLIENTS[name][1]
    return folder is None or folder.is_dir()
