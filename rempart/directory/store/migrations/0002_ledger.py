"""The ledger's tables, statement by statement: they live in the same file, so action and entry commit together."""

from django.db import migrations

from rempart.ledger.stores import tables


def create(apps, schema_editor):
    """Run the ledger's own schema on the raw connection."""
    schema_editor.connection.ensure_connection()
    tables.create(schema_editor.connection.connection)


def drop(apps, schema_editor):
    """For tests of the way back; a real installation keeps its record."""
    for name in tables.TABLES:
        schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
