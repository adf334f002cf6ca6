"""Programs that send runs to a site, and what it takes to let them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import httpx

from tests.site_process import SiteProcess, manage
from tests.visitors import Visitor

SECRET = re.compile(r'value="(rct_\w+)"')


def make_staff(site: SiteProcess, username: str, **env: str) -> None:
    code = (
        "from accounts.models import User;"
        f"User.objects.filter(username={username!r}).update(is_staff=True)"
    )
    done = manage("shell", "-c", code, data_dir=site.data_dir, **env)
    assert done.returncode == 0, done.stderr


def make_token(visitor: Visitor, run: str = "build") -> str:
    page = visitor.submit("/tokens/", name="ci", kind="run", subject=run, lifetime="")
    found = SECRET.search(page.text)
    assert found, page.text
    return found[1]


class Sender:
    """A program with a token, at a terminal that has curl."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, **body: Any) -> httpx.Response:
        """Make one request, with the token."""
        headers = self.headers | body.pop("headers", {})
        return httpx.request(
            method, self.url + path, headers=headers, timeout=60, trust_env=False, **body
        )

    def start(self, name: str = "build", **fields: object) -> int:
        answer = self.ask("POST", "/feeds/runs/", json={"name": name, **fields})
        assert answer.status_code == 201, answer.text
        assert answer.json()["output_url"].endswith(f"/feeds/runs/{answer.json()['id']}/output")
        return int(answer.json()["id"])

    def pipe(self, run: int, command: str) -> subprocess.Popen[str]:
        """Run ``command | curl -T -`` in a shell; its output is what the site says."""
        output = f"{self.url}/feeds/runs/{run}/output"
        curl = f"curl -sS --noproxy '*' -T - -H 'Authorization: Bearer {self.token}' {output}"
        return subprocess.Popen(
            ["/bin/sh", "-c", f"{{ {command} ; }} 2>&1 | {curl}"],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def send(self, run: int, command: str) -> str:
        """The same to its end."""
        said, _ = self.pipe(run, command).communicate(timeout=60)
        return said

    def put(self, run: int, data: bytes, offset: int | None = None) -> httpx.Response:
        headers = {} if offset is None else {"Upload-Offset": str(offset)}
        return self.ask("PUT", f"/feeds/runs/{run}/output", content=data, headers=headers)

    def finish(self, run: int, exit_status: int = 0) -> httpx.Response:
        return self.ask("PATCH", f"/feeds/runs/{run}/", json={"exit_status": exit_status})


def vanish(process: subprocess.Popen[str]) -> None:
    """End a program and all it has started, without a word to the site."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def memory_of(pid: int) -> int:
    """Bytes of memory a process has in use."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024
