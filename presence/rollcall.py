"""Asks every process at once who it is, and which tabs somebody has there.

On demand, beside the tracker: who asks waits for a second at most, and is told who kept silent.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from uuid import uuid4

import msgspec

from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.publishing import publish
from example_channels.release import RELEASE
from presence.messages import Activity
from presence.roll import Answer, Answers, Disconnect, Process, Question, Roll, Tab, decode
from presence.service import presence

logger = logging.getLogger(__name__)

TABS = 100  # of one person on one process, at most: the others are only counted
KNOWN = 1000  # processes remembered by name, at most


class RollCall:
    """Asks, answers, and remembers who the others are: one for each process."""

    def __init__(self) -> None:
        self._open: dict[str, Answers] = {}
        self._known: dict[str, str] = {}
        self._started_at = time.time()
        self._is_listening = False

    def start(self) -> None:
        """Begin to listen. Before the hub starts."""
        if not self._is_listening:
            self._is_listening = True
            hub.listen(topics.PROCESSES, self._hear)

    def introduce(self) -> None:
        """Let the others know this process by name, and hear theirs. Once the hub runs."""
        publish(topics.PROCESSES, Question(question="", user=None))

    def ask(self, user: int | None = None) -> Roll:
        """Ask everybody, and wait. From any thread but the event loop's."""
        if not hub.is_running:
            return Roll([], [])
        question, answers = uuid4().hex, Answers(self._expected())
        self._open[question] = answers
        try:
            publish(topics.PROCESSES, Question(question=question, user=user))
            answers.wait()
        finally:
            del self._open[question]
        return self._roll(answers)

    def disconnect(self, user: int, connection: str) -> None:
        """Close one tab of somebody, wherever it is; an unknown one is gone already."""
        publish(topics.PROCESSES, Disconnect(user=user, connection=connection))

    def _expected(self) -> set[str]:
        replicas = dict(presence.tracker.replicas)
        staying = {name for name, replica in replicas.items() if not replica.is_leaving}
        return staying | {presence.tracker.incarnation}

    def _roll(self, answers: Answers) -> Roll:
        by_name = sorted(
            answers.by_incarnation.values(), key=lambda a: (a.process.host, a.process.pid)
        )
        return Roll(by_name, sorted(self._known.get(name, name) for name in answers.missing))

    # What is heard --------------------------------------------------------------------------

    def _hear(self, text: str) -> None:
        try:
            message = decode(text)
        except msgspec.ValidationError:
            logger.warning("Another process says something this one does not understand.")
            return
        match message:
            case Question():
                self._answer(message)
            case Answer():
                self._note(message)
            case Disconnect():
                for tab in _sockets_of(message.user):
                    if tab.connection == message.connection:
                        presence.disconnect(tab)

    def _note(self, answer: Answer) -> None:
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[answer.process.incarnation] = answer.process.name
        if answers := self._open.get(answer.question):
            answers.take(answer)

    def _answer(self, question: Question) -> None:
        sockets = _sockets_of(question.user) if question.user is not None else []
        answer = Answer(
            question=question.question,
            process=self._describe(),
            tabs=[_describe_tab(socket) for socket in sockets[:TABS]],
            more=max(0, len(sockets) - TABS),
        )
        publish(topics.PROCESSES, answer)

    def _describe(self) -> Process:
        tracker = presence.tracker
        return Process(
            incarnation=tracker.incarnation,
            host=socket.gethostname(),
            pid=os.getpid(),
            started_at=self._started_at,
            release=RELEASE,
            sockets=len(hub.sockets),
            users=len(tracker.local_users),
            version=tracker.version,
            silence=hub.silence,
        )


def _sockets_of(user: int) -> list[EventConsumer]:
    followers = hub.followers(topics.user(user))
    return [socket for socket in followers if isinstance(socket, EventConsumer)]


def _describe_tab(tab: EventConsumer) -> Tab:
    activity = presence.tracker.activity_of(tab.user_id, tab.connection)
    return Tab(
        connection=tab.connection,
        login=tab.login,
        opened_at=tab.opened_at,
        is_active=activity is not Activity.IDLE,
        address=tab.address,
        user_agent=tab.user_agent,
    )


rollcall = RollCall()
"""This process's part in it."""
