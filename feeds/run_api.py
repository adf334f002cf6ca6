"""The doors for programs that send runs: start one, and end it. Output has one of its own."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from feeds import actions
from feeds.answers import EXPLAINED, explained
from feeds.apps import RUNS
from feeds.run_forms import FinishForm, StartForm, fields_of
from feeds.senders import check_pace, open_run_of, sender
from tokens.doors import Credentials, allowed


def answers_senders(view: Any) -> Any:
    """Answer errors with JSON, in a sentence."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any) -> HttpResponse:
        try:
            return view(request, *args)
        except EXPLAINED as error:
            return explained(error).as_response()

    return wrapped


@answers_senders
def start(request: HttpRequest) -> HttpResponse:
    """Begin a run: ``name``, and maybe ``command``, ``readers``, ``room`` and ``announce``."""
    token = sender(Credentials.of(request))
    form = StartForm(fields_of(request))
    asked = form.checked()
    allowed(token, RUNS.scope(asked["name"]))
    check_pace(token)
    origin = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    run = actions.start_run(token.maker, origin=origin, **asked)
    facts = {"id": run.pk, "url": run.url, "output_url": f"{run.url}output"}
    return JsonResponse(facts, status=201)


@answers_senders
def finish(request: HttpRequest, run_id: int) -> HttpResponse:
    """End a run with its ``exit_status``."""
    open_run_of(Credentials.of(request), run_id)
    form = FinishForm(fields_of(request))
    run = actions.finish_run(run_id, form.checked()["exit_status"])
    return JsonResponse({"id": run.pk, "state": run.state, "lines": run.lines})
