"""Make .venv with what the site, its tests (``dev``) or the load generator (``bench``) needs.

Needs nothing but Python itself.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
REQUIREMENTS = {
    "run": "requirements.txt",
    "dev": "requirements-dev.txt",
    "bench": "requirements-bench.txt",
}
# Sets that hold all of the wanted one; the last comes on top of ``dev``.
SUFFICIENT = {"run": ("run", "dev"), "dev": ("dev",), "bench": ("bench",)}


def main(wanted: str) -> None:
    """Install the set ``wanted`` unless it, or a larger one, is installed already."""
    use_a_new_enough_python()
    if any(is_installed(name) for name in SUFFICIENT[wanted]):
        return
    started = time.monotonic()
    make_environment()
    install(wanted)
    stamp(wanted).write_text(fingerprint(wanted))
    say(f"ready after {time.monotonic() - started:.0f} s")


def is_installed(wanted: str) -> bool:
    """Whether an earlier run installed exactly this set, for this Python."""
    mark = stamp(wanted)
    return PYTHON.exists() and mark.exists() and mark.read_text() == fingerprint(wanted)


def stamp(wanted: str) -> Path:
    return VENV / f"{wanted}.stamp"


def fingerprint(wanted: str) -> str:
    """What the installed set depends on: the Python and the pinned files."""
    content = "".join((ROOT / REQUIREMENTS[name]).read_text() for name in ("run", wanted))
    return hashlib.sha256((sys.version + content).encode()).hexdigest()


def use_a_new_enough_python() -> None:
    """Go on with a newer Python of this machine where this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        if newer := shutil.which(f"python3.{minor}"):
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - our own arguments
    give_up(
        f"this is Python {sys.version.split()[0]}; 3.11 or newer is needed.",
        "Install one (Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv)",
        "and type:  make run PYTHON=python3.11",
    )


def make_environment() -> None:
    """Make .venv, anew where the one there was made for another Python or lacks pip."""
    if PYTHON.exists() and is_usable():
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    if uv := shutil.which("uv"):
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            give_up(*without_venv())
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def is_usable() -> bool:
    """Whether .venv is for this Python's version and can be installed into."""
    probe = "import importlib.util, sys; print(sys.version, bool(importlib.util.find_spec('pip')))"
    answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
    able = ["True", "False"] if shutil.which("uv") else ["True"]
    return answer.stdout.strip() in {f"{sys.version} {pip}" for pip in able}


def without_venv() -> tuple[str, ...]:
    """Say what to type where Python came without its venv module."""
    package = f"python3.{sys.version_info[1]}-venv"
    sudo = "" if os.geteuid() == 0 else "sudo "
    return (
        "this Python cannot make virtual environments. Type:",
        f"    {sudo}apt-get install -y {package}      (Debian, Ubuntu)",
        "or install uv, or a Python that has venv and ensurepip, and run this again.",
    )


def install(wanted: str) -> None:
    """Install the pinned set, each file checked against its hash."""
    file = ROOT / REQUIREMENTS[wanted]
    count = sum(line[:1].isalnum() for line in file.read_text().splitlines())
    say(f"installing the {count} packages of {file.name}; the first time may take a minute")
    run([*installer(), "--require-hashes", "--requirement", str(file)])


def installer() -> list[str]:
    """The command that installs: uv where it is present, pip otherwise."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return [str(PYTHON), "-m", "pip", "install", *quiet]


def run(command: list[str]) -> None:
    """Run a command, and stop with advice where it fails."""
    # The user's own settings for installers must not loosen what is pinned here.
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    if subprocess.run(command, env=environment, check=False).returncode:
        give_up(
            f"this failed: {' '.join(command)}",
            "Its own words are above. Is the network there? Then run the same again;",
            "to begin from nothing:  make clean",
        )


def say(line: str) -> None:
    print(f"bootstrap: {line}", flush=True)


def give_up(*lines: str) -> None:
    sys.exit("bootstrap: " + "\n           ".join(lines))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REQUIREMENTS:
        give_up(f"usage: bootstrap.py {'|'.join(REQUIREMENTS)}")
    main(sys.argv[1])
