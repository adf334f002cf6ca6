"""Token buckets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_channels.realtime.limits import Bucket, Buckets, TooFast


def test_a_burst_is_free_and_then_the_rate_holds() -> None:
    bucket = Bucket(rate=2, burst=3, now=0)
    assert [bucket.take(0) for _ in range(3)] == [0, 0, 0]
    assert bucket.take(0) == pytest.approx(0.5)
    assert bucket.take(0.5) == 0
    assert bucket.take(0.5) > 0


@given(st.lists(st.floats(0, 5), max_size=100))
def test_never_more_than_burst_and_rate_allow(pauses: list[float]) -> None:
    bucket, now, taken = Bucket(rate=3, burst=5, now=0), 0.0, 0
    for pause in pauses:
        now += pause
        taken += bucket.take(now) == 0
    assert taken <= 5 + 3 * now + 1e-6


def test_each_key_has_its_own_bucket() -> None:
    buckets = Buckets(rate=1, burst=1)
    buckets.take("ann", 0)
    buckets.take("bob", 0)
    with pytest.raises(TooFast) as refused:
        buckets.take("ann", 0)
    assert refused.value.retry_after == pytest.approx(1)


def test_memory_follows_those_who_are_busy() -> None:
    buckets = Buckets(rate=1, burst=1)
    for second in range(5000):
        buckets.take(second, float(second))
    assert len(buckets._buckets) <= 1001
