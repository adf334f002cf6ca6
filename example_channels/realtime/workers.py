"""The bridge to the database, and tasks that have an owner."""

import asyncio
import contextvars
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connections
from django.utils.translation import get_language, override

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds a failed task rests before it resumes


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(settings.DATABASE_THREADS, thread_name_prefix="database")


@cache
def _writer() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="writer")


async def in_database(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one unit of work in the pool of threads that keep their connections.

    Opening a connection costs more than most queries, hence neither Django's request threads nor
    ``database_sync_to_async``. A cancelled caller does not stop the work: its outcome is unknown.
    """
    return await begin_in_database(function, *args, **kwargs)


def begin_in_database(
    function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
) -> asyncio.Future[T]:
    """Begin what ``in_database`` does, and return its outcome to come.

    What is said there is said in the language of whoever asks: the thread has none of its own.
    """
    language = get_language()
    work = function if language == settings.LANGUAGE_CODE else partial(_in, language, function)
    call = partial(_with_connections, work, *args, **kwargs)
    return asyncio.get_running_loop().run_in_executor(_pool(), call)


async def in_writer(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one unit of work in the one thread that writes, which no reading keeps waiting."""
    call = partial(_with_connections, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_writer(), call)


def _in(language: str | None, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    with override(language):
        return function(*args, **kwargs)


def _with_connections(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return function(*args, **kwargs)
    finally:
        for connection in connections.all(initialized_only=True):
            if connection.errors_occurred and not connection.in_atomic_block:
                connection.close()


def supervise(name: str, loop: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    """Run ``loop`` until cancelled: a failure is logged and it resumes with back-off."""
    # An empty context: a task born in a request must not inherit that request's thread.
    return asyncio.get_running_loop().create_task(
        _resume(name, loop), name=name, context=contextvars.Context()
    )


async def _resume(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    first, longest = FIRST_PAUSE * settings.TIME_SCALE, LONGEST_PAUSE * settings.TIME_SCALE
    pause = first
    while True:
        started = asyncio.get_running_loop().time()
        try:
            await loop()
        except Exception:
            logger.exception("%s failed and resumes", name)
        if asyncio.get_running_loop().time() - started > longest:
            pause = first
        await asyncio.sleep(pause)
        pause = min(2 * pause, longest)
