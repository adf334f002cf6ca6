"""The one directory that holds the site's state, and the lock that keeps it to one server."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from example_channels.serving.refusals import Refused


def refuse_unwritable(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"DATA_DIR {data_dir} cannot be made: {error.strerror}.") from error
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise Refused(f"DATA_DIR {data_dir} is not writable by this user.")


def take(data_dir: Path) -> TextIO:
    """Serve this directory alone. The lock is held while the file is open, and dies with us."""
    file = (data_dir / "serve.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused(
            f"DATA_DIR {data_dir} is already served by process {_owner(file)}: stop that one, or"
            " use PostgreSQL and Redis (DATABASE_URL, REDIS_URL) for several processes."
        ) from error
    _sign(file)
    return file


def _owner(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "unknown"


def _sign(file: TextIO) -> None:
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()


@contextmanager
def waiting_lock(path: Path) -> Iterator[None]:
    """One process at a time; the others wait their turn."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
