"""A repository, a home and a temp folder under attack, with a service on loopback that answers as it is told.

The commands run in process through the real entry, over real sockets; only waiting is made quick.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.support.canary import CANARY, scraps_of, texts_of_files
from tests.support.workplace import FILMS, PEOPLE, Ran
from vocabsync.cli.main import main
from vocabsync.emulator.messages import Request, Whole
from vocabsync.emulator.standin import StandIn
from vocabsync.remote.client import CallLimits

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pytest
    from filelock import FileLock

    from tests.support.loopback import Listener, Script

    Edit = Callable[[Any], None]

CONFIGURATION = "removed:\n  - {prefix: oldfilms, reason: merged into movies}\n"
ECHO = "@ECHO@"
MASK = f"::add-mask::{CANARY}\n"
"""The one line that names the key on purpose: the runner of GitHub Actions must know what to hide."""


class HurriedClock:
    """The clock of this machine, but for waits, which pass at once."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        self._ahead += seconds


@dataclass
class Service:
    """The stand-in behind a real socket. ``spoils`` replaces the answers to an action, ``edits`` changes good ones.

    ``echo`` is what a good answer holds where an edit wrote ``ECHO``, byte for byte.
    """

    standin: StandIn = field(default_factory=StandIn)
    spoils: Mapping[str, Script] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    echo: str = CANARY

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        head, _, body = request.partition(b"\r\n\r\n")
        action = json.loads(body)["input"]["action"]
        if spoil := self.spoils.get(action):
            spoil(connection, request)
            return
        status, answer = self.ask(head, body)
        if status == 200 and (edit := self.edits.get(action)):
            document = json.loads(answer)
            edit(document)
            answer = json.dumps(document).replace(ECHO, self.echo).encode()
        connection.sendall(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%b" % (status, len(answer), answer))

    def ask(self, head: bytes, body: bytes) -> tuple[int, bytes]:
        lines = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
        headers = {name.decode().lower(): value.strip().decode("latin-1") for name, _, value in lines}
        path = head.split(b" ", 2)[1].decode()
        delivery = self.standin.receive(Request(method="POST", path=path, headers=headers, body=body))
        assert isinstance(delivery, Whole), delivery
        return delivery.answer.status, delivery.answer.body

    def hold(self, prefix: str, *terms: str, model: str = "fun-asr", key: str = CANARY) -> str:
        """Let the account hold a vocabulary; give its ID."""
        rows = [{"text": text, "weight": 4} for text in terms]
        fields = {"action": "create_vocabulary", "prefix": prefix, "target_model": model, "vocabulary": rows}
        body = json.dumps({"model": "speech-biasing", "input": fields}).encode()
        head = f"POST /api/v1/services/audio/asr/customization HTTP/1.1\r\nAuthorization: Bearer {key}"
        _, answer = self.ask(head.encode(), body)
        return str(json.loads(answer)["output"]["vocabulary_id"])


@dataclass
class AttackSite:
    """Everything that a run may read, write or speak to. ``elsewhere`` is another origin, which must hear no key."""

    root: Path
    service: Service
    door: Listener
    elsewhere: Listener
    capsys: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    said: list[Ran] = field(default_factory=list)
    lock: FileLock | None = None
    _planted: dict[Path, bytes] = field(default_factory=dict)

    @property
    def repository(self) -> Path:
        return self.root / "repository"

    def settle_in(self) -> None:
        """One vocabulary to create, one to update, one to delete."""
        for name in ("repository", "home", "temp"):
            (self.root / name).mkdir()
        self.patch.chdir(self.repository)
        self.limit_calls(9000)
        self.write("vocabsync.yaml", CONFIGURATION)
        self.write("vocabularies/movies.yaml", FILMS)
        self.write("vocabularies/people.yaml", PEOPLE)
        self.service.hold("movies", "Seediq Bale", "Kung Fu Hustle")
        self.service.hold("oldfilms", "Old Film")

    def limit_calls(self, seconds: float) -> None:
        """Let a call take so long; for ever where waits pass at once, as they must not end what is in flight."""
        limits = CallLimits(call=seconds, update=seconds)
        self.patch.setattr("vocabsync.remote.client.CallLimits", lambda: limits)

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file below the repository, or anywhere by an absolute path. What it holds is no leak of ours."""
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        path.write_bytes(data)
        self._planted[path] = data
        return path

    def run(self, *words: str) -> Ran:
        self.capsys.readouterr()
        code = main(list(words))
        said = self.capsys.readouterr()
        self.said.append(Ran(int(code), said.out, said.err))
        return self.said[-1]

    def leaks(self) -> list[str]:
        """Name every place outside of the one header where a piece of the key is to be found."""
        texts = texts_of_files(self.root, self._planted)
        for number, ran in enumerate(self.said):
            texts |= {f"stdout {number}": ran.out, f"stderr {number}": ran.err.removeprefix(MASK)}
        texts["another origin"] = self.elsewhere.everything
        texts["a body or another header"] = _without_the_header(self.door)
        if not scraps_of("\n".join(texts.values())):
            return []
        return [f"{place}: {scrap}" for place, text in texts.items() for scrap in scraps_of(text)]


def _without_the_header(door: Listener) -> str:
    """Take one header of each request away, so that a second one would be found."""
    requests = re.split("(?=POST )", door.everything)
    return "".join(re.sub(r"\r\nAuthorization: Bearer [^\r\n]*\r\n", "\r\n", each, count=1) for each in requests)
