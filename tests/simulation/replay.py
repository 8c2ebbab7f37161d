"""``python -m tests.simulation.replay SCHEDULE`` tells a story again, event by event; ``seed=N`` that of a seed."""

from __future__ import annotations

import sys

from tests.simulation.explore import random_schedule
from tests.simulation.invariants import violations
from tests.simulation.schedule import parse_schedule
from tests.simulation.world import live_through


def tell(words: list[str]) -> str:
    """Give a story as text."""
    is_seed = len(words) == 1 and words[0].startswith("seed=")
    schedule = random_schedule(int(words[0].removeprefix("seed="))) if is_seed else parse_schedule(words)
    story = live_through(schedule)
    lines = [f"schedule {schedule}"]
    lines += [
        f"run {event.run} {event.time:7.2f} s  {event.kind:4} {event.action.removesuffix('_vocabulary'):6} "
        f"{event.vocabulary_id or event.claim or sorted(event.ids)} {event.answer or ''} "
        f"{'' if event.by_tool else 'FOREIGN'}"
        for event in story.account.history
    ]
    for number, result in enumerate(story.results):
        lines.append(f"run {number} exit {'killed' if result.code is None else int(result.code)} {result.error or ''}")
        lines += [f"    {outcome}" for outcome in (result.report.outcomes if result.report else ())]
    return "\n".join([*lines, *(violations(story) or ["no promise was broken"])])


if __name__ == "__main__":
    sys.stdout.write(tell(sys.argv[1:]) + "\n")
