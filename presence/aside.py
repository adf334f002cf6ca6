"""Those who are here and stand in the list as offline, because they do not show it to everyone."""

from __future__ import annotations

from collections.abc import Iterable

from presence.roster import Entry, Person


class Aside:
    """Kept apart from the roster, so that nothing which is told to everyone can name them.

    Their entries are what room-mates see: the true state, offline where they are invisible.
    Pages read it from their threads.
    """

    def __init__(self) -> None:
        self._people: dict[int, Person] = {}

    def __contains__(self, user: int) -> bool:
        return user in self._people

    def put(self, person: Person) -> None:
        self._people[person.entry.id] = person

    def remove(self, user: int) -> None:
        """Keep somebody aside no longer; nothing happens where they are not."""
        self._people.pop(user, None)

    def get(self, user: int) -> Person | None:
        return self._people.get(user)

    def is_invisible(self, user: int) -> bool:
        person = self._people.get(user)
        return person is not None and person.entry.state == "offline"

    def shown_to_roommates(self, user: int) -> Entry | None:
        """Return how somebody is shown to people who share a room with them, if they are."""
        person = self._people.get(user)
        return person.entry if person and _is_for_roommates(person) else None

    def among(self, users: Iterable[int]) -> list[Person]:
        """Return those of ``users`` whom room-mates see."""
        people = [self._people.get(user) for user in users] if self._people else []
        return [person for person in people if person and _is_for_roommates(person)]


def _is_for_roommates(person: Person) -> bool:
    return person.manner.audience == "roommates" and person.entry.state != "offline"
