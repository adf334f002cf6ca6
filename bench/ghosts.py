"""People who are on another process of the site, which is nothing but its tracker.

``python -m bench.ghosts N`` (with the site's environment) shows the first N people as here, says
``here``, and then reads from its input how many of them shall come or go a second, a line each
time, until that ends.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time

import django
import uvloop

django.setup()

from asgiref.sync import sync_to_async  # noqa: E402
from django.conf import settings  # noqa: E402

from accounts.models import User  # noqa: E402
from example_channels.realtime import topics  # noqa: E402
from example_channels.realtime.envelope import Envelope  # noqa: E402
from example_channels.realtime.hub import hub  # noqa: E402
from presence.messages import FactsChanged, LoginEnded, decode  # noqa: E402
from presence.timing import Timing  # noqa: E402
from presence.tracker import Tracker  # noqa: E402

TURN = 0.05  # seconds between two looks at what is to be done


class Ghosts:
    """Some who are here, and as many who are not."""

    def __init__(self, users: list[int], count: int) -> None:
        timing = Timing().scaled(settings.TIME_SCALE)
        self._tracker = Tracker(timing, random.SystemRandom(), time.monotonic())
        self._here, self._gone = users[:count], users[count : 2 * count]
        self.per_second = 0
        for user in self._here:
            self._arrive(user)

    def hear(self, text: str) -> None:
        message = decode(text)
        if not isinstance(message, FactsChanged | LoginEnded):
            self._tracker.receive(message, time.monotonic())

    async def haunt(self) -> None:
        """Tell what there is to tell, and change as often as wanted."""
        due = 0.0
        while True:
            due += self.per_second * TURN
            while due >= 1:
                self._change()
                due -= 1
            for message in self._tracker.tick(time.monotonic()):
                hub.publish(Envelope.of(topics.PRESENCE, message))
            await asyncio.sleep(TURN)

    def _change(self) -> None:
        """Let somebody come, or go without grace, in turn."""
        if len(self._gone) > len(self._here):
            self._here.append(user := self._gone.pop(random.randrange(len(self._gone))))
            self._arrive(user)
        else:
            self._gone.append(user := self._here.pop(random.randrange(len(self._here))))
            self._tracker.end_login(user, login_of(user), time.monotonic())

    def _arrive(self, user: int) -> None:
        self._tracker.arrive(user, "a socket", login_of(user), time.monotonic())


def first_people(count: int) -> list[int]:
    return list(User.objects.order_by("pk").values_list("pk", flat=True)[:count])


def login_of(user: int) -> str:
    return f"the log-in of {user}"


async def main(count: int) -> None:
    ghosts = Ghosts(await sync_to_async(first_people)(2 * count), count)
    hub.listen(topics.PRESENCE, ghosts.hear)
    await hub.start()
    haunting = asyncio.ensure_future(ghosts.haunt())
    print("here", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        ghosts.per_second = int(line)
    haunting.cancel()
    await hub.stop()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
