"""Private Redis and PostgreSQL servers for tests, and where the other programs are.

Nothing here touches a service of the machine: each server has its own directory and loopback
port, and ends with its ``with``. TEST_REDIS_URL and TEST_DATABASE_URL name servers to use instead;
that Redis serves one run at a time, without ``-n``: what one worker publishes, others would hear.
"""

import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql

from tests.processes import DidNotStart, free_port, private_folder, running, unprivileged
from tests.programs import (
    NotFound,
    by_numbers,
    chromium_path,
    node_path,
    postgres_folder,
    redis_path,
    version,
)

__all__ = [
    "NotFound",
    "chromium_path",
    "fresh_database",
    "node_path",
    "postgres_server",
    "redis_server",
]

# As durable as a test needs: not at all.
FAST = shlex.split(
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
)


@contextmanager
def redis_server() -> Iterator[str]:
    """Yield the address of an empty Redis. Raises NotFound, DidNotStart."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with private_folder("redis") as folder:
        port = free_port()
        url = f"redis://127.0.0.1:{port}/0"
        memory_only = ["--save", "", "--appendonly", "no", "--dir", str(folder)]
        command = [str(redis_path()), "--bind", "127.0.0.1", "--port", str(port), *memory_only]
        with running(command, folder, {}, lambda: redis_answers(url)):
            yield url


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the address of a new PostgreSQL's own database. Raises NotFound, DidNotStart."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with private_folder("postgres") as folder:
        binaries = reachable(postgres_folder(), folder)
        data = initialise(binaries, folder)
        port = free_port()
        url = f"postgresql://rollcall@127.0.0.1:{port}/postgres"
        where = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        command = [str(binaries / "postgres"), *where, *FAST]
        with running(command, folder, unprivileged(), lambda: postgres_answers(url)):
            yield url


@contextmanager
def fresh_database(url: str, template: str = "template1") -> Iterator[str]:
    """Yield the address of a new database on the server at ``url``, a copy of ``template``."""
    name = f"test_{secrets.token_hex(6)}"
    administer(url, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        administer(url, "DROP DATABASE {} WITH (FORCE)", name)


def administer(url: str, statement: str, *names: str) -> None:
    """Run one statement about databases, which no transaction may hold."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def redis_answers(url: str) -> bool:
    with suppress(redis.ConnectionError), closing(redis.Redis.from_url(url)) as client:
        return bool(client.ping())
    return False


def postgres_answers(url: str) -> bool:
    with suppress(psycopg.OperationalError), closing(psycopg.connect(url)):
        return True
    return False


def initialise(binaries: Path, folder: Path) -> Path:
    """Make the files of an empty PostgreSQL; returns their folder."""
    data = folder / "data"
    has_own_locales = by_numbers(version([str(binaries / "postgres")]))[0] >= 17
    locale = ["--locale=C.UTF-8", *(["--locale-provider=builtin"] if has_own_locales else [])]
    open_to_us = ["--username=rollcall", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    command = [str(binaries / "initdb"), "-D", str(data), *open_to_us, *locale]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **unprivileged())
    if done.returncode:
        raise DidNotStart(done.stdout + done.stderr)
    return data


def reachable(binaries: Path, folder: Path) -> Path:
    """Return binaries that an unprivileged account may run: these, or a copy with its libraries."""
    try:
        subprocess.run(
            [binaries / "initdb", "-V"], capture_output=True, check=True, **unprivileged()
        )
    except (OSError, subprocess.CalledProcessError):
        site, package, version_folder = binaries.parents[2], binaries.parent.parent, binaries.parent
        libraries = f"{package.name}.libs"
        shutil.copytree(site / libraries, folder / libraries)
        shutil.copytree(version_folder, copy := folder / package.name / version_folder.name)
        return copy / "bin"
    return binaries
