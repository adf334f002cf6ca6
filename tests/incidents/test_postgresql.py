"""The claims about alerts once more, on PostgreSQL: there saves really happen at the same time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import fresh_database

HERE = Path(__file__).resolve().parent
CLAIMS = [HERE / f"test_{name}.py" for name in ("actions", "alerts", "races")]


@pytest.mark.postgres
def test_all_of_it_holds_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    with fresh_database(postgres_url) as url:
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CLAIMS],
            cwd=HERE.parent.parent,
            env={**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stdout + result.stderr
