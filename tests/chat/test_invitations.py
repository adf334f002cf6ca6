"""Links into rooms: who makes them, whom they let in, and when they no longer do."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import actions as accounts
from accounts.models import User
from chat import actions
from chat.actions.invitations import MOST_LINKS
from chat.models import Membership, Room, RoomInvitation
from tests.rooms import names

pytestmark = pytest.mark.django_db

LINK = re.compile(r'value="http://testserver(/invite/[^"]+/)"')


def link_into(room: Room, actor: User, **wishes: object) -> str:
    _invitation, token = actions.make_invitation(actor, room.pk, **wishes)  # type: ignore[arg-type]
    return f"/invite/{token}/"


def token_of(link: str) -> str:
    return link.split("/")[2]


@pytest.fixture
def carols(carol: User) -> Client:
    """Carol's browser."""
    browser = Client()
    browser.force_login(carol)
    return browser


def test_a_link_is_shown_once_and_kept_as_a_hash(anns: Client, den: Room) -> None:
    path = f"/rooms/{den.pk}/"
    page = anns.post(f"{path}links/", {"lasts": "day", "uses": "10"}).content.decode()
    found = LINK.search(page)
    assert found
    token = token_of(found[1])
    assert len(token) >= 32
    about = anns.get(f"{path}about/").content.decode()
    assert "For 10 more people" in about
    assert token not in about
    assert token not in str(RoomInvitation.objects.values().get())


def test_it_lets_somebody_into_a_private_room_after_a_question(
    carols: Client, carol: User, den: Room, ann: User
) -> None:
    link = link_into(den, ann)
    page = carols.get(link)
    assert (page.status_code, names(page.content.decode(), den)) == (200, True)
    assert not Room.objects.of(carol).exists()
    assert carols.post(link)["Location"] == f"/rooms/{den.pk}/"
    assert Room.objects.of(carol).get() == den
    assert carol.memberships.get().role == Membership.Role.MEMBER
    # Again, and it only leads there.
    assert carols.get(link)["Location"] == f"/rooms/{den.pk}/"
    assert RoomInvitation.objects.get().used == 1


ENDS: dict[str, Callable[[RoomInvitation], object]] = {
    "expired": lambda link: RoomInvitation.objects.update(expires_at=timezone.now()),
    "used up": lambda link: RoomInvitation.objects.update(used=10),
    "withdrawn": lambda link: actions.revoke_invitation(link.made_by, link.room_id, link.pk),
    "archived": lambda link: actions.archive_room(link.made_by, link.room_id),
}


@pytest.mark.parametrize("word", ENDS)
def test_a_link_that_has_ended_says_why(
    carols: Client, carol: User, den: Room, ann: User, word: str
) -> None:
    link = link_into(den, ann, lasts=timedelta(days=1), most_uses=10)
    ENDS[word](RoomInvitation.objects.get())
    for answer in (carols.get(link), carols.post(link), Client().get(link)):
        assert answer.status_code == 410
        assert word in answer.content.decode()
        assert not names(answer.content.decode(), den)
    with pytest.raises(ValidationError):
        actions.use_invitation(carol, token_of(link))
    assert not Room.objects.of(carol).exists()


def test_there_is_no_guessing(carols: Client, den: Room, ann: User) -> None:
    link = link_into(den, ann)
    for other in (
        link[:-2] + "/",
        "/invite/x/",
        f"/invite/{RoomInvitation.objects.get().token_hash}/",
    ):
        assert carols.get(other).status_code == 404
        assert carols.post(other).status_code == 404


def test_a_link_is_worth_what_its_maker_may_do(
    lobby: Room, bob: User, ann: User, carol: User, staff: User
) -> None:
    for end in (
        lambda: actions.leave_room(bob, lobby.pk),
        lambda: accounts.deactivate(staff, bob.pk),
    ):
        actions.join_room(bob, lobby.pk)
        token = token_of(link_into(lobby, bob))
        end()
        with pytest.raises(ValidationError):
            actions.use_invitation(carol, token)


