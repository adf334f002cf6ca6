"""What processes ask each other about themselves, and the answers as they come in."""

from __future__ import annotations

import threading
import time

import msgspec

from example_channels.realtime.protocol import Notice

PATIENCE = 1.0  # seconds that a process may take to answer


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """What a process says of itself; times are seconds since 1970."""

    incarnation: str
    host: str
    pid: int
    started_at: float
    release: str
    sockets: int
    users: int
    version: int
    """Of its map of users."""
    silence: float | None
    """Seconds since the bus brought it its own message, sent every second; None: it never did."""

    @property
    def name(self) -> str:
        """What people call it by."""
        return f"{self.host}:{self.pid}"


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """One socket of somebody."""

    connection: str
    login: str
    opened_at: float
    is_active: bool
    address: str
    user_agent: str


class Question(Notice, frozen=True, kw_only=True, tag="process.question"):
    """Say who you are, and which tabs ``user`` has on you."""

    question: str
    user: int | None


class Answer(Notice, frozen=True, kw_only=True, tag="process.answer"):
    """One process's answer."""

    question: str
    process: Process
    tabs: list[Tab]
    more: int = 0
    """How many further tabs there are, of which nothing is told."""


class Disconnect(Notice, frozen=True, kw_only=True, tag="process.disconnect"):
    """Close one of the tabs of ``user``, as they wish."""

    user: int
    connection: str


Told = Question | Answer | Disconnect

_decoder: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)


def decode(text: str) -> Told:
    """Return the message in an event's text. Raises msgspec.ValidationError."""
    return _decoder.decode(text)


class Answered(msgspec.Struct, frozen=True):
    """An answer, and how many seconds after the question it came."""

    process: Process
    tabs: list[Tab]
    more: int
    after: float


class Answers:
    """What has come to one question so far. Filled by the event loop, awaited by a thread."""

    def __init__(self, expected: set[str]) -> None:
        self.by_incarnation: dict[str, Answered] = {}
        self._expected = expected
        self._asked_at = time.monotonic()
        self._are_complete = threading.Event()

    def take(self, answer: Answer) -> None:
        after = time.monotonic() - self._asked_at
        answered = Answered(answer.process, answer.tabs, answer.more, after)
        self.by_incarnation[answer.process.incarnation] = answered
        if not self.missing:
            self._are_complete.set()

    @property
    def missing(self) -> set[str]:
        """The incarnations that were expected to answer and did not."""
        return self._expected - self.by_incarnation.keys()

    def wait(self) -> None:
        """Return once all have answered, or patience is at its end."""
        self._are_complete.wait(PATIENCE)


class Roll(msgspec.Struct, frozen=True):
    """Those who answered, by host and process number; and those who did not, as last known."""

    present: list[Answered]
    silent: list[str]
