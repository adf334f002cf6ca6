"""Logs, watched through a real server: by two people, over rotations, floods and lost rights."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.site.conftest import Site
from tests.site_process import SiteProcess, manage
from tests.sockets import SECONDS, Event, Socket, open_socket
from tests.visitors import Visitor

FOLDER = Path(tempfile.mkdtemp(prefix="rollcall-feeds-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
APP, AUDIT, LATE = (FOLDER / f"{name}.log" for name in ("app", "audit", "later/late"))
SITE_ENV = {
    "LOG_FEEDS": f"""{{
        "app": {{"path": "{APP}", "readers": "everyone"}},
        "audit": {{"path": "{AUDIT}", "readers": "auditors"}},
        "late": {{"path": "{LATE}", "readers": "everyone"}},
        "secret": {{"path": "{FOLDER}/secret.log", "readers": "staff"}}
    }}"""
}

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


@pytest.fixture(autouse=True)
def _files() -> None:
    shutil.rmtree(FOLDER)
    FOLDER.mkdir()
    APP.write_text("first\nsecond\n")
    AUDIT.write_text("audited\n")


def add(path: Path, *lines: str) -> None:
    with path.open("a") as file:
        file.writelines(f"{line}\n" for line in lines)


class Viewer:
    """What the protocol asks of a client: lines by number, holes closed by following again."""

    def __init__(self, socket: Socket, feed: str = "log:app") -> None:
        self.socket, self.feed = socket, feed
        self.texts: list[str] = []
        self.skipped = 0
        self.generation, self.last = "", -1

    async def follow(self, lines: int = 200) -> Event:
        since = {"generation": self.generation, "n": self.last} if self.last >= 0 else None
        answer = await self.socket.request("feed.follow", feed=self.feed, lines=lines, since=since)
        assert answer["type"] == "feed.followed", answer
        if not answer["continues"]:
            self.texts, self.last = [], -1
        self.generation = answer["generation"]
        self._add(answer)
        return answer

    async def reads(self, *texts: str) -> None:
        """Wait for lines: these and no others, in order, come after what is held."""
        expected = [*self.texts, *texts]
        await self.until(lambda: len(self.texts) >= len(expected))
        assert self.texts == expected

    async def until(self, is_done: Callable[[], bool]) -> None:
        async with asyncio.timeout(3 * SECONDS):
            while not is_done():
                await self.take(await self.socket.event("feed.lines", feed=self.feed))

    async def take(self, event: Event) -> None:
        if event.get("began") and event["generation"] != self.generation:
            self.generation, self.last = event["generation"], -1
        after = -1 if event["after"] is None else event["after"]
        if event["generation"] != self.generation or after > self.last:
            await self.follow()
        else:
            self._add(event)

    def _add(self, event: Event) -> None:
        self.skipped += event["skipped"]
        for line in event["lines"]:
            if line["n"] > self.last and not line.get("partial"):
                self.texts.append(line["text"])
                self.last = line["n"]


def open_paths(process: SiteProcess) -> list[str]:
    """What the server has open, and its watches for changes."""
    found = []
    for fd in Path(f"/proc/{process.process.pid}/fd").iterdir():
        with suppress(OSError):
            found.append(os.readlink(fd))  # noqa: PTH115 - not a Path: "anon_inode:inotify"
    return [name for name in found if "inotify" in name or str(FOLDER) in name]


async def left_alone(site: Site) -> None:
    """Wait until no process holds a file or a watch."""
    async with asyncio.timeout(SECONDS):
        while open_paths(site.here) + open_paths(site.there):  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.05)


async def test_a_line_is_seen_by_everybody_who_watches(here: Socket, there: Socket) -> None:
    ann, bob = Viewer(here), Viewer(there)
    assert [line["text"] for line in (await ann.follow())["lines"]] == ["first", "second"]
    await bob.follow(lines=1)
    assert bob.texts == ["second"]
    add(APP, "third", "\x1b[31mfourth\x1b[0m")
    await ann.reads("third", "fourth")
    await bob.reads("third", "fourth")


async def test_one_stops_and_the_other_goes_on_and_then_nothing_is_open(
    site: Site, here: Socket, there: Socket, bob: Visitor
) -> None:
    async with open_socket(site.here.socket_url, bob.cookie) as beside:
        # Each process reads for its own: what ann would be told, the one beside her is told too.
        others = [Viewer(there), Viewer(beside)]
        for viewer in (Viewer(here), *others):
            await viewer.follow()
        assert str(APP) in open_paths(site.here)
        assert (await here.request("feed.stop", feed="log:app"))["type"] == "ok"
        add(APP, "third")
        for viewer in others:
            await viewer.reads("third")
        assert [e for e in await here.events_until_answer() if e["type"] == "feed.lines"] == []
    assert (await there.request("feed.stop", feed="log:app"))["type"] == "ok"
    await left_alone(site)


async def test_a_lost_connection_ends_the_reading(site: Site, ann: Visitor) -> None:
    async with open_socket(site.here.socket_url, ann.cookie) as socket:
        await Viewer(socket).follow()
        socket._wire.transport.abort()
        await left_alone(site)


async def test_who_comes_back_gets_what_came_meanwhile(site: Site, ann: Visitor) -> None:
    async with open_socket(site.here.socket_url, ann.cookie) as socket:
        viewer = Viewer(socket)
        await viewer.follow()
    add(APP, "third", "fourth")
    # Another process of the site numbers the same lines alike.
    async with open_socket(site.there.socket_url, ann.cookie) as socket:
        viewer.socket = socket
        assert (await viewer.follow())["continues"]
        assert viewer.texts == ["first", "second", "third", "fourth"]


ROTATIONS = {"rename": "create", "copy and truncate": "copytruncate"}


@pytest.mark.parametrize("directive", ROTATIONS.values(), ids=ROTATIONS.keys())
async def test_logrotate_loses_no_line_and_doubles_none(
    site: Site, here: Socket, directive: str
) -> None:
    rules = FOLDER / "logrotate.conf"
    rules.write_text(f"{APP} {{\n  rotate 3\n  {directive}\n}}\n")
    rules.chmod(0o644)
    viewer = Viewer(here)
    await viewer.follow()
    for turn in range(3):
        lines = [f"turn {turn} line {n}" for n in range(50)]
        add(APP, *lines)
        if directive == "copytruncate":
            # What is cut away before anybody could read it is in the copy alone.
            await viewer.reads(*lines)
            lines = []
        run = await asyncio.to_thread(rotate, rules)
        assert run.returncode == 0, run.stderr
        after = [f"turn {turn} after {n}" for n in range(50)]
        add(APP, *after)
        await viewer.reads(*lines, *after)


def rotate(rules: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/sbin/logrotate", "--force", "--state", rules.with_suffix(".state"), rules],
        capture_output=True,
        text=True,
        check=False,
    )


async def test_a_file_may_be_missing_with_its_folder_and_come_later(here: Socket) -> None:
    viewer = Viewer(here, "log:late")
    assert (await viewer.follow())["state"] == "missing"
    LATE.parent.mkdir()
    add(LATE, "here at last")
    await here.event("feed.state", feed="log:late", state="live")
    await viewer.reads("here at last")
    LATE.unlink()
    await here.event("feed.state", feed="log:late", state="missing")
    LATE.mkdir()
    await here.event("feed.state", feed="log:late", state="unreadable")
    LATE.rmdir()


async def test_half_a_line_is_shown_after_a_while_and_then_whole(here: Socket) -> None:
    viewer = Viewer(here)
    await viewer.follow()
    with APP.open("a") as file:
        file.write("password? ")
    event = await here.event("feed.lines", feed="log:app")
    assert [(line["text"], line["partial"]) for line in event["lines"]] == [("password? ", True)]
    add(APP, "given")
    await viewer.reads("password? given")


async def test_strange_bytes_and_long_lines_are_told(here: Socket) -> None:
    viewer = Viewer(here)
    await viewer.follow()
    with APP.open("ab") as file:
        file.write(b"\xff\xfe no text\n" + b"x" * 2_000_000 + b"\nafter\n")
    await viewer.reads("\ufffd\ufffd no text", "x" * 8192, "after")


def memory(process: SiteProcess) -> int:
    """The server's resident memory, in MiB."""
    pages = int(Path(f"/proc/{process.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


async def test_of_a_flood_the_end_arrives_and_the_rest_is_counted(site: Site, here: Socket) -> None:
    viewer = Viewer(here)
    await viewer.follow()
    before = memory(site.here)
    for start in range(0, 500_000, 50_000):
        add(APP, *(f"line {n} {'.' * 90}" for n in range(start, start + 50_000)))
        await asyncio.sleep(0)
    add(APP, "the end")
    await viewer.until(lambda: viewer.texts[-1] == "the end")
    assert len(viewer.texts) + viewer.skipped == 2 + 500_000 + 1
    assert memory(site.here) - before < 40


async def test_what_one_may_not_read_is_not_there(here: Socket, ann: Visitor) -> None:
    feeds = ("log:secret", "log:audit", "log:../app", f"log:{APP}", "log:", "run:1", "app", "")
    for feed in feeds:
        answer = await here.request("feed.follow", feed=feed, lines=10, since=None)
        assert answer["code"] == "not_found", feed
        assert str(FOLDER) not in answer["message"]
    for name in ("secret", "audit", "none", "..%2fapp"):
        assert ann.get(f"/feeds/logs/{name}/").status_code == 404, name
    page = ann.get("/feeds/logs/")
    assert "/feeds/logs/app/" in page.text
    assert "secret" not in page.text


async def test_strangers_are_sent_to_log_in(site: Site) -> None:
    with Visitor(site.here.url, "nobody") as stranger:
        for path in ("/feeds/logs/", "/feeds/logs/app/"):
            assert stranger.get(path).url.raw_path.decode() == f"/log_in/?next={path}"


async def test_bad_requests_are_refused_and_the_socket_lives_on(here: Socket) -> None:
    for fields in (
        {"feed": "log:app", "lines": 0},
        {"feed": "log:app", "lines": 2001},
        {"feed": 1},
        {"feed": "x" * 100},
        {"feed": "log:app", "since": {"generation": "g"}},
        {"feed": "log:app", "since": {"generation": "g", "n": -1}},
        {},
    ):
        assert (await here.request("feed.follow", **fields))["code"] == "bad_request", fields
    assert (await here.request("feed.stop", feed="log:never"))["type"] == "ok"
    strange = {"generation": "none", "n": 2**53}
    answer = await here.request("feed.follow", feed="log:app", lines=1, since=strange)
    assert (answer["continues"], len(answer["lines"])) == (False, 1)


RIGHT = """
from accounts.models import User
from django.contrib.auth.models import Group
group, _ = Group.objects.get_or_create(name="auditors")
User.objects.get(username={name!r}).groups.{verb}(group)
"""


async def test_a_right_of_a_group_is_given_and_taken(
    site: Site, carol: Visitor, shell: Callable[[str], None]
) -> None:
    async with open_socket(site.here.socket_url, carol.cookie) as socket:
        viewer = Viewer(socket, "log:audit")
        ask = {"feed": "log:audit", "lines": 5}
        assert (await socket.request("feed.follow", **ask))["code"] == "not_found"
        await asyncio.to_thread(shell, RIGHT.format(name=carol.username, verb="add"))
        await viewer.follow()
        assert viewer.texts == ["audited"]
        assert "audited" in carol.get("/feeds/logs/audit/").text
        await asyncio.to_thread(shell, RIGHT.format(name=carol.username, verb="remove"))
        stopped = await socket.event("feed.stopped", feed="log:audit")
        assert stopped["reason"] == "forbidden"
        add(AUDIT, "not for carol")
        assert (await socket.request("feed.follow", **ask))["code"] == "not_found"
    await left_alone(site)


@pytest.fixture
def shell(site: Site) -> Callable[[str], None]:
    """Run a few statements as an operator would, in a process of their own."""
    names = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "LOG_FEEDS")

    def run(statements: str) -> None:
        environ = Path(f"/proc/{site.here.process.pid}/environ").read_text().split("\0")
        env = dict(entry.split("=", 1) for entry in environ if entry.split("=")[0] in names)
        done = manage("shell", "-c", statements, data_dir=site.here.data_dir, **env)
        assert done.returncode == 0, done.stderr

    return run


async def test_the_page_shows_the_last_lines_without_a_script(ann: Visitor) -> None:
    add(APP, *(f"line {n}" for n in range(300)), "\x1b[1;32m<b>ok</b>\x1b[0m")
    page = ann.get("/feeds/logs/app/").text
    assert "line 299" in page
    assert "line 100<" not in page
    assert '<span class="ansi-bold ansi-fg-green">&lt;b&gt;ok&lt;/b&gt;</span>' in page
