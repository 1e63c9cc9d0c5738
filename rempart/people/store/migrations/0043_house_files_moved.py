"""The column whose content was moved goes, in a transaction of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0042_house_files")]

    operations = [migrations.RemoveField(model_name="houseversion", name="file")]
