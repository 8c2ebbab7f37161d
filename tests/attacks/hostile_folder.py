"""A working folder in which all that a program might load, run or obey lies ready, and leaves a mark if it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.support.git_repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

OURS: Final = ("vocabsync", "conftest", "setup", "sitecustomize", "usercustomize", "__main__")
THEIRS: Final = (
    "_ruamel_yaml", "annotated_types", "anyio", "certifi", "click", "coverage", "deepdiff", "dotenv", "filelock", "h11",
    "h2", "httpcore", "httpx", "idna", "jinja2", "markupsafe", "orjson", "ordered_set", "orderly_set", "pydantic",
    "pydantic_core", "pytest", "python_calamine", "rich", "ruamel", "sniffio", "socksio", "typing_extensions",
    "typing_inspection", "yaml",
)  # fmt: skip
PROGRAMS: Final = (
    "git", "python", "python3", "sh", "bash", "less", "more", "cat", "vi", "nano", "ssh", "gh", "env", "uname",
    "sleep", "zsh", "fish", "vocabsync", "ruby", "node", "xdg-open", "ldconfig", "gcc", "objdump",
)  # fmt: skip
FILES: Final = {
    ".netrc": "default login intruder password swordfish\n",
    "netrc": "default login intruder password swordfish\n",
    "_netrc": "default login intruder password swordfish\n",
    "pip.conf": "[global]\nindex-url = http://127.0.0.1:1/intruder\n",
    "pyproject.toml": '[tool.vocabsync]\nregion = "intruder"\nbase_url = "http://127.0.0.1:1"\n[tool.pytest.ini_options]\n',
    "setup.cfg": "[vocabsync]\nregion = intruder\n",
    "tox.ini": "[vocabsync]\nregion = intruder\n",
    "vocabsync.toml": 'region = "intruder"\n',
    "vocabsync.yml": "region: intruder\n",
    "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
    "intruder.pth": "import conftest\n",
    "distutils.cfg": "[install]\nprefix = .\n",
    ".python-version": "2.7\n",
    "requirements.txt": "intruder\n",
    "Makefile": "all:\n\ttouch mark\n",
    ".coveragerc": "[run]\nplugins = conftest\n",
    "openssl.cnf": "openssl_conf = intruder\n",
}
SETTINGS: Final = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "diff.external", "gpg.program",
    "diff.trap.textconv", "filter.trap.smudge", "filter.trap.clean", "pager.log", "uploadpack.packObjectsHook",
)  # fmt: skip


@dataclass(frozen=True)
class HostileFolder:
    """The folder, the home in which more of it lies, and where the marks would be."""

    folder: Path
    home: Path
    marks: Path

    def found_marks(self) -> list[str]:
        """What was run or loaded."""
        return sorted(path.name for path in self.marks.iterdir())

    def environ(self, path: str) -> dict[str, str]:
        """Environment of a person whose PATH begins with the working folder and whose git settings are all traps."""
        trap = str(self.folder / "git")
        return {
            "PATH": f".:{path}",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "VOCABSYNC_QUIET_PERIOD": "0",
            "PYTHONSTARTUP": str(self.folder / "conftest.py"),
            "PAGER": trap, "EDITOR": trap, "VISUAL": trap, "BROWSER": trap, "GIT_PAGER": trap,
            "GIT_EXTERNAL_DIFF": trap, "GIT_SSH": trap, "GIT_SSH_COMMAND": trap, "GIT_ASKPASS": trap,
            "GIT_EDITOR": trap,
            "GIT_EXEC_PATH": str(self.folder), "GIT_TEMPLATE_DIR": str(self.folder), "GIT_DIR": "/nonexistent",
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": trap,
            "GIT_CONFIG_GLOBAL": str(self.folder / ".gitconfig"), "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{trap}'",
            "GIT_TRACE": str(self.marks / "trace"), "GIT_TRACE2_EVENT": str(self.marks / "trace2"),
            "GIT_REPLACE_REF_BASE": "refs/intruder", "GIT_WORK_TREE": "/",
        }  # fmt: skip


def lay_out(folder: Path, *, recorder: int) -> HostileFolder:
    """Make the folder, a git repository with two commits; ``recorder`` is the port to which a key would be lured."""
    hostile = HostileFolder(folder / "work", folder / "home", folder / "marks")
    for each in (hostile.folder, hostile.home, hostile.marks):
        each.mkdir()
    repository = Repository(hostile.folder)
    lawful = "target_model: fun-asr\nterms:\n  - 赛德克巴莱\n"
    repository.commit("First", {"vocabularies/movies.yaml": f"{lawful}protect: true\n", "list.csv": "text\n吴贻弓\n"})
    repository.commit("Second", {"vocabularies/movies.yaml": lawful})
    _modules(hostile)
    lure = f"DASHSCOPE_API_KEY=sk-0123456789abcdef\nDASHSCOPE_HTTP_BASE_URL=http://127.0.0.1:{recorder}/api/v1\n"
    for place in (hostile.folder, hostile.home):
        for name, text in {**FILES, ".env": lure, ".envrc": f"{lure}touch mark\n", ".flaskenv": lure}.items():
            (place / name).write_text(text, "utf-8")
            (place / name).chmod(0o600)
    _programs(hostile)
    _git(hostile, repository)
    return hostile


def _mark(hostile: HostileFolder, name: str) -> str:
    return f"open({str(hostile.marks / name)!r}, 'w').close()\n"


def _modules(hostile: HostileFolder) -> None:
    """Every module of the standard library, of our dependencies and of ours, as a file and as a folder."""
    for name in (*sys.stdlib_module_names, *THEIRS, *OURS):
        (hostile.folder / f"{name}.py").write_text(_mark(hostile, f"module {name}"), "utf-8")
    for name in ("ruamel", "ruamel/yaml", "vocabsync", "vocabsync/cli", "encodings", "json", "site-packages"):
        (hostile.folder / name).mkdir(exist_ok=True)
        (hostile.folder / name / "__init__.py").write_text(_mark(hostile, f"package {name.replace('/', '.')}"), "utf-8")


def _programs(hostile: HostileFolder) -> None:
    for name in PROGRAMS:
        if not (hostile.folder / name).exists():
            (hostile.folder / name).write_text(f"#!/bin/sh\n: > '{hostile.marks}/program {name}'\n", "utf-8")
            (hostile.folder / name).chmod(0o755)


def _git(hostile: HostileFolder, repository: Repository) -> None:
    trap = hostile.folder / "git"
    for setting in SETTINGS:
        repository.git("config", setting, str(trap))
    for alias in ("log", "rev-parse", "grep", "cat-file", "status"):
        repository.git("config", f"alias.{alias}", f"!{trap}")
    hooks = hostile.folder / ".git/hooks"
    for hook in ("post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / hook).write_bytes(trap.read_bytes())
        (hooks / hook).chmod(0o755)
    (hostile.folder / ".git/info/attributes").write_text("* diff=trap filter=trap\n", "utf-8")
    settings = f"[core]\n fsmonitor = {trap}\n pager = {trap}\n hooksPath = {hooks}\n[diff]\n external = {trap}\n"
    for place in (hostile.folder, hostile.home):
        (place / ".gitconfig").write_text(settings, "utf-8")
