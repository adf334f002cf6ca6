"""The HTTP door's translation of the domain's errors; PermissionDenied is Django's own 403."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from example_channels.realtime.limits import TooFast

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def answers_errors(view: View[P]) -> View[P]:
    """Answer 404 where an action finds nothing its actor may know of, and 429 where it is too fast.

    The 429 says in ``Retry-After`` when to try again.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404(str(error)) from error
        except TooFast as error:
            answer = render(request, "429.html", status=429)
            answer["Retry-After"] = str(error.seconds)
            return answer

    return wrapped
