"""Each import contract holds as the code is, and fails for the import it is there to stop."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "example_channels",
    "accounts",
    "tokens",
    "presence",
    "chat",
    "feeds",
    "incidents",
    "search",
)
LINTER = Path(sys.executable).with_name("lint-imports")

# Contract, module, and an import that must not stand in it.
FORBIDDEN = [
    ("layers", "presence/views.py", "import chat.models"),
    ("layers", "accounts/actions.py", "import presence.tracker"),
    ("layers", "chat/views.py", "import feeds.catalogue"),
    ("layers", "chat/writer.py", "import search.actions"),
    ("layers", "tokens/doors.py", "import feeds.catalogue"),
    ("layers", "chat/requests.py", "import incidents.matching"),
    ("layers", "feeds/views.py", "import incidents.models"),
    ("layers", "example_channels/realtime/hub.py", "import accounts.models"),
    ("layers", "example_channels/realtime/consumers.py", "import example_channels.site_socket"),
    ("models", "chat/models.py", "from example_channels.realtime import publishing"),
    ("models", "accounts/models.py", "from asgiref.sync import async_to_sync"),
    ("models", "chat/models.py", "import chat.actions"),
    ("publishers", "chat/views.py", "from example_channels.realtime.publishing import publish"),
    ("publishers", "chat/requests.py", "from example_channels.realtime import publishing"),
    ("publishers", "accounts/signals.py", "from example_channels.realtime import publishing"),
    ("arrows", "accounts/actions.py", "import accounts.views"),
    ("arrows", "feeds/actions/runs.py", "import feeds.requests"),
    ("arrows", "chat/models.py", "import chat.requests"),
    ("sync-domain", "chat/actions.py", "import asyncio"),
    ("sync-domain", "accounts/models.py", "from channels.db import database_sync_to_async"),
    ("layer-users", "chat/requests.py", "from channels.layers import get_channel_layer"),
    ("layer-users", "example_channels/health.py", "import channels_redis"),
]


def configuration() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts, to be broken at will."""
    for package in PACKAGES:
        only_code = shutil.ignore_patterns("__pycache__", "*.html", "*.pyc")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-logo", "--no-cache", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {len(configuration()['contracts'])} kept, 0 broken." in result.stdout


@pytest.mark.parametrize(("contract", "module", "statement"), FORBIDDEN)
def test_a_forbidden_import_is_seen(copy: Path, contract: str, module: str, statement: str) -> None:
    with (copy / module).open("a") as code:
        code.write(f"\n{statement}\n")
    result = lint(copy, "--contract", contract)
    assert result.returncode == 1
    assert "Broken contracts" in result.stdout, result.stdout
    assert module.removesuffix(".py").replace("/", ".") in result.stdout


def test_no_contract_goes_untried() -> None:
    ids = {contract["id"] for contract in configuration()["contracts"]}
    assert {contract for contract, _, _ in FORBIDDEN} == ids
