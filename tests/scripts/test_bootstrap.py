"""The bootstrap installs what is pinned, once, and says what to type where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "bootstrap.py"


def make_checkout(folder: Path) -> Path:
    """A project that needs no packages, so that making it needs no network."""
    (folder / "scripts").mkdir(parents=True)
    (folder / "path").mkdir()
    shutil.copy(SCRIPT, folder / "scripts")
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        (folder / name).write_text("# nothing\n")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return make_checkout(tmp_path / "checkout")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the site has been run once."""
    folder = make_checkout(tmp_path_factory.mktemp("bootstrap") / "checkout")
    assert "ready" in bootstrap(folder).stdout
    return folder


@pytest.fixture
def made(original: Path, tmp_path: Path) -> Path:
    """A copy of that checkout; making the environment is what takes long."""
    return Path(shutil.copytree(original, tmp_path / "made", symlinks=True))


def bootstrap(
    checkout: Path, wanted: str = "run", machine: str = "pass"
) -> subprocess.CompletedProcess[str]:
    """Run it on a machine without uv; ``machine`` is Python that takes something away first."""
    script = checkout / "scripts" / "bootstrap.py"
    code = f"import runpy, sys; {machine}; sys.argv = [{str(script)!r}, {wanted!r}]"
    return subprocess.run(
        [sys.executable, "-c", f"{code}; runpy.run_path({str(script)!r}, run_name='__main__')"],
        env={**os.environ, "PATH": str(checkout / "path")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_second_run_does_nothing(made: Path) -> None:
    second = bootstrap(made)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_new_pins_are_installed(made: Path) -> None:
    (made / "requirements.txt").write_text("# nothing else\n")
    assert "installing" in bootstrap(made).stdout


def test_what_the_tests_need_is_enough_to_run(made: Path) -> None:
    assert "requirements-dev.txt" in bootstrap(made, "dev").stdout
    assert bootstrap(made, "run").stdout == ""


def test_what_the_load_generator_needs_comes_on_top(made: Path) -> None:
    assert "requirements-dev.txt" in bootstrap(made, "dev").stdout
    assert "requirements-bench.txt" in bootstrap(made, "bench").stdout
    assert bootstrap(made, "bench").stdout == bootstrap(made, "dev").stdout == ""


def test_a_package_without_its_hash_is_refused(made: Path) -> None:
    (made / "requirements.txt").write_text("django==5.2.0\n")
    refused = bootstrap(made)
    assert refused.returncode != 0
    assert "make clean" in refused.stderr
    assert "installing" in bootstrap(made).stdout


def test_a_python_without_venv_says_what_to_type(checkout: Path) -> None:
    refused = bootstrap(checkout, machine="sys.modules['ensurepip'] = None")
    assert refused.returncode != 0
    assert f"apt-get install -y python3.{sys.version_info[1]}-venv" in refused.stderr


def test_a_python_that_is_too_old_says_what_to_type(checkout: Path) -> None:
    refused = bootstrap(checkout, machine="sys.version_info = (3, 9, 2)")
    assert refused.returncode != 0
    assert "3.11 or newer is needed" in refused.stderr
    assert "make run PYTHON=python3.11" in refused.stderr


def test_a_newer_python_of_the_machine_is_used(checkout: Path) -> None:
    newer = checkout / "path" / "python3.13"
    newer.write_text(f'#!/bin/sh\necho "the newer one"\nexec {sys.executable} "$@"\n')
    newer.chmod(0o755)
    done = bootstrap(checkout, machine="sys.version_info = (3, 9, 2)")
    assert done.stdout.startswith("the newer one")
    assert "ready" in done.stdout
