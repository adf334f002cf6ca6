"""An environment for tests and checks in which nothing of the developer's own settings counts."""

import os
import secrets
from pathlib import Path

# Set, so that neither the shell nor .env says something else.
NEUTRAL = {
    **dict.fromkeys(("BENCH", "DATABASE_URL", "DEBUG", "EMAIL_URL"), ""),
    **dict.fromkeys(("LOG_FEEDS", "PUBLIC_URL", "REDIS_URL"), ""),
    "EMAIL_VERIFICATION": "none",
    "LOG_FORMAT": "console",
    "LOG_LEVEL": "INFO",
    "SIGN_UP": "open",
    "PYTHONDONTWRITEBYTECODE": "",
}


def isolated(data_dir: Path) -> dict[str, str]:
    """The environment of an embedded site that keeps its state in ``data_dir``."""
    return {**os.environ, **NEUTRAL, "DATA_DIR": str(data_dir), "SECRET_KEY": secrets.token_hex(40)}


def production(data_dir: Path) -> dict[str, str]:
    """The environment of a site on the internet, as docs/operations.md advises it."""
    public = {"PUBLIC_URL": "https://rollcall.example", "ALLOWED_HOSTS": "rollcall.example"}
    return isolated(data_dir) | public
