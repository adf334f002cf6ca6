"""Runs: what is kept of them, who may read them, how they end, and what rooms hear of it."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Preferences, User
from chat.actions import create_room
from chat.models import Message, Room
from feeds import actions
from feeds.catalogue import NoSuchFeed, feed_of, readable_among
from feeds.models import Run, RunChunk
from feeds.run_reading import lines_between
from feeds.writer import RunEnded
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(staff: User) -> Run:
    return actions.start_run(staff, "build", readers="everyone")


def texts_of(run: Run) -> list[str]:
    run.refresh_from_db()
    found: list[str] = []
    while lines := lines_between(run.pk, len(found), run.lines, 5000):
        assert [line.n for line in lines] == list(
            range(len(found) + 1, len(found) + 1 + len(lines))
        )
        found += [line.text for line in lines]
    return found


def said_in(room: Room) -> list[str]:
    return list(
        Message.objects.filter(room=room).order_by("position").values_list("text", flat=True)
    )


# What is kept -----------------------------------------------------------------------------


def test_a_slow_run_has_few_rows_and_a_fast_one_no_row_that_is_large(run: Run) -> None:
    for n in range(50):
        actions.report(run, f"slowly {n}")
    assert RunChunk.objects.count() == 1
    actions.add_output(run.pk, b"".join(b"fast %d\n" % n for n in range(20_000)))
    assert all(len(chunk.data) < 64 * 1024 for chunk in RunChunk.objects.all())
    assert len(texts_of(run)) == 20_050


def test_a_line_may_come_in_any_pieces(run: Run) -> None:
    for piece in (b"o", b"ne\ntw", b"", b"o\r\n", b"\n", b"last"):
        actions.add_output(run.pk, piece)
    assert texts_of(run) == ["one", "two", ""]
    actions.finish_run(run.pk, 0)
    assert texts_of(run) == ["one", "two", "", "last"]


def test_what_is_too_much_is_counted_and_nothing_is_kept_behind_it(
    run: Run, settings: Settings
) -> None:
    settings.RUN_LINES = 3
    assert actions.add_output(run.pk, b"1\n2\n3\n4\n").dropped == 1
    settings.RUN_LINES = 100
    assert actions.add_output(run.pk, b"5\n6\n")._asdict() == {
        "received": 12,
        "lines": 3,
        "dropped": 3,
    }
    assert texts_of(run) == ["1", "2", "3"]


def test_bytes_are_limited_too(run: Run, settings: Settings) -> None:
    settings.RUN_BYTES = 3000
    assert actions.add_output(run.pk, (b"x" * 984 + b"\n") * 5).lines == 3


@pytest.mark.django_db(transaction=True)
def test_the_server_itself_reports_from_any_thread(run: Run) -> None:
    def report() -> None:
        actions.report(run.pk, "from a thread")
        connection.close()

    thread = Thread(target=report)
    thread.start()
    thread.join()
    assert texts_of(run) == ["from a thread"]


def test_old_runs_are_forgotten_and_what_is_under_way_stays(
    staff: User, settings: Settings
) -> None:
    runs = [actions.start_run(staff, f"run {n}") for n in range(5)]
    for run in runs[:4]:
        actions.report(run, "line")
        actions.finish_run(run.pk, 0)
    Run.objects.filter(pk=runs[3].pk).update(finished_at=timezone.now() - timedelta(days=31))
    settings.RUNS_KEPT = 3
    assert actions.forget_old_runs(timezone.now()) == 2
    assert {run.name for run in Run.objects.all()} == {"run 1", "run 2", "run 4"}
    assert RunChunk.objects.count() == 2


# How they end -----------------------------------------------------------------------------


def test_what_is_silent_is_lost_once_and_may_be_heard_of_again(
    run: Run, settings: Settings
) -> None:
    later = timezone.now() + timedelta(seconds=settings.RUN_LOST_SECONDS + 1)
    assert (actions.lose_silent_runs(later), actions.lose_silent_runs(later)) == (1, 0)
    run.refresh_from_db()
    assert (run.state, run.exit_status) == ("lost", None)
    actions.report(run, "here")
    run.refresh_from_db()
    assert (run.state, run.finished_at) == ("running", None)


def test_a_run_ends_once(run: Run) -> None:
    actions.finish_run(run.pk, 0)
    with pytest.raises(RunEnded):
        actions.finish_run(run.pk, 1)
    with pytest.raises(RunEnded):
        actions.report(run, "late")


# Who reads them ---------------------------------------------------------------------------


def test_readers_are_staff_everyone_or_a_group(staff: User, ann: User, bob: User) -> None:
    group = Group.objects.create(name="deployers")
    ann.groups.add(group)
    mine = actions.start_run(staff, "build", readers="deployers")
    theirs = actions.start_run(staff, "build")
    assert list(Run.objects.readable_by(ann)) == [mine]
    assert list(Run.objects.readable_by(staff)) == [theirs]
    assert feed_of(ann.pk, mine.feed).id == mine.feed
    for reader, run in ((bob, mine), (ann, theirs)):
        with pytest.raises(NoSuchFeed):
            feed_of(reader.pk, run.feed)
    watched = {ann.pk: {mine.feed, theirs.feed}, bob.pk: {mine.feed}}
    assert readable_among(watched) == {ann.pk: {mine.feed}, bob.pk: set()}
    with pytest.raises(ValidationError):
        actions.start_run(staff, "build", readers="nobody")


# What rooms hear --------------------------------------------------------------------------


def test_a_room_hears_of_start_and_end_once_from_who_made_the_token(staff: User) -> None:
    room = create_room(staff, name="Deployments")
    run = actions.start_run(
        staff, "build", room_id=room.pk, announced=["start", "end"], origin="https://site.example"
    )
    actions.finish_run(run.pk, 2)
    started, failed = said_in(room)[-2:]
    assert started == f"Run “build” has started. https://site.example/feeds/runs/{run.pk}/"
    assert re.match(r"Run “build” has failed with status 2 after 0:00:\d\d\. https://", failed)
    assert Message.objects.filter(room=room).latest("position").author == staff


def test_a_room_is_told_in_the_language_of_who_made_the_token(staff: User) -> None:
    Preferences.objects.create(user=staff, language="zh-hans")
    room = create_room(staff, name="Deployments")
    actions.start_run(staff, "build", room_id=room.pk, announced=["start"])
    assert said_in(room)[-1].startswith("运行“build”已开始。")


def test_a_room_that_wants_failures_alone_hears_of_those(staff: User, settings: Settings) -> None:
    room = create_room(staff, name="Deployments")
    before = len(said_in(room))
    good, bad, gone = (
        actions.start_run(staff, name, room_id=room.pk, announced=["failure"])
        for name in ("good", "bad", "gone")
    )
    actions.finish_run(good.pk, 0)
    actions.finish_run(bad.pk, 1)
    later = timezone.now() + timedelta(seconds=settings.RUN_LOST_SECONDS + 1)
    actions.lose_silent_runs(later)
    assert [text.split("”")[0] for text in said_in(room)[before:]] == ["Run “bad", "Run “gone"]
    actions.report(gone, "back")
    actions.lose_silent_runs(timezone.now() + timedelta(seconds=settings.RUN_LOST_SECONDS + 1))
    assert len(said_in(room)) == before + 2


def test_a_run_goes_on_where_its_room_may_no_longer_be_told(staff: User) -> None:
    room = create_room(staff, name="Deployments")
    run = actions.start_run(staff, "build", room_id=room.pk, announced=["end"])
    Room.objects.get(pk=room.pk).memberships.filter(user=staff).delete()
    actions.finish_run(run.pk, 0)
    run.refresh_from_db()
    assert run.state == "succeeded"


def test_a_room_one_is_no_member_of_is_not_told(staff: User) -> None:
    private = create_room(make_person("stella"), name="Private", kind="private")
    with pytest.raises(ValidationError):
        actions.start_run(staff, "build", room_id=private.pk, announced=["start"])
