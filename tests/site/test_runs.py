"""Runs, sent by real programs and followed through a real server."""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.relay import relay_to
from tests.site.conftest import Site
from tests.site.runs import Sender, make_staff, make_token, memory_of, vanish
from tests.site_process import MANAGE, environment
from tests.sockets import SECONDS, Event, Socket, open_socket
from tests.visitors import Visitor

SITE_ENV = {"RUN_LOST_SECONDS": "6"}

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


@pytest.fixture(scope="module")
def sender(site: Site, ann: Visitor) -> Sender:
    """A program that sends to the first process, with a token of ann's."""
    make_staff(site.here, ann.username, **site.env)
    return Sender(site.here.url, make_token(ann))


class Viewer:
    """Follows a run from its start, as the protocol asks of a client."""

    def __init__(self, socket: Socket, run: int) -> None:
        self.socket, self.feed = socket, f"run:{run}"
        self.texts: list[str] = []
        self.partial = ""
        self.run: Event = {}

    async def follow(self) -> None:
        more = True
        while more:
            since = {"generation": "run", "n": len(self.texts)}
            answer = await self.socket.request(
                "feed.follow", feed=self.feed, lines=2000, since=since
            )
            if answer["type"] == "error" and answer["code"] == "too_fast":
                await asyncio.sleep(answer["retry_after"])
                continue
            assert answer["type"] == "feed.followed", answer
            self._add(answer)
            self.run, more = answer["run"], answer.get("more", False)

    async def until(self, lines: int) -> None:
        async with asyncio.timeout(6 * SECONDS):
            while len(self.texts) < lines:
                await self._take(await self._next())

    async def until_state(self, state: str) -> None:
        async with asyncio.timeout(3 * SECONDS):
            while self.run["state"] != state:
                await self._take(await self._next())

    async def until_partial(self, text: str) -> None:
        async with asyncio.timeout(SECONDS):
            while self.partial != text:
                await self._take(await self._next())

    async def _next(self) -> Event:
        kinds = ("feed.lines", "feed.state", "feed.missed")
        return await self.socket.next(
            lambda event: event["type"] in kinds and event["feed"] == self.feed
        )

    async def _take(self, event: Event) -> None:
        if event["type"] == "feed.state":
            self.run = event["run"]
        elif event["type"] == "feed.missed" or event["after"] > len(self.texts):
            await self.follow()
        else:
            self._add(event)

    def _add(self, event: Event) -> None:
        for line in event["lines"]:
            if line.get("partial"):
                self.partial = line["text"]
            elif line["n"] > len(self.texts):
                assert line["n"] == len(self.texts) + 1
                self.texts.append(line["text"])


def told(said: str) -> Event:
    return dict(json.loads(said))


async def sent(sender: Sender, run: int, command: str) -> Event:
    return told(await asyncio.to_thread(sender.send, run, command))


async def test_what_curl_sends_is_seen_from_the_start_and_live(
    sender: Sender, here: Socket, there: Socket
) -> None:
    run = sender.start(command="make", readers="everyone")
    near, far = Viewer(here, run), Viewer(there, run)
    await near.follow()
    assert near.run["state"] == "running"
    answer = await sent(sender, run, "echo one; echo two >&2; printf 'half'")
    assert answer == {"received": 12, "lines": 2, "dropped": 0}
    await near.until(2)
    await near.until_partial("half")
    await far.follow()
    assert far.texts == near.texts == ["one", "two"]
    assert (await sent(sender, run, "printf ' and whole\\n'"))["lines"] == 3
    assert sender.finish(run, 3).json()["state"] == "failed"
    await near.until_state("failed")
    await far.until_state("failed")
    assert near.texts == far.texts == ["one", "two", "half and whole"]
    assert near.run["exit_status"] == 3
    assert near.run["finished_at"]


async def begun(sender: Sender, socket: Socket) -> tuple[int, Viewer, subprocess.Popen[str]]:
    """A run that has said something and goes on, who follows it, and its program."""
    run = sender.start(readers="everyone")
    viewer = Viewer(socket, run)
    await viewer.follow()
    process = sender.pipe(run, "echo begun; sleep 60")
    await viewer.until(1)
    return run, viewer, process


async def test_output_is_seen_while_the_command_goes_on(sender: Sender, there: Socket) -> None:
    _, viewer, process = await begun(sender, there)
    assert viewer.texts == ["begun"]
    vanish(process)


