"""Why a socket is closed, as its WebSocket close code says it."""

from typing import Final

RESTARTING: Final = 1012
TRY_LATER: Final = 1013
SIGNED_OUT: Final = 4401
REFUSED: Final = 4403
TOO_SLOW: Final = 4408
DISCONNECTED: Final = 4410
FLOODING: Final = 4429
