"""What has to be so before the first request: tables, static files, a first room."""

import importlib.util
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from example_channels.serving import static_files

# Any number will do, as long as every process of this site uses the same.
PREPARING = 7_027_655


def prepare(say: Callable[[str], None]) -> None:
    """Make the site ready to serve; safe beside other processes that do the same."""
    with alone():
        if unapplied_migrations():
            say("Preparing the database…")
            call_command("migrate", interactive=False, verbosity=0)
        _make_first_room()
    if static_files.collect_if_changed():
        say("Static files are up to date.")


@contextmanager
def alone() -> Iterator[None]:
    """Hold PostgreSQL's advisory lock, so that processes started together do not collide.

    On SQLite the lock of the data directory already keeps others away.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def unapplied_migrations() -> set[tuple[str, str]]:
    """(app, name) of what is on disk and not in the database; reads names, imports nothing.

    Django's own loader imports every migration, which costs more than the rest of a start.
    """
    return _migrations_on_disk() - set(MigrationRecorder(connection).applied_migrations())


def _migrations_on_disk() -> set[tuple[str, str]]:
    return {(label, name) for label, package in _packages() for name in _modules(package)}


def _packages() -> Iterator[tuple[str, list[str]]]:
    for app in apps.get_app_configs():
        name = f"{app.name}.migrations"
        if importlib.util.find_spec(name):
            yield app.label, list(importlib.import_module(name).__path__)


def _modules(paths: list[str]) -> Iterator[str]:
    return (found.name for found in pkgutil.iter_modules(paths) if found.name[0] not in "_~")


def _make_first_room() -> None:
    from chat.actions import ensure_first_room

    ensure_first_room()
