"""One post, sent many times at the same moment, through every door of every process."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from uuid import uuid4

import httpx
import pytest

from tests.chaos.agreement import read_room
from tests.chaos.cluster import Crowd, Site
from tests.chaos.conftest import Gather
from tests.sockets import open_socket
from tests.visitors import TOKEN

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

EACH = 10  # posts through either door


async def test_twenty_equal_posts_are_one_message_with_twenty_equal_answers(
    site: Site, gather: Gather
) -> None:
    crowd = gather(site, 1)
    room = crowd.new_room()
    post = {"client_id": str(uuid4()), "text": "once"}
    async with AsyncExitStack() as stack:
        urls = [process.socket_url for process in site.processes] * EACH
        cookie = crowd.cookies[0]
        sockets = [await stack.enter_async_context(open_socket(url, cookie)) for url in urls[:EACH]]
        browsers = [await browser(stack, crowd, room, number) for number in range(EACH)]
        answers, pages = await asyncio.gather(
            asyncio.gather(*(s.request("message.post", room=room, **post) for s in sockets)),
            asyncio.gather(*(http.post(f"/rooms/{room}/", data=post) for http in browsers)),
        )
    messages = {str(answer["message"]) for answer in answers}
    assert messages == {str(answers[0]["message"])}
    assert {(page.status_code, page.headers["Location"]) for page in pages} == {
        (302, f"/rooms/{room}/")
    }
    version, stored = await read_room(site.any_socket_url, cookie, room)
    assert (version, stored) == (1, [answers[0]["message"]])


async def browser(stack: AsyncExitStack, crowd: Crowd, room: int, number: int) -> httpx.AsyncClient:
    """The person's browser on one of the processes, with the room's page loaded."""
    url = crowd.site.processes[number % len(crowd.site.processes)].url
    client = httpx.AsyncClient(base_url=url, timeout=60, trust_env=False)
    http = await stack.enter_async_context(client)
    http.cookies.set("rollcall_session", crowd.cookies[0])
    token = TOKEN.search((await http.get(f"/rooms/{room}/")).text)
    assert token
    http.headers.update({"X-CSRFToken": token[1], "Referer": url})
    return http
