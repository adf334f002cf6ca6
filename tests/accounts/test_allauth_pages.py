"""allauth's pages in the site's look, clean of anything the content policy forbids."""

import re
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from pytest_django import Settings

from accounts.models import FOR_EVER, User
from tests.people import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style|\sstyle=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE)


def assert_clean(answer: Any) -> str:
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "site/site.css" in page
    for forbidden in (INLINE_SCRIPT, INLINE_STYLE, INLINE_HANDLER):
        assert not forbidden.search(page), forbidden.search(page)
    return page


def confirmed(client: Client, user: User) -> Client:
    """Log in, and type the password again as the security pages ask."""
    signed_in(client, user).post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "path",
    [
        "/log_in/",
        "/sign_up/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/inactive/",
    ],
)
def test_entrance_pages_are_clean(client: Client, db: None, path: str) -> None:
    assert_clean(client.get(path))


@pytest.mark.parametrize(
    "path",
    [
        "/log_out/",
        "/account/email/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/profile/",
        "/account/security/",
        "/account/devices/",
    ],
)
def test_account_pages_are_clean(client: Client, ann: User, path: str) -> None:
    assert_clean(confirmed(client, ann).get(path))


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/totp/deactivate/",
        "/account/2fa/recovery-codes/",
        "/account/2fa/recovery-codes/generate/",
    ],
)
def test_pages_of_those_with_two_factors_are_clean(client: Client, ann: User, path: str) -> None:
    confirmed(client, ann)
    TOTP.activate(ann, generate_totp_secret())
    RecoveryCodes.activate(ann)
    assert_clean(client.get(path))


def test_the_passkey_pages_bring_their_scripts_as_files(client: Client, ann: User) -> None:
    page = assert_clean(confirmed(client, ann).get("/account/2fa/webauthn/add/"))
    assert "mfa/js/webauthn.js" in page
    assert re.search(r'name="passwordless"[^>]* checked', page)


def test_the_log_in_page_offers_passkeys_where_they_can_work(client: Client, db: None) -> None:
    page = client.get("/log_in/", headers={"host": "localhost"}).content.decode()
    assert 'id="passkey_login"' in page
    assert "mfa/js/webauthn.js" in page
    assert (
        "passkey_login"
        not in client.get("/log_in/", headers={"host": "127.0.0.1"}).content.decode()
    )


def test_a_second_factor_is_asked_for_before_anybody_is_logged_in(
    client: Client, ann: User, settings: Settings
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(ann, secret)
    answer = client.post("/log_in/", {"login": "ann", "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert not ann.logins.exists()
    assert_clean(client.get("/account/2fa/authenticate/"))
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    settings.MFA_TOTP_TOLERANCE = 1  # The next half minute may have begun when it is sent.
    assert client.post("/account/2fa/authenticate/", {"code": code})["Location"] == "/"
    assert ann.logins.count() == 1


def test_a_recovery_code_opens_the_account_once(client: Client, ann: User) -> None:
    TOTP.activate(ann, generate_totp_secret())
    code = RecoveryCodes.activate(ann).get_unused_codes()[0]
    for expected in (302, 200):
        client.post("/log_in/", {"login": "ann", "password": PASSWORD})
        assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == expected
        client.post("/log_out/")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"banned_until": FOR_EVER}])
def test_somebody_thrown_out_between_password_and_code_stays_out(
    client: Client, ann: User, fields: dict[str, Any]
) -> None:
    TOTP.activate(ann, generate_totp_secret())
    code = RecoveryCodes.activate(ann).get_unused_codes()[0]
    client.post("/log_in/", {"login": "ann", "password": PASSWORD})
    User.objects.filter(pk=ann.pk).update(**fields)
    client.post("/account/2fa/authenticate/", {"code": code})
    assert not ann.logins.exists()
