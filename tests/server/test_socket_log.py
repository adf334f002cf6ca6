import logging

import pytest

from example_channels.socket_log import log_sockets

SCOPE = {"type": "websocket", "path": "/ws/", "client": ("10.0.0.7", 5000), "query_string": b"k=v"}


async def talk(application, *messages) -> None:
    waiting = list(messages)

    async def receive():
        return waiting.pop(0)

    async def send(message):
        pass

    await log_sockets(application)(SCOPE, receive, send)


async def echo(scope, receive, send):
    scope["log"]["user"] = 3
    while (message := await receive())["type"] != "websocket.disconnect":
        await send({"type": "websocket.send", "text": message.get("text", "")})


async def crash(scope, receive, send):
    raise RuntimeError("a bug")


async def refuse(scope, receive, send):
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 4401})
    await receive()


def fields(caplog: pytest.LogCaptureFixture) -> dict:
    (line,) = caplog.records
    return line.fields


@pytest.fixture(autouse=True)
def _at_info(caplog):
    caplog.set_level(logging.INFO, "rollcall.socket")


@pytest.mark.asyncio
async def test_a_socket_leaves_one_line_with_its_frames_and_user(caplog):
    frame = {"type": "websocket.receive", "text": "hi"}
    await talk(echo, frame, frame, {"type": "websocket.disconnect", "code": 1001})
    told = fields(caplog)
    assert (told["frames_in"], told["frames_out"], told["code"]) == (2, 2, 1001)
    assert (told["user"], told["address"]) == (3, "10.0.0.7")


@pytest.mark.asyncio
async def test_who_closes_first_gives_the_code(caplog):
    await talk(refuse, {"type": "websocket.disconnect", "code": 1005})
    assert fields(caplog)["code"] == 4401


@pytest.mark.asyncio
async def test_a_crash_leaves_its_line_too(caplog):
    with pytest.raises(RuntimeError):
        await talk(crash)
    assert fields(caplog)["code"] == 1006


@pytest.mark.asyncio
async def test_query_strings_are_not_told(caplog):
    await talk(echo, {"type": "websocket.disconnect"})
    assert "k=v" not in caplog.text
