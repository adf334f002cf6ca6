"""A client in a process of its own, which is stopped as a suspended laptop is.

``python -m tests.chaos.stopped ADDRESS COOKIE ROOM`` says its port once it has the room open. Given
a version it says, as soon as it has that, what it holds.
"""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.copies import Event
from tests.members import Member
from tests.site_process import ROOT, SiteProcess
from tests.waiting import until


class Stopped:
    """The client as the test sees it, and the server's end of its connection."""

    def __init__(self, program: subprocess.Popen[str], server: SiteProcess, port: int) -> None:
        self._program = program
        self._descriptors = Path(f"/proc/{server.process.pid}/fd")
        self._socket = f"socket:[{_inode(urlsplit(server.url).port or 0, port)}]"
        program.send_signal(signal.SIGSTOP)

    @property
    def is_held(self) -> bool:
        """Whether the server still has the descriptor of the connection."""
        return any(
            _target(descriptor) == self._socket for descriptor in self._descriptors.iterdir()
        )

    def resume(self, version: int) -> Event:
        """Let it go on; return what it holds when it has come to ``version``."""
        self._program.send_signal(signal.SIGCONT)
        told, _ = self._program.communicate(f"{version}\n", timeout=30)
        return dict(json.loads(told))


@contextmanager
def stopped_client(server: SiteProcess, cookie: str, room: int) -> Iterator[Stopped]:
    """Start a client, and stop it once it has the room open."""
    command = [sys.executable, "-m", "tests.chaos.stopped", server.socket_url, cookie, str(room)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        try:
            yield Stopped(program, server, int(program.stdout.readline()))
        finally:
            program.kill()


def _inode(local: int, remote: int) -> str:
    """The socket of this machine from one port to another."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if [int(address[-4:], 16) for address in fields[1:3]] == [local, remote]:
            return fields[9]
    raise AssertionError("There is no such connection.")


def _target(descriptor: Path) -> str:
    with suppress(FileNotFoundError):  # Closed while we looked.
        return str(descriptor.readlink())
    return ""


async def main(url: str, cookie: str, room: int) -> None:
    async with Member([url], cookie, room) as member:
        await until(lambda: member.is_up_to_date)
        print(member.port, flush=True)
        version = int(await asyncio.to_thread(sys.stdin.readline))
        await until(lambda: member.has(room, version))
        held = member.copies[room].in_order
        print(json.dumps({"held": held, "heard": member.heard, "endings": member.endings}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
