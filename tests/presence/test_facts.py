from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from presence import facts
from presence.models import Standing
from tests.people import make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, 0, 37, 123, tzinfo=UTC)


def names(words: tuple[str, ...] = (), here: list[int] | None = None, start: int = 0) -> list[str]:
    return [other.entry.username for other in facts.others(words, here or [], start, 100)]


@pytest.mark.parametrize(
    ("query", "words"),
    [("", ()), ("  ÉLAN  Bo ", ("bo", "elan")), ("a a", ("a",)), (".*(", (".*(",))],
)
def test_a_query_is_words_without_case_and_accents(query, words):
    assert facts.words_of(query) == words


def test_others_are_sorted_by_shown_name_and_leave_out_who_is_here(ann, bob, carol):
    make_person("zoe", name="Abe")
    assert names() == ["zoe", "ann", "bob", "carol"]
    assert names(here=[bob.pk]) == ["zoe", "ann", "carol"]
    assert names(here=[bob.pk], start=1) == ["ann", "carol"]
    assert names(("a", "n"), here=[]) == ["ann"]


def test_any_number_of_people_may_be_here(ann):
    assert names(here=list(range(ann.pk + 1, ann.pk + 300_000))) == ["ann"]


def test_who_is_shut_out_is_in_no_list(ann, bob):
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert names() == ["ann"]
    assert facts.registered(()) == 1
    assert facts.load([ann.pk, bob.pk]).keys() == {ann.pk}


def test_facts_of_many_are_read_in_batches(django_assert_num_queries):
    people = User.objects.create_many([f"user{n}" for n in range(facts.BATCH + 1)])
    with django_assert_num_queries(2):
        assert len(facts.load([person.pk for person in people])) == facts.BATCH + 1


def test_a_window_of_others_is_two_queries_whoever_chose_something(
    django_assert_num_queries, ann, bob, carol
):
    Standing.objects.create(user=ann, text="at the sea")
    Standing.objects.create(user=bob, seen_audience="nobody")
    User.objects.update(last_seen=NOW)
    with django_assert_num_queries(2):
        shown = facts.others((), [], 0, 100)
    statuses = [other.entry.status and other.entry.status.text for other in shown]
    assert statuses == ["at the sea", None, None]
    assert [other.entry.last_seen for other in shown] == [NOW, None, NOW]
    assert [other.is_unseen for other in shown] == [False, True, False]


def test_who_was_here_at_the_last_writing_is_told_from_who_had_left(ann, bob):
    User.objects.filter(pk=ann.pk).update(last_seen=NOW)
    User.objects.filter(pk=bob.pk).update(last_seen=NOW - timedelta(seconds=7, microseconds=123))
    assert facts.last_here(NOW - timedelta(seconds=20)) == (NOW, [ann.pk])
    User.objects.filter(pk=ann.pk).update(last_seen=None)
    assert facts.last_here(NOW - timedelta(seconds=20)) == (None, [])


def test_a_writing_of_long_ago_says_nothing(ann):
    User.objects.filter(pk=ann.pk).update(last_seen=NOW)
    assert facts.last_here(NOW + timedelta(seconds=1)) == (None, [])
