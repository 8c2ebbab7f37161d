"""A language server spoken to as an editor does: JSON-RPC over the pipes of its process."""

from __future__ import annotations

import json
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Any, Self

PATIENCE = 60.0
"""Seconds until an answer is given up; the server starts within two or three."""


@dataclass
class Diagnosis:
    """What the server has against a file."""

    line: int
    message: str


@dataclass
class LanguageServer:
    """One session. ``settings`` answer whatever the server asks of the editor's configuration, by section."""

    command: list[str]
    root: Path
    settings: dict[str, Any]
    _count: int = 0
    _answers: dict[int, Queue[Any]] = field(default_factory=dict)
    _diagnostics: dict[str, Queue[list[Diagnosis]]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self.command, cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=self._listen, daemon=True).start()
        capabilities = {
            "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {}, "completion": {}},
        }
        root = self.root.as_uri()
        folders = [{"uri": root, "name": "repository"}]
        self.ask("initialize", processId=None, rootUri=root, workspaceFolders=folders, capabilities=capabilities)
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self.settings}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> list[Diagnosis]:
        """Open a file with this text, and give what the server has against it."""
        file = self.root / path
        file.write_text(text, "utf-8")
        self._diagnostics[file.as_uri()] = Queue()
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self._diagnostics[file.as_uri()].get(timeout=PATIENCE)

    def hover(self, path: str, line: int, column: int) -> str:
        """Give what is shown over a place; lines and columns count from 0."""
        found = self._at("textDocument/hover", path, line, column)
        return found["contents"]["value"] if found else ""

    def complete(self, path: str, line: int, column: int) -> list[str]:
        """Give what is offered at a place."""
        found = self._at("textDocument/completion", path, line, column)
        return [item["label"] for item in found["items"]]

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and wait for its answer."""
        self._count += 1
        self._answers[self._count] = Queue()
        self._send({"id": self._count, "method": method, "params": params})
        return self._answers[self._count].get(timeout=PATIENCE)

    def _at(self, method: str, path: str, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        return self.ask(method, textDocument={"uri": (self.root / path).as_uri()}, position=place)

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while header := self._process.stdout.readline():
            size = int(header.partition(b":")[2])
            while self._process.stdout.readline().strip():
                pass
            self._hear(json.loads(self._process.stdout.read(size)))

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"id": number, "method": "workspace/configuration", "params": {"items": items}}:
                self._send({"id": number, "result": [self.settings.get(item["section"]) for item in items]})
            case {"id": number, "method": _}:
                self._send({"id": number, "result": None})
            case {"id": number}:
                self._answers[number].put(message.get("result"))
            case {"method": "textDocument/publishDiagnostics", "params": {"uri": uri, "diagnostics": found}}:
                if uri in self._diagnostics:
                    self._diagnostics[uri].put(
                        [Diagnosis(each["range"]["start"]["line"], each["message"]) for each in found]
                    )
            case _:
                pass
