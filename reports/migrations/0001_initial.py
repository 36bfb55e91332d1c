import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
    ]

    operations = [
        accounts.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Rubric",
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
                        ("code", models.CharField(max_length=20)),
                        ("version", models.CharField(max_length=20)),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("level", models.SmallIntegerField()),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "考核细则",
                        "ordering": ["code", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "version"), name="rubric_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoringRun",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "排队中"),
                                    ("running", "计算中"),
                                    ("done", "已完成"),
                                    ("failed", "失败"),
                                ],
                                default="queued",
                                max_length=12,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("lease_until", models.DateTimeField(null=True)),
                        ("fence", models.IntegerField(default=0)),
                        ("tries", models.SmallIntegerField(default=0)),
                        ("done", models.IntegerField(default=0)),
                        ("total", models.IntegerField(default=0)),
                        ("message", models.CharField(blank=True, max_length=120)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "township_rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.rubric",
                            ),
                        ),
                        (
                            "village_rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.rubric",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("draft", "复核中"),
                                    ("signed", "已签"),
                                    ("published", "已公布"),
                                    ("replaced", "已被替代"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("data_until", models.DateField(verbose_name="数据截止")),
                        (
                            "snapshot",
                            models.CharField(blank=True, max_length=32, verbose_name="数据快照"),
                        ),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_at", models.DateTimeField(null=True)),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(null=True)),
                        ("frozen", models.JSONField(default=dict)),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "考核计算",
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stage__in", ["signed", "published"])),
                                fields=("campaign",),
                                name="run_one_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=("campaign",),
                                name="run_one_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stage__in", ["draft", "replaced"]),
                                    ("state", "done"),
                                    _connector="OR",
                                ),
                                name="run_signed_only_when_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stage", "published"), _negated=True),
                                    models.Q(
                                        ("published_by__isnull", False),
                                        ("signed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_published_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "排队中"),
                                    ("running", "计算中"),
                                    ("done", "已完成"),
                                    ("failed", "失败"),
                                ],
                                default="queued",
                                max_length=12,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("lease_until", models.DateTimeField(null=True)),
                        ("fence", models.IntegerField(default=0)),
                        ("tries", models.SmallIntegerField(default=0)),
                        ("done", models.IntegerField(default=0)),
                        ("total", models.IntegerField(default=0)),
                        ("message", models.CharField(blank=True, max_length=120)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="reports.scoringrun",
                            ),
                        ),
                        (
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("file", models.CharField(blank=True, max_length=120)),
                        ("pages", models.IntegerField(default=0)),
                        ("size", models.IntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "考核报告",
                        "ordering": ["-asked_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreSheet",
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
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="reports.scoringrun",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("level", models.SmallIntegerField()),
                        (
                            "peer_group",
                            models.CharField(blank=True, max_length=40, verbose_name="组别"),
                        ),
                        ("base", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                        ("bonus", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                        (
                            "deduction",
                            models.DecimalField(decimal_places=2, default=0, max_digits=7),
                        ),
                        (
                            "total",
                            models.DecimalField(
                                decimal_places=2, max_digits=7, null=True, verbose_name="总分"
                            ),
                        ),
                        ("possible_low", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("possible_high", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("rank", models.IntegerField(null=True, verbose_name="名次")),
                        ("grade", models.CharField(blank=True, max_length=12, verbose_name="等次")),
                        ("vetoed", models.BooleanField(default=False, verbose_name="一票否决")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("print_order", models.IntegerField(default=0)),
                        ("categories", models.JSONField(default=list)),
                        ("summary", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["unit"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "unit"), name="sheet_once_per_unit"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vetoed", False), ("rank__isnull", True), _connector="OR"
                                ),
                                name="sheet_vetoed_unranked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreLine",
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
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="reports.scoresheet",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("code", models.CharField(max_length=12, verbose_name="编码")),
                        (
                            "cap",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, verbose_name="分值"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("computed", "系统计算"),
                                    ("manual", "复核录入"),
                                    ("pending", "待评"),
                                    ("na", "不适用"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("numerator", models.BigIntegerField(null=True)),
                        ("denominator", models.BigIntegerField(null=True)),
                        ("figures", models.JSONField(default=dict)),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, null=True, verbose_name="得分"
                            ),
                        ),
                        ("formula", models.CharField(blank=True, max_length=400)),
                        ("filled", models.CharField(blank=True, max_length=400)),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=400, verbose_name="扣分理由"),
                        ),
                    ],
                    options={
                        "ordering": ["sheet", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "code"), name="line_once_per_sheet"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points__isnull", True),
                                    models.Q(("points__gte", 0), ("points__lte", models.F("cap"))),
                                    _connector="OR",
                                ),
                                name="line_within_cap",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["pending", "na"]),
                                    ("points__isnull", False),
                                    _connector="OR",
                                ),
                                name="line_scored",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LineChange",
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
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="reports.scoreline",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("before", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                        ("after", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="line_change_reasoned",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Veto",
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vetoes",
                                to="reports.scoringrun",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("a", "应尽未尽职责致家庭矛盾引发命案或自杀"),
                                    ("b", "瞒报、虚报重大隐患造成严重后果"),
                                    ("c", "未履行强制报告造成严重后果"),
                                    ("d", "泄露台账信息造成严重后果"),
                                    ("e", "弄虚作假或干扰测评"),
                                ],
                                max_length=2,
                                verbose_name="情形",
                            ),
                        ),
                        (
                            "document_number",
                            models.CharField(max_length=60, verbose_name="认定文号"),
                        ),
                        ("reason", models.TextField(verbose_name="责任认定")),
                        ("decided_body", models.CharField(max_length=60, verbose_name="决定机关")),
                        ("decided_on", models.DateField(verbose_name="决定日期")),
                        ("statement_until", models.DateField(verbose_name="陈述期至")),
                        ("statement", models.TextField(blank=True, verbose_name="陈述意见")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "一票否决",
                        "ordering": ["unit", "-recorded_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("run", "unit"),
                                name="veto_one_live_per_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("document_number", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="veto_documented",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
