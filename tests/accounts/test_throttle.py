"""A throttle lets each key pass once in a while."""

from accounts.throttle import Throttle


def test_a_key_passes_once_and_again_after_the_time() -> None:
    throttle = Throttle(10)
    assert [throttle.allows("a", now) for now in (0, 5, 9.9, 10, 11)] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_keys_do_not_hinder_each_other() -> None:
    throttle = Throttle(10)
    assert [throttle.allows(key, 0) for key in "aba"] == [True, True, False]


def test_it_remembers_no_more_keys_than_it_may() -> None:
    throttle = Throttle(10, keys=2)
    for now, key in enumerate("abcdef"):
        assert throttle.allows(key, now)
    assert len(throttle) <= 2
