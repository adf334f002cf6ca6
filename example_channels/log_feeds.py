"""LOG_FEEDS: which files may be watched, and by whom, checked when the site starts."""

import json
import re
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ImproperlyConfigured

NAME = re.compile(r"\w[\w.-]{0,63}")
MOST = 32  # Each that is watched keeps a thread of every process.
SHAPE = '{"app": {"path": "/var/log/app.log", "readers": "staff"}}'


def listed(variable: str, value: str) -> dict[str, dict[str, str]]:
    """Return path and readers of each feed by name. Raises ImproperlyConfigured, in one line."""
    try:
        found = json.loads(value or "{}", object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise ImproperlyConfigured(f"{variable} is not JSON like {SHAPE}: {error}.") from None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{variable} must be an object like {SHAPE}.")
    if len(found) > MOST:
        raise ImproperlyConfigured(f"{variable} lists {len(found)} files: at most {MOST}.")
    return {name: _checked(f"{variable}, {name!r:.80}", name, feed) for name, feed in found.items()}


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found


def _checked(where: str, name: str, feed: Any) -> dict[str, str]:
    if not NAME.fullmatch(name):
        raise ImproperlyConfigured(
            f"{where}: a name is up to 64 letters, digits, dots, hyphens and underscores."
        )
    if not isinstance(feed, dict) or set(feed) != {"path", "readers"}:
        raise ImproperlyConfigured(f"{where}: give path and readers, as in {SHAPE}.")
    path, readers = feed["path"], feed["readers"]
    if not isinstance(path, str) or not PurePath(path).is_absolute() or "\0" in path:
        raise ImproperlyConfigured(f"{where}: the path {path!r:.80} must begin with a slash.")
    if not isinstance(readers, str) or not readers.strip():
        raise ImproperlyConfigured(f'{where}: readers is "staff", "everyone" or a group\'s name.')
    return {"path": path, "readers": readers}
