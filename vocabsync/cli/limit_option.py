"""``--limit NAME=NUMBER``: what one run may read, set by whoever runs it and by nothing that lies in the repository."""

from __future__ import annotations

import re
from typing import Final

import click

from vocabsync.desired.caps import LIMITS

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")
HELP: Final = f"Cap on reading, for this run: {', '.join(LIMITS)}; sizes in MiB. May be repeated."


def read_limits(
    context: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> tuple[tuple[str, int], ...]:
    """Turn the words of every ``--limit`` into names and numbers. Raises BadParameter, saying what was meant."""
    try:
        return tuple(map(_read, words))
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def complete_limits(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Give the names that begin so; the number is for people to choose."""
    return [f"{name}=" for name in LIMITS if name.startswith(incomplete)]


def _read(word: str) -> tuple[str, int]:
    name, _, number = word.partition("=")
    if name not in LIMITS:
        from vocabsync.desired.complaints import nearest  # noqa: PLC0415  late: only a mistake needs it

        raise ValueError(f"{name!r} is no limit. {nearest(name, tuple(LIMITS))}")
    limit = LIMITS[name]
    if not _NUMBER.fullmatch(number) or int(number) > limit.most:
        unit = " MiB" if limit.unit > 1 else ""
        raise ValueError(f"{name} takes a whole number from 1 to {limit.most:,}{unit}")
    return name, int(number)
