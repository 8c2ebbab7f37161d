"""The service's times: without a zone, presumably UTC+8, so good for day-scale decisions and for warnings only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_PRESUMED_ZONE = timezone(timedelta(hours=8))
_SOMEBODY_ELSES_FROM = timedelta(days=1)
_UPDATES_APART = timedelta(minutes=5)
_FORM = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)


def parse_service_time(text: str) -> datetime | None:
    """Read a time as the service writes it; None where it is written otherwise."""
    if not _FORM.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=_PRESUMED_ZONE)
    except ValueError:
        return None


def is_well_after(created: datetime, moment: datetime) -> bool:
    """Say whether a vocabulary was created more than a day after a moment: then that moment says nothing of it."""
    return created - moment > _SOMEBODY_ELSES_FROM


def is_recent(modified: str, now: datetime) -> bool:
    """Say whether a vocabulary changed so lately that another update may not reach recognition (service.md section 5).

    For a warning only: the zone is presumed.
    """
    moment = parse_service_time(modified)
    return moment is not None and timedelta(0) <= now - moment < _UPDATES_APART
