"""The user list as an outside client keeps it."""

from __future__ import annotations

from tests.sockets import Event, Socket

ALL = {"from": 0, "limit": 100, "query": ""}


class Watch:
    """The user list of one client, kept as the contract says; a gap fails the test."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self.window: Event = {}

    async def begin(self, **wanted: object) -> Event:
        self.window = await self._socket.request("presence.watch", **{**ALL, **wanted})
        return self.window

    async def until(self, username: str, state: str, **fields: object) -> Event:
        """Apply what comes until somebody is shown so; return their entry."""
        wanted = {"state": state, **fields}
        while (entry := self.entry(username)) is None or not wanted.items() <= entry.items():
            await self.hear()
        return entry

    async def hear(self) -> None:
        """Apply the next change that comes."""
        kinds = ("presence.window", "presence.changed")
        self._apply(await self._socket.next(lambda event: event["type"] in kinds))

    def entry(self, username: str) -> Event | None:
        return next((user for user in self.window["users"] if user["username"] == username), None)

    def _apply(self, event: Event) -> None:
        if event["type"] == "presence.window":
            self.window = event
            return
        assert event["since"] == self.window["version"]
        users = {user["id"]: user for user in self.window["users"] + event["users"]}
        assert len(users) == len(self.window["users"])
        self.window |= {**event, "users": list(users.values())}
