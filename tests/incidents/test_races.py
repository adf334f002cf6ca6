"""An incident and an area that are saved at the same moment do not miss each other."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

import pytest
from django.db import connection, transaction

from accounts.models import User
from incidents.models import Alert, AreaOfInterest, Incident
from tests.incidents.shapes import place, rectangle
from tests.people import make_person

MEANWHILE = 0.5  # seconds the other may take, where nothing holds it back


@pytest.fixture
def dora(transactional_db: None) -> User:
    return make_person("dora")


def save_incident(_owner: User) -> None:
    Incident.objects.create(title="Fire", place=place(5, 5))


def save_area(owner: User) -> None:
    AreaOfInterest.objects.create(owner=owner, name="Home", polygon=rectangle(0, 0, 9, 9))


def in_thread(begun: Event, work, owner: User) -> None:
    try:
        connection.ensure_connection()
        begun.set()
        work(owner)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("first", "second"), [(save_incident, save_area), (save_area, save_incident)]
)
def test_whichever_is_first_one_alert_is_raised(dora, first, second):
    begun = Event()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first(dora)
            other: Future[None] = pool.submit(in_thread, begun, second, dora)
            assert begun.wait(timeout=10)
            wait([other], timeout=MEANWHILE)
        other.result(timeout=10)
    assert Alert.objects.count() == 1
