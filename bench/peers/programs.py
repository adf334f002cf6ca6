"""Start the peers on the server's core: those that are here, and say why others are not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench import cores
from bench.dialects import Dialect, Plain, SocketIO, Tutorial
from bench.machine import ROOT
from bench.peers import xmpp
from tests.processes import free_port, private_folder, running, unprivileged
from tests.programs import NotFound, node_path

HERE = Path(__file__).resolve().parent
NODE_FOLDER = ROOT / "var" / "bench" / "node"
LOCK = "package-lock.json"
SOCKET_IO, WS, PICOWS, TUTORIAL = "Socket.IO", "ws", "picows", "tutorial consumer"
EJABBERD, PROSODY = "ejabberd", "Prosody"


class Peer(NamedTuple):
    """Another server that runs."""

    name: str
    processes: tuple[int, ...]
    dialect: Dialect

    @property
    def arrival(self) -> Dialect:
        """The same: nobody has a log-in here."""
        return self.dialect


class Kind(NamedTuple):
    """How a peer is started on a port in a folder, where it listens, and its language."""

    command: Callable[[int, Path], list[str]]
    address: str
    dialect: Callable[[str], Dialect]
    refuses_root: bool = False


def in_node(script: str) -> Callable[[int, Path], list[str]]:
    """Run one of our scripts beside the packages it imports. Raises NotFound."""

    def command(port: int, _folder: Path) -> list[str]:
        return [str(node_path()), str(node_packages() / script), str(port)]

    return command


def in_python(*arguments: str) -> Callable[[int, Path], list[str]]:
    return lambda port, _folder: [sys.executable, "-m", *arguments, str(port)]


UVICORN = ("uvicorn", "bench.peers.tutorial:application", "--lifespan=off")
AS_OURS = ("--loop=uvloop", "--ws=websockets-sansio", "--log-level=warning", "--port")

KINDS = {
    SOCKET_IO: Kind(in_node("socket_io.mjs"), "/socket.io/?EIO=4&transport=websocket", SocketIO),
    WS: Kind(in_node("ws.mjs"), "/", Plain),
    PICOWS: Kind(in_python("bench.peers.picows_broadcast"), "/", Plain),
    TUTORIAL: Kind(in_python(*UVICORN, *AS_OURS), "/", Tutorial),
    EJABBERD: Kind(xmpp.ejabberd, "/ws", xmpp.XMPP, refuses_root=True),
    PROSODY: Kind(xmpp.prosody, "/xmpp-websocket", xmpp.XMPP, refuses_root=True),
}


@contextmanager
def started(name: str) -> Iterator[Peer]:
    """Run a peer during the block. Raises NotFound, DidNotStart."""
    kind, port = KINDS[name], free_port()
    account = unprivileged() if kind.refuses_root else {}
    with ExitStack() as stack:
        folder = stack.enter_context(private_folder("peer"))
        env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)}
        stack.enter_context(cores.on(cores.SERVER))
        command = kind.command(port, folder)
        serving = running(command, folder, {"env": env, **account}, lambda: _listens(port))
        process = stack.enter_context(serving)
        with cores.on(cores.OTHERS):
            address = f"ws://127.0.0.1:{port}{kind.address}"
            yield Peer(name, (process.pid,), kind.dialect(address))


def node_packages() -> Path:
    """Install what the scripts import, pinned, beside a copy of them. Raises NotFound."""
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    done = NODE_FOLDER / "installed"
    wanted = (HERE / LOCK).read_text()
    for file in (*HERE.glob("*.mjs"), HERE / "package.json", HERE / LOCK):
        shutil.copy(file, NODE_FOLDER)
    if not done.exists() or done.read_text() != wanted:
        _install()
        done.write_text(wanted)
    return NODE_FOLDER


def _install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFound("no npm here. Type: apt-get install npm")
    command = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    if subprocess.run(command, cwd=NODE_FOLDER, check=False).returncode:
        raise NotFound("npm could not install it; its own words are above")


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
