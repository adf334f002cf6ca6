"""A fault that tests may provoke: to die between the commit of a message and its publishing."""

import os
import signal
from collections.abc import Iterable

from django.conf import settings


def die_after_commit(texts: Iterable[str]) -> None:
    """Kill this process if FAULT_AFTER_COMMIT is one of the texts just committed."""
    if settings.FAULT_AFTER_COMMIT in texts:
        os.kill(os.getpid(), signal.SIGKILL)
