"""How public rooms are written after ``#``."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chat.markup.mentions import room_key


def keep_keys(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rooms = apps.get_model("chat", "Room").objects.using(editor.connection.alias)
    for room in rooms.exclude(name="").only("name").iterator():
        rooms.filter(pk=room.pk).update(link_key=room_key(room.name))


class Migration(migrations.Migration):
    dependencies = [("chat", "0004_replies")]

    operations = [
        migrations.AddField(
            model_name="room",
            name="link_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=60),
        ),
        migrations.RunPython(keep_keys, migrations.RunPython.noop, elidable=True),
    ]
