"""The only way out: tell everybody who follows a topic, from anywhere.

Nothing here blocks, raises, or undoes the write it tells of.
"""

from collections.abc import Sequence
from functools import partial
from typing import Unpack

from django.db import transaction

from example_channels.realtime import outside
from example_channels.realtime.envelope import Envelope, HangUp, Options
from example_channels.realtime.hub import hub
from example_channels.realtime.protocol import Event


def publish(topic: str, event: Event, **options: Unpack[Options]) -> None:
    """Tell the followers of ``topic``; options as in Envelope."""
    _pass_on(Envelope.of(topic, event, **options))


def publish_on_commit(topic: str, event: Event, **options: Unpack[Options]) -> None:
    """Publish once the write holds; the event is encoded as things stand now."""
    envelope = Envelope.of(topic, event, **options)
    transaction.on_commit(partial(_pass_on, envelope), robust=True)


def publish_all_on_commit(envelopes: Sequence[Envelope]) -> None:
    """Publish several things together once the write holds."""
    transaction.on_commit(partial(_pass_on, *envelopes), robust=True)


def hang_up(topic: str, code: int, reason: str) -> None:
    """Close every socket that follows ``topic``."""
    _pass_on(Envelope(topic, hang_up=HangUp(code, reason)))


def hang_up_on_commit(topic: str, code: int, reason: str) -> None:
    transaction.on_commit(partial(hang_up, topic, code, reason), robust=True)


def _pass_on(*envelopes: Envelope) -> None:
    if hub.is_running:
        hub.publish(*envelopes)
        return
    for envelope in envelopes:
        outside.publish(envelope)