def test_owners_make_links_everywhere_and_members_in_public_rooms(
    lobby: Room, den: Room, ann: User, bob: User, carol: User
) -> None:
    actions.invite(ann, den.pk, "bob")
    link_into(den, ann)
    link_into(lobby, bob)
    direct = actions.open_direct(ann, bob.pk)
    for actor, room in ((bob, den), (carol, lobby), (ann, direct)):
        with pytest.raises(PermissionDenied):
            link_into(room, actor)
    with pytest.raises(Room.DoesNotExist):
        link_into(den, carol)


def test_members_see_and_revoke_their_own_links_and_owners_all(
    anns: Client, bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    of_ann, _token = actions.make_invitation(ann, lobby.pk)
    of_bob, _token = actions.make_invitation(bob, lobby.pk)
    path = f"/rooms/{lobby.pk}/"
    assert bobs.get(f"{path}about/").content.decode().count("/revoke/") == 1
    assert anns.get(f"{path}about/").content.decode().count("/revoke/") == 2
    assert bobs.post(f"{path}links/{of_ann.pk}/revoke/").status_code == 404
    assert anns.post(f"{path}links/{of_bob.pk}/revoke/").status_code == 302
    with pytest.raises(ObjectDoesNotExist):
        actions.revoke_invitation(ann, lobby.pk, of_bob.pk)


def test_a_room_has_a_bounded_number_of_links(lobby: Room, ann: User) -> None:
    for _number in range(MOST_LINKS):
        actions.make_invitation(ann, lobby.pk)
    with pytest.raises(ValidationError, match="at most"):
        actions.make_invitation(ann, lobby.pk)


@pytest.mark.parametrize("form", [{}, {"lasts": "day"}, {"lasts": "long", "uses": "7"}])
def test_an_improper_wish_makes_no_link(anns: Client, den: Room, form: dict[str, str]) -> None:
    page = anns.post(f"/rooms/{den.pk}/links/", form, follow=True).content.decode()
    assert "how long the link lasts" in page
    assert not RoomInvitation.objects.exists()


def test_who_is_signed_out_comes_back_after_signing_up(
    client: Client, den: Room, ann: User
) -> None:
    link = link_into(den, ann)
    page = client.get(link).content.decode()
    for door in ("log_in", "sign_up"):
        assert f'href="/{door}/?next={link.replace("/", "%2F")}"' in page
    assert client.post(link).status_code == 200
    form = {"username": "dora", "password1": "correct horse battery", "next": link}
    answer = client.post("/sign_up/", {**form, "password2": form["password1"]})
    assert answer["Location"] == link
    assert client.post(link)["Location"] == f"/rooms/{den.pk}/"


@pytest.mark.parametrize(
    ("mode", "words"),
    [("invite", "an invitation to the site itself"), ("closed", "takes no new accounts")],
)
def test_a_site_that_takes_no_newcomers_says_so_at_the_link(
    client: Client, den: Room, ann: User, settings: Settings, mode: str, words: str
) -> None:
    settings.SIGN_UP = mode
    page = client.get(link_into(den, ann)).content.decode()
    assert words in page
    assert '"/sign_up/?next' not in page


def test_no_token_stands_in_the_log(
    client: Client, den: Room, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    link = link_into(den, ann)
    client.get(link)
    assert "GET /invite/…/" in caplog.text
    assert token_of(link) not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_eight_who_use_the_last_use_at_once_are_one(den: Room, ann: User) -> None:
    people = [User.objects.create_user(f"person{n}") for n in range(8)]
    token = token_of(link_into(den, ann, most_uses=1))

    def use(person: User) -> bool:
        try:
            return bool(actions.use_invitation(person, token))
        except ValidationError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        assert sum(hands.map(use, people)) == 1
    assert den.memberships.count() == 2
    assert RoomInvitation.objects.get().used == 1
