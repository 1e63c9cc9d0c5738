"""Server addresses behind a site, named by its owner for the edge probe."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_published")]
    operations = [
        migrations.AddField(
            model_name="site",
            name="origins",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
