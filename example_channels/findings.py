"""What the server can tell of a request's way here, and what to change where it went wrong."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

State = Literal["ok", "warning", "failed", "off"]


@dataclass(frozen=True)
class Finding:
    """One row of the page; ``advice`` says what an operator does about it."""

    name: str
    state: State
    text: str
    advice: str = ""


def seen_address(request: HttpRequest) -> str:
    """The address people typed, as far as the server can tell."""
    return f"{request.scheme}://{request.get_host()}"


def address(request: HttpRequest) -> Finding:
    seen, public, name = seen_address(request), settings.PUBLIC_URL, _("Address")
    if not public:
        text = _("The server sees %(address)s; PUBLIC_URL is not set.") % {"address": seen}
        return Finding(name, "ok", text)
    if seen == public:
        text = _("The server sees %(address)s, which is PUBLIC_URL.") % {"address": seen}
        return Finding(name, "ok", text)
    text = _("The server sees %(address)s, but PUBLIC_URL is %(public)s.")
    advice = _("Open the site at PUBLIC_URL, or set PUBLIC_URL to the address people use.")
    return Finding(name, "warning", text % {"address": seen, "public": public}, advice)


def encryption(request: HttpRequest) -> Finding:
    name = _("Encryption")
    if request.is_secure():
        return Finding(name, "ok", _("The page came over https."))
    if _said_https(request):
        advice = _("Name the proxy: TRUSTED_PROXIES=%(address)s") % {"address": _peer(request)}
        return Finding(name, "failed", _("A proxy says https, but is not trusted."), advice)
    if urlsplit(seen_address(request)).hostname in ("localhost", "127.0.0.1", "::1"):
        return Finding(name, "ok", _("http, which never leaves this machine."))
    advice = _("Put a proxy with a certificate in front and set PUBLIC_URL=https://….")
    text = _("http: anybody on the way can read along, and passkeys do not work.")
    return Finding(name, "warning", text, advice)


def proxy(request: HttpRequest) -> Finding:
    name, forwarded = _("Proxy"), request.headers.get("X-Forwarded-For")
    if forwarded is None:
        return _no_proxy(name)
    if _peer(request) not in [part.strip() for part in forwarded.split(",")]:
        advice = _("If %(address)s is your proxy, set TRUSTED_PROXIES=%(address)s")
        text = _("X-Forwarded-For came from %(address)s, which is not trusted, and was ignored.")
        peer = {"address": _peer(request)}
        return Finding(name, "warning", text % peer, advice % peer)
    if "X-Forwarded-Proto" not in request.headers:
        advice = _("nginx: proxy_set_header X-Forwarded-Proto $scheme;")
        return Finding(name, "warning", _("The proxy does not say http or https."), advice)
    text = _("A trusted proxy brought the request; you come from %(address)s.")
    return Finding(name, "ok", text % {"address": _peer(request)})


def cookies(request: HttpRequest) -> Finding:
    name = _("Signed in")
    if request.user.is_authenticated:
        return Finding(name, "ok", _("As %(name)s.") % {"name": request.user.get_username()})
    if settings.SESSION_COOKIE_SECURE and not request.is_secure():
        advice = _("Use the https address: the cookie is never sent over http.")
        return Finding(name, "warning", _("Not signed in, and over http nobody can be."), advice)
    return Finding(name, "ok", _("No. Log in to check everything a member uses."))


def readiness(checks: dict[str, str]) -> list[Finding]:
    """The rows of ``/readyz``: each check's name and what came of it."""
    names = {
        "server": _("Server"),
        "database": _("Database"),
        "migrations": _("Database tables"),
        "layer": _("Events between processes"),
    }
    advice = {
        "database": _("See the server's log, and DATABASE_URL."),
        "migrations": _("Restart the server: it brings the tables up to date."),
        "layer": _("See the server's log, and REDIS_URL."),
    }
    return [
        Finding(names[name], "ok", _("Ready."))
        if outcome == "ok"
        else Finding(names[name], "failed", outcome, advice.get(name, ""))
        for name, outcome in checks.items()
    ]


def push() -> Finding:
    return Finding(_("Push notifications"), "off", _("Not set up yet."))


def _no_proxy(name: str) -> Finding:
    if not settings.TRUSTED_PROXIES:
        return Finding(name, "ok", _("None seen."))
    advice = _("nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;")
    text = _("TRUSTED_PROXIES is set, but this request brought no X-Forwarded-For.")
    return Finding(name, "warning", text, advice)


def _said_https(request: HttpRequest) -> bool:
    return request.headers.get("X-Forwarded-Proto", "").strip() == "https"


def _peer(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
