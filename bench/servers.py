"""What is measured: a server that runs, whoever made it."""

from __future__ import annotations

from typing import Protocol

from bench.dialects import Dialect


class Server(Protocol):
    """A name for the table, the processes whose time is counted, and how one talks to it."""

    @property
    def name(self) -> str: ...
    @property
    def processes(self) -> tuple[int, ...]: ...
    @property
    def dialect(self) -> Dialect: ...
    @property
    def arrival(self) -> Dialect:
        """How one only comes, and is known, without entering a room."""
