"""Whether a browser's page may open a socket here.

Channels' own check looks at hosts only, and ``ALLOWED_HOSTS=["*"]`` switches it off.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import is_same_domain

WEB_SCHEMES = {"ws": "http", "wss": "https"}
DEFAULT_PORTS = {"http": 80, "https": 443}
Place = tuple[str, str, int | None]  # scheme, host and port, as browsers compare them


def is_allowed(origin: str | None, scheme: str, host: str, trusted: Iterable[str]) -> bool:
    """Compare an ``Origin`` with the request's own address and the trusted ones.

    No browser omits it, so a client without one is not a page and is let in.
    """
    if origin is None:
        return True
    place = _place(origin)
    admitted = map(_place, [f"{scheme}://{host}", *trusted])
    return place is not None and any(_admits(other, place) for other in admitted)


@lru_cache(maxsize=256)  # Parsing costs more than all else here, and all come from few places.
def _place(address: str) -> Place | None:
    try:
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _admits(trusted: Place | None, place: Place) -> bool:
    """Whether they are one place, or ``*.`` of the trusted one stands for the other's name."""
    if trusted is None:
        return False
    scheme, name, port = trusted
    pattern = name.removeprefix("*") if name.startswith("*.") else name
    return (scheme, port) == (place[0], place[2]) and is_same_domain(place[1], pattern)


def is_allowed_by(headers: Mapping[bytes, bytes], scheme: str) -> bool:
    """Check a handshake against the settings. ``scheme`` is ws or wss."""
    sent = headers.get(b"origin")
    return is_allowed(
        None if sent is None else sent.decode("latin-1"),
        WEB_SCHEMES.get(scheme, "http"),
        headers.get(b"host", b"").decode("latin-1"),
        settings.CSRF_TRUSTED_ORIGINS,
    )
