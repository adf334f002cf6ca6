"""Collecting the static files, only when their sources have changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from example_channels.serving.data_dir import waiting_lock

IGNORED = ["CVS", ".*", "*~", "*.test.js"]


def collect_if_changed() -> bool:
    """Bring STATIC_ROOT in step with its sources. Whether there was anything to do."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(f"{root.name}.stamp")
    with waiting_lock(root.with_name(f"{root.name}.lock")):
        wanted = fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return False
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=IGNORED)
        stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """Changes whenever a source file appears, disappears or is written.

    It is kept beside what was collected, and goes with it where that is copied or moved.
    """
    digest = hashlib.sha256(settings.STATIC_URL.encode())
    for line in sorted(_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(IGNORED):
            path = Path(storage.path(name))
            facts = path.stat()
            yield f"{path} {facts.st_size} {facts.st_mtime_ns}\n"
