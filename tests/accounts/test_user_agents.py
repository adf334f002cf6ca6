"""Browsers in words."""

import pytest

from accounts.user_agents import describe, is_phone

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (f"{WINDOWS} {KIT} Chrome/141.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS} {KIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15",
            "Safari on macOS",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {KIT} Chrome/141.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15) {KIT} Chrome/130.0 MicroMessenger/8.0",
            "WeChat on Android",
        ),
        ("curl/8.5.0", "curl"),
        ("", "Unknown browser"),
        ("<script>", "Unknown browser"),
    ],
)
def test_browsers_and_systems_are_named(header: str, words: str) -> None:
    assert describe(header) == words


def test_phones_are_told_from_computers() -> None:
    assert is_phone("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)")
    assert not is_phone(WINDOWS)
