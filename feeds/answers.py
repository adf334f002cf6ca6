"""What programs that send runs are told: JSON, and a sentence where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _

from example_channels.realtime.limits import TooFast
from feeds.writer import NoText, OutputGap, RunEnded
from tokens.doors import Refused

EXPLAINED = (
    *(Refused, ObjectDoesNotExist, RunEnded, OutputGap, NoText, ValidationError),
    TooFast,
)
RETRY = 2  # seconds


class Answer(NamedTuple):
    """A status and facts; ``error`` among them is a sentence."""

    status: int
    facts: Mapping[str, Any]
    headers: Mapping[str, str] = {}

    @property
    def body(self) -> bytes:
        return json.dumps(self.facts, ensure_ascii=False).encode() + b"\n"

    def as_response(self) -> JsonResponse:
        return JsonResponse(dict(self.facts), status=self.status, headers=dict(self.headers))


def explained(error: Exception) -> Answer:
    """Return what a sender is told of an error, one of EXPLAINED."""
    if isinstance(error, Refused):
        return _refusal(error.status, str(error), error.headers)
    if isinstance(error, ValidationError):
        return _refusal(400, " ".join(error.messages))
    if isinstance(error, TooFast):
        return _refusal(429, str(error), {"Retry-After": str(error.seconds)})
    if isinstance(error, OutputGap):
        facts = {"error": _("Some output before this is missing."), "received": error.received}
        return Answer(409, facts)
    return _refusal(*_known(error))


def busy() -> Answer:
    """Return what a sender is told that comes again later."""
    return _refusal(503, _("Busy: try again in a moment."), {"Retry-After": str(RETRY)})


def _known(error: Exception) -> tuple[int, str]:
    if isinstance(error, RunEnded):
        return 409, _("This run has ended already.")
    if isinstance(error, NoText):
        return 415, _("This is no text in UTF-8: nothing of it was kept.")
    return 404, _("There is no such run for this token.")


def _refusal(status: int, words: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, {"error": words}, headers or {})
