import pytest
from django.test import Client

from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_what_the_server_sees():
    answer = Client().get("/connection/", headers={"host": "localhost"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://localhost" in page
    assert "Log in to check everything" in page


def test_a_member_is_named(ann):
    assert "As ann." in signed_in(Client(), ann).get("/connection/").content.decode()


def test_nothing_in_the_page_is_inline():
    page = Client().get("/connection/").content.decode()
    assert " style=" not in page
    assert "<script>" not in page


def test_it_is_never_cached():
    assert "no-store" in Client().get("/connection/").headers["Cache-Control"]


def test_it_answers_over_http_where_all_else_redirects(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/connection/").status_code == 200
    assert Client().get("/log_in/").status_code == 301
