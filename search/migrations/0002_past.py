"""What was said before there was an index, in batches: begun again, it goes over them once more."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from search.actions import fill


def index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Read by hand: the model of messages may have columns that are not there yet."""
    for _last in fill():
        pass


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("search", "0001_index")]

    operations: ClassVar[Sequence[migrations.operations.base.Operation]] = [
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
