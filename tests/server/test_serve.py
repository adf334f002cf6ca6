"""The server as a process: what it refuses, prepares, serves, and how it stops."""

import gzip
import http.client
import json
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http import HTTPStatus
from pathlib import Path

import pytest

from example_channels.serving.listening import MOST_FILES
from tests.services import fresh_database
from tests.site_process import SiteProcess, manage, prepared_data_dir, serve
from tests.waiting import wait_until

pytestmark = pytest.mark.server

WITHIN = 30  # seconds for an answer


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with ExitStack() as stack:
        yield prepared_data_dir(stack)


@pytest.fixture(scope="module")
def site() -> Iterator[SiteProcess]:
    with serve() as process:
        yield process


@pytest.fixture
def scaled(postgres_url: str, redis_url: str) -> Iterator[dict[str, str]]:
    """The environment of a site of several processes, on an empty database."""
    with fresh_database(postgres_url) as database:
        shared = {"REDIS_URL": redis_url, "SECRET_KEY": "the same for every process of the site"}
        yield {"DATABASE_URL": database, **shared}


def get(site: SiteProcess, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers by their lower-case names, and body."""
    with closing(http.client.HTTPConnection(site.host, timeout=WITHIN)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read().decode("latin-1")


def when_ready(site: SiteProcess, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """``get``, again while it is not ready: where it is, a server says soon at any rate."""
    answers = []

    def is_ready() -> bool:
        answers.append(get(site, path, **headers))
        return answers[-1][0] != HTTPStatus.SERVICE_UNAVAILABLE

    wait_until(is_ready)
    return answers[-1]


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error, from a start that was refused."""
    assert result.returncode == 2, result.stderr
    (line,) = result.stderr.splitlines()
    return line


# Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"DATABASE_URL": "mysql://db/x"}, "DATABASE_URL"),
        ({"DATA_DIR": "/proc/nowhere"}, "DATA_DIR"),
        ({"PUBLIC_URL": "chat.example.com"}, "PUBLIC_URL"),
        ({"SIGN_UP": "perhaps"}, "SIGN_UP"),
        ({"TRUSTED_PROXIES": "the-proxy"}, "TRUSTED_PROXIES"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"DRAIN_SECONDS": "soon"}, "DRAIN_SECONDS"),
        ({"EMAIL_URL": "foo"}, "EMAIL_URL"),
        ({"SECRET_KEY": "squeamish"}, "SECRET_KEY"),
        ({"REDIS_URL": "redis://:squeamish@127.0.0.1:1/0"}, "REDIS_URL"),
        ({"DATABASE_URL": "postgresql://me:squeamish@127.0.0.1:1/x"}, "DATABASE_URL"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(data_dir, env, words):
    environment = {"data_dir": Path(env.pop("DATA_DIR", data_dir)), **env}
    line = refusal(manage("serve", "--port=0", **environment))
    assert words in line
    assert "squeamish" not in line


def test_a_busy_port_is_refused(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert str(port) in refusal(manage("serve", f"--port={port}", data_dir=data_dir))


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_does_not_exist_is_refused(data_dir, port):
    assert port in refusal(manage("serve", f"--port={port}", data_dir=data_dir))


def test_a_host_that_is_not_ours_is_refused(data_dir):
    line = refusal(manage("serve", "--host=192.0.2.1", "--port=0", data_dir=data_dir))
    assert "192.0.2.1" in line


def test_several_workers_need_redis(data_dir):
    assert "REDIS_URL" in refusal(manage("serve", "--workers=2", data_dir=data_dir))


@pytest.mark.redis
def test_several_workers_need_postgresql(data_dir, redis_url):
    result = manage("serve", "--workers=2", data_dir=data_dir, REDIS_URL=redis_url)
    assert "DATABASE_URL" in refusal(result)


def test_a_data_directory_has_one_server(site):
    line = refusal(manage("serve", "--port=0", data_dir=site.data_dir))
    assert f"process {site.process.pid}" in line


def test_a_file_that_is_no_database_is_refused(data_dir):
    (data_dir / "rollcall.sqlite3").write_text("this is no database at all, but long enough" * 99)
    assert "DATABASE_URL" in refusal(manage("serve", "--port=0", data_dir=data_dir))


# Starting ---------------------------------------------------------------------------------


def test_a_first_start_makes_the_tables_a_room_and_a_link(tmp_path):
    with serve(tmp_path) as site:
        said = "\n".join(site.said)
        assert f"http://{site.host}/account/set_up/" in said
        with sqlite3.connect(tmp_path / "rollcall.sqlite3") as database:
            assert database.execute("SELECT count(*) FROM chat_room").fetchone() == (1,)
        database.close()


def test_sqlite_writes_ahead(site):
    database = sqlite3.connect(site.data_dir / "rollcall.sqlite3")
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_the_server_does_not_name_itself(site):
    assert "server" not in get(site, "/log_in/")[1]


def test_open_files_are_allowed_as_far_as_possible(site):
    limits = Path(f"/proc/{site.process.pid}/limits").read_text().splitlines()
    (files,) = [line.split() for line in limits if line.startswith("Max open files")]
    hard = MOST_FILES if files[4] == "unlimited" else int(files[4])
    assert int(files[3]) == min(hard, MOST_FILES)


# Serving ----------------------------------------------------------------------------------


def test_it_is_alive_and_ready_whatever_the_host(site):
    for path in ("/healthz", "/up", "/readyz"):
        status, headers, _ = when_ready(site, path, Host="any.example.com")
        assert (status, headers["x-content-type-options"]) == (200, "nosniff")


def test_ready_names_each_check(site):
    told = json.loads(when_ready(site, "/readyz")[2])
    assert told["ready"] is True
    assert set(told["checks"]) == {"server", "database", "migrations", "layer"}


def test_pages_bring_a_policy_without_anything_inline(site):
    policy = get(site, "/log_in/")[1]["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_an_unknown_host_is_refused(site):
    assert get(site, "/log_in/", Host="evil.example.com")[0] == 400


def static(site: SiteProcess, name: str) -> str:
    """The address of a file that may be kept for ever."""
    manifest = json.loads((site.data_dir / "static" / "staticfiles.json").read_text())
    return f"/static/{manifest['paths'][name]}"


def test_static_files_have_hashed_names_that_are_kept_for_ever(site):
    status, headers, text = get(site, static(site, "site/page.js"))
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert "access-control-allow-origin" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert static(site, "site/site.js").rpartition("/")[2] in text


def test_static_files_come_compressed_in_part_or_not_at_all_where_that_is_asked(site):
    path = static(site, "site/site.css")
    _, headers, whole = get(site, path)
    assert len(whole) == int(headers["content-length"]) > 100
    _, headers, packed = get(site, path, **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.encode("latin-1")).decode("latin-1") == whole
    assert get(site, path, Range="bytes=10-19")[::2] == (206, whole[10:20])
    since = {"If-Modified-Since": headers["last-modified"]}
    assert get(site, path, **since)[::2] == (304, "")


def test_nothing_outside_the_static_folder_is_served(site):
    assert get(site, "/static/../secret_key")[0] == 404
    assert get(site, "/static/%2e%2e/secret_key")[0] == 404


def test_a_proxy_is_believed_only_where_it_is_named(data_dir):
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    with serve(data_dir, LOG_FORMAT="json") as site:
        get(site, "/log_in/", **forwarded)
    with serve(data_dir, LOG_FORMAT="json", TRUSTED_PROXIES="127.0.0.0/8") as trusting:
        get(trusting, "/log_in/", **forwarded)
    addresses = [line["address"] for line in trusting.log_records if "address" in line]
    assert addresses == ["127.0.0.1", "203.0.113.9"]


# Logs -------------------------------------------------------------------------------------


def test_json_logs_tell_requests_and_no_secrets(data_dir):
    with serve(data_dir, LOG_FORMAT="json") as site:
        get(site, "/log_in/?next=/squeamish")
        get(site, "/healthz")
        get(site, "/readyz")
    lines = [line for line in site.log_records if line["logger"] == "rollcall.request"]
    assert [line["message"] for line in lines] == ["GET /log_in/"]
    assert lines[0]["status"] == 200
    assert lines[0]["ms"] > 0
    assert "squeamish" not in site.log


# Stopping ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(data_dir, number):
    with serve(data_dir) as site:
        site.signal(number)
        assert site.wait() == 0


def test_the_next_start_finds_the_directory_free(data_dir):
    with serve(data_dir) as first:
        first.process.kill()
        first.wait()
        first.ends_with = -signal.SIGKILL
        with serve(data_dir) as second:
            assert get(second, "/healthz")[0] == 200


# Several processes ------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.redis
def test_processes_that_start_together_prepare_one_database(scaled):
    with ExitStack() as stack:
        directories = [prepared_data_dir(stack) for _ in range(2)]
        with ThreadPoolExecutor() as pool:
            sites = pool.map(lambda d: stack.enter_context(serve(d, **scaled)), directories)
        assert [when_ready(site, "/readyz")[0] for site in sites] == [200, 200]
