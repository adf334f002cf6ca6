"""The programs' door: an incident opened with a token, in the name of who made that."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from example_channels.realtime.limits import TooFast
from incidents import actions
from incidents.limits import check_change_pace
from incidents.models import Severity
from tokens.doors import answers_refusals, authenticated

SCOPE = "incidents"
MOST_BYTES = 64 * 1024
FIELDS = {"title": str, "text": str, "severity": str, "place": dict}


@answers_refusals
def open_by_program(request: HttpRequest) -> HttpResponse:
    """Open an incident of ``{"title", "text", "severity", "place"}``; answer where it is."""
    maker = authenticated(request, SCOPE).maker
    try:
        check_change_pace(maker)
        incident = actions.open_incident(maker, **_fields(request))
    except TooFast as error:
        headers = {"Retry-After": str(error.seconds)}
        return JsonResponse({"error": str(error)}, status=429, headers=headers)
    except RequestDataTooBig:
        return JsonResponse({"error": _("This is more than an incident is.")}, status=413)
    except ValidationError as refusal:
        return JsonResponse({"error": " ".join(refusal.messages)}, status=400)
    address = request.build_absolute_uri(incident.get_absolute_url())
    answer = {"id": incident.pk, "url": address}
    return JsonResponse(answer, status=201, headers={"Location": address})


def _fields(request: HttpRequest) -> dict[str, Any]:
    given = _json(request)
    if unknown := sorted(set(given) - set(FIELDS)):
        known = ", ".join(FIELDS)
        raise ValidationError(
            _("There is no field “%(name)s”, only: %(known)s.")
            % {"name": f"{unknown[0]:.60}", "known": known}
        )
    for name, value in given.items():
        if not isinstance(value, FIELDS[name]) and not (name == "place" and value is None):
            raise ValidationError(_("The field “%(name)s” is of another type.") % {"name": name})
    return {"title": "", "severity": Severity.MEDIUM, **given}


def _json(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise RequestDataTooBig
    try:
        given = json.loads(request.body[: MOST_BYTES + 1])
    except (ValueError, RecursionError) as error:
        reason = str(error)[:200]
        raise ValidationError(_("This is no JSON: %(reason)s.") % {"reason": reason}) from None
    if not isinstance(given, dict):
        raise ValidationError(_("Send one JSON object."))
    return given
