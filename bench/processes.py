"""What the operating system's accounts say of the processes that serve."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bench import cores

PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(processes: Iterable[int]) -> float:
    """CPU time they have used, of the user and of the system."""
    return sum(_ticks(process) for process in processes) / cores.TICKS


def resident_bytes(processes: Iterable[int]) -> int:
    """Memory they hold, without what is swapped out."""
    return sum(int(_read(process, "statm").split()[1]) for process in processes) * PAGE


def open_sockets(processes: Iterable[int]) -> int:
    """Count their descriptors that are sockets; a database's files come and go with threads."""
    return sum(_is_socket(file) for process in processes for file in _descriptors(process))


def _descriptors(process: int) -> list[Path]:
    return list(Path(f"/proc/{process}/fd").iterdir())


def _is_socket(descriptor: Path) -> bool:
    try:
        return str(descriptor.readlink()).startswith("socket:")
    except FileNotFoundError:  # Closed meanwhile.
        return False


def _ticks(process: int) -> int:
    fields = _read(process, "stat").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _read(process: int, name: str) -> str:
    return Path(f"/proc/{process}/{name}").read_text()
