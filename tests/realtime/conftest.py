"""A hub of its own for each test, on the real in-memory layer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from channels.layers import channel_layers  # noqa: TID251 - each test begins with none
from pytest_django import Settings

from example_channels.realtime import following, hub, publishing


@pytest_asyncio.fixture
async def live_hub(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> AsyncIterator[hub.Hub]:
    """A started hub that takes the place of this process's."""
    settings.DATA_DIR = tmp_path
    channel_layers.backends = {}
    own = hub.Hub()
    for module in (hub, following, publishing):
        monkeypatch.setattr(module, "hub", own)
    await own.start()
    yield own
    await own.stop()
    channel_layers.backends = {}
