"""Nobody has posted yet when a test begins."""

import pytest

from chat import limits


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Ids come again in the next test, and with them the buckets of those who had them."""
    limits.posts.clear()
    limits.marks.clear()
    limits.rooms.clear()
