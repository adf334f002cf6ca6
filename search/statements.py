"""The index in SQL: FTS5 on SQLite, ``tsvector`` and GIN on PostgreSQL, in one table each.

Both are handed the tokens as they are: what a word is, is decided in ``folding`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import connection

from chat.sql import Row, write
from search.entries import Entry, Source

CREATE = {
    # "ascii" leaves everything alone that is not ASCII. Without the sizes, which rank by relevance.
    "sqlite": [
        """CREATE VIRTUAL TABLE search_entry USING fts5(
            words, room_id UNINDEXED, columnsize = 0, tokenize = "ascii tokenchars '#@!'")"""
    ],
    "postgresql": [
        """CREATE TABLE search_entry (
            rowid bigint PRIMARY KEY, room_id bigint NOT NULL, words tsvector NOT NULL)""",
        "CREATE INDEX search_words ON search_entry USING gin (words)",
    ],
}
PUT = {
    "sqlite": """
        INSERT OR REPLACE INTO search_entry (rowid, room_id, words)
        VALUES (%(rowid)s, %(room_id)s, %(words)s)
    """,
    "postgresql": """
        INSERT INTO search_entry (rowid, room_id, words)
        SELECT rowid, room_id, words
        FROM {new}
        ON CONFLICT (rowid) DO UPDATE SET words = excluded.words
    """,
}
REMOVE = "DELETE FROM search_entry WHERE rowid = %s"
READ = """
    SELECT id, room_id, author_id, text, html, pinned_at IS NOT NULL FROM chat_message
    WHERE id > %s AND deleted_at IS NULL ORDER BY id LIMIT %s {lock}
"""
NEWEST = "SELECT COALESCE(MAX(id), 0) FROM chat_message"


class _Stored(Row):
    """An entry, as the database keeps it."""

    columns: ClassVar[str] = "rowid bigint, room_id bigint, words tsvector"

    rowid: int
    room_id: int
    words: str


def put(entries: Sequence[Entry]) -> None:
    """Begin to store entries, in place of what there is of the same messages."""
    if entries:
        stored = STORED[connection.vendor]
        write(PUT, [_Stored(pk, room_id, stored(tokens)) for pk, room_id, tokens in entries])


def remove(pk: int) -> None:
    _execute(REMOVE, [pk])


def read(after: int, limit: int) -> list[Source]:
    """Return messages from an id on, which nobody changes until the transaction ends."""
    lock = "FOR SHARE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(lock=lock), [after, limit])
        return [Source(*row) for row in cursor.fetchall()]


def newest() -> int:
    """Return the id of the newest message, 0 where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return int(cursor.fetchone()[0])


def _vector(tokens: Sequence[str]) -> str:
    """Return tokens as PostgreSQL writes them. None has an apostrophe or a backslash in it."""
    return " ".join([f"'{token}':{at}" for at, token in enumerate(tokens, 1)])


STORED: dict[str, Callable[[Sequence[str]], str]] = {"sqlite": " ".join, "postgresql": _vector}


def _execute(sql: str, parameters: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
