"""Reasons not to start, each told in one line that says what to change."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from redis.exceptions import RedisError

REACH_SECONDS = 3


class Refused(CommandError):
    """The site cannot run as configured. Ends the command with exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


def is_embedded() -> bool:
    """Whether only one process may serve this site: SQLite, or events that stay in memory."""
    return uses_sqlite() or uses_memory_layer()


def uses_sqlite() -> bool:
    return connection.vendor == "sqlite"


def uses_memory_layer() -> bool:
    return str(settings.CHANNEL_LAYERS["default"]["BACKEND"]).endswith("InMemoryChannelLayer")


def refuse_bad_workers(workers: int) -> None:
    """More than one process needs a database and a channel layer that processes share."""
    if workers < 1:
        raise Refused(f"--workers is {workers}: at least 1 is needed.")
    if workers > 1 and uses_memory_layer():
        raise Refused(f"--workers {workers} needs Redis: set REDIS_URL, or use --workers 1.")
    if workers > 1 and uses_sqlite():
        raise Refused(
            f"--workers {workers} needs PostgreSQL: set DATABASE_URL, or use --workers 1."
        )


def refuse_bad_proxies() -> None:
    for proxy in settings.TRUSTED_PROXIES:
        if proxy != "*" and not _is_network(proxy):
            raise Refused(f"TRUSTED_PROXIES has {proxy!r}: give addresses or networks, or *.")


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def refuse_unreachable_database() -> None:
    try:
        if connection.vendor == "postgresql":
            _connect_without_pool()
        else:
            connection.ensure_connection()
    except DatabaseError as error:
        raise Refused(f"The database (DATABASE_URL) fails: {_one_line(error)}") from error


def _connect_without_pool() -> None:
    """The pool would wait for half a minute and then hide the reason."""
    options = connection.get_connection_params() | {"connect_timeout": REACH_SECONDS}
    with connection.wrap_database_errors:
        connection.Database.connect(**options).close()  # type: ignore[attr-defined]


def refuse_unreachable_redis() -> None:
    for url in settings.REDIS_URLS:
        _ping_redis(url)


def _ping_redis(url: str) -> None:
    import redis

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=REACH_SECONDS) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        where = f"Redis at {_without_password(url)} (REDIS_URL)"
        raise Refused(f"{where} does not answer: {_one_line(error)}") from error


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or parts.path}:{parts.port or 6379}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
