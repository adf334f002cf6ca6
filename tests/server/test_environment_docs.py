"""Every variable the settings read is told to operators, in both places they look."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'(?:environment|env)\.\w+\(\s*"([A-Z_]+)"')


def variables() -> set[str]:
    """The names that settings.py and environment.py read."""
    package = ROOT / "example_channels"
    sources = (package / "settings.py", package / "environment.py")
    found = {name for source in sources for name in READ.findall(source.read_text())}
    # Named where they are used, not where they are read.
    return found | {"DATA_DIR", "SECRET_KEY", "DATABASE_URL"}


@pytest.mark.parametrize(
    ("page", "line"),
    [("docs/operations.md", r"^\| `([A-Z_]+)` \|"), (".env.example", r"^# ([A-Z_]+)=")],
)
def test_every_variable_is_told_and_no_other(page, line):
    assert set(re.findall(line, (ROOT / page).read_text(), re.MULTILINE)) == variables()
