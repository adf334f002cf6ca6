import pytest

from presence.bus import Bus
from presence.timing import Timing


@pytest.fixture
def bus() -> Bus:
    return Bus(Timing(), now=0)


def test_a_bus_with_echoes_is_live_and_calm(bus):
    for now in range(0, 60, 5):
        bus.hear(now)
        bus.check(now + 4)
        assert bus.as_of is None
        assert bus.is_calm(now + 4)


def test_one_missing_echo_makes_the_silence_of_others_prove_nothing(bus):
    bus.hear(5)
    assert bus.is_calm(12)
    assert not bus.is_calm(13)


def test_after_a_missing_echo_everybody_gets_time_to_speak(bus):
    bus.hear(5)
    assert not bus.hear(16)
    assert not bus.is_calm(20)
    bus.hear(21)
    assert bus.is_calm(24)


def test_a_silent_bus_is_lost_and_the_list_stale_since_the_last_echo(bus):
    bus.hear(5)
    bus.check(19.9)
    assert bus.as_of is None
    bus.check(20)
    assert bus.as_of == 5
    assert not bus.is_calm(20)


def test_a_bus_that_is_back_is_live_after_a_heartbeat_and_calm_after_the_silence(bus):
    bus.check(15)
    assert bus.hear(60)
    bus.check(64)
    assert bus.as_of == 0
    bus.check(65)
    assert bus.as_of is None
    bus.hear(65)
    bus.hear(70)
    assert not bus.is_calm(74)
    assert bus.is_calm(75)
