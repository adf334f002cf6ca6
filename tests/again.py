"""Claims that were shown on SQLite, once more on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.services import fresh_database
from tests.site_process import ROOT


def holds_on_postgresql(claims: Iterable[Path], postgres_url: str, data_dir: Path) -> None:
    """Run these files of tests in a process of their own. Fails with what they say."""
    with fresh_database(postgres_url) as url:
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *claims],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data_dir)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stdout + result.stderr
