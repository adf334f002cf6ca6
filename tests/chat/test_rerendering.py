"""Earlier messages, shown as new ones are."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from chat import actions
from chat.actions import rendering
from chat.models import Message, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db
OLD = "<p>**old**</p>"


def test_earlier_messages_are_rendered_again_in_batches(
    lobby: Room, ann: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "AT_ONCE", 2)
    say(ann, lobby, "**old**", "plain", "hi @bob", "**old**", "last")
    Message.objects.filter(text="**old**").update(html=OLD)
    gone = say(ann, lobby, "gone")[0]
    actions.delete_message(ann, gone.pk)
    said = StringIO()
    call_command("rerender", stdout=said)
    shown = dict(Message.objects.values_list("text", "html"))
    assert shown["**old**"] == "<p><strong>old</strong></p>"
    assert f'data-user="{bob.pk}"' in shown["hi @bob"]
    assert shown[""] == ""
    assert len(said.getvalue().split("\n")) == 5


def test_no_version_changes_and_it_goes_on_where_it_stopped(lobby: Room, ann: User) -> None:
    first, second = say(ann, lobby, "**old**", "**old**")
    Message.objects.update(html=OLD)
    assert list(actions.rerender(first.pk)) == [second.pk]
    before, after = Message.objects.order_by("pk")
    assert (before.html, before.version) == (OLD, first.version)
    assert (after.html, after.version) == ("<p><strong>old</strong></p>", second.version)
