"""Documents published for processes without Django (rempart.channel.desired): in the same file, so they commit with the action."""

from django.db import migrations

from rempart.channel import desired
from rempart.ledger.stores.speaking import spoken


def create(apps, schema_editor):
    """The channel's own table on the raw connection."""
    schema_editor.connection.ensure_connection()
    desired.create(spoken(schema_editor.connection.connection))


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_ledger")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
