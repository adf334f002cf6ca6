"""Profile, security and devices pages."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.sessions import LOGIN
from tests.people import signed_in

pytestmark = pytest.mark.django_db

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize("page", ["profile", "security", "devices"])
def test_the_pages_are_for_those_who_are_logged_in(client: Client, ann: User, page: str) -> None:
    assert client.get(f"/account/{page}/").status_code == 302
    assert signed_in(client, ann).get(f"/account/{page}/").status_code == 200


def test_a_display_name_is_shown_instead_of_the_username(client: Client, ann: User) -> None:
    signed_in(client, ann).post("/account/profile/", {"name": "  Ann  Lee "})
    ann.refresh_from_db()
    assert ann.shown_name == "Ann Lee"
    signed_in(Client(), ann).post("/account/profile/", {"name": ""})
    assert User.objects.get().shown_name == "ann"


@pytest.mark.parametrize("name", ["x" * 61, "ann\u202enna"])
def test_an_impossible_display_name_is_refused(client: Client, ann: User, name: str) -> None:
    assert signed_in(client, ann).post("/account/profile/", {"name": name}).status_code == 200
    ann.refresh_from_db()
    assert ann.name == ""


def test_the_devices_page_names_every_browser_and_marks_this_one(client: Client, ann: User) -> None:
    signed_in(Client(headers={"user-agent": IPHONE}), ann)
    page = signed_in(client, ann).get("/account/devices/").content.decode()
    assert "Safari on iPhone" in page
    assert page.count("This device") == 1
    assert "127.0.0.1" in page


def test_a_device_signed_out_from_afar_is_out_on_its_next_request(
    client: Client, ann: User
) -> None:
    phone = signed_in(Client(), ann)
    signed_in(client, ann).post(f"/account/devices/{phone.session[LOGIN]}/sign_out/")
    assert phone.get("/account/profile/").status_code == 302
    assert client.get("/account/profile/").status_code == 200


def test_all_other_devices_are_signed_out_at_once(client: Client, ann: User) -> None:
    others = [signed_in(Client(), ann) for _ in range(2)]
    signed_in(client, ann).post("/account/devices/sign_out_others/")
    assert [other.get("/account/profile/").status_code for other in others] == [302, 302]
    assert client.get("/account/profile/").status_code == 200


def test_signing_this_device_out_logs_out(client: Client, ann: User) -> None:
    signed_in(client, ann)
    answer = client.post(f"/account/devices/{client.session[LOGIN]}/sign_out/")
    assert answer["Location"] == "/log_in/"
    assert not ann.logins.exists()


def test_somebody_elses_device_is_not_found(client: Client, ann: User, bob: User) -> None:
    theirs = signed_in(Client(), bob)
    path = f"/account/devices/{theirs.session[LOGIN]}/sign_out/"
    assert signed_in(client, ann).post(path).status_code == 404
    assert theirs.get("/account/profile/").status_code == 200


@pytest.mark.parametrize("path", ["devices/sign_out_others/", "devices/x/sign_out/"])
def test_looking_signs_nobody_out(client: Client, ann: User, path: str) -> None:
    assert signed_in(client, ann).get(f"/account/{path}").status_code == 405
