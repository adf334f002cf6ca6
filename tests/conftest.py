"""Fixtures that every test may ask for; people and servers come from the plugins named here."""

from collections.abc import Iterator

import pytest

from tests.services import postgres_server, redis_server

pytest_plugins = ["tests.people", "tests.rooms"]


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a private Redis; tests that share it use prefixes or numbers of their own."""
    with redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a private PostgreSQL; see ``services.fresh_database``."""
    with postgres_server() as url:
        yield url
