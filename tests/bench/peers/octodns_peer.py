"""Peer: octoDNS plans the same lists, a record a term, from YAML to YAML, without a network."""

import sys

from octodns.manager import Manager  # type: ignore[import-not-found]  # an extra, installed by who wants the figure

Manager(sys.argv[1]).sync(dry_run=True)
