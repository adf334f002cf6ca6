import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from example_channels.middleware import (
    content_security_policy,
    log_requests,
    policy,
    refuse_odd_charsets,
)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hi")


async def async_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hi")


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/rooms/", {"secret": "squeamish"})


def test_a_policy_is_written_as_browsers_read_it():
    directives = {"default-src": ["'self'"], "img-src": ["'self'", "data:"]}
    assert policy(directives) == "default-src 'self'; img-src 'self' data:"


def test_every_response_has_the_policy(request_):
    response = content_security_policy(page)(request_)
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_the_policy_allows_nothing_inline(request_):
    response = content_security_policy(page)(request_)
    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_view_may_bring_a_policy_of_its_own(request_):
    def own(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert content_security_policy(own)(request_)["Content-Security-Policy"] == "sandbox"


@pytest.mark.asyncio
async def test_beside_async_views_it_is_async(request_):
    response = await content_security_policy(async_page)(request_)
    assert "Content-Security-Policy" in response


def test_a_request_leaves_one_line_without_its_query(request_, caplog):
    caplog.set_level(logging.INFO, "rollcall.request")
    response = log_requests(page)(request_)
    (line,) = caplog.records
    assert line.getMessage() == "GET /rooms/"
    assert line.fields["status"] == 200
    assert line.fields["request_id"] == response["X-Request-ID"]
    assert "squeamish" not in str(line.__dict__)


@pytest.mark.asyncio
async def test_an_async_request_leaves_its_line_too(request_, caplog):
    caplog.set_level(logging.INFO, "rollcall.request")
    await log_requests(async_page)(request_)
    assert [line.getMessage() for line in caplog.records] == ["GET /rooms/"]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("multipart/form-data; boundary=x; charset=utf-7", 400),
        ("application/x-www-form-urlencoded; charset=utf-16", 400),
        ("text/plain; charset=nonsense", 400),
        ("text/plain; charset=rot13", 400),
        ("text/plain; charset=latin-1", 400),
        ('application/x-www-form-urlencoded; charset="UTF-8"', 200),
        ("application/x-www-form-urlencoded; charset=utf8", 200),
        ("application/json", 200),
    ],
)
@pytest.mark.asyncio
async def test_a_body_is_utf8_or_refused(rf, content_type, status):
    request = rf.generic("POST", "/log_in/", b"login=a", content_type=content_type)
    assert refuse_odd_charsets(page)(request).status_code == status
    assert (await refuse_odd_charsets(async_page)(request)).status_code == status


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data; boundary=x; charset=utf-7",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
def test_the_site_refuses_odd_charsets(client, content_type):
    answer = client.generic("POST", "/log_in/", b"login=a", content_type=content_type)
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (400, "nosniff")


def test_who_asks_to_see_what_only_forms_are_sent_to_gets_a_page(client):
    answer = client.get("/account/devices/sign_out_others/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Please press that again" in answer.content.decode()
    assert client.put("/account/devices/sign_out_others/").content == b""
