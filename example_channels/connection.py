"""``/connection/``: what works between this browser and this server, and what to change."""

from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from example_channels import findings
from example_channels.health import readiness


@never_cache
@require_safe
def show_connection(request: HttpRequest) -> HttpResponse:
    """Useful without JavaScript and without an account; a module adds what only it can see."""
    rows = [
        findings.address(request),
        findings.encryption(request),
        findings.proxy(request),
        findings.cookies(request),
        *findings.readiness(async_to_sync(readiness.report)()),
        findings.push(),
    ]
    seen = findings.seen_address(request)
    return render(request, "site/connection.html", {"rows": rows, "seen": seen})
