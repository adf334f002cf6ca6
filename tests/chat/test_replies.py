"""Replies, the chains they make, and how much of a chain somebody has seen."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from chat import actions, reading, threads, writer
from chat.chains import EXCERPT, excerpt
from chat.models import Message, Room
from chat.opening import open_room
from chat.shapes import MessageView
from chat.writer import Post
from tests.rooms import say

pytestmark = pytest.mark.django_db


def reply(author: User, to: Message | MessageView, *texts: str) -> list[MessageView]:
    pk = to.pk if isinstance(to, Message) else to.id
    room = to.room_id if isinstance(to, Message) else to.room
    return [actions.post_message(author, room, uuid4(), text, pk) for text in texts]


def begun(author: User, room: Room, text: str = "shall we?") -> Message:
    return say(author, room, text)[0]


def counted(root: Message) -> int:
    root.refresh_from_db()
    return root.reply_count


def test_a_reply_says_what_it_answers_and_the_first_message_counts_it(
    lobby: Room, ann: User, bob: User
) -> None:
    root = begun(ann, lobby, "shall **we**?\nnow")
    (answer,) = reply(bob, root, "yes")
    assert answer.reply_to
    assert (answer.reply_to.position, answer.reply_to.author.username) == (1, "ann")
    assert answer.thread == root.pk
    changed = MessageView.of(Message.objects.to_show().get(pk=root.pk))
    assert changed.replies
    assert (changed.replies.count, changed.replies.last_at) == (1, answer.created_at)
    assert (changed.position, changed.version) == (1, 3)


def test_a_reply_to_a_reply_stays_in_its_chain(lobby: Room, ann: User, bob: User) -> None:
    root = begun(ann, lobby)
    (answer,) = reply(bob, root, "yes")
    (further,) = reply(ann, answer, "when?")
    assert further.reply_to
    assert (further.reply_to.id, further.thread) == (answer.id, root.pk)
    assert counted(root) == 2


def test_replies_of_a_batch_change_each_first_message_once(
    lobby: Room, ann: User, bob: User
) -> None:
    one, two = say(ann, lobby, "one", "two")
    posts = [
        Post(who, lobby.pk, uuid4(), "re", to.pk)
        for who, to in [(bob, two), (ann, one), (ann, two), (bob, two)]
    ]
    _outcomes, new, grown = writer.write([*posts, Post(bob, lobby.pk, uuid4(), "by the way")])
    assert [message.version for message in new] == [3, 4, 5, 6, 7]
    seen = [(each.root.id, each.root.version, each.seen) for each in grown]
    assert seen == [(one.pk, 8, {ann.pk: 1}), (two.pk, 9, {bob.pk: 3, ann.pk: 2})]
    lobby.refresh_from_db()
    assert (lobby.head, lobby.version) == (7, 9)
    assert (counted(one), counted(two)) == (1, 3)


def test_the_same_reply_again_counts_once(lobby: Room, ann: User, bob: User) -> None:
    root = begun(ann, lobby)
    again = Post(bob, lobby.pk, uuid4(), "yes", root.pk)
    first, second = (actions.post_messages([again, again])[0] for _ in range(2))
    assert first == second
    assert counted(root) == 1
    actions.delete_message(ann, root.pk)
    assert isinstance(actions.post_messages([again])[0], MessageView)


def test_only_messages_of_the_room_that_are_there_can_be_answered(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    secret = begun(ann, den)
    for author in (ann, bob):
        for target in (secret.pk, 2**40):
            with pytest.raises(Message.DoesNotExist):
                actions.post_message(author, lobby.pk, uuid4(), "re", target)
    gone = begun(ann, lobby)
    actions.delete_message(ann, gone.pk)
    with pytest.raises(ValidationError, match="deleted"):
        reply(bob, gone, "what was it?")
    assert Message.objects.count() == 2


def test_a_reply_shows_what_the_original_says_now(lobby: Room, ann: User, bob: User) -> None:
    root = begun(ann, lobby)
    reply(bob, root, "yes")
    actions.edit_message(ann, root.pk, "shall we go?")
    assert quoted_last(lobby) == "shall we go?"
    actions.delete_message(ann, root.pk)
    assert not quoted_last(lobby)
    assert "shall" not in str(reading.page(bob, lobby.pk))


def quoted_last(room: Room) -> object:
    last = reading.newest_in(Room.objects.get(pk=room.pk))[-1]
    assert last.reply_to
    return last.reply_to.text


def test_who_comes_back_hears_that_a_chain_has_grown(lobby: Room, ann: User, bob: User) -> None:
    root, _other = say(ann, lobby, "shall we?", "by the way")
    reply(bob, root, "yes", "now")
    opened = open_room(ann, lobby.pk, 2)
    assert [message.position for message in opened.messages] == [1, 3, 4]
    assert opened.messages[0].replies
    assert opened.messages[0].replies.count == 2


def test_a_chain_is_read_in_pages_from_any_of_its_messages(
    lobby: Room, ann: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "NEWEST", 2)
    root = begun(ann, lobby)
    replies = reply(bob, root, "1", "2", "3")
    say(bob, lobby, "something else")
    opened = threads.open_thread(ann, replies[2].id)
    assert opened.message.id == root.pk
    assert ([r.text for r in opened.replies], opened.more) == (["2", "3"], True)
    earlier = threads.open_thread(ann, root.pk, opened.replies[0].position)
    assert ([r.text for r in earlier.replies], earlier.more) == (["1"], False)


def test_a_chain_stays_readable_without_its_first_message(
    lobby: Room, ann: User, bob: User
) -> None:
    root = begun(ann, lobby)
    (answer,) = reply(bob, root, "yes")
    actions.delete_message(ann, root.pk)
    opened = threads.open_thread(bob, root.pk)
    assert not opened.message.text
    assert [r.text for r in opened.replies] == ["yes"]
    reply(ann, answer, "no")
    assert counted(root) == 2


def test_who_writes_has_read_and_others_have_not(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    actions.join_room(carol, lobby.pk)
    root = begun(ann, lobby)
    reply(bob, root, "1", "2")
    reply(carol, root, "3")
    everyone = [threads.marks_of(who, [root.pk]) for who in (ann, bob, carol)]
    assert everyone == [{}, {root.pk: 2}, {root.pk: 3}]


def test_reading_moves_the_mark_forward_only_and_not_beyond_the_end(
    lobby: Room, ann: User, bob: User
) -> None:
    root = begun(ann, lobby)
    reply(bob, root, "1", "2")
    for seen, marked in [(1, 1), (0, 1), (99, 2)]:
        actions.read_thread(ann, root.pk, seen)
        assert threads.open_thread(ann, root.pk).seen == marked


def test_a_stranger_and_a_former_member_find_no_chain(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    root = begun(ann, lobby)
    (answer,) = reply(bob, root, "yes")
    actions.leave_room(bob, lobby.pk)
    for outsider in (bob, carol):
        for act in (
            lambda who: threads.open_thread(who, root.pk),
            lambda who: threads.open_thread(who, answer.id),
            lambda who: actions.read_thread(who, root.pk, 1),
        ):
            with pytest.raises(Message.DoesNotExist):
                act(outsider)


def test_replies_cost_four_queries_a_batch_and_plain_posts_none(
    lobby: Room, ann: User, django_assert_num_queries: Any
) -> None:
    root = begun(ann, lobby)
    with django_assert_num_queries(10):
        writer.write([Post(ann, lobby.pk, uuid4(), "plain")])
    posts = [Post(ann, lobby.pk, uuid4(), "re", root.pk) for _ in range(20)]
    # What is answered, the chain, who has seen it, and its first message as it is then.
    with django_assert_num_queries(14):
        writer.write(posts)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p>\n\n<p>two<br>three</p>", "one two three"),
        ("<p>&lt;b&gt; &amp; co</p>", "<b> & co"),
        ('<p><a title="a > b" href="x">link</a></p>', "link"),
        (f"<p>{'x' * (EXCERPT + 1)}</p>", "x" * (EXCERPT - 1) + "…"),
        ("<hr>", "…"),
    ],
)
def test_an_excerpt_is_one_line_of_plain_text(html: str, text: str) -> None:
    assert excerpt(html) == text
