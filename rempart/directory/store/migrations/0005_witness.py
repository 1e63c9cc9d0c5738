"""Tables of witnesses, successor logs and time stamps, beside the ledger's."""

from django.db import migrations

from rempart.ledger.stores import tables_witness


def create(apps, schema_editor):
    """Statement by statement; a new installation has them already."""
    for statement in tables_witness.SCHEMA:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    """For tests of the way back."""
    for name in tables_witness.TABLES:
        schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_reviews")]
    operations = [migrations.RunPython(create, drop)]
