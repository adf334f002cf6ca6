import msgspec
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from example_channels import protocol_docs
from example_channels.realtime import protocol


class Shape(msgspec.Struct):
    """Something with a size."""

    size: int


class Made(protocol.Event, frozen=True, tag=None):
    """Somebody made a ``Shape``."""

    shapes: list[Shape]
    owner: str | None = None


@pytest.fixture(scope="module")
def page() -> str:
    return protocol_docs.document()


def test_every_request_and_event_is_described(page):
    tags = [protocol.tag_of(kind) for kind in protocol.events()]
    for tag in [*protocol.requests(), *tags]:
        assert f"### `{tag}`" in page


def test_every_close_code_of_the_consumer_is_described(page):
    for code in (1009, 1012, 1013, 4401, 4403, 4408, 4410, 4429):
        assert f"| {code} |" in page


def test_fields_are_told_with_their_types():
    text = protocol_docs._section(Made)
    assert "Somebody made a `Shape`." in text
    assert "| `shapes` | array of [Shape](#shape) |  |" in text
    assert "| `owner` | string or null | optional, else `null` |" in text


def test_objects_inside_objects_are_found():
    assert protocol_docs._objects([Made]) == [Shape]


def test_check_passes_when_in_step_and_fails_when_not(tmp_path, settings: Settings):
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="out of step"):
        call_command("protocol_docs", "--check")
    call_command("protocol_docs")
    call_command("protocol_docs", "--check")
