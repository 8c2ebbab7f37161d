"""The plan in the READMEs is what vocabsync prints, but for what is random: IDs, digests, commits."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.workflow_world import KEY, a_service

ROOT = Path(__file__).parents[2]

BEFORE = {
    "medical": "target_model: fun-asr\ndefaults: {lang: zh}\nterms:\n"
    + "".join(f"  - 药品{number}号\n" for number in "一二三四五六七八九")
    + "  - 阿斯匹林\n  - {text: 布洛芬, weight: 3}\n",
    "movies": "target_model: paraformer-realtime-v2\ndefaults: {lang: zh}\nterms:\n  - 赛德克巴莱\n  - 夏洛特烦恼\n",
    "oldfilms": "target_model: paraformer-v2\ndefaults: {lang: zh}\nterms:\n  - 一江春水向东流\n",
}
AFTER = {
    "medical": BEFORE["medical"].replace("阿斯匹林", "阿司匹林").replace("weight: 3", "weight: 5"),
    "movies": BEFORE["movies"].replace("paraformer-realtime-v2", "fun-asr"),
    "people": "target_model: fun-asr\nterms:\n  - {text: 吴贻弓, weight: 5, lang: zh}\n  - {text: 侯孝贤, lang: zh}\n"
    "  - {text: Wu Yigong, lang: en}\n",
}


def write(folder: Path, files: dict[str, str], message: str) -> None:
    for path in (folder / "vocabularies").glob("*.yaml"):
        path.unlink()
    for name, text in files.items():
        (folder / f"vocabularies/{name}.yaml").write_text(text, encoding="utf-8")
    identity = ["-c", "user.name=Lin", "-c", "user.email=lin@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    subprocess.run(["git", *identity, "commit", "--quiet", "-m", message], cwd=folder, check=True)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def normalised(text: str) -> str:
    """Put letters where digits are random; the page cuts long digests."""
    text = re.sub(r"sha256:(?:[0-9a-f]{64}|[0-9a-f]{12}…)", "sha256:D", text)
    text = re.sub(r"run \d{8}T\d{6}Z-[0-9a-f]{6}", "run R", text)
    text = re.sub(r"(vocab-[a-z0-9]+-)[0-9a-f]{4,32}", r"\1H", text)
    return re.sub(r"@[0-9a-f]{8}\b", "@D", text).strip()


def test_the_plan_in_the_readme_is_real(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabsync.yaml").write_text("environments:\n  prod: {region: cn-beijing}\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".vocabsync/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    write(tmp_path, BEFORE, "The first lists")
    with a_service() as service:
        environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "DASHSCOPE_HTTP_BASE_URL": service,
            "DASHSCOPE_API_KEY": KEY,
            "VOCABSYNC_QUIET_PERIOD": "0",
        }
        run(["vocabsync", "apply", "--auto-approve"], tmp_path, environment)
        write(tmp_path, AFTER, "Merge the old films")
        printed = run(["vocabsync", "plan"], tmp_path, environment)
    # That vocabularies were written a moment ago is a warning here, and not in a reader's account.
    shown = "".join(line for line in printed.splitlines(keepends=True) if "less than five minutes" not in line)
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        (plan,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
        assert normalised(plan) == normalised(shown)
