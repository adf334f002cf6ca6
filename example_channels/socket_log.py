"""One line in the log for each socket, when it has ended."""

import logging
from typing import NamedTuple

logger = logging.getLogger("rollcall.socket")


class SocketFacts(NamedTuple):
    """What is told of a socket that has ended. Nothing of its address but the path: see there."""

    path: str
    code: int
    """Why it closed, as whoever closed first said; 1006 where nobody did."""
    seconds: float
    frames_in: int
    frames_out: int
    user: int | None
    address: str | None

    def write(self) -> None:
        fields = self._asdict()
        logger.info("WEBSOCKET %s", fields.pop("path"), extra={"fields": fields})
