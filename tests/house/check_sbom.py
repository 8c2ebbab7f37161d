"""Refuses a bill of materials that leaves out what vocabsync needs: ``python tests/house/check_sbom.py FILE``."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def complaints(bill: Path) -> list[str]:
    """Say what the bill lacks; an auditor that reaches no index writes an empty one without a word."""
    document = json.loads(bill.read_text(encoding="utf-8"))
    versions = {each["name"]: each.get("version") for each in document.get("components", ())}
    wanted = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.split("[>=<]", each)[0].replace(".", "-") for each in wanted]
    return [f"{name} is missing" for name in names if not versions.get(name)]


if __name__ == "__main__":
    found = complaints(Path(sys.argv[1]))
    sys.exit("\n".join(found) or 0)
