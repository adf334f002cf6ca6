"""What people do about how they are shown, and what is kept of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from accounts import actions as accounts
from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.limits import Buckets, TooFast
from presence import actions, limits
from presence.actions.notices import MOST_LOOKOUTS
from presence.chosen import Change
from presence.models import Lookout, Standing
from tests.chat.log_world import Bell

INVISIBLE = Change(state="invisible")
SLOWLY = 0.001  # a second: what was used up stays so, however long the test takes


@pytest.fixture(autouse=True)
def _unhurried():
    limits.changes.clear()


@pytest.fixture
def bell(settings: Settings, tmp_path: Path) -> Iterator[Bell]:
    """What a server beside this process would hear."""
    settings.DATA_DIR, settings.REDIS_URL = tmp_path, ""
    with closing(Bell(tmp_path)) as bell:
        yield bell


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """A block at whose end the transaction holds."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def last_seen(user: User) -> Any:
    return User.objects.get(pk=user.pk).last_seen


def wait_for(watcher: User, subject: User) -> Lookout:
    actions.ask_notice(watcher, subject, is_online=False)
    return Lookout.objects.get(watcher=watcher, subject=subject)


def test_one_is_last_seen_when_one_turned_invisible_whoever_writes_it(ann):
    now = timezone.now()
    actions.set_status(ann, INVISIBLE)
    hid = last_seen(ann)
    assert now - timedelta(seconds=11) < hid <= timezone.now()
    accounts.note_seen([ann.pk], [], timezone.now())
    actions.record_seen({timezone.now(): [ann.pk]}, [], timezone.now())
    assert last_seen(ann) == hid
    actions.set_status(ann, Change(text="still hidden"))
    assert last_seen(ann) == hid
    actions.set_status(ann, Change(state="auto"))
    accounts.note_seen([ann.pk], [], timezone.now())
    assert last_seen(ann) > hid


def test_invisible_that_ends_by_itself_lets_last_seen_move_again(ann):
    end = timezone.now() + timedelta(minutes=1)
    actions.set_status(ann, Change(state="invisible", until=end))
    hid = last_seen(ann)
    accounts.note_seen([ann.pk], [], end - timedelta(seconds=1))
    assert last_seen(ann) == hid
    accounts.note_seen([ann.pk], [], end)
    assert last_seen(ann) == end


def test_what_was_chosen_and_is_over_does_not_come_back_with_the_next_choice(ann):
    over = timezone.now() - timedelta(minutes=1)
    Standing.objects.create(user=ann, state="invisible", text="hidden", until=over)
    chosen = actions.set_status(ann, Change(emoji="🌴"))
    assert (chosen.state, chosen.text, chosen.until) == ("auto", "", None)


def test_a_change_is_told_to_all_processes_once_it_holds_and_else_not(ann, bell, committed):
    with pytest.raises(ValidationError), committed():
        actions.set_status(ann, Change(text="x" * 101))
    assert not bell.heard()
    with committed():
        actions.set_status(ann, Change(text="here"))
    assert [envelope.topic for envelope in bell.heard()] == [topics.PRESENCE]


def test_nobody_changes_their_status_without_end(ann, bob, monkeypatch):
    monkeypatch.setattr(limits, "changes", Buckets(SLOWLY, limits.AT_ONCE))
    for number in range(int(limits.AT_ONCE)):
        actions.set_status(ann, Change(text=str(number)))
    with pytest.raises(TooFast):
        actions.set_status(ann, Change(text="one more"))
    actions.set_status(bob, Change(text="another person may"))


def test_a_command_is_read_on_its_authors_clock(ann):
    actions.report_zone(ann, "Asia/Shanghai")
    until = actions.say(ann, "/status asleep until tomorrow").until
    assert until is not None
    assert until.hour == 16  # in UTC it is midnight in Shanghai


def test_a_time_zone_that_was_chosen_or_hidden_is_not_taken_from_a_browser(ann):
    actions.report_zone(ann, "Asia/Shanghai")
    actions.report_zone(ann, "Europe/Berlin")
    assert Standing.objects.get(user=ann).timezone == "Asia/Shanghai"
    show_to(ann, "everyone", timezone="")
    actions.report_zone(ann, "Europe/Berlin")
    assert Standing.objects.get(user=ann).timezone == ""
    with pytest.raises(ValidationError):
        actions.report_zone(ann, "../../etc/passwd")


def test_who_is_back_is_told_once_though_two_processes_try(ann, bob, bell, committed):
    lookout = wait_for(ann, bob)
    with committed():
        actions.tell_back(lookout)
        actions.tell_back(lookout)
    assert [envelope.topic for envelope in bell.heard()] == [topics.user(ann.pk)]
    assert not Lookout.objects.exists()


def test_a_notice_whose_row_stays_is_not_told(ann, bob, bell, committed):
    lookout = wait_for(ann, bob)
    with committed(), transaction.atomic():
        actions.tell_back(lookout)
        transaction.set_rollback(True)
    assert not bell.heard()
    assert Lookout.objects.count() == 1


def test_asking_twice_is_asking_once_and_may_be_taken_back(ann, bob):
    assert wait_for(ann, bob) == wait_for(ann, bob)
    actions.cancel_notice(bob, ann.pk)
    assert Lookout.objects.count() == 1
    actions.cancel_notice(ann, bob.pk)
    actions.cancel_notice(ann, bob.pk)
    assert not Lookout.objects.exists()


def test_nobody_waits_for_too_many_for_themselves_or_for_who_is_here(ann, bob):
    others = User.objects.create_many([f"u{n}" for n in range(MOST_LOOKOUTS)])
    Lookout.objects.bulk_create(Lookout(watcher=ann, subject=other) for other in others)
    with pytest.raises(ValidationError, match="50"):
        wait_for(ann, bob)
    wait_for(ann, others[0])
    with pytest.raises(ValidationError, match="here already"):
        wait_for(bob, bob)
    with pytest.raises(ValidationError, match="here already"):
        actions.ask_notice(bob, ann, is_online=True)


def test_who_refuses_notices_ends_those_that_were_asked_for(ann, bob):
    wait_for(ann, bob)
    show_to(bob, "everyone", refuses_notices=True)
    assert not Lookout.objects.exists()
    with pytest.raises(PermissionDenied):
        wait_for(ann, User.objects.get(pk=bob.pk))


def test_nothing_is_left_of_somebody_forgotten(operator, ann, bob):
    wait_for(ann, bob)
    wait_for(bob, ann)
    actions.set_status(ann, Change(state="invisible", text="secret"))
    accounts.forget_user(operator, ann.pk)
    assert not Standing.objects.exists()
    assert not Lookout.objects.exists()
    assert User.objects.get(pk=ann.pk).unseen_until is None


def show_to(user: User, audience: Any, **other: Any) -> None:
    fields = {"seen_audience": "everyone", "refuses_notices": False, "timezone": "", **other}
    actions.set_audience(user, audience=audience, **fields)
