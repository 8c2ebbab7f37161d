"""Write repositories and fill the stand-in's stores, in a process of its own so that the bench's parent stays small."""

from __future__ import annotations

import http.client
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.workloads import MODEL, SIZES, account_of, write_repository


def main() -> None:
    """``repository FOLDER SIZE STYLE`` or ``account URL SIZE PERCENT``."""
    kind, where, size, how = sys.argv[1:]
    if kind == "repository":
        write_repository(Path(where), SIZES[size], how)
    else:
        fill(where, size, int(how))


def fill(url: str, size: str, per_cent: int) -> None:
    """Create every vocabulary of the account through the stand-in's door."""
    base = urlsplit(url)
    connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=60)
    for prefix, terms in account_of(SIZES[size], per_cent):
        given = {"action": "create_vocabulary", "target_model": MODEL, "prefix": prefix, "vocabulary": terms}
        body = json.dumps({"model": "speech-biasing", "input": given}, ensure_ascii=False).encode()
        headers = {"Authorization": "Bearer sk-bench-made-up-key", "Content-Type": "application/json"}
        connection.request("POST", f"{base.path}/services/audio/asr/customization", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise SystemExit(f"the stand-in refused {prefix}: {said[:300]!r}")


if __name__ == "__main__":
    main()
