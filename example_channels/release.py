"""Which release this is."""

import tomllib
from pathlib import Path
from typing import Final

_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

RELEASE: Final[str] = tomllib.loads(_PROJECT.read_text())["project"]["version"]
