"""Where browsers allow passkeys."""

import pytest
from django.test import RequestFactory

from accounts import passkeys


@pytest.mark.parametrize("host", ["localhost", "localhost:8000"])
def test_passkeys_work_on_this_machine_by_name(host: str) -> None:
    assert passkeys.work_at(RequestFactory().get("/", headers={"host": host}))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_passkeys_work_at_no_bare_address(host: str) -> None:
    assert not passkeys.work_at(RequestFactory().get("/", secure=True, headers={"host": host}))


def test_passkeys_elsewhere_need_https() -> None:
    assert not passkeys.work_at(RequestFactory().get("/"))
    assert passkeys.work_at(RequestFactory().get("/", secure=True))
