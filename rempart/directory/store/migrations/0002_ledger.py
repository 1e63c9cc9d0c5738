"""The ledger's tables, statement by statement: they live in the same database, so action and entry commit together."""

from django.db import migrations

from rempart.ledger.stores import tables
from rempart.ledger.stores.speaking import spoken


def raw(schema_editor):
    """The connection as the ledger knows it."""
    schema_editor.connection.ensure_connection()
    return spoken(schema_editor.connection.connection)


def create(apps, schema_editor):
    """Run the ledger's own schema on the raw connection."""
    tables.create(raw(schema_editor))


def drop(apps, schema_editor):
    """For tests of the way back; a real installation keeps its record."""
    tables.drop(raw(schema_editor))


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
