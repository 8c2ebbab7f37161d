"""GitHub's memory for workflow tests: statuses, comments, issues and artifacts in one JSON file.

Called as ``gh`` by the workflows and by the stub actions beside it; ``GITHUB_MEMORY`` names the folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import jq
from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = {"login": "github-actions[bot]"}


@contextmanager
def memory() -> Iterator[dict[str, Any]]:
    """Load and save under a lock: the jobs of a matrix run side by side."""
    folder = Path(os.environ["GITHUB_MEMORY"])
    with FileLock(folder / "lock"):
        path = folder / "memory.json"
        state = json.loads(path.read_text(encoding="utf-8"))
        yield state
        path.write_text(json.dumps(state, ensure_ascii=False, indent=1), encoding="utf-8")


def upload_artifact() -> None:
    """Copy what the paths name, as the real action does: a missing one is left out."""
    with memory() as state:
        number = len(state["artifacts"])
        target = Path(os.environ["GITHUB_MEMORY"]) / "artifacts" / str(number)
        target.mkdir(parents=True)
        for name in os.environ["FILES"].split():
            source = Path(name)
            if source.is_dir():
                shutil.copytree(source, target / source)
            elif source.exists():
                shutil.copy(source, target / source.name)
        if any(target.iterdir()):
            origin = {"id": int(os.environ["GITHUB_RUN_ID"]), "head_branch": os.environ["GITHUB_REF_NAME"]}
            run = {**origin, "repository_id": 1, "head_repository_id": 1}
            artifact = {"name": os.environ["NAME"], "expired": False, "workflow_run": run, "folder": str(target)}
            state["artifacts"].insert(0, artifact)


def sticky_comment() -> None:
    """Keep one comment for each header of a pull request; like the real action, fail over GitHub's limit."""
    path = os.environ["BODY_PATH"]
    body = Path(path).read_text(encoding="utf-8") if path else os.environ["MESSAGE"]
    if len(body) > 65_536:
        sys.exit("Validation Failed: body is too long (maximum is 65536 characters)")
    with memory() as state:
        state["comments"].setdefault(os.environ["NUMBER"], {})[os.environ["HEADER"]] = body


def option(arguments: list[str], name: str) -> str | None:
    return arguments[arguments.index(name) + 1] if name in arguments else None


def post_status(state: dict[str, Any], sha: str, arguments: list[str]) -> None:
    fields = [arguments[index + 1] for index, argument in enumerate(arguments) if argument == "-f"]
    status = {**dict(field.split("=", 1) for field in fields), "creator": BOT}
    if len(status["description"]) > 140:
        sys.exit("gh: Validation Failed (HTTP 422): description is too long (maximum is 140 characters)")
    state["statuses"].setdefault(sha, []).insert(0, status)


def answer(state: dict[str, Any], path: str, query: dict[str, list[str]]) -> object:
    """Answer a GET as api.github.com does, for the four questions that the workflows ask."""
    if path.endswith("/actions/artifacts"):
        return {"artifacts": [artifact for artifact in state["artifacts"] if artifact["name"] == query["name"][0]]}
    if path.endswith("/issues"):
        return [issue for issue in state["issues"] if issue["state"] == query["state"][0]]
    if found := re.search(r"/commits/([0-9a-f]+)/pulls$", path):
        return state["pulls"].get(found[1], [])
    if found := re.search(r"/commits/([0-9a-f]+)/statuses$", path):
        return state["statuses"].get(found[1], [])
    sys.exit(f"gh: Not Found (HTTP 404): {path}")


def api(arguments: list[str]) -> None:
    url = urlsplit(next(argument for argument in arguments if argument.startswith("repos/")))
    with memory() as state:
        if posted := re.search(r"/statuses/([0-9a-f]+)$", url.path):
            post_status(state, posted[1], arguments)
            return
        result = answer(state, url.path, parse_qs(url.query))
    for value in jq.compile(option(arguments, "--jq") or ".").input_value(result):
        sys.stdout.write(f"{value if isinstance(value, str) else json.dumps(value)}\n")


def download_artifact(arguments: list[str]) -> None:
    with memory() as state:
        for artifact in state["artifacts"]:
            if artifact["name"] == option(arguments, "--name") and str(artifact["workflow_run"]["id"]) == arguments[0]:
                shutil.copytree(artifact["folder"], option(arguments, "--dir") or ".", dirs_exist_ok=True)
                return
    sys.exit("no artifact matches any of the names or patterns provided")


def issue(arguments: list[str]) -> None:
    file = option(arguments, "--body-file")
    body = Path(file).read_text(encoding="utf-8") if file else None
    with memory() as state:
        issues = state["issues"]
        match arguments[0]:
            case "create":
                number = len(issues) + 1
                issues.append(
                    {"number": number, "title": option(arguments, "--title"), "body": body, "state": "open", "edits": 0}
                )
            case "edit":
                found = issues[int(arguments[1]) - 1]
                found.update(body=body, edits=found["edits"] + 1)
            case "close":
                issues[int(arguments[1]) - 1].update(state="closed", comment=option(arguments, "--comment"))
            case _:
                sys.exit(f"gh: unknown command issue {arguments}")


def main(arguments: list[str]) -> None:
    match arguments:
        case ["upload-artifact"]:
            upload_artifact()
        case ["sticky-comment"]:
            sticky_comment()
        case ["api", *rest]:
            api(rest)
        case ["run", "download", *rest]:
            download_artifact(rest)
        case ["issue", *rest]:
            issue(rest)
        case _:
            sys.exit(f"gh: unknown command {arguments}")


if __name__ == "__main__":
    main(sys.argv[1:])
