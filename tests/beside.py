"""A command that runs beside a site's servers, fed one piece of Python after another."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from tests.site_process import MANAGE, ROOT, START_SECONDS, environment

LOOP = """
import json, sys
names = {}
for line in iter(sys.stdin.readline, ""):
    names["answer"] = None
    exec(json.loads(line), names)
    print(json.dumps(names["answer"]), flush=True)
"""


class Shell:
    """``manage.py shell``, started once: a process that serves nobody."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, code: str, *typed: str, **values: Any) -> Any:
        """Run ``code`` with these names; return what it called ``answer``.

        ``typed`` are lines for what asks on the terminal.
        """
        assert self._process.stdin is not None
        given = "".join(f"{name} = {value!r}\n" for name, value in values.items())
        lines = [json.dumps(given + code), *typed]
        self._process.stdin.write("".join(f"{line}\n" for line in lines))
        self._process.stdin.flush()
        answer = self._next_line()
        assert answer, "The command failed, or was stuck; see its traceback above."
        return json.loads(answer)

    def _next_line(self) -> str:
        """What it says; nothing where it has ended, as it must where it is stuck."""
        assert self._process.stdout is not None
        limit = Timer(START_SECONDS, self._process.kill)
        limit.start()
        try:
            return self._process.stdout.readline()
        finally:
            limit.cancel()


@contextmanager
def shell(data_dir: Path, **env: str) -> Iterator[Shell]:
    """Start a command with the environment of a site."""
    process = subprocess.Popen(
        [*MANAGE, "shell", "--no-imports", "-c", LOOP],
        cwd=ROOT,
        env=environment(data_dir, **env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Without a terminal a password is read from stdin.
    )
    with process:
        yield Shell(process)
