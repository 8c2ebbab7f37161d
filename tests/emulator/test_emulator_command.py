"""``vocabsync emulator`` as a process: what it prints, what it takes, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.support.standin import FILM
from vocabsync.cli.commands.emulator import _serve_until_told_to_end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vocabsync.emulator.server import StandInServer

_RUN = "import sys; from vocabsync.cli.process import run; sys.exit(run())"


class Emulator:
    """One running process and what it printed first."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.head = [process.stdout.readline() for _ in range(3)]
        self.variables = dict(re.findall(r"export (\w+)=(\S+)", "".join(self.head)))

    def call(self, action: str, **fields: object) -> Any:
        request = urllib.request.Request(
            self.variables["DASHSCOPE_HTTP_BASE_URL"] + "/services/audio/asr/customization",
            json.dumps({"model": "speech-biasing", "input": {"action": action, **fields}}).encode(),
            {"Authorization": f"Bearer {self.variables['DASHSCOPE_API_KEY']}"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return json.load(answer)["output"]

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        _, chatter = self.process.communicate(timeout=20)
        return self.process.returncode, chatter


@contextlib.contextmanager
def _emulator(*options: str, **variables: str) -> Iterator[Emulator]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DASHSCOPE")}
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, "emulator", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment, "PYTHONIOENCODING": "utf-8", **variables},
    )
    with process:
        try:
            yield Emulator(process)
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=str)
def test_it_prints_address_variables_and_a_line_per_request_and_ends_cleanly(number: signal.Signals) -> None:
    with _emulator() as emulator:
        assert re.fullmatch(
            r"# the stand-in listens on http://127\.0\.0\.1:\d+/api/v1, .*in memory\n", emulator.head[0]
        )
        assert set(emulator.variables) == {"DASHSCOPE_HTTP_BASE_URL", "DASHSCOPE_API_KEY"}
        vocabulary_id = emulator.call("create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=[FILM])[
            "vocabulary_id"
        ]
        emulator.call("query_vocabulary", vocabulary_id=vocabulary_id)
        code, chatter = emulator.end(number)
    assert code == 0
    lines = chatter.splitlines()
    assert re.fullmatch(r"create_vocabulary  movies  200  \d+ ms", lines[0])
    assert re.fullmatch(rf"query_vocabulary  {vocabulary_id}  200  \d+ ms", lines[1])
    assert lines[2:] == ["the stand-in has ended"]
    assert emulator.variables["DASHSCOPE_API_KEY"] not in chatter


def test_its_store_survives_a_restart(tmp_path: Path) -> None:
    store = str(tmp_path / "store.db")
    with _emulator("--db", store) as emulator:
        emulator.call("create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=[FILM])
        emulator.end()
    with _emulator("--db", store) as emulator:
        assert len(emulator.call("list_vocabulary")["vocabulary_list"]) == 1
        emulator.end()


SETTINGS = """\
# beliefs of our staging tests
quota: 1
latency_seconds: 0.01
term_limits: {fun-asr: 3}
keys: [sk-one]
status: never
faults:
  - query:status,status=503
  - {kind: latency, action: list, seconds: 0.01, executed: yes}
"""


def test_a_settings_file_is_read_and_options_win(tmp_path: Path) -> None:
    (tmp_path / "standin.yaml").write_text(SETTINGS)
    with _emulator(
        "--settings", str(tmp_path / "standin.yaml"), "--status", "ok", "--fault", "delete:html"
    ) as emulator:
        assert emulator.variables["DASHSCOPE_API_KEY"] == "sk-one"
        vocabulary_id = emulator.call("create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=[FILM])[
            "vocabulary_id"
        ]
        assert emulator.call("list_vocabulary")["vocabulary_list"][0]["status"] == "OK"
        for action, status in (("query_vocabulary", 503), ("delete_vocabulary", 500)):
            with pytest.raises(urllib.request.HTTPError) as raised:
                emulator.call(action, vocabulary_id=vocabulary_id)
            assert raised.value.code == status
            raised.value.close()
        emulator.end()


def test_the_made_up_key_is_printed_although_it_is_exported_already() -> None:
    with _emulator(DASHSCOPE_API_KEY="sk-stand-in") as emulator:
        assert emulator.variables["DASHSCOPE_API_KEY"] == "sk-stand-in"
        emulator.end()


BAD = {
    ("--fault", "explode"): (1, "no kind of fault"),
    ("--quota", "many"): (1, "quota is a whole number"),
    ("--order", "sideways"): (64, "newest-first"),
    ("--port", "70000"): (64, "65535"),
    ("--settings", "missing.yaml"): (1, "missing.yaml"),
    ("--settings", "odd.yaml"): (1, "did you mean quota"),
    ("--settings", "twice.yaml"): (1, "twice.yaml:2:1"),
    ("--settings", "list.yaml"): (1, "names no settings"),
    ("--settings", "faults.yaml"): (1, "list of orders"),
    ("--db", "no.db"): (1, "no database of the stand-in"),
}
FILES = {
    "odd.yaml": "quotta: 3\n",
    "twice.yaml": "quota: 3\nquota: 4\n",
    "list.yaml": "- quota\n",
    "faults.yaml": "faults: lost\n",
    "no.db": "this is text and no database at all " * 40,
}


@pytest.mark.parametrize("options", BAD, ids=" ".join)
def test_what_it_cannot_take_is_explained(options: tuple[str, str], tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    run = subprocess.run(
        [sys.executable, "-c", _RUN, "emulator", *options], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    code, named = BAD[options]
    assert (run.returncode, run.stdout) == (code, "")
    assert named in run.stderr


def test_a_taken_port_is_named() -> None:
    with _emulator() as emulator:
        port = emulator.variables["DASHSCOPE_HTTP_BASE_URL"].split(":")[2].split("/")[0]
        run = subprocess.run(
            [sys.executable, "-c", _RUN, "emulator", "--port", port], capture_output=True, text=True, check=False
        )
        emulator.end()
    assert run.returncode == 1
    assert f"port {port} cannot be taken" in run.stderr


def test_a_signal_in_the_middle_of_a_request_is_not_taken_for_the_trouble_of_that_request() -> None:
    class Serving:
        def serve_forever(self) -> None:
            with contextlib.suppress(Exception):  # as the standard library's server does around every request
                signal.raise_signal(signal.SIGTERM)
            raise AssertionError("went on serving")

    _serve_until_told_to_end(cast("StandInServer", Serving()))
