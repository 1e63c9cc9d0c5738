"""Erasures and legal holds as lists; and what each personal payload belongs to, so that it can go when its time is over."""

import django.db.models.deletion
import rempart.directory.store.models
from django.conf import settings
from django.db import migrations, models

from rempart.ledger import retention
from rempart.ledger.stores import tables
from rempart.ledger.stores.speaking import spoken

ERASED = "directory.person.erased"
ADDED = "directory.person.added"  # the only kind that had a personal payload before this migration


def create(apps, schema_editor):
    """The ledger's table where migration 0002 ran before it had one; then what is known already."""
    schema_editor.connection.ensure_connection()
    raw = spoken(schema_editor.connection.connection)
    if "ledger_personal_kept" not in schema_editor.connection.introspection.table_names():
        tables.add(raw, tables.KEPT)
        retention.note_again(raw, ADDED)
    organisations = {one.uid: one.pk for one in apps.get_model("directory", "Organisation").objects.all()}
    rows = raw.execute(
        "SELECT org, subject_id, at_ms FROM ledger_entry WHERE kind = ? ORDER BY id", (ERASED,)
    ).fetchall()
    model = apps.get_model("directory", "Erasure")
    for org, person, at_ms in rows:
        if org in organisations:
            model.objects.get_or_create(
                organisation_id=organisations[org], subject=person, defaults={"scope": "person", "at_ms": at_ms}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_site_origins"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("scope", models.CharField(max_length=12)),
                ("target", models.CharField(blank=True, max_length=16)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("until_ms", models.BigIntegerField()),
                ("asked_ms", models.BigIntegerField()),
                ("set_ms", models.BigIntegerField(null=True)),
                ("lift_asked_ms", models.BigIntegerField(null=True)),
                ("lifted_ms", models.BigIntegerField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lift_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("subject", models.CharField(max_length=128)),
                ("scope", models.CharField(max_length=12)),
                ("at_ms", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "subject"), name="one_erasure_per_subject")
                ],
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
