"""Several workers on one port: dying, being replaced, stopping."""

import http.client
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from example_channels.serving.supervisor import Supervisor
from example_channels.serving.worker import Worker
from tests.services import fresh_database
from tests.site_process import SiteProcess, serve
from tests.waiting import wait_until

pytestmark = [pytest.mark.server, pytest.mark.postgres, pytest.mark.redis]

WITHIN = 60  # seconds for what a supervisor does


@pytest.fixture(scope="module")
def scaled(postgres_url: str, site_tables: str, redis_url: str) -> Iterator[dict[str, str]]:
    """The environment of a site of several processes."""
    with fresh_database(postgres_url, site_tables) as database:
        shared = {"REDIS_URL": redis_url, "SECRET_KEY": "the same for every process of the site"}
        yield {"DATABASE_URL": database, **shared}


@pytest.fixture
def site(scaled: dict[str, str]) -> Iterator[SiteProcess]:
    with serve(workers=2, **scaled) as process:
        yield process


def is_running(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def is_alive(site: SiteProcess, path: str = "/healthz") -> bool:
    with closing(http.client.HTTPConnection(site.host, timeout=WITHIN)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status == 200


def is_ready(site: SiteProcess) -> bool:
    return is_alive(site, "/readyz")


def test_two_workers_serve_one_address_and_stop_together(site):
    assert len(site.workers) == 2
    wait_until(lambda: is_ready(site), WITHIN)
    serving = site.workers
    site.signal(signal.SIGTERM)
    assert site.wait(WITHIN) == 0
    assert not any(map(is_running, serving))


def test_a_dead_worker_is_replaced(site):
    victim, survivor = site.workers
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: len(site.workers - {victim}) == 2, WITHIN)
    assert survivor in site.workers
    wait_until(lambda: is_ready(site), WITHIN)
    assert "A worker died" in site.log


def test_workers_stop_when_their_supervisor_is_killed(site):
    orphans = site.workers
    site.ends_with = -signal.SIGKILL
    site.signal(signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, orphans)), WITHIN)


def test_what_cannot_start_ends_instead_of_trying_for_ever():
    program = [sys.executable, "-c", "raise SystemExit(3)"]
    announced: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        supervisor = Supervisor(
            lambda: Worker(program, listener),
            2,
            stop_seconds=WITHIN,
            on_ready=lambda: announced.append(True),
        )
        assert supervisor.run() == 3
    assert not announced
