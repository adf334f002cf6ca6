from hypothesis import given
from hypothesis import strategies as st

from presence.roster import HERE, Entry, Person, Roster, State


def person(id: int, name: str, state: State = "online") -> Person:
    entry = Entry(id=id, username=name, name=name, state=state)
    return Person(entry, name.casefold().encode(), name.casefold())


def names(roster: Roster, *words: str, start: int = 0, limit: int = 100) -> list[str]:
    return [entry.name for entry in roster.slice(words, start, limit).entries]


def test_the_list_is_sorted_by_state_then_name_then_id():
    roster = Roster()
    for shown in (
        person(4, "dora", "busy"),
        person(3, "Carol", "away"),
        person(2, "bob"),
        person(1, "Ann"),
        person(5, "bob"),
    ):
        roster.put(shown)
    assert names(roster) == ["Ann", "bob", "bob", "Carol", "dora"]
    assert [e.id for e in roster.slice((), 1, 2).entries] == [2, 5]
    assert roster.counts() == {"online": 3, "away": 1, "busy": 1}


def test_a_window_says_how_many_others_complete_it():
    roster = Roster()
    roster.put(person(1, "ann"))
    roster.put(person(2, "bob"))
    part = roster.slice((), 1, 5)
    assert (part.others_from, part.others, part.here_ids) == (0, 4, [1, 2])
    beyond = roster.slice((), 7, 5)
    assert (beyond.others_from, beyond.others) == (5, 5)
    full = roster.slice((), 0, 2)
    assert (full.others, full.here_ids) == (0, [])


def test_a_query_matches_every_word_anywhere():
    roster = Roster()
    roster.put(person(1, "Ann Lee"))
    roster.put(person(2, "Anna Bell"))
    assert names(roster, "ann") == ["Ann Lee", "Anna Bell"]
    assert names(roster, "ee", "ann") == ["Ann Lee"]
    assert names(roster, "(") == []


def test_a_held_query_follows_what_changes_and_only_counts_its_own():
    roster = Roster()
    roster.put(person(1, "ann"))
    roster.hold(("ann",))
    before = roster.slice(("ann",), 0, 9).membership
    roster.put(person(2, "bob"))
    assert roster.slice(("ann",), 0, 9).membership == before
    roster.put(person(3, "anna", "away"))
    assert names(roster, "ann") == ["ann", "anna"]
    assert roster.slice(("ann",), 0, 9).membership == before + 1
    roster.put(person(1, "hanna"))
    roster.put(person(3, "zoe"))
    assert names(roster, "ann") == ["hanna"]
    roster.release(("ann",))
    assert names(roster, "ann") == ["hanna"]


def test_putting_the_same_again_is_no_change():
    roster = Roster()
    roster.put(person(1, "ann"))
    revision = roster.revision
    roster.put(person(1, "ann"))
    roster.remove(2)
    assert roster.revision == revision


def test_those_among_a_room_come_in_the_order_of_the_list():
    roster = Roster()
    roster.put(person(1, "zoe"))
    roster.put(person(2, "bob", "away"))
    roster.put(person(3, "carol"))
    assert [e.name for e in roster.among([2, 9, 3, 1])] == ["carol", "zoe", "bob"]


PEOPLE = st.lists(
    st.tuples(
        st.integers(1, 8), st.sampled_from(["ann", "anna", "bo"]), st.sampled_from([*HERE, None])
    ),
    max_size=40,
)


@given(PEOPLE, st.sampled_from([(), ("ann",), ("b",)]), st.integers(0, 5), st.integers(0, 5))
def test_windows_and_counts_equal_the_plain_truth(changes, words, start, limit):
    roster = Roster()
    roster.hold(words)
    truth: dict[int, Person] = {}
    for id, name, state in changes:
        if state is None:
            roster.remove(id)
            truth.pop(id, None)
        else:
            truth[id] = person(id, name, state)
            roster.put(truth[id])
    matching = [p for p in truth.values() if all(word in p.folded for word in words)]
    ordered = [p.entry for p in sorted(matching, key=lambda p: p.place)]
    part = roster.slice(words, start, limit)
    assert part.entries == ordered[start : start + limit]
    assert part.here == len(matching)
    assert roster.counts() == {s: sum(p.entry.state == s for p in truth.values()) for s in HERE}
