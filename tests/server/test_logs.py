import json
import logging
import sys

import pytest

from example_channels.logs import ConsoleFormatter, JsonFormatter, WithoutTraceback


def record(message: str = "GET /rooms/", **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("rollcall.request", logging.INFO, "", 0, message, (), None)
    made.created, made.fields = 0.5, fields
    return made


def failure() -> logging.LogRecord:
    made = record("it failed")
    try:
        raise ValueError("the reason")
    except ValueError:
        made.exc_info = sys.exc_info()
    return made


def test_a_console_line_tells_level_message_and_facts():
    line = ConsoleFormatter(colour=False).format(record(status=200, ms=1.5))
    assert line.endswith(" INFO    GET /rooms/ status=200 ms=1.5")


def test_facts_without_a_value_are_left_out():
    assert "user" not in ConsoleFormatter(colour=False).format(record(user=None))


def test_facts_with_spaces_are_quoted():
    assert ConsoleFormatter(colour=False).format(record(why="too slow")).endswith('why="too slow"')


def test_colours_are_for_terminals_only():
    assert "\033[" in ConsoleFormatter(colour=True).format(record())
    assert "\033[" not in ConsoleFormatter(colour=False).format(record())


@pytest.mark.parametrize("path", ["/a\nINFO forged", "/a\x1b[2J", "/a\r\nb"])
def test_a_visitor_cannot_begin_a_line_of_their_own(path):
    line = ConsoleFormatter(colour=False).format(record(path, seen=path))
    assert line.isprintable()


def test_a_json_line_is_one_object_with_time_in_utc():
    told = json.loads(JsonFormatter().format(record("Lobby: 你好\n", status=200)))
    assert told == {
        "time": "1970-01-01T00:00:00.500Z",
        "level": "info",
        "logger": "rollcall.request",
        "message": "Lobby: 你好\n",
        "status": 200,
    }


@pytest.mark.parametrize("formatter", [ConsoleFormatter(colour=False), JsonFormatter()])
def test_a_failure_brings_its_traceback(formatter):
    assert "ValueError: the reason" in formatter.format(failure())


def test_a_json_failure_stays_on_one_line():
    assert "\n" not in JsonFormatter().format(failure())


def test_what_strangers_cause_at_will_brings_none():
    made = failure()
    assert WithoutTraceback().filter(made)
    assert "Traceback" not in ConsoleFormatter(colour=False).format(made)
