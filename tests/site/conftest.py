"""Sites to talk to: the embedded one, and one of two processes on PostgreSQL and Redis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.services import fresh_database
from tests.site_process import SiteProcess, serve
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

LOBBY = 1  # the room that whoever signs up is a member of
_numbers = count(1)
_redis_databases = count(1)


@dataclass
class Site:
    """One or two processes that are one site. ``there`` is another process where there are two."""

    here: SiteProcess
    there: SiteProcess
    env: dict[str, str]
    """What a command needs that is to run beside them."""

    @property
    def is_embedded(self) -> bool:
        return self.here is self.there


def _own_database(redis_url: str) -> str:
    """One for each module: how many people signed up in another does not count."""
    return f"{redis_url.rpartition('/')[0]}/{next(_redis_databases)}"


@pytest.fixture(scope="module", params=["embedded", "scaled"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A module may name variables of its site's environment in SITE_ENV."""
    own: dict[str, str] = getattr(request.module, "SITE_ENV", {})
    with ExitStack() as stack:
        if request.param == "embedded":
            here = stack.enter_context(serve(**own))
            yield Site(here, here, own)
        else:
            env = {
                **own,
                "DATABASE_URL": stack.enter_context(
                    fresh_database(*map(request.getfixturevalue, ("postgres_url", "site_tables")))
                ),
                "REDIS_URL": _own_database(request.getfixturevalue("redis_url")),
                "SECRET_KEY": "one key for both processes of the site",
            }
            here, there = (stack.enter_context(serve(**env)) for _ in range(2))
            yield Site(here, there, env)


@pytest.fixture(scope="module")
def ann(site: Site) -> Iterator[Visitor]:
    """Somebody on the first process."""
    with Visitor(site.here.url, "ann") as visitor:
        yield visitor.sign_up()


@pytest.fixture(scope="module")
def bob(site: Site) -> Iterator[Visitor]:
    """Somebody on the other process, where there is one."""
    with Visitor(site.there.url, "bob") as visitor:
        yield visitor.sign_up()


@pytest.fixture
def carol(site: Site) -> Iterator[Visitor]:
    """Somebody new, for a test that logs them out or wears their limits down."""
    with Visitor(site.here.url, f"carol{next(_numbers)}") as visitor:
        yield visitor.sign_up()


@pytest_asyncio.fixture
async def here(site: Site, ann: Visitor) -> AsyncIterator[Socket]:
    """Ann's socket."""
    async with open_socket(site.here.socket_url, ann.cookie) as socket:
        yield socket


@pytest_asyncio.fixture
async def there(site: Site, bob: Visitor) -> AsyncIterator[Socket]:
    """Bob's socket."""
    async with open_socket(site.there.socket_url, bob.cookie) as socket:
        yield socket


async def heard_before(listener: Socket, speaker: Socket) -> list[Event]:
    """Return all that a socket heard, and nobody asked for, before something that is said now.

    The answer to a ping says nothing of what another process has told and Redis has yet to bring;
    what is said after it, in the same process, is never brought before it.
    """
    assert (await listener.request("room.open", room=LOBBY))["type"] == "room.opened"
    last = await post(speaker, LOBBY, "That was all.")
    await listener.next(lambda event: event.get("message") == last)
    return await listener.events_until_answer()


async def post(socket: Socket, room: int, text: str) -> Event:
    client_id = str(uuid4())
    answer = await socket.request("message.post", room=room, client_id=client_id, text=text)
    assert answer["type"] == "ok", answer
    return dict(answer["message"])
