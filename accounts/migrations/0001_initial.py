import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.fields
import accounts.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        accounts.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "username",
                            models.CharField(max_length=64, unique=True, verbose_name="登录名"),
                        ),
                        ("name", models.CharField(max_length=64, verbose_name="姓名")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("f", "女"), ("m", "男")],
                                db_default="",
                                max_length=1,
                                verbose_name="性别",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="手机")),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        ("is_system", models.BooleanField(default=False)),
                        ("must_change_password", models.BooleanField(default=True)),
                        ("place", models.BigIntegerField(db_default=0, default=0)),
                        ("sessions_ended", models.PositiveIntegerField(db_default=0, default=0)),
                        ("id_hash", models.BinaryField(max_length=16, null=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "用户",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("username", ""), _negated=True),
                                name="user_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sex__in", ["", "f", "m"])), name="user_sex"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("place", models.BigIntegerField(default=0)),
                        ("noun", models.CharField(blank=True, max_length=40)),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("rows", models.IntegerField(verbose_name="行数")),
                        ("personal", models.BooleanField(default=True)),
                        ("masked", models.BooleanField(default=True)),
                        ("filter_words", models.CharField(blank=True, max_length=400)),
                        (
                            "purpose",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("report", "上报上级"),
                                    ("archive", "打印存档"),
                                    ("meeting", "会议研判"),
                                    ("visit", "入户走访、排查"),
                                    ("check", "核对数据"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="事由"),
                        ),
                        ("file_name", models.CharField(max_length=120)),
                        ("size", models.IntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("expires_at", models.DateTimeField()),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("request_id", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "导出",
                        "ordering": ["-at", "-id"],
                        "indexes": [
                            models.Index(fields=["by", "at"], name="export_by_at"),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["at"], name="export_at"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("masked", True), ("personal", False)),
                                    models.Q(
                                        ("personal", True),
                                        models.Q(("reason", ""), _negated=True),
                                        models.Q(("purpose", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rows__gte", 0), ("size__gt", 0)),
                                name="export_has_content",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "export",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="file",
                                to="accounts.export",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("content", accounts.fields.EncryptedBinaryField()),
                        ("expires_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "导出的文件",
                        "indexes": [
                            models.Index(fields=["expires_at"], name="export_file_expires")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("page", models.CharField(max_length=80)),
                        ("noun", models.CharField(max_length=40)),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("place", models.BigIntegerField(default=0)),
                        ("purpose", models.CharField(blank=True, max_length=200)),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("request_id", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "查看记录",
                        "indexes": [
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["at"], name="reading_at"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScopeKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("inner", models.BinaryField(max_length=64)),
                        ("outer", models.BinaryField(max_length=64)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="scope_key_single"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("account", models.CharField(max_length=64)),
                        ("device", models.CharField(max_length=64)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("succeeded", models.BooleanField()),
                    ],
                    options={
                        "verbose_name": "登录尝试",
                        "indexes": [
                            models.Index(fields=["account", "at"], name="signin_account_at")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("act", models.CharField(max_length=40)),
                        ("noun", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=40)),
                        ("place", models.BigIntegerField(default=0)),
                        ("file", models.BigIntegerField(null=True)),
                        ("matter", models.BigIntegerField(null=True)),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("reason", models.TextField(blank=True)),
                        ("request_id", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "经过",
                        "indexes": [
                            models.Index(fields=["noun", "key"], name="trail_noun_key"),
                            models.Index(fields=["place", "at"], name="trail_place_at"),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["at"], name="trail_at"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
