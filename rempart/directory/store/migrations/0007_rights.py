"""How far memberships reach, approvals, privileges, delegations, and when a right was last used."""

import django.db.models.deletion
import rempart.directory.store.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_erasure"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="is_scoped",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="until_ms",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(max_length=20),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("what", models.CharField(max_length=80)),
                ("change", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=2000)),
                ("state", models.CharField(default="asked", max_length=12)),
                ("asked_at_ms", models.BigIntegerField()),
                ("expires_at_ms", models.BigIntegerField()),
                ("decided_at_ms", models.BigIntegerField(null=True)),
                ("ended_at_ms", models.BigIntegerField(null=True)),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("from_ms", models.BigIntegerField()),
                ("until_ms", models.BigIntegerField()),
                ("ended_at_ms", models.BigIntegerField(null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipScope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "host",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="directory.host"),
                ),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.membership")),
                (
                    "site",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="directory.site"),
                ),
                (
                    "team",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="directory.team"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PermissionUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("permission", models.CharField(max_length=60)),
                ("day", models.IntegerField()),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.person")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Privilege",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.CharField(
                        default=rempart.directory.store.models.new_uid, editable=False, max_length=16, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("role", models.CharField(blank=True, max_length=20)),
                ("permission", models.CharField(blank=True, max_length=60)),
                ("from_ms", models.BigIntegerField()),
                ("until_ms", models.BigIntegerField()),
                ("ended_at_ms", models.BigIntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "approval",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="directory.approval"),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="directory.organisation"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                fields=["organisation", "state", "expires_at_ms"], name="directory_a_organis_3bdd16_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipscope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("host__isnull", True), ("site__isnull", False), ("team__isnull", True)),
                    models.Q(("host__isnull", False), ("site__isnull", True), ("team__isnull", True)),
                    models.Q(("host__isnull", True), ("site__isnull", True), ("team__isnull", False)),
                    _connector="OR",
                ),
                name="scope_names_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionuse",
            constraint=models.UniqueConstraint(fields=("organisation", "account", "permission"), name="one_last_use"),
        ),
        migrations.AddIndex(
            model_name="privilege",
            index=models.Index(
                fields=["account", "organisation", "ended_at_ms"], name="directory_p_account_d3ccf2_idx"
            ),
        ),
    ]
