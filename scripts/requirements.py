"""Compile requirements*.txt from pyproject.toml with uv; ``--check`` only compares."""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "pyproject.toml"
# Each is constrained by the one before: the site under test is the site that is run. The last holds
# only what it adds.
TARGETS = {
    "requirements.txt": [SOURCE],
    "requirements-dev.txt": [SOURCE, "--group", "dev", "-c", "requirements.txt"],
    "requirements-bench.txt": ["--group", "bench", "-c", "requirements-dev.txt"],
}
COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"),
    *("--no-emit-index-url", "--no-emit-find-links"),
]


def compiler() -> str | None:
    """Return uv: the environment's own, or the machine's."""
    return shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")


def compile_in(folder: Path, uv: str, options: list[str]) -> None:
    """Compile the files in ``folder``, keeping the versions they have."""
    for target, selection in TARGETS.items():
        command = [uv, *COMPILE, *selection, *options, "-o", target]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def stale(uv: str) -> Iterator[str]:
    """The files that compiling would change."""
    with tempfile.TemporaryDirectory() as name:
        for file in (SOURCE, *TARGETS):
            shutil.copy(ROOT / file, name)
        compile_in(Path(name), uv, [])
        for target in TARGETS:
            if (ROOT / target).read_text() != (Path(name) / target).read_text():
                yield target


def unpinned(root: Path = ROOT) -> Iterator[str]:
    """What pyproject.toml asks for and no pin satisfies; needs neither uv nor a network."""
    project = tomllib.loads((root / SOURCE).read_text())
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
        "requirements-bench.txt": project["dependency-groups"]["bench"],
    }
    for target, lines in wanted.items():
        pins = dict(pinned(root / target))
        for requirement in map(Requirement, lines):
            version = pins.get(canonicalize_name(requirement.name))
            if version is None or version not in requirement.specifier:
                yield f"{target}: {requirement}"


def pinned(target: Path) -> Iterator[tuple[str, str]]:
    """Each pin's name and version."""
    for line in target.read_text().splitlines():
        if line[:1].isalnum():
            name, _, version = line.split()[0].partition("==")
            yield canonicalize_name(name), version


def check() -> None:
    """Stop with what is out of step, if anything is."""
    uv = compiler()
    if wrong := [*unpinned(), *(stale(uv) if uv else ())]:
        sys.exit("Out of step with pyproject.toml:\n  " + "\n  ".join(wrong))


def main(options: list[str]) -> None:
    """Check, or compile with further options for uv such as ``--upgrade``."""
    if options == ["--check"]:
        check()
    elif uv := compiler():
        compile_in(ROOT, uv, options)
    else:
        sys.exit("This needs uv. Type:  .venv/bin/python -m pip install uv")


if __name__ == "__main__":
    main(sys.argv[1:])
