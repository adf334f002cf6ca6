"""What others see of a phone off the network, a laptop asleep, and a tab that nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.chaos.cluster import Site
from tests.chaos.onlookers import all_see, onlookers, sockets
from tests.relay import Relay, relay_to
from tests.sockets import open_socket
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

SCALE = 0.2  # of the times for which the site waits
PING, GRACE = 4.0, 10 * SCALE  # seconds; a test that stands still for a PING is closed itself


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(stack, people=10, TIME_SCALE=str(SCALE), PING_SECONDS=str(PING))


@pytest.fixture
def relay(site: Site) -> Iterator[Relay]:
    address = urlsplit(site.any_socket_url)
    with relay_to(address.hostname or "", address.port or 0) as relay:
        yield relay


async def test_a_phone_off_the_network_for_a_moment_is_no_news(site: Site, relay: Relay) -> None:
    (me, cookie), phone, *_ = site.people
    async with onlookers(site.socket_urls, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open([phone], [relay.socket_url])
        await all_see(watching, here)
        watching[0].forget()
        relay.cut()
        await wires.wires[phone[0]].wait_closed()
        relay.mend()
        await wires.open([phone], [relay.socket_url])
        with pytest.raises(TimeoutError):
            await until(lambda: bool(watching[0].left), 1.2 * GRACE)
        assert watching[0].came == []


async def test_a_phone_off_the_network_for_longer_is_offline_until_it_is_back(
    site: Site, relay: Relay
) -> None:
    (me, cookie), phone, *_ = site.people
    async with onlookers(site.socket_urls, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open([phone], [relay.socket_url])
        await all_see(watching, here)
        relay.cut()
        await all_see(watching, {me})
        relay.mend()
        await wires.open([phone], [relay.socket_url])
        await all_see(watching, here)


async def test_a_laptop_asleep_is_offline_and_a_hidden_tab_is_not(site: Site, relay: Relay) -> None:
    """Both say nothing; but a hidden tab's browser still answers the server's pings."""
    (me, cookie), laptop, hidden, *_ = site.people
    async with (
        onlookers(site.socket_urls, cookie) as watching,
        sockets() as wires,
        open_socket(site.any_socket_url, hidden[1]) as tab,
    ):
        here = {me, hidden[0]}
        asleep = await wires.open([laptop], [relay.socket_url])
        await all_see(watching, here | asleep)
        window = await tab.request("presence.watch", **{"from": 0, "limit": 0, "query": ""})
        assert (window["users"], window["counts"]["online"]) == ([], 3)
        watching[0].forget()
        relay.stall()
        await all_see(watching, here)
        event = await tab.next(lambda e: e.get("counts", {}).get("online") == 2)
        assert event["users"] == []
        relay.flow()
        await wires.wires[laptop[0]].wait_closed()
        await wires.open([laptop], [site.any_socket_url])
        await all_see(watching, here | asleep)
        assert (watching[0].left, watching[0].came) == ([asleep], [asleep])
