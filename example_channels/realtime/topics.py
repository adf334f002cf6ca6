"""The name of every topic: who hears what is published there."""

PRESENCE = "presence"
"""Trackers of all processes, and whoever keeps facts about people."""

MEMBERSHIPS = "memberships"
"""Processes that keep who is a member of what."""

FEED_RIGHTS = "feed_rights"
"""Processes that let people watch what they may."""

RUNS = "runs"
"""Processes that let people watch runs."""

INCIDENTS = "incidents"
"""Sockets of those who look at the incidents."""

PROCESSES = "processes"
"""Questions to every process, and what they answer."""


def process(name: str) -> str:
    """One process, by a name it gave itself."""
    return f"process.{name}"


def user(user_id: int) -> str:
    """Every socket of one person."""
    return f"user.{user_id}"


def session(key: str) -> str:
    """Every socket of one log-in."""
    return f"session.{key}"


def room(room_id: int) -> str:
    """Sockets that have the room open."""
    return f"room.{room_id}"


def room_of(topic: str) -> int | None:
    """Return the room whose open topic this is, if it is one."""
    kind, _dot, name = topic.partition(".")
    return int(name) if kind == "room" else None


def run_list(readers: str) -> str:
    """Sockets that watch the list of the runs these readers may read."""
    return f"run_list.{readers}"


def feed(feed_id: str) -> str:
    """Sockets of one process that watch a feed."""
    return f"feed.{feed_id}"


def members(room_id: int) -> str:
    """Sockets of members that do not have the room open."""
    return f"members.{room_id}"


def kept_with(topic: str) -> str:
    """Return the topic whose layer group carries this one: news of one room go together."""
    kind, _dot, name = topic.partition(".")
    return f"room.{name}" if kind == "members" else topic
