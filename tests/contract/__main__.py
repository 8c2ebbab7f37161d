"""``make test-live``: says what it is going to do on the live service, then does it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support.standin_stores import MOST_CALLS, Live, has_live_key

EXPLANATION = """\
host      {host}
prefix    a new one, `vt` and six hex digits; no other vocabulary is queried or written
calls     at most {calls}: a few small vocabularies are created, updated, deleted; two free slots are needed
leaves    nothing: whatever was made is deleted at the end, also after a failure
prints    a table with the answers to what the vendor publishes nowhere
"""
NO_KEY = (
    "make test-live needs a key of the live service: export DASHSCOPE_API_KEY=… (never in a file of this repository)\n"
)


def main() -> int:
    """Explain, then run the contract with the person's key."""
    if not has_live_key():
        sys.stderr.write(NO_KEY)
        return 1
    live = Live.of(os.environ)
    live.transport.close()
    sys.stdout.write(EXPLANATION.format(host=live.endpoint.host, calls=MOST_CALLS))
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "pytest", "-m", "live", "tests/contract"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
