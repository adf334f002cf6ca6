"""The table of the index."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import migrations

from search.statements import CREATE


def create(apps, schema_editor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    schema_editor.execute("DROP TABLE search_entry")


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar[Sequence[tuple[str, str]]] = [("chat", "0003_marks")]

    operations: ClassVar[Sequence[migrations.operations.base.Operation]] = [
        migrations.RunPython(create, drop),
    ]
