"""Sockets that are older than anything the channel layer remembers."""

from __future__ import annotations

import asyncio

import pytest

from tests.chaos.agreement import all_agree, everybody_hears, present, talking
from tests.chaos.cluster import Site
from tests.chaos.conftest import Gather
from tests.chaos.short_expiry import EXPIRY

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


async def test_sockets_outlive_the_expiry_of_groups(patient: Site, gather: Gather) -> None:
    crowd = gather(patient)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        forgotten = asyncio.get_running_loop().time() + 3 * EXPIRY
        async with talking(members, room) as talk:
            while asyncio.get_running_loop().time() < forgotten:
                await talk.goes_on(1)
        await everybody_hears(members, room)
        await all_agree(members, room, crowd)
        assert not any(member.endings for member in members)
