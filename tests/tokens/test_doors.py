"""What a program that shows a token is let do, and how it is told no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from tests.people import make_person
from tokens import actions, doors
from tokens.models import Token

pytestmark = pytest.mark.django_db

SCOPE = "run:build"


@pytest.fixture(autouse=True)
def _forgiving() -> None:
    doors.failures.clear()


@doors.answers_refusals
def door(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"token": doors.authenticated(request, SCOPE).pk})


def ask(secret: str = "", path: str = "/", scheme: str = "Bearer") -> HttpResponse:
    headers = {"Authorization": f"{scheme} {secret}"} if secret else {}
    return door(RequestFactory().post(path, headers=headers))


def test_a_token_opens_what_it_is_for(staff: User) -> None:
    token, secret = actions.make_token(staff, "ci", SCOPE)
    assert ask(secret).content == b'{"token": %d}' % token.pk
    assert ask(secret, scheme="bearer").status_code == 200


def test_only_a_hash_of_it_is_kept(staff: User) -> None:
    _token, secret = actions.make_token(staff, "ci", SCOPE)
    kept = repr(Token.objects.values().get())
    assert secret not in kept
    assert secret[10:] not in kept


def test_no_token_or_a_wrong_one_is_told_so_in_a_line() -> None:
    for answer in (ask(), ask("rct_wrong"), ask("x", scheme="Basic")):
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer["Content-Type"] == "application/json"
        assert answer.content.count(b"\n") == 0


def test_a_token_of_another_scope_is_forbidden_and_told_which_is_needed(staff: User) -> None:
    _token, secret = actions.make_token(staff, "ci", "run:deploy")
    answer = ask(secret)
    assert answer.status_code == 403
    assert "run:deploy" in answer.content.decode()
    assert SCOPE in answer.content.decode()


def test_a_token_in_the_address_is_refused_however_good_it_is(staff: User) -> None:
    _token, secret = actions.make_token(staff, "ci", SCOPE)
    answer = ask(secret, path=f"/?token={secret}")
    assert answer.status_code == 401
    assert "never in an address" in answer.content.decode()


def test_a_revoked_and_an_expired_one_work_no_longer(staff: User) -> None:
    token, secret = actions.make_token(staff, "ci", SCOPE)
    _old, old = actions.make_token(staff, "old", SCOPE, timezone.now() - timedelta(seconds=1))
    actions.revoke_token(staff, token.pk)
    assert ask(secret).status_code == ask(old).status_code == 401


def test_it_works_only_while_its_maker_is_welcome_and_staff(operator: User, staff: User) -> None:
    _token, secret = actions.make_token(staff, "ci", SCOPE)
    accounts.ban(operator, staff.pk, "a break")
    assert ask(secret).status_code == 401
    accounts.unban(operator, staff.pk)
    assert ask(secret).status_code == 200
    accounts.deactivate(operator, staff.pk)
    assert ask(secret).status_code == 401
    accounts.reactivate(operator, staff.pk)
    User.objects.filter(pk=staff.pk).update(is_staff=False)
    assert ask(secret).status_code == 401


def test_who_is_forgotten_leaves_no_token(operator: User, staff: User) -> None:
    actions.make_token(staff, "ci", SCOPE)
    accounts.forget_user(operator, staff.pk)
    assert not Token.objects.exists()


def test_failing_too_often_is_slowed_down_and_a_good_token_still_passes(staff: User) -> None:
    _token, secret = actions.make_token(staff, "ci", SCOPE)
    for _ in range(doors.FAILURES_AT_ONCE):
        assert ask("rct_guess").status_code == 401
    answer = ask("rct_guess")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert ask(secret).status_code == 200


def test_the_last_use_is_noted_at_most_once_a_minute(staff: User) -> None:
    token, secret = actions.make_token(staff, "ci", SCOPE)
    ask(secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    ask(secret)
    token.refresh_from_db()
    assert token.last_used_at == first
    Token.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(secret)
    token.refresh_from_db()
    assert token.last_used_at > first - timedelta(minutes=1)


def test_staff_manage_their_own_and_operators_all(staff: User, operator: User) -> None:
    token, _secret = actions.make_token(staff, "ci", SCOPE)
    other = make_person("stella", is_staff=True)
    with pytest.raises(Token.DoesNotExist):
        actions.revoke_token(other, token.pk)
    actions.revoke_token(operator, token.pk)
