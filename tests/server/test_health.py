import asyncio
import json
from typing import Any

import pytest

from example_channels import health
from example_channels.health import Readiness, answer_health
from example_channels.realtime.hub import hub


async def ask(path: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of what a process answers that serves no pages."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def no_page(*_: object) -> None:
        raise LookupError("not for us")

    await answer_health(no_page)({"type": "http", "path": path}, None, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Readiness:
    monkeypatch.setattr(health, "readiness", Readiness())
    monkeypatch.setattr(health, "CHECK_SECONDS", 30)
    return health.readiness


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/healthz", "/up"])
async def test_alive_asks_nobody(path):
    assert await ask(path) == (200, {"alive": True})


@pytest.mark.asyncio
async def test_other_paths_are_for_the_pages():
    with pytest.raises(LookupError):
        await ask("/healthz/more")


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_ready_where_all_answers(fresh):
    await hub.start()
    try:
        async with asyncio.timeout(30):
            while not hub.is_live():  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0)
        status, told = await ask("/readyz")
    finally:
        await hub.stop()
    assert (status, set(told["checks"].values())) == (200, {"ok"})


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_without_its_own_events_it_is_not_ready(fresh):
    status, told = await ask("/readyz")
    assert status == 503
    assert told["checks"]["layer"] != "ok"
    assert told["checks"]["database"] == "ok"


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_while_draining_it_is_not_ready(fresh):
    health.start_draining()
    status, told = await ask("/readyz")
    assert status == 503
    assert told["checks"]["server"] == "draining"


@pytest.mark.asyncio
async def test_a_failing_check_shows_no_more_than_its_kind(caplog):
    async def fail() -> None:
        raise ConnectionError("me:squeamish@db.internal")

    told = await health._outcome("database", fail)
    assert told == "failed (ConnectionError)"
    assert "squeamish" in caplog.text


@pytest.mark.asyncio
async def test_a_silent_check_is_given_up(monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0)
    told = await health._outcome("database", asyncio.Event().wait)
    assert told.startswith("no answer")
