import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.fields
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
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "county",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("version", models.CharField(max_length=20)),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        (
                            "level",
                            models.SmallIntegerField(
                                choices=[
                                    (2, "省对设区的市"),
                                    (3, "市对县（市、区）"),
                                    (4, "县对乡镇（街道）"),
                                    (5, "乡镇对村（社区）"),
                                    (6, "村（社区）对家庭"),
                                ]
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "origin",
                            models.CharField(blank=True, max_length=120, verbose_name="出处"),
                        ),
                        ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "考核细则",
                        "ordering": ["code", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "code", "version"),
                                name="rubric_version_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [2, 3, 4, 5, 6])),
                                name="rubric_level",
                            ),
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
                                    ("corrected", "已更正"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("data_until", models.DateField(verbose_name="数据截止")),
                        (
                            "asked_for",
                            models.CharField(blank=True, max_length=80, verbose_name="代谁发起"),
                        ),
                        (
                            "snapshot",
                            models.CharField(blank=True, max_length=32, verbose_name="数据快照"),
                        ),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("result_digest", models.CharField(blank=True, max_length=64)),
                        ("stopped", models.BooleanField(default=False)),
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
                        (
                            "revises",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="reports.scoringrun",
                            ),
                        ),
                        ("consult_from", models.DateField(null=True, verbose_name="征求意见自")),
                        ("consult_until", models.DateField(null=True, verbose_name="征求意见至")),
                        ("frozen", models.JSONField(default=dict)),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "考核计算",
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stage", "signed")),
                                fields=("campaign",),
                                name="run_one_signed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("stage", "published")),
                                fields=("campaign",),
                                name="run_one_published",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("stage__in", ["draft", "signed"])),
                                fields=("revises",),
                                name="run_one_revision_at_a_time",
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
                                    models.Q(
                                        ("stage__in", ["published", "corrected"]), _negated=True
                                    ),
                                    models.Q(
                                        ("published_by__isnull", False),
                                        ("signed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_published_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_by__isnull", True),
                                    models.Q(
                                        ("published_by", models.F("signed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="run_published_by_another",
                            ),
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vetoes",
                                to="campaigns.campaign",
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
                        ("number", models.IntegerField(verbose_name="案号")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("suspected", "线索核查"),
                                    ("unfounded", "查无实据"),
                                    ("hearing", "听取陈述"),
                                    ("spared", "不予否决"),
                                    ("decided", "已否决"),
                                    ("lifted", "已解除"),
                                ],
                                default="suspected",
                                max_length=12,
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
                        ("source", models.CharField(max_length=60, verbose_name="线索来源")),
                        ("clue", models.TextField(verbose_name="线索内容")),
                        ("verify_by", models.DateField(verbose_name="核实期限")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("finding", models.TextField(blank=True, verbose_name="核实情况")),
                        (
                            "verified_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("verified_at", models.DateTimeField(null=True)),
                        ("told_on", models.DateField(null=True, verbose_name="告知日期")),
                        ("statement_until", models.DateField(null=True, verbose_name="陈述期至")),
                        ("decide_by", models.DateField(null=True, verbose_name="决定期限")),
                        ("statement", models.TextField(blank=True, verbose_name="陈述意见")),
                        (
                            "heard_how",
                            models.CharField(
                                blank=True,
                                choices=[("self", "单位在系统中提交"), ("paper", "按书面陈述录入")],
                                max_length=8,
                            ),
                        ),
                        (
                            "stated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("stated_at", models.DateTimeField(null=True)),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="决定文号"),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="责任认定")),
                        (
                            "decided_body",
                            models.CharField(blank=True, max_length=60, verbose_name="决定机关"),
                        ),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "lift_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wrong", "决定有误，撤销"),
                                    ("put_right", "整改到位，解除"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "lifted_number",
                            models.CharField(blank=True, max_length=60, verbose_name="解除文号"),
                        ),
                        ("lifted_reason", models.TextField(blank=True, verbose_name="解除理由")),
                        ("lifted_on", models.DateField(null=True, verbose_name="解除日期")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "一票否决",
                        "ordering": ["-recorded_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["suspected", "hearing", "decided"])
                                ),
                                fields=("campaign", "unit"),
                                name="veto_one_live_per_unit",
                            ),
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="veto_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "suspected",
                                            "unfounded",
                                            "hearing",
                                            "spared",
                                            "decided",
                                            "lifted",
                                        ],
                                    )
                                ),
                                name="veto_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "suspected"),
                                    models.Q(
                                        ("verified_at__isnull", False),
                                        ("verified_by__isnull", False),
                                        models.Q(("finding", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_verified_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["suspected", "unfounded"]),
                                    models.Q(
                                        ("statement_until__gt", models.F("told_on")),
                                        ("statement_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_told_before_heard",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["suspected", "unfounded", "hearing"]),
                                    models.Q(
                                        ("decided_on__gt", models.F("statement_until")),
                                        ("decided_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                        models.Q(("decided_body", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_heard_before_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["suspected", "unfounded", "hearing", "spared"]),
                                    models.Q(("document_number", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="veto_documented",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(
                                        ("decided_by", models.F("verified_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["suspected", "unfounded", "hearing"]),
                                    models.Q(
                                        ("decided_at__isnull", False), ("decided_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("heard_how", ""),
                                        ("stated_by__isnull", True),
                                        ("statement", ""),
                                    ),
                                    models.Q(
                                        ("heard_how__in", ["self", "paper"]),
                                        ("stated_by__isnull", False),
                                        models.Q(("statement", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_statement_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("status", "lifted"), _negated=True),
                                        ("lift_ground", ""),
                                        ("lifted_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("lifted_by__isnull", False),
                                        ("lifted_on__isnull", False),
                                        ("status", "lifted"),
                                        ("lift_ground__in", ["wrong", "put_right"]),
                                        models.Q(("lifted_number", ""), _negated=True),
                                        models.Q(("lifted_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="veto_lifted_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appeal",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeals",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeals",
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
                        ("code", models.CharField(blank=True, max_length=12, verbose_name="指标")),
                        (
                            "veto",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeals",
                                to="reports.veto",
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="编号")),
                        (
                            "published",
                            models.BooleanField(default=False, verbose_name="公布后提出"),
                        ),
                        ("text", models.TextField(verbose_name="请求和理由")),
                        (
                            "points_then",
                            models.DecimalField(decimal_places=2, max_digits=6, null=True),
                        ),
                        (
                            "points_wanted",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, null=True, verbose_name="请求得分"
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("filed_at", models.DateTimeField()),
                        ("filed_on", models.DateField()),
                        ("window_until", models.DateField(verbose_name="申诉期至")),
                        ("reply_by", models.DateField(verbose_name="答复期限")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("filed", "已提出"),
                                    ("refused", "不予受理"),
                                    ("withdrawn", "已撤回"),
                                    ("accepted", "已受理"),
                                    ("reviewed", "已复核"),
                                    ("decided", "已决定"),
                                    ("told", "已告知"),
                                ],
                                default="filed",
                                max_length=12,
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField(null=True)),
                        ("refusal", models.TextField(blank=True, verbose_name="不予受理的理由")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="撤回的理由"),
                        ),
                        ("opinion", models.TextField(blank=True, verbose_name="复核意见")),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "支持"),
                                    ("partly", "部分支持"),
                                    ("rejected", "不支持"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("decision", models.TextField(blank=True, verbose_name="决定和理由")),
                        (
                            "points_ruled",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, null=True, verbose_name="决定得分"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "revision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.scoringrun",
                            ),
                        ),
                        (
                            "told_how",
                            models.CharField(blank=True, max_length=60, verbose_name="告知方式"),
                        ),
                        (
                            "told_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_on", models.DateField(null=True, verbose_name="告知日期")),
                    ],
                    options={
                        "verbose_name": "申诉",
                        "ordering": ["-filed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="appeal_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["filed", "accepted", "reviewed"]),
                                    models.Q(("code", ""), _negated=True),
                                ),
                                fields=("campaign", "unit", "code"),
                                name="appeal_one_open_per_line",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["filed", "accepted", "reviewed"])
                                ),
                                fields=("veto",),
                                name="appeal_one_open_per_veto",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "filed",
                                            "refused",
                                            "withdrawn",
                                            "accepted",
                                            "reviewed",
                                            "decided",
                                            "told",
                                        ],
                                    )
                                ),
                                name="appeal_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("code", ""), _negated=True),
                                        ("run__isnull", False),
                                        ("veto__isnull", True),
                                    ),
                                    models.Q(("code", ""), ("veto__isnull", False)),
                                    _connector="OR",
                                ),
                                name="appeal_one_subject",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    ("filed_on__lte", models.F("window_until")),
                                ),
                                name="appeal_inside_its_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["filed", "withdrawn"]),
                                    models.Q(
                                        ("received_at__isnull", False),
                                        ("received_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_received_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "withdrawn"),
                                        ("withdrawn_by__isnull", False),
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "withdrawn"), _negated=True),
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                        ("withdrawn_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_withdrawn_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "refused"), _negated=True),
                                    models.Q(("refusal", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="appeal_refused_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["filed", "refused", "withdrawn", "accepted"]),
                                    models.Q(
                                        ("reviewed_by__isnull", False),
                                        models.Q(("opinion", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_reviewed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("status__in", ["decided", "told"]),
                                        ("decided_on__isnull", False),
                                        ("outcome__in", ["upheld", "partly", "rejected"]),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("outcome", ""),
                                        (
                                            "status__in",
                                            [
                                                "filed",
                                                "refused",
                                                "withdrawn",
                                                "accepted",
                                                "reviewed",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_decided_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome__in", ["", "rejected"]),
                                        ("points_ruled__isnull", True),
                                    ),
                                    models.Q(
                                        ("code", ""),
                                        ("outcome__in", ["upheld", "partly"]),
                                        ("points_ruled__isnull", True),
                                    ),
                                    models.Q(
                                        ("outcome__in", ["upheld", "partly"]),
                                        ("points_ruled__isnull", False),
                                        models.Q(("code", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_ruled_in_points",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "told"), _negated=True),
                                    models.Q(
                                        ("told_on__isnull", False),
                                        models.Q(("told_how", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_told_somehow",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoringBatch",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("year", models.SmallIntegerField(verbose_name="年度")),
                        ("frozen", models.JSONField(default=dict)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("stopped", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "成片考核",
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=("place", "year"),
                                name="batch_one_under_way",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchCounty",
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
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counties",
                                to="reports.scoringbatch",
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
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="reports.scoringrun",
                            ),
                        ),
                        ("refusal", models.CharField(blank=True, max_length=200)),
                        ("joined", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "成片考核的县",
                        "ordering": ["batch_id", "county_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "county"), name="batch_county_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("refusal", ""), ("run__isnull", False)),
                                    models.Q(
                                        ("run__isnull", True),
                                        models.Q(("refusal", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="batch_county_run_or_refusal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BonusClaim",
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
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bonus_claims",
                                to="campaigns.campaign",
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
                        ("item", models.CharField(max_length=40)),
                        ("matter", models.CharField(max_length=80, verbose_name="事项")),
                        ("words", models.CharField(max_length=500, verbose_name="说明")),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "待认定"),
                                    ("accepted", "已认定"),
                                    ("refused", "不予认定"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2, max_digits=5, null=True, verbose_name="认定分值"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="认定意见"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "加分申报",
                        "ordering": ["unit_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["asked", "accepted", "refused", "withdrawn"]),
                                    models.Q(("matter", ""), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                ),
                                name="bonus_claim_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["asked", "withdrawn"]),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="bonus_claim_decided_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MarkSheet",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mark_sheets",
                                to="campaigns.campaign",
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
                            "column",
                            models.CharField(
                                choices=[
                                    ("self", "自评"),
                                    ("department", "部门评"),
                                    ("first", "评分人甲"),
                                    ("second", "评分人乙"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "department",
                            models.CharField(blank=True, max_length=40, verbose_name="评分部门"),
                        ),
                        ("signer", models.CharField(max_length=40, verbose_name="签名")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("account", "账号填报"),
                                    ("link", "链接填报"),
                                    ("paper", "纸质录入"),
                                ],
                                max_length=8,
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
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "评分表",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("column__in", ["self", "department", "first", "second"]),
                                    ("source__in", ["account", "link", "paper"]),
                                    models.Q(("signer", ""), _negated=True),
                                ),
                                name="mark_sheet_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("column", "department"), ("department", ""), _connector="XOR"
                                ),
                                name="mark_sheet_department",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DepartmentLink",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        ("department", models.CharField(max_length=40)),
                        ("token_hash", models.BinaryField(max_length=16, null=True, unique=True)),
                        ("expires_at", models.DateTimeField(verbose_name="有效期")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待评"),
                                    ("answered", "已评"),
                                    ("revoked", "已撤回"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issued_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "sheet",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="link",
                                to="reports.marksheet",
                            ),
                        ),
                        (
                            "revoke_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="撤回理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "部门评分链接",
                        "ordering": ["-issued_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("sheet__isnull", True),
                                        ("status", "open"),
                                        ("token_hash__isnull", False),
                                    ),
                                    models.Q(
                                        ("sheet__isnull", False),
                                        ("status", "answered"),
                                        ("token_hash__isnull", True),
                                    ),
                                    models.Q(
                                        ("sheet__isnull", True),
                                        ("status", "revoked"),
                                        ("token_hash__isnull", True),
                                        models.Q(("revoke_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="department_link_ended_dead",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("campaign", "department"),
                                name="department_link_one_open",
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
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("assessment", "考核报告"),
                                    ("circular", "考核结果通报"),
                                    ("letter", "致镇（街道）函"),
                                    ("sheet", "考核评分表"),
                                    ("ranking", "考核排名表"),
                                    ("catalogue", "统计指标说明"),
                                    ("rectification", "扣分事项与整改清单"),
                                    ("addendum", "考核结果更正通报"),
                                ],
                                default="assessment",
                                max_length=14,
                            ),
                        ),
                        (
                            "medium",
                            models.CharField(
                                choices=[("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")],
                                default="pdf",
                                max_length=4,
                            ),
                        ),
                        (
                            "master",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="reports.document",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "word",
                            models.CharField(blank=True, max_length=20, verbose_name="机关代字"),
                        ),
                        (
                            "number",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.issuednumber",
                            ),
                        ),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=40, verbose_name="发文字号"),
                        ),
                        ("origin", models.CharField(blank=True, max_length=120)),
                        ("content", models.JSONField(default=dict)),
                        ("content_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("approved", "已审定"),
                                    ("issued", "已印发"),
                                    ("withdrawn", "已撤销"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issued_on", models.DateField(null=True, verbose_name="印发日期")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_on", models.DateField(null=True)),
                        (
                            "withdraw_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="撤销理由"),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacements",
                                to="reports.document",
                            ),
                        ),
                        ("edition", models.SmallIntegerField(default=1, verbose_name="版次")),
                        ("version", models.IntegerField(default=1)),
                        ("file", models.CharField(blank=True, max_length=120)),
                        ("pages", models.IntegerField(default=0)),
                        ("size", models.IntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("seconds", models.FloatField(default=0)),
                        ("issued_file", models.CharField(blank=True, max_length=120)),
                        ("issued_digest", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "考核文书",
                        "ordering": ["-asked_at"],
                        "indexes": [models.Index(fields=["run", "kind"], name="document_run_kind")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "assessment",
                                            "circular",
                                            "letter",
                                            "sheet",
                                            "ranking",
                                            "catalogue",
                                            "rectification",
                                            "addendum",
                                        ],
                                    ),
                                    ("medium__in", ["pdf", "docx", "xlsx"]),
                                ),
                                name="document_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "approved", "issued", "withdrawn"])
                                ),
                                name="document_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("master__isnull", False),
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="document_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("master__isnull", False),
                                    models.Q(
                                        ("approved_by__isnull", True),
                                        ("issued_on__isnull", True),
                                        ("status", "draft"),
                                    ),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("issued_on__isnull", True),
                                        ("status", "approved"),
                                    ),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("issued_by__isnull", False),
                                        ("issued_on__isnull", False),
                                        ("status__in", ["issued", "withdrawn"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="document_steps",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["issued", "withdrawn"]), _negated=True
                                    ),
                                    ("word", ""),
                                    ("master__isnull", False),
                                    ("number__isnull", False),
                                    _connector="OR",
                                ),
                                name="document_issued_numbered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True),
                                    models.Q(
                                        ("withdrawn_on__isnull", False),
                                        models.Q(("withdraw_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="document_withdrawn_why",
                            ),
                            models.UniqueConstraint(
                                fields=("master", "medium"), name="document_copy_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DoubleScoring",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        ("level", models.SmallIntegerField()),
                        ("code", models.CharField(max_length=12)),
                        (
                            "first",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tolerance",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="允许相差"
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "双人评分",
                        "ordering": ["level", "code", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("campaign", "level", "code"),
                                name="double_scoring_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first__isnull", True),
                                    models.Q(("first", models.F("second")), _negated=True),
                                    _connector="OR",
                                ),
                                name="double_scoring_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tolerance__gte", 0)),
                                name="double_scoring_tolerance",
                            ),
                        ],
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
                        ("outside", models.JSONField(default=dict)),
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                db_index=False,
                                related_name="lines",
                                to="reports.scoresheet",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
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
                                    ("ruled", "申诉更正"),
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
                        ("marks", models.JSONField(null=True)),
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("entry", "复核录入"), ("ruling", "申诉更正")],
                                default="entry",
                                max_length=8,
                            ),
                        ),
                        (
                            "appeal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.appeal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="line_change_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("appeal__isnull", True), ("kind", "entry")),
                                    models.Q(("appeal__isnull", False), ("kind", "ruling")),
                                    _connector="OR",
                                ),
                                name="line_change_ruling_has_its_appeal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LineMark",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="reports.marksheet",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("level", models.SmallIntegerField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("code", models.CharField(max_length=12)),
                        (
                            "column",
                            models.CharField(
                                choices=[
                                    ("self", "自评"),
                                    ("department", "部门评"),
                                    ("first", "评分人甲"),
                                    ("second", "评分人乙"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, verbose_name="得分"
                            ),
                        ),
                        ("cap", models.DecimalField(decimal_places=2, max_digits=6)),
                        (
                            "computed",
                            models.DecimalField(decimal_places=2, max_digits=6, null=True),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="理由"),
                        ),
                        ("who", models.CharField(max_length=90)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        ("back_reason", models.CharField(blank=True, max_length=300)),
                        ("shown", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "评分",
                        "ordering": ["-at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["campaign", "unit", "code"], name="line_mark_where"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points__gte", 0), ("points__lte", models.F("cap"))
                                ),
                                name="line_mark_within_cap",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("column__in", ["self", "department", "first", "second"])
                                ),
                                name="line_mark_column",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("computed__isnull", True),
                                    ("computed", models.F("points")),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="line_mark_difference_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("back_reason", ""),
                                        ("shown", False),
                                        ("taken_back_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        models.Q(("back_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="line_mark_back_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.marksheet",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.bonusclaim",
                            ),
                        ),
                        (
                            "appeal",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.appeal",
                            ),
                        ),
                        (
                            "veto",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.veto",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=12)),
                        (
                            "title",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="名称"
                            ),
                        ),
                        (
                            "medium",
                            models.CharField(
                                choices=[("photo", "照片"), ("pdf", "PDF 文件")], max_length=8
                            ),
                        ),
                        ("data", accounts.fields.EncryptedBinaryField(verbose_name="内容")),
                        ("size", models.IntegerField()),
                        ("pages", models.SmallIntegerField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "考核佐证",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("appeal__isnull", True),
                                        ("claim__isnull", True),
                                        ("sheet__isnull", False),
                                        ("veto__isnull", True),
                                    ),
                                    models.Q(
                                        ("appeal__isnull", True),
                                        ("claim__isnull", False),
                                        ("sheet__isnull", True),
                                        ("veto__isnull", True),
                                    ),
                                    models.Q(
                                        ("appeal__isnull", False),
                                        ("claim__isnull", True),
                                        ("sheet__isnull", True),
                                        ("veto__isnull", True),
                                    ),
                                    models.Q(
                                        ("appeal__isnull", True),
                                        ("claim__isnull", True),
                                        ("sheet__isnull", True),
                                        ("veto__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="proof_one_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("medium__in", ["photo", "pdf"]),
                                    ("size__gt", 0),
                                    ("pages__gt", 0),
                                ),
                                name="proof_measured",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricAdoption",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rubric_adoptions",
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
                            "level",
                            models.SmallIntegerField(
                                choices=[(4, "县对乡镇（街道）"), (5, "乡镇对村（社区）")]
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="reports.rubric",
                            ),
                        ),
                        ("groups", models.JSONField(blank=True, default=dict, verbose_name="分组")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
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
                        "verbose_name": "细则启用",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [4, 5])),
                                name="rubric_adoption_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="rubric_adoption_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreClocks",
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
                        ("starts", models.DateField(verbose_name="自哪一天起")),
                        (
                            "verify_days",
                            models.SmallIntegerField(default=10, verbose_name="否决线索核实"),
                        ),
                        (
                            "statement_days",
                            models.SmallIntegerField(default=5, verbose_name="听取陈述"),
                        ),
                        (
                            "decide_days",
                            models.SmallIntegerField(default=10, verbose_name="陈述期满后作决定"),
                        ),
                        (
                            "appeal_days",
                            models.SmallIntegerField(default=10, verbose_name="申诉期"),
                        ),
                        (
                            "reply_days",
                            models.SmallIntegerField(default=15, verbose_name="申诉答复"),
                        ),
                        (
                            "consult_days",
                            models.SmallIntegerField(default=5, verbose_name="征求意见"),
                        ),
                        (
                            "link_days",
                            models.SmallIntegerField(default=14, verbose_name="部门评分链接有效"),
                        ),
                        (
                            "self_before_days",
                            models.SmallIntegerField(default=60, verbose_name="自评早于年末开始"),
                        ),
                        (
                            "self_township_days",
                            models.SmallIntegerField(default=20, verbose_name="乡级自评"),
                        ),
                        (
                            "self_village_days",
                            models.SmallIntegerField(default=30, verbose_name="村级自评"),
                        ),
                        (
                            "department_days",
                            models.SmallIntegerField(default=10, verbose_name="年末以后部门评"),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="score_clocks",
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
                    ],
                    options={
                        "verbose_name": "考核期限",
                        "ordering": ["-starts", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("statement_days__range", (5, 60)),
                                    ("verify_days__range", (1, 60)),
                                    ("appeal_days__range", (5, 60)),
                                    ("decide_days__range", (1, 60)),
                                    ("consult_days__range", (1, 30)),
                                    ("reply_days__range", (5, 60)),
                                    ("link_days__range", (1, 60)),
                                    ("self_before_days__range", (1, 120)),
                                    ("self_township_days__range", (5, 60)),
                                    ("self_village_days__range", (5, 60)),
                                    ("department_days__range", (5, 60)),
                                ),
                                name="score_clocks_bounds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="score_clocks_reasoned",
                            ),
                            models.UniqueConstraint(
                                fields=("campaign", "starts"), name="score_clocks_once_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandedRubric",
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
                        ("year", models.SmallIntegerField(verbose_name="年度")),
                        (
                            "level",
                            models.SmallIntegerField(
                                choices=[(4, "县对乡镇（街道）"), (5, "乡镇对村（社区）")],
                                verbose_name="适用",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("published", "已下发"),
                                    ("replaced", "已被新版代替"),
                                    ("dropped", "已作废"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("source", models.CharField(max_length=120, verbose_name="来自")),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("version", models.IntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "下发细则",
                        "ordering": ["-year", "level", "-drafted_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "published", "replaced", "dropped"])
                                ),
                                name="handed_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [4, 5])), name="handed_level"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "draft")),
                                fields=("place", "year", "level"),
                                name="handed_one_draft",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "published")),
                                fields=("place", "year", "level"),
                                name="handed_one_published",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_by__isnull", True),
                                        ("status__in", ["draft", "dropped"]),
                                    ),
                                    models.Q(
                                        ("published_by__isnull", False),
                                        ("status__in", ["published", "replaced"]),
                                        ("published_at__isnull", False),
                                        models.Q(("digest", ""), _negated=True),
                                        models.Q(
                                            ("published_by", models.F("changed_by")), _negated=True
                                        ),
                                        models.Q(
                                            ("published_by", models.F("drafted_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="handed_published_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricDraft",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                            "level",
                            models.SmallIntegerField(
                                choices=[(4, "县对乡镇（街道）"), (5, "乡镇对村（社区）")],
                                verbose_name="适用",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待审定"),
                                    ("published", "已发布"),
                                    ("dropped", "已作废"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.rubric",
                            ),
                        ),
                        ("source", models.CharField(max_length=120, verbose_name="来自")),
                        ("content", models.JSONField()),
                        (
                            "handed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="reports.handedrubric",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="修改理由"),
                        ),
                        (
                            "returned",
                            models.CharField(blank=True, max_length=300, verbose_name="退回意见"),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True)),
                        (
                            "rubric",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="reports.rubric",
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "细则草稿",
                        "ordering": ["-drafted_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "submitted", "published", "dropped"])
                                ),
                                name="rubric_draft_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [4, 5])), name="rubric_draft_level"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rubric__isnull", False), ("status", "published")),
                                    models.Q(
                                        models.Q(("status", "published"), _negated=True),
                                        ("rubric__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rubric_draft_became_a_rubric",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["submitted", "published"]), _negated=True
                                    ),
                                    models.Q(
                                        ("submitted_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rubric_draft_submitted_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["draft", "submitted"])),
                                fields=("campaign", "level"),
                                name="rubric_draft_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptOffers",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        ("offers", models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name="RunRows",
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
                                related_name="rows",
                                to="reports.scoringrun",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("rows", models.TextField()),
                    ],
                    options={
                        "ordering": ["run_id", "place_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "place"), name="run_rows_once_per_place"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
