"""Statements by hand, of which the text is the same however many rows they are about.

Such a text is taken apart once, by psycopg as by SQLite, and has not a parameter for each value: on
PostgreSQL all rows are one value of JSON, on SQLite a statement is run for each, for there is no
way between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any, ClassVar

import msgspec
from django.db import connection

ByVendor = dict[str, str]
"""A statement in the language of each database."""

NEW = "(SELECT * FROM json_to_recordset(%s) AS given({columns}) LIMIT %s) AS new"
"""Rows after FROM, on PostgreSQL. The limit is how its planner hears that they are few.

Of JSON it expects a hundred, and would rather read a whole table than look those up.
"""


class Row(msgspec.Struct):
    """Values by the names they have in a statement, as the database keeps them."""

    columns: ClassVar[str]
    """Names and PostgreSQL's types of those that it is to see."""


def execute(sql: str, parameters: Iterable[Any]) -> Callable[[], list[tuple[Any, ...]]]:
    """Begin a statement; what is returned waits for its rows."""
    cursor = connection.cursor()
    cursor.execute(sql, list(parameters))
    return cursor.fetchall


def write(sql: ByVendor, rows: Sequence[Row]) -> None:
    """Begin a statement about some rows: each by name on SQLite, ``{new}`` on PostgreSQL."""
    if connection.vendor == "sqlite":
        named = [msgspec.structs.asdict(row) for row in rows]
        connection.cursor().executemany(sql["sqlite"], named)
    else:
        execute(with_rows(sql["postgresql"], type(rows[0])), given(rows))


@cache
def with_rows(sql: str, kind: type[Row]) -> str:
    return sql.format(new=NEW.format(columns=kind.columns))


def given(rows: Sequence[Row]) -> tuple[str, int]:
    """Return the parameters that rows are."""
    return msgspec.json.encode(rows).decode(), len(rows)


def pipeline() -> AbstractContextManager[Any]:
    """Let PostgreSQL take all statements of a block at once: a round trip costs as much as one."""
    if connection.vendor != "postgresql":
        return nullcontext()
    connection.ensure_connection()
    return connection.connection.pipeline()


def marks(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _value in values)
