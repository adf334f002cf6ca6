"""Read the environment, and say in one line what is wrong with it."""

import math
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

LEAST_KEY = 32  # characters
DEFAULT_PORTS = {"http": 80, "https": 443}
# Lower-case, as Django takes it; IPv6 in brackets, as in addresses.
HOST = r"(?:[a-z0-9-][a-z0-9.-]*|\[[0-9a-f:.]+\])"
HOST_NAME = re.compile(HOST)
HOST_PATTERN = re.compile(rf"\*|\.?{HOST}")
ORIGIN_HOST = re.compile(rf"(?:\*\.)?{HOST}")


def text(name: str, default: str = "") -> str:
    """Return a variable without space around it; an empty one counts as unset."""
    return str(env.str(name, default="")).strip() or default


def words(name: str) -> list[str]:
    """Return what a variable lists with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of ``allowed``; raises ImproperlyConfigured naming them."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r} is none of: {', '.join(allowed)}.")
    return value


def some_of(name: str, allowed: tuple[str, ...]) -> frozenset[str]:
    """Return those of ``allowed`` a variable lists; raises ImproperlyConfigured naming them."""
    found = frozenset(words(name))
    if unknown := found.difference(allowed):
        raise ImproperlyConfigured(
            f"{name} has {min(unknown)!r}, which is none of: {', '.join(allowed)}."
        )
    return found


def number(name: str, default: float, *, least: float = 0) -> float:
    """Return a finite number of at least ``least``; raises ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    try:
        parsed = float(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a number.") from None
    if not math.isfinite(parsed):
        raise ImproperlyConfigured(f"{name}={value!r} is not a number that ends.")
    if parsed < least:
        raise ImproperlyConfigured(f"{name}={value!r} must be at least {least:g}.")
    return parsed


def switch(name: str, default: bool) -> bool:
    """Return a truth value; raises ImproperlyConfigured for what is neither 1 nor 0, yes nor no."""
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False, "": default}
    value = text(name).lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name}={value!r} must be 1 or 0.")
    return words[value]


def address(name: str, default: str = "") -> str:
    """Return an address as browsers write it in ``Origin``, or "" where none is set."""
    value = text(name, default)
    return _origin(name, value, HOST_NAME) if value else ""


def origins(name: str) -> list[str]:
    """Return addresses as browsers write them; ``https://*.example.com`` stands for many."""
    return [_origin(name, value, ORIGIN_HOST) for value in words(name)]


def _origin(name: str, value: str, shape: re.Pattern[str]) -> str:
    """Scheme, host and port, in lower case and without a port that goes without saying."""
    wrong = ImproperlyConfigured(f"{name}={value!r} must look like https://chat.example.com.")
    try:
        parts = urlsplit(value.rstrip("/").lower())
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    is_bare = not (parts.path or parts.query or parts.fragment)
    if parts.scheme not in DEFAULT_PORTS or not is_bare or port == 0 or not shape.fullmatch(host):
        raise wrong
    return f"{parts.scheme}://{host}" + (
        "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    )


def host_of(origin: str) -> str:
    """Return the host of a checked address, an IPv6 one in its brackets."""
    found = HOST_NAME.match(origin.partition("://")[2])
    return found[0] if found else ""


def hosts(name: str) -> list[str]:
    """Return names of hosts, as ALLOWED_HOSTS takes them."""
    found = words(name)
    for value in found:
        if not HOST_PATTERN.fullmatch(value.lower()):
            raise ImproperlyConfigured(
                f"{name} has {value!r}: give names alone, as in chat.example.com."
            )
    return found


def time_zone(name: str, default: str) -> str:
    """Return the name of a time zone."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name}={value!r} is no time zone, as Europe/Berlin is."
        ) from None
    return value


def redis(name: str) -> list[str]:
    """Return addresses of Redis, listed with commas. Errors leave out their passwords."""
    value = text(name)
    urls = re.split(r"\s*,\s*(?=[a-z]+://)", value) if value else []
    if not all(map(_is_redis, urls)):
        raise ImproperlyConfigured(f"{name} must look like redis://host:6379/0.")
    if len(set(urls)) < len(urls):
        raise ImproperlyConfigured(f"{name} names a Redis twice.")
    return urls


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("redis", "rediss", "unix") and port != 0


def email(name: str) -> dict[str, Any]:
    """Return Django's settings for an e-mail address like smtp+tls://…; unset, the console's."""
    try:
        return dict(env.email_url_config(text(name, "consolemail://")))
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} must look like smtp+tls://user:password@mail.example.com:587."
        ) from None


def data_dir(root: Path) -> Path:
    """Return the directory that holds all state, made if missing."""
    directory = Path(text("DATA_DIR") or root / "var").expanduser().absolute()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR={directory} cannot be made: {error.strerror}."
        ) from None
    return directory


def secret_key(directory: Path) -> str:
    """Return SECRET_KEY, or one kept in ``directory``, made there at the first start."""
    if given := text("SECRET_KEY"):
        if len(given) < LEAST_KEY:
            raise ImproperlyConfigured(f"SECRET_KEY must have at least {LEAST_KEY} characters.")
        return given
    kept = directory / "secret_key"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR={directory} cannot be written: {error.strerror}."
        ) from None
    if not (key := kept.read_text().strip()):
        raise ImproperlyConfigured(f"{kept} is empty: delete it, and the next start makes another.")
    return key


def database_options(databases: dict[str, Any]) -> dict[str, Any]:
    """Return what DATABASE_URL says after its question mark, as Django has it."""
    return dict(databases["default"].get("OPTIONS", {}))


def database(directory: Path) -> dict[str, object]:
    """Return Django's description of DATABASE_URL: SQLite in ``directory``, or PostgreSQL."""
    url = text("DATABASE_URL") or f"sqlite:///{directory / 'rollcall.sqlite3'}"
    scheme = url.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {scheme!r}: use postgresql://… or sqlite:///…."
        )
    try:
        described = environ.Env.db_url_config(url)
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:5432/name."
        ) from None
    # The check lets a pool hand out no connection that a restart of PostgreSQL has ended.
    return {
        **described,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": not url.startswith("sqlite"),
    }
