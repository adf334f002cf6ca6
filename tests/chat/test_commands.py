"""What is written to do something instead of saying it."""

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.test import Client

from accounts.models import User
from chat import commands
from chat.models import Message, Room
from example_channels.realtime.limits import TooFast
from presence.models import Standing

pytestmark = pytest.mark.django_db


def send(client: Client, room: Room, text: str) -> str:
    """Send the composer's form; return the page that it leads to."""
    fields = {"text": text, "client_id": str(uuid4())}
    answer = client.post(f"/rooms/{room.pk}/", fields, follow=True)
    return answer.content.decode()


def said(room: Room) -> list[str]:
    return list(
        Message.objects.filter(room=room).order_by("position").values_list("text", flat=True)
    )


@pytest.fixture
def anns(client: Client, ann: User) -> Client:
    client.force_login(ann)
    return client


@pytest.mark.parametrize(
    "text",
    ["/topic", " /topic Tea", "/TOPIC Tea", "/etc", "/me", "/me ", "/主题 茶", "/topic\nTea"],
)
def test_a_word_of_letters_after_a_slash_is_a_command(text: str) -> None:
    assert commands.is_command(text)


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "/etc/hosts is wrong",
        "/1",
        "//topic",
        "/me waves",
        "/ME waves",
        "and /topic",
        "/a-b",
        "/.",
    ],
)
def test_what_only_begins_with_a_slash_is_said(text: str) -> None:
    assert not commands.is_command(text)


def test_two_slashes_say_one_where_a_command_would_stand() -> None:
    assert commands.unescaped(" //topic Tea") == "/topic Tea"
    assert commands.unescaped("// a comment") == "// a comment"
    assert commands.unescaped("//host/share") == "//host/share"


def test_an_owner_changes_the_topic_and_keeps_the_name(ann: User, lobby: Room) -> None:
    commands.carry_out(ann, lobby.pk, "/topic  Green\n tea ")
    lobby.refresh_from_db()
    assert (lobby.name, lobby.topic) == ("Lobby", "Green tea")
    assert "Green tea" in str(commands.carry_out(ann, lobby.pk, "/topic").words)


def test_a_member_reads_the_topic_and_does_not_change_it(bob: User, lobby: Room) -> None:
    assert str(commands.carry_out(bob, lobby.pk, "/topic").words) == "This room has no topic."
    with pytest.raises(PermissionDenied):
        commands.carry_out(bob, lobby.pk, "/topic Mine")


def test_several_are_invited_or_nobody(ann: User, den: Room, bob: User, carol: User) -> None:
    with pytest.raises(ValidationError, match="nobody with the username dora"):
        commands.carry_out(ann, den.pk, "/invite @bob, dora")
    assert set(den.members.all()) == {ann}
    words = commands.carry_out(ann, den.pk, "/invite @Bob, carol").words
    assert str(words) == "Now a member: bob, carol"
    assert set(den.members.all()) == {ann, bob, carol}


@pytest.mark.parametrize("text", ["/invite", "/invite " + "x " * 9, "/leave now", "/me"])
def test_a_command_with_the_wrong_words_says_so_and_does_nothing(
    ann: User, den: Room, text: str
) -> None:
    with pytest.raises(ValidationError):
        commands.carry_out(ann, den.pk, text)
    assert den.memberships.count() == 1


def test_no_command_is_carried_out_for_a_stranger(bob: User, carol: User, den: Room) -> None:
    for name in [*commands.COMMANDS, "nonsense"]:
        with pytest.raises(ObjectDoesNotExist):
            commands.carry_out(bob, den.pk, f"/{name} x")
    assert not Standing.objects.exists()


def test_commands_are_paced_like_messages(ann: User, lobby: Room) -> None:
    def repeat() -> None:
        while True:
            commands.carry_out(ann, lobby.pk, "/topic")

    with pytest.raises(TooFast):
        repeat()


def test_the_form_carries_commands_out_and_says_nothing_in_the_room(
    anns: Client, ann: User, lobby: Room
) -> None:
    assert "The topic is changed." in send(anns, lobby, "/topic Tea & cake")
    assert "Tea &amp; cake" in send(anns, lobby, "/away for 30 minutes")
    assert Standing.objects.get(user=ann).chosen.state == "away"
    assert 'data-command="shrug"' in send(anns, lobby, "/help")
    assert said(lobby) == []


def test_the_form_says_what_is_said(anns: Client, lobby: Room) -> None:
    for text in ("/me waves", "//topic", "/etc/hosts", "/shrug who knows"):
        send(anns, lobby, text)
    assert said(lobby) == ["/me waves", "/topic", "/etc/hosts", f"who knows {commands.SHRUG}"]


def test_what_the_form_does_not_understand_stays_in_it(anns: Client, lobby: Room) -> None:
    page = send(anns, lobby, "/tpoic Tea <b>")
    assert "There is no command /tpoic" in page
    assert ">/tpoic Tea &lt;b&gt;</textarea>" in page


def test_what_is_forbidden_is_told_in_the_form(client: Client, bob: User, lobby: Room) -> None:
    client.force_login(bob)
    page = send(client, lobby, "/topic Mine")
    assert "Only an owner" in page
    assert ">/topic Mine</textarea>" in page


def test_leaving_by_form_leads_to_the_list_of_rooms(client: Client, bob: User, lobby: Room) -> None:
    client.force_login(bob)
    answer = client.post(f"/rooms/{lobby.pk}/", {"text": "/leave", "client_id": str(uuid4())})
    assert answer["Location"] == "/rooms/"
    assert not lobby.members.contains(bob)
