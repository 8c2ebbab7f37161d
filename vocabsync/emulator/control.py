"""What the stand-in answers about itself over HTTP, for tests of one's own application.

GET    /standin/requests    the log as JSON            DELETE  forgets it
POST   /standin/faults      orders one fault           DELETE  forgets all orders
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vocabsync.emulator.faults import BadFault, read_fault
from vocabsync.emulator.messages import Answer, Request, answer_json

if TYPE_CHECKING:
    from vocabsync.emulator.standin import StandIn


def answer_control(request: Request, standin: StandIn) -> Answer | None:
    """Answer what is asked about the stand-in itself; None for everything that is for the service."""
    match request.method, request.path:
        case "GET", "/standin/requests":
            return answer_json(200, [entry.as_document() for entry in standin.log.entries()])
        case "DELETE", "/standin/requests":
            standin.log.clear()
        case "POST", "/standin/faults":
            return _order(request.body, standin)
        case "DELETE", "/standin/faults":
            standin.misbehaviour.forget()
        case _:
            return None
    return answer_json(200, {})


def _order(body: bytes, standin: StandIn) -> Answer:
    try:
        asked = json.loads(body)
        standin.misbehaviour.order(read_fault(asked if isinstance(asked, dict) else str(asked)))
    except (ValueError, BadFault) as error:
        return answer_json(400, {"message": str(error)})
    return answer_json(200, {})
