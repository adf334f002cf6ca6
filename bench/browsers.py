"""Somebody who reads pages: the least of HTTP/1.1 that does it, so that the server is measured."""

from __future__ import annotations

import asyncio
from typing import Self

from bench.events import COOKIE

LARGEST = 2**24  # bytes of an answer


class Browser:
    """A connection that is kept, and a log-in. Asks for one page at a time."""

    def __init__(
        self, host: str, cookie: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._head = f"Host: {host}\r\nAccept-Encoding: gzip\r\nCookie: {COOKIE}={cookie}\r\n\r\n"
        self._reader, self._writer = reader, writer

    @classmethod
    async def at(cls, host: str, cookie: str) -> Self:
        """Connect to ``host:port``. Raises OSError."""
        name, _colon, port = host.partition(":")
        return cls(host, cookie, *await asyncio.open_connection(name, int(port), limit=LARGEST))

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of a page. Raises OSError."""
        self._writer.write(f"GET {path} HTTP/1.1\r\n{self._head}".encode())
        status, *headers = (await self._line(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(header.lower().split(": ", 1) for header in headers if header)
        if length := fields.get("content-length"):
            body = await self._reader.readexactly(int(length))
        else:
            body = await self._chunks()
        return int(status.split()[1]), body

    def close(self) -> None:
        self._writer.close()

    async def _chunks(self) -> bytes:
        chunks = []
        while size := int(await self._line(b"\r\n"), 16):
            chunks.append((await self._reader.readexactly(size + 2))[:-2])
        await self._line(b"\r\n")
        return b"".join(chunks)

    async def _line(self, end: bytes) -> bytes:
        try:
            return await self._reader.readuntil(end)
        except asyncio.IncompleteReadError:
            raise ConnectionError("The server hung up.") from None
