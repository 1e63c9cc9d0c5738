"""Secrets of second factors stood in the clear: they are sealed, and can be opened again on the way back."""

import base64

from django.db import migrations

from rempart.channel import sealed

CONTEXT = "second factor"
FIELDS = ("secret", "seed")


def seal(apps, schema_editor):
    """Every authenticator app and every set of recovery codes."""
    _rewrite(apps, lambda text: base64.b64encode(sealed.encrypt(text.encode(), CONTEXT)).decode())


def open_again(apps, schema_editor):
    """For tests of the way back."""
    _rewrite(apps, lambda text: sealed.decrypt(base64.b64decode(text), CONTEXT).decode())


def _rewrite(apps, change):
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        row.data = {name: change(value) if name in FIELDS else value for name, value in row.data.items()}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal, open_again)]
