"""Django's own errors, as the socket tells them: one table, for every request."""

import logging
from math import ceil

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from example_channels.realtime.limits import TooFast
from example_channels.realtime.protocol import BadFrame, Error, Request, tag_of

logger = logging.getLogger(__name__)

RETRY_AFTER = 1.0  # seconds, after a failure of ours

CODES: dict[type[Exception], str] = {
    # What one may not know of is not found; what one sees but may not do is forbidden.
    ObjectDoesNotExist: "not_found",
    PermissionDenied: "forbidden",
    ValidationError: "invalid",
}


def bad_frame(bad: BadFrame) -> Error:
    return Error(code="bad_request", message=str(bad))


def refusal(error: BaseException, request: Request) -> Error:
    """Return what a client is told of an error; what is not in the table is a bug, and logged."""
    if isinstance(error, TooFast):
        retry_after = ceil(100 * error.retry_after) / 100  # Never 0: that would be "now".
        return Error(code="too_fast", message=str(error), retry_after=retry_after)
    for kind, code in CODES.items():
        if isinstance(error, kind):
            return Error(code=code, message=_in_words(error))
    logger.error("%s failed", tag_of(type(request)), exc_info=error)
    message = _("Something failed here: try again.")
    return Error(code="unavailable", message=message, retry_after=RETRY_AFTER)


def _in_words(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, ObjectDoesNotExist):
        return _("There is no such thing, or it is not for you to see.")
    return str(error)
