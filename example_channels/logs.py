"""Log lines: readable in a terminal, or one JSON object each for a machine.

A record may carry ``extra={"fields": {…}}``: facts beside the message, each with a name.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GREY, GREEN, YELLOW, RED, PLAIN = "\033[2m", "\033[32m", "\033[33m", "\033[31m", "\033[0m"
COLOURS = {"DEBUG": GREY, "INFO": GREEN, "WARNING": YELLOW, "ERROR": RED, "CRITICAL": RED}


def fields_of(record: logging.LogRecord) -> Mapping[str, Any]:
    """The record's facts, without those that have no value."""
    fields: Mapping[str, Any] = getattr(record, "fields", {})
    return {name: value for name, value in fields.items() if value is not None}


class ConsoleFormatter(logging.Formatter):
    """``12:00:01 INFO    GET /rooms/ status=200 ms=12``, then the traceback if any."""

    def __init__(self, *, colour: bool | None = None) -> None:
        super().__init__()
        self._colour = sys.stderr.isatty() if colour is None else colour

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        time = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")  # noqa: DTZ006
        facts = [f"{name}={_quoted(value)}" for name, value in fields_of(record).items()]
        return " ".join([time, self._level(record.levelname), _one_line(record.message), *facts])

    def _level(self, name: str) -> str:
        padded = f"{name:7}"
        return f"{COLOURS.get(name, PLAIN)}{padded}{PLAIN}" if self._colour else padded


class JsonFormatter(logging.Formatter):
    """One object a line: ``time`` (RFC 3339, UTC), ``level``, ``logger``, ``message``, facts."""

    def format(self, record: logging.LogRecord) -> str:
        facts = dict(fields_of(record))
        facts |= {
            "time": _rfc3339(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            facts["exception"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False, default=str)


class WithoutTraceback(logging.Filter):
    """Strangers cause these at will; the message says all there is to know."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


def _rfc3339(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _one_line(text: str) -> str:
    """A visitor chooses paths and names: they must not begin lines of their own."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _quoted(value: object) -> str:
    text = _one_line(str(value))
    return f'"{text}"' if " " in text or not text else text


def configuration(style: str, level: str) -> dict[str, Any]:
    """Django's LOGGING. ``style`` is console or json."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"brief": {"()": WithoutTraceback}},
        "formatters": {
            "console": {"()": ConsoleFormatter},
            "json": {"()": JsonFormatter},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would say everything a second time.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Each 4xx has its line in our request log already.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"filters": ["brief"]},
            # SQL and templates, with what people wrote: never in a log.
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "WARNING"},
            "django.utils.autoreload": {"level": "WARNING"},
            # At INFO it logs addresses with their query strings, at DEBUG every frame.
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.error": {"level": "WARNING"},
            "asyncio": {"level": "WARNING"},
            # Where the log is a file that is watched, a line for each change would never end.
            "watchfiles": {"level": "WARNING"},
        },
    }
