"""Files of rules of the house stood in the database: they lie in the data folder now, in backups and exports like others."""

from django.db import migrations, models

from rempart.people.store import shelf


def shelve(apps, schema_editor):
    """On the disk before its row says so; one after the other: each may have five megabytes."""
    rows = apps.get_model("people", "HouseVersion").objects
    if not any(field.name == "file" for field in rows.model._meta.get_fields()):
        return  # a new installation has the last form of all tables at once, and no rows
    for key in list(rows.exclude(file=b"").values_list("pk", flat=True)):
        data = bytes(rows.values_list("file", flat=True).get(pk=key))
        rows.filter(pk=key).update(file_sha256=shelf.put(data, shelf.house_rules))


def take_back(apps, schema_editor):
    """For tests of the way back."""
    rows = apps.get_model("people", "HouseVersion").objects
    for row in rows.exclude(file_sha256=""):
        rows.filter(pk=row.pk).update(file=shelf.file_of(row.file_sha256, shelf.house_rules).read_bytes())


class Migration(migrations.Migration):
    dependencies = [("people", "0041_house_letters")]

    operations = [
        migrations.AddField(
            model_name="houseversion",
            name="file_sha256",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(shelve, take_back),
    ]
