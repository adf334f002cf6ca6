"""Complain of white space that editors do not show; vendored and binary files are let be."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VENDORED = "static/vendor/"
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)


def files() -> list[Path]:
    """Every file of the repository, new ones included, that people write."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.split("\0")
    mine = (Path(name) for name in names if name and not name.startswith(VENDORED))
    return [path for path in mine if path.is_file() and b"\0" not in path.read_bytes()]


def complaints(path: Path) -> Iterator[str]:
    """What is wrong in one file, a line each."""
    text = path.read_bytes().decode()
    for number, line in enumerate(text.splitlines(), 1):
        if line != line.rstrip():
            yield f"{path}:{number}: white space at the end of the line"
    if "\r\n" in text:
        yield f"{path}: carriage returns"
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        yield f"{path}: must end in exactly one line feed"
    if CONFLICT.search(text):
        yield f"{path}: a merge conflict's mark"


if __name__ == "__main__":
    found = [complaint for path in files() for complaint in complaints(path)]
    print(*found, sep="\n")
    sys.exit(bool(found))