async def test_a_hundred_thousand_lines_reach_everybody_once_in_order(
    site: Site, ann: Visitor, bob: Visitor, sender: Sender
) -> None:
    count = 100_000
    run = sender.start(readers="everyone")
    url, far = site.here.socket_url, site.there.socket_url
    before = memory_of(site.here.process.pid)
    async with (
        open_socket(url, ann.cookie) as first,
        open_socket(far, bob.cookie) as second,
        open_socket(url, ann.cookie) as third,
    ):
        early, late, stalled = Viewer(first, run), Viewer(second, run), Viewer(third, run)
        await early.follow()
        await stalled.follow()
        sending = asyncio.create_task(sent(sender, run, f"seq -f 'line number %.0f' {count}"))
        await early.until(count // 2)
        await late.follow()
        assert (await sending)["lines"] == count
        await asyncio.gather(early.until(count), late.until(count))
        # Nobody has read here for all that time: what could not be sent is in the database.
        await stalled.until(count)
    expected = [f"line number {n}" for n in range(1, count + 1)]
    assert early.texts == late.texts == stalled.texts == expected
    assert memory_of(site.here.process.pid) - before < 80 * 2**20


async def test_what_is_sent_again_is_not_doubled(sender: Sender, here: Socket) -> None:
    run = sender.start(readers="everyone")
    assert sender.put(run, b"one\ntw", 0).json()["received"] == 6
    assert sender.put(run, b"one\ntwo\nthree\n", 0).json()["received"] == 14
    assert sender.put(run, b"three\n", 8).json()["lines"] == 3
    gap = sender.put(run, b"five\n", 100)
    assert (gap.status_code, gap.json()["received"]) == (409, 14)
    assert sender.put(run, b"x", -1).status_code == 400
    viewer = Viewer(here, run)
    await viewer.follow()
    assert viewer.texts == ["one", "two", "three"]


async def test_bad_output_gets_a_clear_answer(sender: Sender, here: Socket) -> None:
    run = sender.start(readers="everyone")
    binary = sender.put(run, b"\x7fELF\x02\x01\x01\0\0\0")
    assert binary.status_code == 415
    assert "no text" in binary.json()["error"]
    await sent(sender, run, r"printf 'caf\351 \033[31mred\033[0m\n'")
    python = shlex.quote(sys.executable)
    line = f"""{python} -c 'import sys
for _ in range(50): sys.stdout.write("x" * 2**20)
print()
print("after")'"""
    assert (await sent(sender, run, line))["lines"] == 3
    viewer = Viewer(here, run)
    await viewer.follow()
    assert viewer.texts[0] == "caf\ufffd red"
    assert viewer.texts[1] == "x" * 8192
    assert viewer.texts[2] == "after"


async def test_a_run_ends_once(sender: Sender) -> None:
    run = sender.start()
    assert sender.finish(run, 0).json()["state"] == "succeeded"
    again = sender.finish(run, 1)
    assert again.status_code == 409
    assert "ended already" in again.json()["error"]
    assert sender.put(run, b"more\n").status_code == 409
    assert told(sender.send(run, "echo more"))["error"]


async def test_a_run_whose_sender_vanishes_is_lost_and_may_come_back(
    sender: Sender, there: Socket
) -> None:
    _, quiet, staying = await begun(sender, there)
    run, viewer, process = await begun(sender, there)
    vanish(process)
    await viewer.until_state("lost")
    # Silent for longer than that, but there.
    await quiet.follow()
    assert quiet.run["state"] == "running"
    vanish(staying)
    assert sender.put(run, b"back\n").status_code == 200
    await viewer.until_state("running")
    assert sender.finish(run).json()["state"] == "succeeded"


async def test_only_who_may_read_a_run_knows_of_it(
    sender: Sender, bob: Visitor, there: Socket
) -> None:
    run = sender.start(command="secret work")
    sender.put(run, b"secret\n")
    assert bob.get(f"/feeds/runs/{run}/").status_code == 404
    assert "secret work" not in bob.get("/feeds/runs/").text
    for feed in (f"run:{run}", f"run:{10**30}", "run:", "run:x", f"run:0{run}"):
        answer = await there.request("feed.follow", feed=feed)
        assert answer["code"] == "not_found"


async def test_a_token_is_for_runs_of_one_name(sender: Sender, ann: Visitor) -> None:
    run = sender.start()
    other = Sender(sender.url, make_token(ann, "deploy"))
    assert other.ask("POST", "/feeds/runs/", json={"name": "build"}).status_code == 403
    assert other.put(run, b"x\n").status_code == 404
    assert other.finish(run).status_code == 404
    assert other.put(10**15, b"x\n").status_code == 404
    for nobody in (Sender(sender.url, "rct_guess"), Sender(sender.url, "none")):
        assert nobody.put(run, b"x\n").status_code == 401
        assert nobody.finish(run).status_code == 401
        assert nobody.ask("POST", "/feeds/runs/", json={"name": "build"}).status_code == 401
    in_address = sender.ask("PUT", f"/feeds/runs/{run}/output?token={sender.token}", content=b"x")
    assert in_address.status_code == 401
    assert (
        sender.ask("POST", "/feeds/runs/", json={"name": "build", "readers": "no"}).status_code
        == 400
    )
    assert sender.ask("POST", "/feeds/runs/", content=b"[]").status_code == 400


def follow(
    site: Site, sender: Sender, *arguments: str, url: str = "", out: Any = subprocess.PIPE
) -> subprocess.Popen[str]:
    """Run ``manage.py follow --name build …`` as on another machine: with a token, no database."""
    return subprocess.Popen(
        [*MANAGE, "follow", "--name", "build", "--readers", "everyone", *arguments],
        env=environment(
            site.here.data_dir,
            ROLLCALL_URL=url or sender.url,
            ROLLCALL_TOKEN=sender.token,
            TIME_SCALE="0.01",
        ),
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
    )


async def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    return await asyncio.to_thread(process.communicate, timeout=60)


def run_in(said: str) -> int:
    return int(said.partition("/feeds/runs/")[2].partition("/")[0])


async def test_follow_passes_on_what_a_command_prints_and_how_it_ends(
    site: Site, sender: Sender, there: Socket
) -> None:
    process = follow(site, sender, "--", "sh", "-c", "echo out; echo err >&2; printf half; exit 3")
    out, err = await ended(process)
    assert (process.returncode, out) == (3, "out\nhalf")
    assert err.endswith("err\n")
    viewer = Viewer(there, run_in(err))
    await viewer.follow()
    assert sorted(viewer.texts) == ["err", "half", "out"]
    assert (viewer.run["state"], viewer.run["exit_status"]) == ("failed", 3)
    assert viewer.run["command"].startswith("sh -c 'echo out")


async def test_follow_loses_and_doubles_nothing_where_the_connection_breaks(
    site: Site, sender: Sender, here: Socket, tmp_path: Path
) -> None:
    printed = tmp_path / "printed"
    host, _, port = site.here.host.partition(":")
    with relay_to(host, int(port)) as wire, printed.open("w") as out:
        command = "for n in $(seq 20); do seq -f $n-%.0f 2000; sleep 0.05; done"
        process = follow(site, sender, "--", "sh", "-c", command, url=wire.url, out=out)
        assert process.stderr
        viewer = Viewer(here, run_in(await asyncio.to_thread(process.stderr.readline)))
        await viewer.follow()
        for count in (1000, 20_000):
            await viewer.until(count)
            wire.cut()
            wire.mend()
        await ended(process)
    await viewer.until_state("succeeded")
    assert viewer.texts == printed.read_text().splitlines()


async def test_follow_runs_nothing_where_the_token_is_wrong_and_all_where_the_site_is_away(
    site: Site, sender: Sender
) -> None:
    wrong = follow(site, Sender(sender.url, "rct_wrong"), "--", "echo", "run")
    out, err = await ended(wrong)
    assert (wrong.returncode, out) == (2, "")
    assert "This token is wrong" in err
    away = follow(site, sender, "--", "echo", "run", url="http://127.0.0.1:9")
    out, err = await ended(away)
    assert (away.returncode, out) == (0, "run\n")
    assert "does not answer" in err


async def test_the_list_tells_of_runs_to_those_who_may_read_them(
    sender: Sender, here: Socket, there: Socket
) -> None:
    assert len((await here.request("runs.watch", limit=1))["runs"]) == 1
    assert (await there.request("runs.watch", limit=1))["type"] == "runs"
    secret, shown = sender.start(), sender.start(readers="everyone")
    sender.finish(shown, 1)
    mine = [await change_of({secret, shown}, here) for _ in range(3)]
    assert mine == [(secret, "running"), (shown, "running"), (shown, "failed")]
    seen = [await change_of({secret, shown}, there) for _ in range(2)]
    assert seen == [(shown, "running"), (shown, "failed")]
    kept = await there.events_until_answer()
    assert secret not in [event["run"]["id"] for event in kept if event["type"] == "run.changed"]


async def change_of(runs: set[int], socket: Socket) -> tuple[int, str]:
    """The next change of one of these: those of earlier tests end, or are lost, at any moment."""
    told = await socket.next(lambda e: e["type"] == "run.changed" and e["run"]["id"] in runs)
    return told["run"]["id"], told["run"]["state"]
