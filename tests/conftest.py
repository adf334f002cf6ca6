"""Fixtures that every test may ask for; people and servers come from the plugins named here."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.services import fresh_database, postgres_server, redis_server
from tests.site_process import manage

pytest_plugins = ["tests.people", "tests.rooms"]

# How long an example takes says something about the machine, and nothing about the claim.
settings.register_profile("rollcall", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rollcall")


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


@pytest.fixture(scope="session")
def site_tables(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database that has the site's tables: to copy it takes no time."""
    folder = tmp_path_factory.mktemp("site_tables")
    with fresh_database(postgres_url) as database:
        done = manage("migrate", "--verbosity=0", data_dir=folder, DATABASE_URL=database)
        assert done.returncode == 0, done.stderr
        yield database.rpartition("/")[2]
