import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from example_channels import findings


@pytest.fixture(autouse=True)
def _any_host(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


def visit(host: str = "chat.example.com", *, secure: bool = False, **meta: str) -> HttpRequest:
    request = RequestFactory().get("/connection/", secure=secure, headers={"host": host}, **meta)
    request.user = AnonymousUser()
    return request


def test_the_public_address_is_fine(settings):
    settings.PUBLIC_URL = "https://chat.example.com"
    assert findings.address(visit(secure=True)).state == "ok"


def test_another_address_than_the_public_one_is_told(settings):
    settings.PUBLIC_URL = "https://chat.example.com"
    told = findings.address(visit("10.0.0.2:8000"))
    assert told.state == "warning"
    assert "http://10.0.0.2:8000" in told.text
    assert "PUBLIC_URL" in told.advice


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_http_on_this_machine_is_fine(host):
    assert findings.encryption(visit(host)).state == "ok"


def test_http_over_a_network_is_not():
    assert findings.encryption(visit()).state == "warning"


def test_https_said_by_an_untrusted_proxy_names_the_proxy():
    told = findings.encryption(visit(HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR="172.17.0.1"))
    assert told.state == "failed"
    assert "TRUSTED_PROXIES=172.17.0.1" in told.advice


def test_no_proxy_is_fine_where_none_is_expected(settings):
    settings.TRUSTED_PROXIES = []
    assert findings.proxy(visit()).state == "ok"


def test_an_expected_proxy_that_says_nothing_is_told(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    told = findings.proxy(visit())
    assert told.state == "warning"
    assert "X-Forwarded-For" in told.advice


def test_an_ignored_proxy_is_named():
    told = findings.proxy(visit(HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="172.17.0.1"))
    assert told.state == "warning"
    assert "TRUSTED_PROXIES=172.17.0.1" in told.advice


def test_a_trusted_proxy_shows_where_one_comes_from():
    seen = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 10.0.0.1", "REMOTE_ADDR": "203.0.113.9"}
    told = findings.proxy(visit(**seen, HTTP_X_FORWARDED_PROTO="https"))
    assert told.state == "ok"
    assert "203.0.113.9" in told.text


def test_a_proxy_that_hides_the_scheme_is_told():
    seen = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "REMOTE_ADDR": "203.0.113.9"}
    assert "X-Forwarded-Proto" in findings.proxy(visit(**seen)).advice


def test_over_http_a_secure_cookie_cannot_come(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert findings.cookies(visit()).state == "warning"


def test_what_is_not_ready_is_told_with_what_to_do():
    database, layer = findings.readiness({"database": "ok", "layer": "no answer within 2 s"})
    assert database.state == "ok"
    assert (layer.state, layer.text) == ("failed", "no answer within 2 s")
    assert "REDIS_URL" in layer.advice
