"""The staff's page of tokens."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.people import signed_in
from tokens.models import Token

pytestmark = pytest.mark.django_db

SECRET = re.compile(r'value="(rct_\w+)"')
FIELDS = {"name": "build server", "kind": "run", "subject": "build", "lifetime": "30"}


def test_there_is_no_such_page_for_people(client: Client, ann: User) -> None:
    ann_there = signed_in(client, ann)
    assert ann_there.get("/tokens/").status_code == 404
    assert ann_there.post("/tokens/", FIELDS).status_code == 404
    assert not Token.objects.exists()


def test_a_token_is_shown_once_and_then_only_its_beginning(client: Client, staff: User) -> None:
    olga = signed_in(client, staff)
    found = SECRET.search(olga.post("/tokens/", FIELDS).content.decode())
    assert found
    token = Token.objects.get()
    assert (token.scope, token.maker) == ("run:build", staff)
    assert token.expires_at is not None
    page = olga.get("/tokens/").content.decode()
    assert found[1] not in page
    assert token.prefix in page
    assert "never used" in page


def test_what_it_is_for_has_to_be_named_whole(client: Client, staff: User) -> None:
    olga = signed_in(client, staff)
    for wrong in ({"subject": ""}, {"subject": "a/b"}, {"kind": "all"}, {"name": ""}):
        page = olga.post("/tokens/", {**FIELDS, **wrong})
        assert "invalid-feedback" in page.content.decode()
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_its_maker_alone(client: Client, staff: User, operator: User) -> None:
    olga = signed_in(client, staff)
    olga.post("/tokens/", FIELDS)
    mine = Token.objects.get()
    theirs = Token.objects.create(maker=operator, name="x", scope="run:x", digest="x", prefix="x")
    assert olga.post(f"/tokens/{theirs.pk}/revoke/").status_code == 404
    assert olga.post(f"/tokens/{mine.pk}/revoke/").status_code == 302
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.revoked_at
    assert theirs.revoked_at is None
    assert "Revoked" in olga.get("/tokens/").content.decode()
