"""What the settings take from the environment, and what they refuse."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

KEY = "0123456789" * 4
SETTINGS = Path(__file__).resolve().parents[2] / "example_channels" / "settings.py"


@pytest.fixture(autouse=True)
def _own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    def load(**env: str) -> dict[str, Any]:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://h:99999x"),
        ("PUBLIC_URL", "https://h:99999"),
        ("PUBLIC_URL", "https://h:0"),
        ("PUBLIC_URL", "https://h/path"),
        ("PUBLIC_URL", "https://me:squeamish@h"),
        ("PUBLIC_URL", "https://*.example.com"),
        ("PUBLIC_URL", "https://["),
        ("CSRF_TRUSTED_ORIGINS", "foo.example.com"),
        ("CSRF_TRUSTED_ORIGINS", "https://good.example.com,https://bad/path"),
        ("ALLOWED_HOSTS", "http://foo/"),
        ("ALLOWED_HOSTS", "foo:8000"),
        ("DRAIN_SECONDS", "inf"),
        ("TIME_SCALE", "nan"),
        ("HSTS_SECONDS", "inf"),
        ("DATABASE_THREADS", "1e400"),
        ("DATABASE_POOL", "inf"),
        ("SECRET_KEY", "short"),
        ("TIME_ZONE", "Mars/Phobos"),
        ("TIME_ZONE", "../etc"),
        ("DATABASE_URL", "postgresql://x:notaport/y"),
        ("REDIS_URL", "redis://127.0.0.1:abc/0"),
        ("REDIS_URL", "http://127.0.0.1/0"),
        ("REDIS_URL", "redis://one/0,http://two/0"),
        ("REDIS_URL", "redis://one/0, redis://one/0"),
        ("EMAIL_URL", "foo"),
        ("EMAIL_URL", "smtp://mail:abc"),
        ("MAP_TILES", "tile.example.com"),
        ("MAP_TILES", "https://tile.example.com/"),
        ("MAP_TILES", "https://h/{z}/{x}/{y}; script-src *"),
        ("LOG_FEEDS", "app=/var/log/app.log"),
        ("LOG_FEEDS", '{"app":\n'),
        ("LOG_FEEDS", "[]"),
        ("LOG_FEEDS", "[" * 100_000),
        ("LOG_FEEDS", '{"app": "/var/log/app.log"}'),
        ("LOG_FEEDS", '{"app": {"path": "/x"}}'),
        ("LOG_FEEDS", '{"app": {"path": "/x", "readers": "all", "color": 1}}'),
        ("LOG_FEEDS", '{"app": {"path": "var/x", "readers": "staff"}}'),
        ("LOG_FEEDS", '{"app": {"path": "/x\\u0000", "readers": "staff"}}'),
        ("LOG_FEEDS", '{"app": {"path": "/x", "readers": ["staff"]}}'),
        ("LOG_FEEDS", '{"app": {"path": "/x", "readers": " "}}'),
        ("LOG_FEEDS", '{"../x": {"path": "/x", "readers": "staff"}}'),
        ("LOG_FEEDS", '{"a\\nb": {"path": "/x", "readers": "staff"}}'),
        ("LOG_FEEDS", '{"a": {"path": "/x", "readers": "s"}, "a": {"path": "/y", "readers": "s"}}'),
        ("LOG_FEEDS", json.dumps({f"n{n}": {"path": "/x", "readers": "s"} for n in range(33)})),
    ],
)
def test_a_wrong_value_is_named_in_one_line(settings_of, name, value):
    others = {"PUBLIC_URL": "https://h", "DATABASE_URL": "postgresql://h/x"}
    with pytest.raises(ImproperlyConfigured, match=rf"\A{name}\b.*\Z") as refused:
        settings_of(**{**others, name: value})
    assert "\n" not in str(refused.value)


def test_an_empty_variable_counts_as_unset(settings_of):
    names = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_FROM", "EMAIL_URL", "TIME_ZONE")
    empty = settings_of(**dict.fromkeys((*names, "PUBLIC_URL", "HSTS_ALL", "TRUSTED_PROXIES"), ""))
    assert empty["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert empty["CSRF_TRUSTED_ORIGINS"] == []
    assert empty["TIME_ZONE"] == "UTC"
    assert empty["DEFAULT_FROM_EMAIL"] == "Rollcall <rollcall@localhost>"
    assert empty["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_addresses_are_kept_as_browsers_send_them(settings_of):
    found = settings_of(
        PUBLIC_URL="https://Chat.Example.com:443/",
        CSRF_TRUSTED_ORIGINS="HTTPS://*.Example.org, http://other.example.com:8000",
    )
    assert found["PUBLIC_URL"] == "https://chat.example.com"
    assert found["CSRF_TRUSTED_ORIGINS"] == [
        "https://*.example.org",
        "http://other.example.com:8000",
        "https://chat.example.com",
    ]
    assert "chat.example.com" in found["ALLOWED_HOSTS"]


def test_an_ipv6_address_may_be_the_public_one(settings_of):
    assert "[2001:db8::1]" in settings_of(PUBLIC_URL="https://[2001:db8::1]:8443")["ALLOWED_HOSTS"]


def test_a_redirect_to_https_leads_to_the_public_address(settings_of):
    assert settings_of(PUBLIC_URL="https://h.example:8443")["SECURE_SSL_HOST"] == "h.example:8443"
    assert settings_of(PUBLIC_URL="http://h.example")["SECURE_SSL_HOST"] is None


@pytest.mark.parametrize(("value", "is_on"), [("", False), ("1", True)])
def test_hsts_binds_other_sites_only_where_asked(settings_of, value, is_on):
    found = settings_of(PUBLIC_URL="https://h.example", HSTS_ALL=value)
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is is_on
    assert found["SECURE_HSTS_PRELOAD"] is is_on
    assert found["SECURE_HSTS_SECONDS"] == 3600


def test_log_feeds_are_taken_as_they_are_listed(settings_of):
    feeds = {"日志": {"path": "/var/log/a b.log", "readers": "on call"}}
    assert settings_of(LOG_FEEDS=json.dumps(feeds))["LOG_FEEDS"] == feeds
    assert settings_of(LOG_FEEDS="")["LOG_FEEDS"] == {}


def test_a_long_secret_key_is_taken(settings_of):
    assert settings_of(SECRET_KEY=KEY)["SECRET_KEY"] == KEY


def test_several_redis_servers_share_the_layer_and_the_first_has_the_cache(
    settings_of: Any,
) -> None:
    one, two = "redis://:a,b@one/0", "rediss://two:6380/1"
    loaded = settings_of(REDIS_URL=f"{one}, {two}", DATABASE_URL="postgresql://h/x")
    hosts = loaded["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"]
    assert [host["address"] for host in hosts] == [one, two]
    assert loaded["CACHES"]["default"]["LOCATION"] == one
