"""Nobody has changed anything yet when a test begins."""

import pytest

from incidents import limits


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Ids come again in the next test, and with them the buckets of those who had them."""
    limits.changes.clear()
    limits.looks.clear()
