"""Check everything but the tests, and say what to do about the first thing that is wrong."""

import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.isolation import isolated, production

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    """One line of the list."""

    name: str
    command: str
    remedy: str
    environment: Callable[[Path], dict[str, str]] = isolated


STEPS = (
    Step("format", "ruff format --check .", "Type:  make fmt"),
    Step("lint", "ruff check .", "Mend what is named above (make fmt mends some of it)."),
    Step("whitespace", "python -m scripts.whitespace", "Mend the lines named above."),
    Step("types", "mypy", "Mend what is named above."),
    Step("imports", "lint-imports --no-logo", "Arrows point one way: see pyproject.toml."),
    Step(
        "migrations",
        "python manage.py makemigrations --check --dry-run",
        "Type:  .venv/bin/python manage.py makemigrations",
    ),
    Step(
        "translations",
        "python -m scripts.translations --check",
        "Type:  make messages  and translate what is empty in locale/.",
    ),
    Step(
        "protocol",
        "python manage.py protocol_docs --check",
        "Type:  .venv/bin/python manage.py protocol_docs",
    ),
    Step(
        "deploy",
        "python manage.py check --deploy --fail-level WARNING",
        "A site on the internet would be less safe: mend the settings.",
        production,
    ),
    Step("vendor", "python -m scripts.vendor --check", "Type:  make vendor"),
    Step("requirements", "python -m scripts.requirements --check", "Type:  make requirements"),
)


def run(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one step, its output kept for the case that it fails."""
    program, *arguments = shlex.split(step.command)
    return subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=step.environment(folder),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def main(names: list[str]) -> None:
    """Run all the steps, or those named, up to the first that fails."""
    if unknown := set(names) - {step.name for step in STEPS}:
        sys.exit(f"No such step: {', '.join(unknown)}. There are: {[step.name for step in STEPS]}")
    with tempfile.TemporaryDirectory(prefix="rollcall-check-") as folder:
        for step in STEPS:
            if not names or step.name in names:
                check(step, Path(folder))


def check(step: Step, folder: Path) -> None:
    """Run a step and print its line; stop where it fails."""
    started = time.monotonic()
    if sys.stdout.isatty():
        print(f"  … {step.name}", end="\r", flush=True)
    result = run(step, folder)
    mark, seconds = "✗" if result.returncode else "✓", time.monotonic() - started
    print(f"  {mark} {step.name:14} {seconds:5.1f} s", flush=True)
    if result.returncode:
        sys.exit(f"\n{step.command}\n\n{result.stdout}\n{step.remedy}")


if __name__ == "__main__":
    main(sys.argv[1:])
