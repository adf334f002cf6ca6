"""Tell usernames apart by one key, the same on every database."""

from collections import defaultdict

from django.apps.registry import Apps
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.naming import username_key

BATCH = 1000
NAMED_AT_MOST = 20


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give everybody their key. Raises CommandError naming those who would share one."""
    user_model = apps.get_model("accounts", "User")
    people = list(user_model.objects.only("pk", "username"))
    refuse_shared([person.username for person in people])
    for person in people:
        person.username_key = username_key(person.username)
    user_model.objects.bulk_update(people, ["username_key"], batch_size=BATCH)


def refuse_shared(usernames: list[str]) -> None:
    holders = defaultdict(list)
    for username in usernames:
        holders[username_key(username)].append(username)
    shared = [", ".join(sorted(names)) for names in holders.values() if len(names) > 1]
    if shared:
        raise CommandError(
            "These usernames differ in case alone, and from now on count as one: "
            f"{'; '.join(sorted(shared)[:NAMED_AT_MOST])}. "
            "Rename all but one of each with the former version, then start this one again."
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            "user",
            "username_key",
            models.CharField(default="", editable=False, max_length=128),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "user",
            "username_key",
            models.CharField(editable=False, max_length=128, unique=True),
        ),
        migrations.RemoveConstraint("user", "username_unique_ignoring_case"),
    ]
