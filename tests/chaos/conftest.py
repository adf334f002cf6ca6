"""Sites to break: one process on SQLite, and two on PostgreSQL and Redis servers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.chaos.cluster import Crowd, Shards, Site
from tests.services import fresh_database

SLOWER = 0.1  # of the times for which a site waits

Gather = Callable[..., Crowd]


@pytest.fixture(scope="package")
def own_redis() -> Iterator[Shards]:
    with ExitStack() as stack:
        shards = Shards(stack, 2)
        shards.start()
        yield shards


@pytest.fixture(scope="package")
def database_url(postgres_url: str, site_tables: str) -> Iterator[str]:
    with fresh_database(postgres_url, site_tables) as url:
        yield url


@pytest.fixture(scope="package")
def _scaled(own_redis: Shards, database_url: str) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(stack, processes=2, DATABASE_URL=database_url, REDIS_URL=own_redis.url)


@pytest.fixture(scope="package")
def _embedded() -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(stack)


@pytest.fixture(scope="package")
def patient() -> Iterator[Site]:
    """One process that waits as long as in earnest, on a layer that forgets who is in a group.

    It writes without any of the fast ways.
    """
    with ExitStack() as stack:
        own = {"DJANGO_SETTINGS_MODULE": "tests.chaos.short_expiry", "TIME_SCALE": "1"}
        own["FAST_PATHS_OFF"] = "frames,stepping,coalescing"
        yield Site(stack, **own)


@pytest.fixture(scope="package")
def _trio(own_redis: Shards, database_url: str) -> Iterator[Site]:
    with ExitStack() as stack:
        urls = {"DATABASE_URL": database_url, "REDIS_URL": own_redis.url}
        yield Site(stack, processes=3, people=300, TIME_SCALE=str(SLOWER), **urls)


@pytest.fixture
def redis(own_redis: Shards) -> Iterator[Shards]:
    yield own_redis
    own_redis.start()


@pytest.fixture
def scaled(_scaled: Site, redis: Shards) -> Site:
    """Two processes, whatever an earlier test did to them."""
    _scaled.mend()
    return _scaled


@pytest.fixture
def trio(_trio: Site, redis: Shards) -> Site:
    """Three processes that wait longer for each other: presence must not take load for death."""
    _trio.mend()
    return _trio


@pytest.fixture
def embedded(_embedded: Site) -> Site:
    _embedded.mend()
    return _embedded


@pytest.fixture(params=["embedded", "scaled"])
def site(request: pytest.FixtureRequest) -> Site:
    return request.getfixturevalue(request.param)


@pytest.fixture
def gather() -> Iterator[Gather]:
    """Gathers some people of a site: ``gather(site, 3)``."""
    with ExitStack() as stack:
        yield lambda site, count=4: Crowd(stack, site, count)
