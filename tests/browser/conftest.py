"""The site as a process, a browser, and people in it. Nothing here touches the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.person import PATIENCE, Person
from tests.services import chromium_path, fresh_database
from tests.site_process import serve

expect.set_options(timeout=PATIENCE)

Newcomer = Callable[..., Person]
_numbers = count(1)


class Site(NamedTuple):
    """Where the first person is served, and where the second: one process, or one each."""

    near: str
    far: str


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(chromium_path()), args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def embedded() -> Iterator[Site]:
    with serve(TRUSTED_PROXIES="127.0.0.1") as site:
        yield Site(site.url, site.url)


@pytest.fixture(scope="session")
def scaled(redis_url: str, postgres_url: str, site_tables: str) -> Iterator[Site]:
    """Two processes that share nothing but PostgreSQL and Redis."""
    with ExitStack() as stack:
        database = stack.enter_context(fresh_database(postgres_url, site_tables))
        shared = {"DATABASE_URL": database, "REDIS_URL": redis_url, "SECRET_KEY": "s" * 50}
        start = partial(serve, TRUSTED_PROXIES="127.0.0.1", **shared)
        near, far = stack.enter_context(start()), stack.enter_context(start())
        yield Site(near.url, far.url)


@pytest.fixture(params=["embedded", "scaled"])
def site(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Newcomer]:
    """Brings somebody with a browser of their own; at the end no page may have complained."""
    with ExitStack() as stack:
        people: list[Person] = []

        def bring(name: str, url: str, **options: Any) -> Person:
            number = next(_numbers)
            # A network each, or so many newcomers would be too many for one.
            address = f"2001:db8:0:{number:x}::1"
            headers = {"X-Forwarded-For": address}
            context = browser.new_context(extra_http_headers=headers, **options)
            stack.callback(context.close)
            people.append(Person(context, f"{name}{number}", url, address))
            return people[-1]

        yield bring
        complaints = {person.name: person.complaints for person in people if person.complaints}
        assert not complaints
