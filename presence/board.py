"""What this process shows of everybody: the list, its viewers, and each person's own part of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from presence.diary import Diary
from presence.listing import Listing
from presence.lookouts import Lookouts
from presence.messages import Activity, FactsChanged
from presence.own import Own
from presence.placing import Placing
from presence.roster import Roster
from presence.sight import Sight
from presence.viewing import Viewing

Callback = Callable[[set[int]], None]


class Board:
    """Collects what is new, and tells it all at once. ``news`` is set while there is something."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self.roster = Roster()
        self.listing = Listing(self.roster, diary.seen)
        self.viewing = Viewing(self.listing)
        self.placing = Placing(self.roster)
        self.own = Own()
        self.sight = Sight(self.roster, self.placing.aside, diary.seen)
        self.lookouts = Lookouts(self.sight, self.own)
        self.callbacks: list[Callback] = []
        self.begin()

    def begin(self) -> None:
        """Belong to the event loop that runs now."""
        self.news = asyncio.Event()

    def changed(self, users: Iterable[int]) -> None:
        """Somebody is here or not, or active or not, otherwise than before."""
        self.placing.changed(users)
        self.news.set()

    def stale_since(self, moment: datetime | None, shown: Iterable[int]) -> None:
        """The bus is lost since then; None: it is back, and news may have been lost meanwhile."""
        self.viewing.as_of = moment
        if moment is None:
            self.read_all_again(shown)
        self.news.set()

    def facts_changed(self, message: FactsChanged) -> None:
        """What the database says of somebody is another."""
        self.placing.stale([message.user])
        if message.is_counted:
            self.listing.forget_facts()
        else:
            self.listing.read_again()
        self.news.set()

    def read_all_again(self, shown: Iterable[int]) -> None:
        """Compare everybody with the database: for bans that end, and news that were lost."""
        self.listing.forget_facts()
        self.placing.stale(shown)
        self.news.set()

    def end_statuses(self, now: datetime) -> None:
        """Take away the statuses that are over: nobody has to ask for it, or to write it."""
        if self.viewing.has_ended(now):
            self.listing.read_again()
            self.news.set()
        if self.placing.end(now):
            self.news.set()

    def look_for(self, user: int) -> None:
        """Look soon whether somebody is back of whom ``user`` wants to be told."""
        self.lookouts.look_for(user)
        self.news.set()

    async def tell(self, shown: Mapping[int, Activity]) -> None:
        """Tell everybody here what is new, now that these people are ``shown``."""
        changed = await self.placing.absorb(shown)
        self._diary.note_leavers(changed.difference(shown))
        for callback in self.callbacks if changed else ():
            callback(changed)
        await self.own.tell(changed, self.placing.get)
        self.lookouts.look_at(changed)
        await self.viewing.flush()
        await self.lookouts.tell()
