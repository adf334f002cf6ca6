"""Who of a room's members is here: told by this process to its sockets that have the room open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import msgspec

from chat.events import MembersChanged, RoomHere
from chat.models import Membership, Room
from chat.shapes import Here
from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database, supervise
from presence.service import presence

SHOWN = 50  # people named; the rest are counted
PAUSE = 0.25  # seconds between two looks at one's rooms, at least
REST = 9  # times as long as the looks took: a hall of thousands may cost a tenth of the loop
TELLING = 0.0001  # seconds of rest for each socket that was told something

_members_changed = msgspec.json.Decoder(MembersChanged)


class Members(msgspec.Struct, frozen=True):
    """Who is in a room; ``is_direct`` where it is a conversation of two."""

    ids: frozenset[int]
    is_direct: bool


class RoomsHere:
    """Knows the members of this process's open rooms, and looks again when something changes."""

    def __init__(self) -> None:
        self._members: dict[int, Members] = {}
        self._stale: set[int] = set()
        """Rooms whose members are to be read again."""
        self._told: dict[int, RoomHere] = {}
        self._due: set[int] = set()
        self._readings: dict[int, asyncio.Task[None]] = {}
        """Of members, under way: those who open a room at the same time wait for the same."""
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen and to look. Before the hub starts."""
        self._woken = asyncio.Event()
        hub.listen(topics.MEMBERSHIPS, self._members_changed)
        presence.on_change(self._people_changed)
        self._task = supervise("chat: who is here", self._keep_looking)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def known(self, room: int) -> Members | None:
        """Return a room's members where this process knows them, as it does of an open room."""
        return None if room in self._stale else self._members.get(room)

    async def tell(self, room: int, socket: EventConsumer) -> None:
        """Tell a socket that has just opened the room what the others were told."""
        if room not in self._told or room in self._stale:
            await self._look(room)
        socket.send_event(self._told[room])

    def _people_changed(self, people: Iterable[int]) -> None:
        changed = set(people)
        self._look_soon(room for room, members in self._members.items() if members.ids & changed)

    def _members_changed(self, text: str) -> None:
        room = _members_changed.decode(text).room
        # Also where nobody has the room open now: somebody may, before it is forgotten.
        if room in self._members or hub.has_followers(topics.room(room)):
            self._stale.add(room)
            self._look_soon([room])

    def _look_soon(self, rooms: Iterable[int]) -> None:
        self._due.update(rooms)
        self._woken.set()

    async def _keep_looking(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._due or await self._woken.wait():
            self._woken.clear()
            started = clock()
            told = sum([await self._look_again(room) for room in tuple(self._due)])
            await asyncio.sleep(max(PAUSE, REST * (clock() - started), TELLING * told))

    async def _look_again(self, room: int) -> int:
        """Tell the room's sockets what is new; return how many were told."""
        if not (followers := hub.followers(topics.room(room))):
            self._forget(room)
        elif await self._look(room):
            hub.tell_here(topics.room(room), self._told[room])
            return len(followers)
        return 0

    def _forget(self, room: int) -> None:
        self._members.pop(room, None)
        self._told.pop(room, None)
        self._stale.discard(room)
        self._due.discard(room)

    async def _look(self, room: int) -> bool:
        """Find out who is here; return whether that is news."""
        # Whoever comes or goes while members are read makes them stale, and due, once more.
        self._due.discard(room)
        while room in self._stale or room not in self._members:
            await self._read_members(room)
        event, before = here_among(room, self._members[room]), self._told.get(room)
        self._told[room] = event
        return event != before

    async def _read_members(self, room: int) -> None:
        if room not in self._readings:
            self._readings[room] = asyncio.create_task(self._read(room))
        # Shielded: one impatient socket must not interrupt the reading of all.
        await asyncio.shield(self._readings[room])

    async def _read(self, room: int) -> None:
        self._stale.discard(room)
        try:
            self._members[room] = await in_database(members_of, room)
        except BaseException:
            self._stale.add(room)
            self._due.add(room)
            raise
        finally:
            del self._readings[room]


def here_among(room: int, members: Members) -> RoomHere:
    """Say who of these people is shown as here, the first of them by name."""
    # A conversation makes nobody room-mates: anybody may begin one with anybody.
    entries = presence.sight.among(members.ids, are_roommates=not members.is_direct)
    users = [Here.of(entry) for entry in entries[:SHOWN]]
    return RoomHere(room=room, users=users, count=len(entries), members=len(members.ids))


def members_of(room: int) -> Members:
    rows = list(Membership.objects.filter(room=room).values_list("user_id", "room__kind"))
    is_direct = any(kind == Room.Kind.DIRECT for _user, kind in rows)
    return Members(frozenset(user for user, _kind in rows), is_direct)


rooms_here = RoomsHere()
"""This process's knowledge of its open rooms."""
