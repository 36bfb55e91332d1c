import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("client_uuid", models.UUIDField(null=True, unique=True)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.division",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("taken_in", "待受理"),
                            ("declined", "不予受理"),
                            ("accepted", "已受理"),
                            ("mediating", "调解中"),
                            ("settled", "已达成协议"),
                            ("ended", "已终止"),
                            ("revisited", "已回访"),
                        ],
                        default="taken_in",
                        max_length=16,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("visit", "来访"),
                            ("letter", "来信"),
                            ("hotline", "12338来电"),
                            ("village", "村内发现"),
                            ("screening", "排查"),
                            ("court", "法院委派、委托"),
                            ("police", "公安移送"),
                            ("department", "其他部门移送"),
                        ],
                        max_length=16,
                        verbose_name="来源",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("marriage", "婚姻家庭"),
                            ("neighbours", "邻里"),
                            ("housing", "房屋宅基地"),
                            ("contract", "合同"),
                            ("damage", "损害赔偿"),
                            ("land", "山林土地"),
                            ("labour", "劳动争议"),
                            ("consumer", "消费"),
                            ("traffic", "道路交通事故"),
                            ("property", "物业"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="纠纷类型",
                    ),
                ),
                ("brief", models.TextField(verbose_name="简要情况")),
                ("request", models.TextField(blank=True, verbose_name="诉求")),
                ("taken_in_on", models.DateField(verbose_name="登记日期")),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="案号")),
                ("serial", models.IntegerField(null=True)),
                ("accepted_on", models.DateField(null=True, verbose_name="受理日期")),
                (
                    "mediator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调解员",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("declined_reason", models.TextField(blank=True, verbose_name="不予受理理由")),
                ("passed_up_on", models.DateField(null=True, verbose_name="上交日期")),
                ("passed_up_reason", models.TextField(blank=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("refused", "当事人拒绝调解"),
                            ("failed", "调解不成"),
                            ("withdrawn", "申请人撤回"),
                            ("referred", "转交其他途径"),
                        ],
                        max_length=16,
                    ),
                ),
                ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                ("ended_reason", models.TextField(blank=True)),
                ("remedies_told_on", models.DateField(null=True, verbose_name="告知救济途径日期")),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "verbose_name": "纠纷",
                "ordering": ["-taken_in_on", "-id"],
                "indexes": [
                    models.Index(fields=["village", "status"], name="dispute_village_status"),
                    models.Index(
                        fields=["village", "accepted_on"], name="dispute_village_accepted"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.expressions.CombinedExpression(
                            models.F("village"), "/", models.Value(1000000)
                        ),
                        django.db.models.functions.datetime.ExtractYear("accepted_on"),
                        models.F("serial"),
                        name="dispute_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["taken_in", "declined", "ended"]),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("accepted_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_accepted_numbered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ended"), _negated=True),
                            models.Q(
                                ("ended_on__isnull", False),
                                ("remedies_told_on__isnull", False),
                                models.Q(("ending", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_ended_remedies_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("declined_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_declined_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "taken_in",
                                    "declined",
                                    "accepted",
                                    "mediating",
                                    "settled",
                                    "ended",
                                    "revisited",
                                ],
                            )
                        ),
                        name="dispute_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                [
                                    "visit",
                                    "letter",
                                    "hotline",
                                    "village",
                                    "screening",
                                    "court",
                                    "police",
                                    "department",
                                ],
                            ),
                            (
                                "kind__in",
                                [
                                    "marriage",
                                    "neighbours",
                                    "housing",
                                    "contract",
                                    "damage",
                                    "land",
                                    "labour",
                                    "consumer",
                                    "traffic",
                                    "property",
                                    "other",
                                ],
                            ),
                        ),
                        name="dispute_source_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ending__in", ["", "refused", "failed", "withdrawn", "referred"])
                        ),
                        name="dispute_ending_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
                        to="disputes.dispute",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.division",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("written", "书面协议"), ("oral", "口头协议")],
                        max_length=8,
                        verbose_name="协议形式",
                    ),
                ),
                ("terms", models.TextField(verbose_name="协议内容")),
                ("performance", models.CharField(max_length=200, verbose_name="履行方式和期限")),
                ("agreed_on", models.DateField(verbose_name="达成日期")),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                ("sealed", models.BooleanField(default=False, verbose_name="调委会已盖章")),
                ("registered", models.BooleanField(default=False, verbose_name="已登记口头协议")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "调解协议",
                "indexes": [
                    models.Index(fields=["village", "agreed_on"], name="agreement_village_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form", "oral"), ("sealed", True), _connector="OR"),
                        name="agreement_written_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_on__gte", models.F("agreed_on"))),
                        name="agreement_effective_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["written", "oral"])),
                        name="agreement_form_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("year", models.SmallIntegerField()),
                ("last", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "year"), name="dispute_number_counter"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up",
                        to="disputes.dispute",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.division",
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="回访日期")),
                (
                    "performance",
                    models.CharField(
                        choices=[
                            ("done", "已履行"),
                            ("partly", "部分履行"),
                            ("not_done", "未履行"),
                        ],
                        max_length=12,
                        verbose_name="履行情况",
                    ),
                ),
                ("satisfied", models.BooleanField(verbose_name="当事人满意")),
                ("notes", models.TextField(blank=True, verbose_name="回访情况")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "回访",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("performance__in", ["done", "partly", "not_done"])),
                        name="follow_up_performance_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MediationSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, null=True, unique=True)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="disputes.dispute",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.division",
                    ),
                ),
                ("ordinal", models.SmallIntegerField()),
                ("held_on", models.DateField(verbose_name="调解日期")),
                ("place", models.CharField(max_length=80, verbose_name="地点")),
                ("attendants", models.CharField(max_length=200, verbose_name="参加人")),
                ("notes", models.TextField(verbose_name="调解记录")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("agreed", "达成协议"),
                            ("again", "另行调解"),
                            ("not_agreed", "未达成"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "调解笔录",
                "ordering": ["ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "ordinal"), name="session_ordinal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["agreed", "again", "not_agreed"])),
                        name="session_result_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="disputes.dispute",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.division",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("applicant", "申请人"), ("respondent", "被申请人")], max_length=12
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "consent",
                    models.CharField(
                        choices=[("asked", "待征询"), ("given", "同意"), ("refused", "拒绝")],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("consent_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "当事人",
                "ordering": ["side", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="party_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent", "asked"), ("consent_on__isnull", False), _connector="OR"
                        ),
                        name="party_consent_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["applicant", "respondent"]),
                            ("consent__in", ["asked", "given", "refused"]),
                        ),
                        name="party_side_consent_known",
                    ),
                ],
            },
        ),
    ]
