"""Nobody has posted or searched yet when a test begins."""

import pytest

from chat import limits as chat_limits
from search import limits


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    chat_limits.posts.clear()
    chat_limits.rooms.clear()
    limits.searches.clear()
