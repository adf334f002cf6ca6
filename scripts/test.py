"""Run every test: Python, JavaScript, then the browser's; arguments are pytest's own."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.isolation import isolated
from tests.programs import NotFound, node_path, report

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
# A process for each core; a file's tests stay together, for they share servers.
TOGETHER = ["-n", "auto", "--dist", "loadfile"]
NOTHING_CHOSEN = 5


def runs(arguments: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each run's name and command. Where the arguments name a file or folder, only that is run."""
    if any(Path(argument.partition("::")[0]).exists() for argument in arguments):
        yield "the tests chosen", [*PYTEST, *arguments]
        return
    yield "Python tests", [*PYTEST, *TOGETHER, "--ignore=tests/chaos", *arguments]
    # Alone: who is dead and who is only slow, these tests tell by the time it takes.
    yield "fault tests", [*PYTEST, "tests/chaos", *arguments]
    if not arguments:
        yield (
            "JavaScript tests",
            [str(node_path()), "--test", "--test-reporter=spec", *javascript_tests()],
        )
    # A process of its own: Playwright keeps an event loop running, in which Django refuses its ORM.
    yield "browser tests", [*PYTEST, *TOGETHER, "tests/browser", *arguments]


def javascript_tests() -> list[str]:
    """Every test of the browser's modules. Raises NotFound where there is none."""
    if found := [*ROOT.glob("tests/js/**/*.test.js"), *ROOT.glob("static/**/*.test.js")]:
        return sorted(map(str, found))
    raise NotFound("No JavaScript tests: tests/js/*.test.js is empty.")


def passed(command: list[str], environment: dict[str, str], *, may_be_empty: bool) -> bool:
    """Whether the run succeeded; where tests were chosen, they may all be in another run."""
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return code == 0 or (code == NOTHING_CHOSEN and may_be_empty)


def main(arguments: list[str]) -> None:
    """Say what is used, and stop at the first run that fails."""
    print(*report(), sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="rollcall-test-") as folder:
        for name, command in runs(arguments):
            print(f"\n--- {name}", flush=True)
            if not passed(command, isolated(Path(folder)), may_be_empty=bool(arguments)):
                sys.exit(f"\nFAILED: {name}. Once more, only these:  {' '.join(command)}")
    print("\nEvery test passed." if not arguments else "\nThe tests chosen passed.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NotFound as missing:
        sys.exit(f"FAILED: {missing}")
