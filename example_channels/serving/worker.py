"""One child of the supervisor, and the line between the two.

The line is a socket pair. The child sends a byte once it serves; when the supervisor dies, however,
the line ends, and the child stops.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence

READY = b"r"


class Worker:
    """A server process of its own, on the listening socket of the supervisor."""

    def __init__(self, program: Sequence[str], listener: socket.socket) -> None:
        self.line, theirs = socket.socketpair()
        self.line.setblocking(False)
        self.process = subprocess.Popen(
            [*program, f"--listen-fd={listener.fileno()}", f"--line-fd={theirs.fileno()}"],
            pass_fds=[listener.fileno(), theirs.fileno()],
            # A process group of its own: Ctrl+C reaches the supervisor alone, which passes it on.
            process_group=0,
        )
        theirs.close()
        self.started = time.monotonic()
        self.ready = self.stopping = False

    def fileno(self) -> int:
        return self.line.fileno()

    def hear(self) -> bool:
        """Take what the child said. False once its line has ended."""
        try:
            said = self.line.recv(16)
        except OSError:
            said = b""
        self.ready = self.ready or said == READY
        return bool(said)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.stopping = True
        if self.process.poll() is None:
            os.kill(self.process.pid, number)

    def exit_code(self) -> int | None:
        """None while it runs; a death by signal n is 128 + n, as in a shell."""
        code = self.process.poll()
        if code == -signal.SIGTERM and self.stopping and not self.ready:
            return 0  # Asked to stop before it could say how it does that.
        return code if code is None or code >= 0 else 128 - code
