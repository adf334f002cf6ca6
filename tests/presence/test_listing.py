from datetime import UTC, datetime

import pytest

from accounts.models import User
from presence.listing import Listing
from presence.roster import Entry, Person, Roster
from presence.seen import LastSeen

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def seen() -> LastSeen:
    return LastSeen()


@pytest.fixture
def listing(seen: LastSeen) -> Listing:
    made = Listing(Roster(), seen)
    made.is_told_of_changes = True
    return made


def come(listing: Listing, user: User, state: str = "online") -> None:
    entry = Entry(id=user.pk, username=user.username, name=user.shown_name, state=state)
    listing.roster.put(Person(entry, bytes(user.sort_key), user.folded))


def rows(listing: Listing, start: int = 0, limit: int = 100, *words: str) -> list[tuple[str, str]]:
    return [(e.username, e.state) for e in listing.content(words, start, limit).entries]


def test_those_who_are_here_come_first_and_the_others_after_them(listing, ann, bob, carol):
    come(listing, carol)
    come(listing, bob, "away")
    assert rows(listing) == [("carol", "online"), ("bob", "away"), ("ann", "offline")]


def test_windows_side_by_side_make_the_whole_list(listing, ann, bob, carol, staff):
    come(listing, carol)
    come(listing, ann, "away")
    whole = rows(listing)
    for size in (1, 2, 3):
        parts = [rows(listing, start, size) for start in range(0, len(whole), size)]
        assert [row for part in parts for row in part] == whole


def test_counts_are_of_everybody_and_the_total_of_what_matches(listing, ann, bob, carol):
    come(listing, bob)
    content = listing.content(("b",), 0, 100)
    assert content.counts == {"online": 1, "away": 0, "busy": 0, "offline": 2}
    assert content.groups == {"online": 1, "away": 0, "busy": 0, "offline": 0}
    assert content.total == 1
    assert listing.content((), 0, 0).total == 3


def test_groups_of_a_query_add_up_to_its_total(listing, ann, bob, carol, staff):
    come(listing, ann, "busy")
    come(listing, bob, "busy")
    come(listing, carol, "online")
    content = listing.content(("a",), 0, 1)
    assert content.groups == {"online": 1, "away": 0, "busy": 1, "offline": 1}
    assert content.total == 3


def test_a_window_full_of_people_who_are_here_reads_no_rows(
    listing, ann, bob, django_assert_num_queries
):
    come(listing, ann)
    with django_assert_num_queries(1):
        assert rows(listing, 0, 1) == [("ann", "online")]
    with django_assert_num_queries(0):
        assert rows(listing, 0, 1) == [("ann", "online")]


def test_facts_are_counted_again_once_they_are_forgotten(listing, ann):
    assert listing.content((), 0, 0).total == 1
    User.objects.filter(pk=ann.pk).update(is_active=False)
    listing.forget_facts()
    assert listing.content((), 0, 0).total == 0


def test_who_left_a_moment_ago_was_seen_then_though_it_is_not_written(listing, seen, ann):
    seen.left(ann.pk, NOW)
    (entry,) = listing.content((), 0, 100).entries
    assert entry.last_seen == NOW


def test_what_was_read_while_nobody_was_here_does_not_complete_a_full_window(listing, ann):
    empty = listing.roster.slice((), 0, 1)
    come(listing, ann)
    full = listing.roster.slice((), 0, 1)
    assert (empty.others, full.others) == (1, 0)
    assert listing.stamp(empty) != listing.stamp(full)
