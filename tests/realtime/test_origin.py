"""Which pages may open a socket."""

import pytest

from example_channels.realtime.origin import is_allowed

TRUSTED = ["https://chat.example.com", "https://*.example.org", "https://Odd.Example.com:443"]


@pytest.mark.parametrize(
    ("origin", "scheme", "host"),
    [
        (None, "http", "127.0.0.1:8000"),
        ("http://127.0.0.1:8000", "http", "127.0.0.1:8000"),
        ("http://site", "http", "site"),
        ("http://site:80", "http", "site"),
        ("https://site", "https", "site:443"),
        ("https://chat.example.com", "http", "10.0.0.7:8000"),
        ("https://odd.example.com", "http", "10.0.0.7:8000"),
        ("https://a.example.org", "http", "10.0.0.7:8000"),
        ("https://a.b.example.org:443", "http", "10.0.0.7:8000"),
    ],
)
def test_ones_own_pages_and_trusted_ones_are_let_in(
    origin: str | None, scheme: str, host: str
) -> None:
    assert is_allowed(origin, scheme, host, TRUSTED)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:9000",
        "http://127.0.0.1:8000.evil.example",
        "https://chat.example.com.evil.example",
        "http://chat.example.com",
        "https://chat.example.com:8443",
        "https://127.0.0.1:8000",
        "https://example.org.evil",
        "https://a.example.org.evil",
        "https://evilexample.org",
        "http://a.example.org",
        "https://a.example.org:8443",
        "null",
        "",
        "http://127.0.0.1:99999999",
        "http://[",
    ],
)
def test_every_other_page_is_refused(origin: str) -> None:
    assert not is_allowed(origin, "http", "127.0.0.1:8000", TRUSTED)
