"""The socket's doors to presence."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from example_channels.realtime.protocol import BadFrame, decode
from example_channels.realtime.workers import in_database
from presence import requests
from presence.requests import ReportIdle, UnwatchPresence, WatchPresence
from tests.people import make_person
from tests.presence.conftest import Page, watch

KNOWN = {"presence.watch": WatchPresence, "presence.idle": ReportIdle}


@pytest.fixture
def ann(transactional_db: None) -> User:
    return make_person("ann")


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ('{"type":"presence.watch"}', WatchPresence()),
        (
            '{"type":"presence.watch","from":3,"limit":0,"query":"é"}',
            WatchPresence(from_=3, limit=0, query="é"),
        ),
        ('{"type":"presence.idle","idle":true}', ReportIdle(idle=True)),
    ],
)
def test_a_frame_is_read_as_the_contract_writes_it(text, request_):
    assert decode(text, KNOWN) == request_


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"presence.watch","from":"0"}',
        '{"type":"presence.watch","limit":1.5}',
        '{"type":"presence.watch","query":null}',
        '{"type":"presence.idle"}',
        '{"type":"presence.idle","idle":1}',
    ],
)
def test_a_malformed_request_is_refused(text):
    with pytest.raises(BadFrame):
        decode(text, KNOWN)


@pytest.mark.parametrize(
    "fields",
    [
        {"start": -1},
        {"start": 10**9},
        {"limit": -1},
        {"limit": 501},
        {"limit": 10**9},
        {"query": "x" * 101},
        {"query": "a\0b"},
    ],
)
@pytest.mark.asyncio
async def test_a_window_that_makes_no_sense_is_refused_in_words(live, ann, fields):
    page = Page(ann)
    live.arrive(page)
    with pytest.raises(ValidationError, match=r"\w"):
        await watch(page, **fields)
    assert live.viewing._windows._windows == {}


@pytest.mark.parametrize("query", [".*", "[", "(?i)", "%", "_", "\\", "'; --", "🦊"])
@pytest.mark.asyncio
async def test_a_query_is_text_and_nothing_else(live, ann, query):
    window = await watch(Page(ann), query=query)
    assert (window.total, window.users) == (0, [])


@pytest.mark.asyncio
async def test_a_short_list_may_be_watched_whole_a_long_one_not(live, ann):
    page = Page(ann)
    assert (await watch(page, limit=500)).total == 1
    await in_database(User.objects.create_many, [f"u{n}" for n in range(500)])
    live.listing.forget_facts()
    with pytest.raises(ValidationError):
        await watch(page, limit=101)
    assert len((await watch(page, limit=100)).users) == 100
    assert len((await watch(page, limit=500, query="u1")).users) == 111


@pytest.mark.asyncio
async def test_an_ended_watch_is_told_nothing_more(live, ann):
    page = Page(ann)
    live.arrive(page)
    await watch(page)
    await requests.unwatch(page, UnwatchPresence())
    await requests.unwatch(page, UnwatchPresence())
    assert live.viewing._windows.watched() == []
