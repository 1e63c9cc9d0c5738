"""Index rows of a record in several logs named an entry by its index in one of them; they are folded again."""

from django.db import migrations

from rempart.ledger.stores.speaking import spoken

READER = "record.index"


def forget(apps, schema_editor):
    """Rows and cursors of such organisations; the duty builds both again from the ledger."""
    schema_editor.connection.ensure_connection()
    raw = spoken(schema_editor.connection.connection)
    moved = raw.execute("SELECT log, successor FROM ledger_successor").fetchall()
    posting = apps.get_model("record", "Posting")
    for log, successor in moved:
        posting.objects.filter(organisation__uid=log).delete()
        raw.execute("DELETE FROM ledger_reader WHERE name = ? AND log IN (?, ?)", (READER, log, successor))


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial"), ("directory", "0005_witness")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
