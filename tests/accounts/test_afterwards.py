"""Callbacks wait for the answer to be sent."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.afterwards import arrange, when_answered


# Closing an answer lets Django look after its database connections.
@pytest.mark.django_db
def test_a_callback_waits_until_the_answer_is_sent() -> None:
    called: list[str] = []
    request, response = RequestFactory().get("/"), HttpResponse()
    when_answered(request, lambda: called.append("first"))
    when_answered(request, lambda: called.append("second"))
    arrange(request, response)
    assert not called
    response.close()
    assert called == ["first", "second"]


def test_an_answer_nobody_waits_for_is_left_alone() -> None:
    response = HttpResponse()
    arrange(RequestFactory().get("/"), response)
    assert "close" not in vars(response)
