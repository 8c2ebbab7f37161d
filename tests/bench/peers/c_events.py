"""Floor: the C parser's events alone, as ruamel.yaml gives them."""

import sys
from collections import deque
from pathlib import Path

from ruamel.yaml import YAML

for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    deque(YAML(typ="safe").parse(path.read_bytes()), maxlen=0)
