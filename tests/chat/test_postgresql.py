"""The claims about posts and replies once more, on PostgreSQL: its SQL is another."""

from pathlib import Path

import pytest

from tests.again import holds_on_postgresql

HERE = Path(__file__).resolve().parent
CLAIMS = [HERE / f"test_{name}.py" for name in ("writer", "replies")]


@pytest.mark.postgres
def test_all_of_it_holds_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    holds_on_postgresql(CLAIMS, postgres_url, tmp_path)
