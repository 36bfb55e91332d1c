import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
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
        ("households", "0001_initial"),
    ]

    operations = [
        accounts.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Matter",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
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
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matters",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("received", "待分办"),
                                    ("handling", "办理中"),
                                    ("done", "已办结"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "待分办"),
                                    ("mediation", "调解"),
                                    ("rights", "信访事项"),
                                    ("protection", "权益保护"),
                                    ("advice", "咨询答复"),
                                    ("not_ours", "不属本单位"),
                                ],
                                max_length=12,
                                verbose_name="分办",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("visit", "来访"),
                                    ("letter", "来信"),
                                    ("hotline", "12338来电"),
                                    ("reception", "主席接待日"),
                                    ("village", "村内发现"),
                                    ("screening", "排查"),
                                    ("court", "法院委派、委托"),
                                    ("police", "公安移送"),
                                    ("hospital", "医院移送"),
                                    ("school", "学校移送"),
                                    ("department", "其他部门移送"),
                                ],
                                max_length=16,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("marriage", "婚姻家庭"),
                                    ("property", "财产"),
                                    ("labour", "劳动社保"),
                                    ("person", "人身"),
                                    ("other", "其他"),
                                ],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "anonymous",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="不愿留姓名"
                            ),
                        ),
                        (
                            "caller",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("self", "本人"),
                                    ("kin", "亲属"),
                                    ("agent", "代理人"),
                                    ("neighbour", "邻居、同事"),
                                    ("unit", "单位"),
                                    ("other", "其他人"),
                                ],
                                max_length=12,
                                verbose_name="来人身份",
                            ),
                        ),
                        (
                            "caller_name",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="来人姓名"
                            ),
                        ),
                        (
                            "caller_phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="来人电话"
                            ),
                        ),
                        ("brief", accounts.fields.EncryptedTextField(verbose_name="来件内容")),
                        ("request", accounts.fields.EncryptedTextField(verbose_name="诉求")),
                        (
                            "receipt",
                            accounts.fields.EncryptedTextField(
                                max_length=16, verbose_name="回执码"
                            ),
                        ),
                        (
                            "receipt_hash",
                            models.BinaryField(
                                max_length=16, null=True, unique=True, verbose_name="回执码校验值"
                            ),
                        ),
                        (
                            "sealed",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="受保护档案"
                            ),
                        ),
                        (
                            "unprotected_reason",
                            accounts.fields.EncryptedTextField(
                                verbose_name="不按权益保护办理的理由"
                            ),
                        ),
                        ("sorted_on", models.DateField(null=True, verbose_name="分办日期")),
                        ("closed_on", models.DateField(null=True, verbose_name="办结日期")),
                        ("outcome", accounts.fields.EncryptedTextField(verbose_name="办理结果")),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "来件",
                        "ordering": ["-received_on", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "status"], name="matter_place_status"),
                            models.Index(
                                fields=["place", "received_on"], name="matter_place_received"
                            ),
                            models.Index(fields=["owner", "status"], name="matter_owner_status"),
                            models.Index(
                                condition=models.Q(("sealed", True)),
                                fields=["place"],
                                name="matter_sealed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["received", "handling", "done"])
                                ),
                                name="matter_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        [
                                            "visit",
                                            "letter",
                                            "hotline",
                                            "reception",
                                            "village",
                                            "screening",
                                            "court",
                                            "police",
                                            "hospital",
                                            "school",
                                            "department",
                                        ],
                                    )
                                ),
                                name="matter_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "route__in",
                                        [
                                            "",
                                            "mediation",
                                            "rights",
                                            "protection",
                                            "advice",
                                            "not_ours",
                                        ],
                                    )
                                ),
                                name="matter_route",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        ["", "marriage", "property", "labour", "person", "other"],
                                    )
                                ),
                                name="matter_category",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "caller__in",
                                        ["", "self", "kin", "agent", "neighbour", "unit", "other"],
                                    )
                                ),
                                name="matter_caller",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("anonymous", False),
                                    models.Q(
                                        ("caller_name__isnull", True),
                                        ("caller_phone__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_anonymous_unnamed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("route", ""), ("sorted_on__isnull", False), _connector="OR"
                                ),
                                name="matter_sorted_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("route", ""), _negated=True),
                                    ("status", "received"),
                                    _connector="OR",
                                ),
                                name="matter_unsorted_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("route", "protection"), _negated=True),
                                    ("sealed", True),
                                    _connector="OR",
                                ),
                                name="matter_protection_sealed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("status", "done")),
                                    models.Q(
                                        models.Q(("status", "done"), _negated=True),
                                        ("closed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_done_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispute",
                                to="disputes.matter",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("marriage", "婚姻家庭"),
                                    ("neighbours", "邻里"),
                                    ("housing", "房屋宅基地"),
                                    ("contract", "合同"),
                                    ("business", "生产经营"),
                                    ("damage", "损害赔偿"),
                                    ("land", "山林土地"),
                                    ("taking", "征地拆迁"),
                                    ("pollution", "环境污染"),
                                    ("labour", "劳动争议"),
                                    ("consumer", "消费"),
                                    ("medical", "医疗"),
                                    ("traffic", "道路交通事故"),
                                    ("property", "物业"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="纠纷类型",
                            ),
                        ),
                        (
                            "brief",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="简要情况"
                            ),
                        ),
                        ("request", accounts.fields.EncryptedTextField(verbose_name="诉求")),
                        ("money", models.BigIntegerField(null=True, verbose_name="涉及金额（分）")),
                        ("taken_in_on", models.DateField(verbose_name="登记日期")),
                        (
                            "taken_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="案号"),
                        ),
                        ("serial", models.IntegerField(null=True)),
                        ("sealed_series", models.BooleanField(db_default=False, default=False)),
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
                        (
                            "rights_told_on",
                            models.DateField(null=True, verbose_name="告知权利义务日期"),
                        ),
                        ("suspended_on", models.DateField(null=True, verbose_name="中止日期")),
                        ("look_on", models.DateField(null=True, verbose_name="中止复查日期")),
                        (
                            "declined_reason",
                            accounts.fields.EncryptedTextField(verbose_name="不予受理理由"),
                        ),
                        ("passed_up_on", models.DateField(null=True, verbose_name="上交日期")),
                        ("passed_up_at", models.DateTimeField(null=True)),
                        ("passed_up_reason", accounts.fields.EncryptedTextField()),
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
                        ("ended_reason", accounts.fields.EncryptedTextField()),
                        (
                            "remedies_told_on",
                            models.DateField(null=True, verbose_name="告知救济途径日期"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "纠纷",
                        "ordering": ["-taken_in_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="dispute_village_status"
                            ),
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
                                models.F("sealed_series"),
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
                                    ("declined_reason__isnull", False),
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
                                        "kind__in",
                                        [
                                            "marriage",
                                            "neighbours",
                                            "housing",
                                            "contract",
                                            "business",
                                            "damage",
                                            "land",
                                            "taking",
                                            "pollution",
                                            "labour",
                                            "consumer",
                                            "medical",
                                            "traffic",
                                            "property",
                                            "other",
                                        ],
                                    )
                                ),
                                name="dispute_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("passed_up_at__isnull", True),
                                        ("passed_up_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("passed_up_at__isnull", False),
                                        ("passed_up_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_passed_up_timed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("money__isnull", True), ("money__gt", 0), _connector="OR"
                                ),
                                name="dispute_money",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("look_on__isnull", True), ("suspended_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("look_on__isnull", False), ("suspended_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_suspended_looked_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ending__in",
                                        ["", "refused", "failed", "withdrawn", "referred"],
                                    )
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                        ("facts", accounts.fields.EncryptedTextField(verbose_name="纠纷主要事实")),
                        ("issue", accounts.fields.EncryptedTextField(verbose_name="争议事项")),
                        (
                            "responsibility",
                            accounts.fields.EncryptedTextField(verbose_name="各方责任"),
                        ),
                        ("terms", accounts.fields.EncryptedTextField(verbose_name="其他约定")),
                        (
                            "performance",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="履行地点和说明"
                            ),
                        ),
                        ("copies", models.SmallIntegerField(null=True, verbose_name="协议份数")),
                        ("agreed_on", models.DateField(verbose_name="达成日期")),
                        (
                            "parties_signed_on",
                            models.DateField(null=True, verbose_name="当事人签名日期"),
                        ),
                        (
                            "mediator_signed_on",
                            models.DateField(null=True, verbose_name="调解员签名日期"),
                        ),
                        ("sealed_on", models.DateField(null=True, verbose_name="调委会盖章日期")),
                        ("effective_on", models.DateField(null=True, verbose_name="生效日期")),
                        ("effective_at", models.DateTimeField(null=True)),
                        (
                            "registered",
                            models.BooleanField(default=False, verbose_name="已登记口头协议"),
                        ),
                        ("registered_at", models.DateTimeField(null=True)),
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
                            models.Index(
                                fields=["village", "agreed_on"], name="agreement_village_day"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("effective_on", models.F("agreed_on")), ("form", "oral")
                                    ),
                                    models.Q(("effective_on__isnull", True), ("form", "written")),
                                    models.Q(
                                        (
                                            "effective_on",
                                            django.db.models.functions.comparison.Greatest(
                                                "parties_signed_on",
                                                "mediator_signed_on",
                                                "sealed_on",
                                            ),
                                        ),
                                        ("form", "written"),
                                        ("mediator_signed_on__isnull", False),
                                        ("parties_signed_on__isnull", False),
                                        ("sealed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_in_force_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parties_signed_on__isnull", True),
                                    ("parties_signed_on__gte", models.F("agreed_on")),
                                    _connector="OR",
                                ),
                                name="agreement_parties_signed_after",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mediator_signed_on__isnull", True),
                                    ("mediator_signed_on__gte", models.F("agreed_on")),
                                    _connector="OR",
                                ),
                                name="agreement_mediator_signed_after",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sealed_on__isnull", True),
                                    ("sealed_on__gte", models.F("agreed_on")),
                                    _connector="OR",
                                ),
                                name="agreement_sealed_after",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("copies__isnull", True), ("copies__gte", 2), _connector="OR"
                                ),
                                name="agreement_copies",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("form__in", ["written", "oral"])),
                                name="agreement_form_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("effective_at__isnull", True),
                                        ("effective_on__isnull", True),
                                        ("registered", False),
                                    ),
                                    models.Q(
                                        ("effective_at__isnull", False),
                                        ("effective_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_effect_timed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("registered", False), ("registered_at__isnull", True)
                                    ),
                                    models.Q(
                                        ("registered", True), ("registered_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_register_timed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Averted",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="averted",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("crime", "防止民间纠纷转化为刑事案件"),
                                    ("group_petition", "防止群体性上访"),
                                    ("suicide", "防止自杀"),
                                    ("fight", "制止群体性械斗"),
                                ],
                                max_length=16,
                                verbose_name="防止了什么",
                            ),
                        ),
                        ("persons", models.SmallIntegerField(verbose_name="涉及人数")),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=500, verbose_name="依据"
                            ),
                        ),
                        ("told_on", models.DateField(verbose_name="登记日期")),
                        (
                            "told_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("", "待核实"), ("true", "属实"), ("untrue", "不属实")],
                                default="",
                                max_length=8,
                                verbose_name="核实",
                            ),
                        ),
                        ("checked_on", models.DateField(null=True, verbose_name="核实日期")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "checked_words",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="核实情况"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调解成效",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("verdict", "untrue"), _negated=True),
                                fields=("dispute", "kind"),
                                name="averted_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["crime", "group_petition", "suicide", "fight"]),
                                    ("verdict__in", ["", "true", "untrue"]),
                                    ("persons__range", (1, 10000)),
                                ),
                                name="averted_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("checked_by__isnull", True),
                                        ("checked_on__isnull", True),
                                        ("verdict", ""),
                                    ),
                                    models.Q(
                                        models.Q(("verdict", ""), _negated=True),
                                        ("checked_by__isnull", False),
                                        ("checked_on__gte", models.F("told_on")),
                                        models.Q(
                                            ("checked_by", models.F("told_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="averted_checked_by_another",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="disputes.dispute",
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
                            "side",
                            models.CharField(
                                choices=[
                                    ("applicant", "申请人"),
                                    ("respondent", "被申请人"),
                                    ("concerned", "相关人"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "name",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="姓名"
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("", "未填"), ("female", "女"), ("male", "男")],
                                max_length=8,
                                verbose_name="性别",
                            ),
                        ),
                        (
                            "birth_year",
                            models.SmallIntegerField(null=True, verbose_name="出生年份"),
                        ),
                        (
                            "id_number",
                            accounts.fields.EncryptedTextField(
                                max_length=18, verbose_name="身份证号"
                            ),
                        ),
                        ("id_hash", models.BinaryField(max_length=16, null=True)),
                        (
                            "phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="联系电话"
                            ),
                        ),
                        (
                            "address",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="单位或住址"
                            ),
                        ),
                        (
                            "occupation",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="职业或职务"
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.household",
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("full", "完全民事行为能力"),
                                    ("limited", "限制民事行为能力"),
                                    ("none", "无民事行为能力"),
                                ],
                                default="full",
                                max_length=8,
                                verbose_name="民事行为能力",
                            ),
                        ),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("asked", "待征询"),
                                    ("given", "同意"),
                                    ("refused", "拒绝"),
                                ],
                                default="asked",
                                max_length=8,
                            ),
                        ),
                        ("consent_on", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "当事人",
                        "ordering": ["side", "id"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["keys"], name="party_keys"
                            ),
                            models.Index(fields=["id_hash"], name="party_id_hash"),
                            models.Index(fields=["household"], name="party_household"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__isnull", False)), name="party_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consent", "asked"),
                                    ("consent_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="party_consent_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("side__in", ["applicant", "respondent", "concerned"]),
                                    ("consent__in", ["asked", "given", "refused"]),
                                    ("sex__in", ["", "female", "male"]),
                                    ("capacity__in", ["full", "limited", "none"]),
                                ),
                                name="party_choices_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("birth_year__isnull", True),
                                    ("birth_year__range", (1900, 2100)),
                                    _connector="OR",
                                ),
                                name="party_birth_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("id_number__isnull", True),
                                    ("id_hash__isnull", False),
                                    _connector="OR",
                                ),
                                name="party_id_hashed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="disputes.agreement",
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
                        (
                            "by_party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.party",
                            ),
                        ),
                        (
                            "to_party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.party",
                            ),
                        ),
                        (
                            "what",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=300, verbose_name="约定事项"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("cash", "现金"),
                                    ("transfer", "转账"),
                                    ("goods", "交付实物"),
                                    ("deed", "做到某事"),
                                    ("refrain", "不做某事"),
                                ],
                                max_length=12,
                                verbose_name="履行方式",
                            ),
                        ),
                        ("amount", models.BigIntegerField(null=True, verbose_name="金额（分）")),
                        ("due_on", models.DateField(verbose_name="履行期限")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待履行"),
                                    ("performed", "已履行"),
                                    ("breached", "未履行"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("performed_on", models.DateField(null=True, verbose_name="履行日期")),
                        (
                            "performed_words",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="履行凭证"
                            ),
                        ),
                        ("breached_on", models.DateField(null=True, verbose_name="认定未履行日期")),
                        (
                            "breached_words",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="未履行情况"
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "协议约定",
                        "ordering": ["agreement_id", "ordinal"],
                        "indexes": [
                            models.Index(fields=["village", "status", "due_on"], name="promise_due")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "ordinal"), name="promise_ordinal_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["open", "performed", "breached"])
                                ),
                                name="promise_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("way__in", ["cash", "transfer", "goods", "deed", "refrain"])
                                ),
                                name="promise_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="promise_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("way__in", ["cash", "transfer"]), _negated=True),
                                    ("amount__isnull", False),
                                    _connector="OR",
                                ),
                                name="promise_money_counted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("performed_on__isnull", False), ("status", "performed")
                                    ),
                                    models.Q(
                                        models.Q(("status", "performed"), _negated=True),
                                        ("performed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="promise_performed_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "breached"), _negated=True),
                                    ("breached_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="promise_breached_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_party", models.F("to_party")), _negated=True
                                ),
                                name="promise_to_somebody_else",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BreachFollowUp",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="disputes.promise",
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
                            "step",
                            models.CharField(
                                choices=[
                                    ("urged", "督促履行"),
                                    ("mediated", "就履行再次调解"),
                                    ("told", "告知向人民法院起诉或者申请强制执行"),
                                ],
                                max_length=12,
                                verbose_name="做了什么",
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="日期")),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=1000, verbose_name="情况"
                            ),
                        ),
                        ("next_on", models.DateField(null=True, verbose_name="下次跟进")),
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
                        "verbose_name": "未履行跟进",
                        "ordering": ["-done_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("next_on__isnull", True), ("step", "told")),
                                    models.Q(
                                        ("next_on__isnull", False),
                                        ("step__in", ["urged", "mediated"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="breach_step_next",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("next_on__isnull", True),
                                    ("next_on__gt", models.F("done_on")),
                                    _connector="OR",
                                ),
                                name="breach_next_later",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionCase",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protection",
                                to="disputes.matter",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "求助"),
                                    ("assessed", "已评估"),
                                    ("handling", "处置中"),
                                    ("tracking", "跟踪中"),
                                    ("closed", "已结案"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="立案时间")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("spouse", "夫妻"),
                                    ("former", "前夫、前妻或分手的伴侣"),
                                    ("cohabiting", "同居"),
                                    ("parent", "父母"),
                                    ("child", "子女"),
                                    ("kin", "其他亲属"),
                                ],
                                max_length=12,
                                verbose_name="对方是她的",
                            ),
                        ),
                        (
                            "injury",
                            models.CharField(
                                choices=[
                                    ("none", "没有"),
                                    ("light", "有伤，不用就医"),
                                    ("medical", "已经或需要就医"),
                                    ("unknown", "不清楚"),
                                ],
                                max_length=8,
                                verbose_name="伤情",
                            ),
                        ),
                        (
                            "injury_words",
                            accounts.fields.EncryptedTextField(verbose_name="伤情说明"),
                        ),
                        (
                            "needs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("police", "报警"),
                                        ("medical", "就医"),
                                        ("appraisal", "伤情鉴定"),
                                        ("shelter", "临时庇护"),
                                        ("order", "申请保护令"),
                                        ("legal", "法律援助"),
                                        ("counsel", "心理疏导"),
                                        ("children", "照顾孩子"),
                                        ("living", "生活救助"),
                                    ],
                                    max_length=10,
                                ),
                                default=list,
                                size=None,
                                verbose_name="需要",
                            ),
                        ),
                        (
                            "police_called",
                            models.CharField(
                                choices=[
                                    ("yes", "已报警"),
                                    ("no", "没有报警"),
                                    ("unknown", "不清楚"),
                                ],
                                max_length=8,
                                verbose_name="报警",
                            ),
                        ),
                        (
                            "police_number",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="报警回执号"
                            ),
                        ),
                        (
                            "child_found_at",
                            models.DateTimeField(null=True, verbose_name="得知有未成年人等的时间"),
                        ),
                        (
                            "safe_phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="安全电话"
                            ),
                        ),
                        (
                            "contact_hours",
                            accounts.fields.EncryptedTextField(
                                max_length=80, verbose_name="什么时候打"
                            ),
                        ),
                        (
                            "contact_ask",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="找谁接"
                            ),
                        ),
                        (
                            "contact_words",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="怎么说"
                            ),
                        ),
                        (
                            "contact_told",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="可以告诉谁"
                            ),
                        ),
                        (
                            "contact_message",
                            models.BooleanField(null=True, verbose_name="可以留言、发短信"),
                        ),
                        (
                            "contact_asked_on",
                            models.DateField(null=True, verbose_name="联系方式核对日期"),
                        ),
                        (
                            "level",
                            models.CharField(blank=True, max_length=8, verbose_name="危险等级"),
                        ),
                        ("urgency", models.SmallIntegerField(default=0, verbose_name="紧急次序")),
                        ("review_on", models.DateField(null=True, verbose_name="下次评估")),
                        ("closed_on", models.DateField(null=True, verbose_name="结案日期")),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "危险消除，生活稳定"),
                                    ("moved", "已离开，移交迁入地"),
                                    ("handed", "转由公安、法院等办理"),
                                    ("wish", "本人明确表示不再需要"),
                                    ("unfounded", "经核实没有这种情况"),
                                ],
                                max_length=12,
                                verbose_name="结案原因",
                            ),
                        ),
                        (
                            "close_words",
                            accounts.fields.EncryptedTextField(verbose_name="结案说明"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "来件档案",
                        "ordering": ["-urgency", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["asked", "assessed", "handling", "tracking", "closed"],
                                    )
                                ),
                                name="protection_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "relation__in",
                                        [
                                            "spouse",
                                            "former",
                                            "cohabiting",
                                            "parent",
                                            "child",
                                            "kin",
                                        ],
                                    ),
                                    ("injury__in", ["none", "light", "medical", "unknown"]),
                                    ("police_called__in", ["yes", "no", "unknown"]),
                                    ("level__in", ["", "high", "medium", "low"]),
                                    (
                                        "ground__in",
                                        ["", "safe", "moved", "handed", "wish", "unfounded"],
                                    ),
                                ),
                                name="protection_choices_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "asked"),
                                    ("contact_asked_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="protection_safe_contact_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "asked"),
                                    models.Q(("level", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="protection_assessed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("status", "closed"),
                                        models.Q(("ground", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True),
                                        ("closed_on__isnull", True),
                                        ("ground", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="protection_closed_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseVisit",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="disputes.protectioncase",
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
                        ("visited_on", models.DateField(verbose_name="日期")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("call", "按安全方式通话"),
                                    ("office", "她来这里"),
                                    ("home", "上门"),
                                    ("place", "在约定的地方"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "safety",
                            models.CharField(
                                choices=[
                                    ("safe", "安全"),
                                    ("unsure", "说不准"),
                                    ("danger", "有危险"),
                                    ("unreached", "没联系上"),
                                ],
                                max_length=10,
                                verbose_name="情况",
                            ),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="记录"),
                        ),
                        ("next_on", models.DateField(null=True, verbose_name="下次")),
                        (
                            "visited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件走访",
                        "ordering": ["-visited_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("way__in", ["call", "office", "home", "place"]),
                                    ("safety__in", ["safe", "unsure", "danger", "unreached"]),
                                ),
                                name="case_visit_choices_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockEvent",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clock_events",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("suspended", "中止"),
                                    ("resumed", "恢复"),
                                    ("extended", "延长"),
                                ],
                                max_length=10,
                                verbose_name="事项",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("days", models.SmallIntegerField(default=0, verbose_name="延长天数")),
                        ("look_on", models.DateField(null=True, verbose_name="复查日期")),
                        (
                            "consents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "期限变动",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["suspended", "resumed", "extended"])
                                ),
                                name="clock_event_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("consents__len__gt", 1),
                                        ("days__gt", 0),
                                        ("kind", "extended"),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "extended"), _negated=True), ("days", 0)
                                    ),
                                    _connector="OR",
                                ),
                                name="clock_extended_with_consent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "suspended"), _negated=True),
                                    ("look_on__gt", models.F("on")),
                                    _connector="OR",
                                ),
                                name="clock_suspended_looked_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="clock_event_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MediationCommittee",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="所属",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("village", "村（社区）调委会"),
                                    ("township", "乡镇（街道）调委会"),
                                    ("sectoral", "行业性、专业性调委会"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "筹建"),
                                    ("in_office", "履职"),
                                    ("ended", "已撤销"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("established_on", models.DateField(verbose_name="设立日期")),
                        ("term_since", models.DateField(null=True, verbose_name="本届起")),
                        ("term_until", models.DateField(null=True, verbose_name="本届止")),
                        (
                            "seal_kept_by",
                            models.CharField(blank=True, max_length=40, verbose_name="印章保管人"),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="撤销日期")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤销原因"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "调委会",
                        "ordering": ["place", "kind", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["village", "township", "sectoral"])
                                ),
                                name="committee_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "draft"),
                                        ("term_since__isnull", True),
                                        ("term_until__isnull", True),
                                    ),
                                    models.Q(
                                        ("status", "in_office"),
                                        ("term_until__gt", models.F("term_since")),
                                    ),
                                    ("status", "ended"),
                                    _connector="OR",
                                ),
                                name="committee_term_in_office",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on__gte", models.F("established_on")),
                                        ("status", "ended"),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "ended"), _negated=True),
                                        ("end_reason", ""),
                                        ("ended_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="committee_ended_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(
                                        ("term_since__isnull", True),
                                        ("term_since__gte", models.F("established_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="committee_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "ended"), _negated=True),
                                fields=("place", "name"),
                                name="committee_one_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MediatorEntry",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="所属",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mediators",
                                to="disputes.mediationcommittee",
                                verbose_name="调委会",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mediator_entries",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("f", "女"), ("m", "男")],
                                max_length=1,
                                verbose_name="性别",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("member", "委员"),
                                    ("appointed", "聘任"),
                                    ("invited", "特邀调解员"),
                                    ("assessor", "妇联陪审员"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("court", models.CharField(blank=True, max_length=40, verbose_name="法院")),
                        (
                            "specialities",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("marriage", "婚姻家庭"),
                                        ("neighbours", "邻里"),
                                        ("housing", "房屋宅基地"),
                                        ("contract", "合同"),
                                        ("business", "生产经营"),
                                        ("damage", "损害赔偿"),
                                        ("land", "山林土地"),
                                        ("taking", "征地拆迁"),
                                        ("pollution", "环境污染"),
                                        ("labour", "劳动争议"),
                                        ("consumer", "消费"),
                                        ("medical", "医疗"),
                                        ("traffic", "道路交通事故"),
                                        ("property", "物业"),
                                        ("other", "其他"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="擅长",
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.SmallIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="值班日",
                            ),
                        ),
                        ("from_time", models.TimeField(null=True, verbose_name="几点起")),
                        ("to_time", models.TimeField(null=True, verbose_name="几点止")),
                        ("appointed_on", models.DateField(verbose_name="聘任日期")),
                        ("appointed_until", models.DateField(null=True, verbose_name="聘任到")),
                        ("ended_on", models.DateField(null=True, verbose_name="解聘日期")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="解聘原因"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "调解员",
                        "ordering": ["place", "kind", "id"],
                        "indexes": [
                            models.Index(fields=["place", "ended_on"], name="mediator_entry_place")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["member", "appointed", "invited", "assessor"]),
                                    ("sex__in", ["", "f", "m"]),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                name="mediator_entry_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("committee__isnull", False),
                                        ("court", ""),
                                        ("kind__in", ["member", "appointed"]),
                                    ),
                                    models.Q(
                                        ("committee__isnull", True),
                                        ("kind__in", ["invited", "assessor"]),
                                        models.Q(("court", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mediator_entry_of_committee_or_court",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                                        models.Q(
                                            ("ended_on__gte", models.F("appointed_on")),
                                            models.Q(("end_reason", ""), _negated=True),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("appointed_until__isnull", True),
                                        ("appointed_until__gte", models.F("appointed_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="mediator_entry_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                                    models.Q(
                                        models.Q(
                                            ("from_time__isnull", True),
                                            ("to_time__isnull", True),
                                            ("weekdays", []),
                                        ),
                                        models.Q(
                                            models.Q(("weekdays", []), _negated=True),
                                            ("to_time__gt", models.F("from_time")),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="mediator_entry_hours",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("committee", "user"),
                                name="mediator_entry_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeSeat",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="disputes.mediationcommittee",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="disputes.mediatorentry",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("chair", "主任"), ("vice", "副主任"), ("member", "委员")],
                                max_length=8,
                                verbose_name="职务",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="离任原因"),
                        ),
                    ],
                    options={
                        "verbose_name": "调委会委员",
                        "ordering": ["until", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["chair", "vice", "member"])),
                                name="seat_role",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_reason", ""), ("until__isnull", True)),
                                    models.Q(
                                        ("until__gte", models.F("since")),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="seat_left_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "chair"), ("until__isnull", True)),
                                fields=("committee",),
                                name="seat_one_chair",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("committee", "entry"),
                                name="seat_once_each",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmation",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="disputes.agreement",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("wanted", "待申请"),
                                    ("filed", "已申请"),
                                    ("not_taken", "法院不予受理"),
                                    ("accepted", "法院已受理"),
                                    ("confirmed", "已确认"),
                                    ("rejected", "不予确认"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="wanted",
                                max_length=12,
                            ),
                        ),
                        ("effective_on", models.DateField(verbose_name="协议生效日期")),
                        ("wanted_on", models.DateField(verbose_name="当事人提出日期")),
                        (
                            "court",
                            models.CharField(blank=True, max_length=60, verbose_name="人民法院"),
                        ),
                        ("filed_on", models.DateField(null=True, verbose_name="共同申请日期")),
                        ("answered_on", models.DateField(null=True, verbose_name="法院答复日期")),
                        (
                            "more_days",
                            models.SmallIntegerField(
                                db_default=0, default=0, verbose_name="院长批准延长天数"
                            ),
                        ),
                        ("decided_on", models.DateField(null=True, verbose_name="裁定日期")),
                        (
                            "number",
                            models.CharField(blank=True, max_length=60, verbose_name="文书号"),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_civil", "不属于人民法院受理民事案件的范围"),
                                    ("other_court", "不属于接受申请的人民法院管辖"),
                                    ("identity", "确认身份关系"),
                                    ("adoption", "确认收养关系"),
                                    ("marriage", "确认婚姻关系"),
                                    ("unlawful", "违反法律、行政法规强制性规定"),
                                    ("public_harm", "侵害国家利益、社会公共利益"),
                                    ("others_harm", "侵害案外人合法权益"),
                                    ("morals", "损害社会公序良俗"),
                                    ("unclear", "内容不明确，无法确认"),
                                    ("other", "其他不能进行司法确认的情形"),
                                ],
                                max_length=12,
                                verbose_name="理由",
                            ),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(max_length=500, verbose_name="说明"),
                        ),
                        (
                            "after",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("enforce", "可以申请强制执行"),
                                    ("change", "变更原协议或者达成新协议"),
                                    ("sue", "向人民法院起诉"),
                                ],
                                max_length=8,
                                verbose_name="此后",
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "司法确认",
                        "ordering": ["-wanted_on", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "status"], name="confirmation_village")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["wanted", "filed", "accepted"])),
                                fields=("agreement",),
                                name="confirmation_open_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "wanted",
                                            "filed",
                                            "not_taken",
                                            "accepted",
                                            "confirmed",
                                            "rejected",
                                            "withdrawn",
                                        ],
                                    ),
                                    (
                                        "ground__in",
                                        [
                                            "",
                                            "not_civil",
                                            "other_court",
                                            "identity",
                                            "adoption",
                                            "marriage",
                                            "unlawful",
                                            "public_harm",
                                            "others_harm",
                                            "morals",
                                            "unclear",
                                            "other",
                                        ],
                                    ),
                                    ("after__in", ["", "enforce", "change", "sue"]),
                                ),
                                name="confirmation_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["wanted", "withdrawn"]),
                                    ("filed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="confirmation_filed_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("filed_on__isnull", True),
                                    models.Q(
                                        ("filed_on__gte", models.F("effective_on")),
                                        (
                                            "filed_on__lte",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("effective_on"), "+", models.Value(30)
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="confirmation_in_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["not_taken", "rejected"]), _negated=True
                                    ),
                                    models.Q(("ground", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="confirmation_refused_with_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["confirmed", "rejected"]), _negated=True
                                    ),
                                    models.Q(
                                        ("decided_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="confirmation_decided_numbered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("more_days__range", (0, 10))),
                                name="confirmation_more_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("after", ""),
                                    models.Q(("after", "enforce"), ("status", "confirmed")),
                                    models.Q(
                                        ("after__in", ["change", "sue"]),
                                        ("status__in", ["not_taken", "rejected"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="confirmation_after_fits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CourtReferral",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="court_referral",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("before_filing", "委派调解（立案前）"),
                                    ("ordinary", "委托调解（立案后，普通程序）"),
                                    ("summary", "委托调解（立案后，简易程序）"),
                                ],
                                max_length=16,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "调解中"),
                                    ("agreed", "达成协议"),
                                    ("failed", "调解不成"),
                                    ("withdrawn", "当事人不愿继续"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("court", models.CharField(max_length=60, verbose_name="人民法院")),
                        ("number", models.CharField(max_length=60, verbose_name="法院案号")),
                        ("received_on", models.DateField(verbose_name="签收材料日期")),
                        (
                            "papers",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="收到的材料"
                            ),
                        ),
                        (
                            "extended_on",
                            models.DateField(null=True, verbose_name="双方同意延长日期"),
                        ),
                        (
                            "extended_days",
                            models.SmallIntegerField(
                                db_default=0, default=0, verbose_name="延长天数"
                            ),
                        ),
                        ("finished_on", models.DateField(null=True, verbose_name="结束日期")),
                        (
                            "papers_back_on",
                            models.DateField(null=True, verbose_name="材料退回法院日期"),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(max_length=500, verbose_name="情况"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "特邀调解",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["before_filing", "ordinary", "summary"]),
                                    ("status__in", ["open", "agreed", "failed", "withdrawn"]),
                                ),
                                name="court_referral_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_on__isnull", True), ("status", "open")),
                                    models.Q(
                                        models.Q(("status", "open"), _negated=True),
                                        ("finished_on__gte", models.F("received_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="court_referral_finished",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("papers_back_on__isnull", True),
                                    ("papers_back_on__gte", models.F("finished_on")),
                                    _connector="OR",
                                ),
                                name="court_referral_back_after",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("extended_days", 0), ("extended_on__isnull", True)),
                                    models.Q(
                                        ("extended_days__gt", 0),
                                        ("extended_on__gte", models.F("received_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="court_referral_extended",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisputeMediator",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mediators",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("lead", "主调解员"), ("beside", "共同调解员")],
                                max_length=8,
                                verbose_name="职责",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "end_reason",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="结束理由"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "承办调解员",
                        "ordering": ["until", "-role", "since", "id"],
                        "indexes": [
                            models.Index(fields=["person"], name="dispute_mediator_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["lead", "beside"])),
                                name="dispute_mediator_role",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "lead"), ("until__isnull", True)),
                                fields=("dispute",),
                                name="dispute_lead_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("dispute", "person"),
                                name="dispute_mediator_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="dispute_mediator_in_order",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        ("sealed", models.BooleanField(default=False)),
                        ("last", models.IntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "year", "sealed"), name="dispute_number_counter"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dossier",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossier",
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
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.mediationcommittee",
                                verbose_name="调委会",
                            ),
                        ),
                        ("volume", models.CharField(max_length=40, verbose_name="卷号")),
                        ("serial", models.IntegerField()),
                        ("lacks", models.JSONField(default=list)),
                        ("holds", models.JSONField(default=dict)),
                        (
                            "keep",
                            models.CharField(
                                choices=[("short", "短期"), ("long", "长期"), ("forever", "永久")],
                                max_length=8,
                                verbose_name="保管期限",
                            ),
                        ),
                        ("bound_on", models.DateField(verbose_name="立卷日期")),
                        (
                            "bound_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="立卷人",
                            ),
                        ),
                        (
                            "remarks",
                            accounts.fields.EncryptedTextField(verbose_name="卷宗情况说明"),
                        ),
                        ("pages", models.SmallIntegerField(verbose_name="页数")),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "调解卷宗",
                        "ordering": ["-bound_on", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "bound_on"], name="dossier_village_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("keep__in", ["short", "long", "forever"])),
                                name="dossier_keep",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pages__gt", 0)), name="dossier_pages"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("serial__gt", 0)), name="dossier_serial"
                            ),
                            models.UniqueConstraint(
                                fields=("committee", "volume"), name="dossier_volume_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierVolume",
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
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.mediationcommittee",
                            ),
                        ),
                        ("year", models.SmallIntegerField()),
                        ("sealed", models.BooleanField(default=False)),
                        ("last", models.IntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "year", "sealed"),
                                name="dossier_volume_counter",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("crime", "可能转为治安、刑事案件"),
                                    ("harm", "可能伤人"),
                                    ("suicide", "有自杀、自伤的可能"),
                                    ("fight", "可能引发械斗"),
                                    ("gathering", "可能引发群体性事件"),
                                    ("other", "其他激化的可能"),
                                ],
                                max_length=12,
                                verbose_name="风险种类",
                            ),
                        ),
                        ("people", models.SmallIntegerField(default=1, verbose_name="涉及人数")),
                        ("noted_on", models.DateField(verbose_name="发现日期")),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="情况"),
                        ),
                        (
                            "police_told_at",
                            models.DateTimeField(null=True, verbose_name="报告公安机关"),
                        ),
                        (
                            "police_words",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="报给谁、怎样答复"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "存在风险"),
                                    ("averted", "已防止"),
                                    ("happened", "已发生，由有关部门处理"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("over_on", models.DateField(null=True, verbose_name="解除日期")),
                        (
                            "over_words",
                            accounts.fields.EncryptedTextField(verbose_name="解除的依据"),
                        ),
                    ],
                    options={
                        "verbose_name": "激化风险",
                        "ordering": ["-noted_on", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "outcome"], name="escalation_village")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["crime", "harm", "suicide", "fight", "gathering", "other"],
                                    ),
                                    ("outcome__in", ["", "averted", "happened"]),
                                ),
                                name="escalation_choices_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1)), name="escalation_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("police_told_at__isnull", True),
                                    ("police_words__isnull", False),
                                    _connector="OR",
                                ),
                                name="escalation_police_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("over_on__isnull", True)),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        ("over_on__isnull", False),
                                        ("over_words__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="escalation_over_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EscalationMeasure",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "escalation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="disputes.escalation",
                            ),
                        ),
                        ("taken_on", models.DateField(verbose_name="日期")),
                        (
                            "who",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=80, verbose_name="谁去做"
                            ),
                        ),
                        (
                            "what",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="采取的措施"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "防激化措施",
                        "ordering": ["taken_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "title",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="证据名称"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("applicant", "申请人提交"),
                                    ("respondent", "被申请人提交"),
                                    ("mediator", "调解员收集"),
                                    ("office", "有关单位提供"),
                                ],
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "medium",
                            models.CharField(
                                choices=[("photo", "照片"), ("pdf", "PDF 文件")],
                                max_length=8,
                                verbose_name="形式",
                            ),
                        ),
                        ("data", accounts.fields.EncryptedBinaryField(verbose_name="内容")),
                        ("size", models.IntegerField(verbose_name="大小")),
                        ("pages", models.SmallIntegerField(verbose_name="页数")),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="取回日期")),
                        (
                            "withdrawn_reason",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="取回理由"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "证据材料",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "received_on"], name="evidence_village_day"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("medium__in", ["photo", "pdf"]),
                                    (
                                        "source__in",
                                        ["applicant", "respondent", "mediator", "office"],
                                    ),
                                ),
                                name="evidence_choices_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0), ("pages__gt", 0)),
                                name="evidence_measured",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("data__isnull", False), ("withdrawn_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("data__isnull", True),
                                        ("withdrawn_on__isnull", False),
                                        ("withdrawn_reason__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_kept_or_withdrawn",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
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
                            "party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.party",
                            ),
                        ),
                        ("visited_on", models.DateField(verbose_name="回访日期")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("home", "上门"),
                                    ("phone", "电话"),
                                    ("office", "请到调解室"),
                                ],
                                default="home",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "performance",
                            models.CharField(
                                choices=[
                                    ("done", "已履行"),
                                    ("on_track", "正在履行，余下未到期"),
                                    ("partly", "部分履行"),
                                    ("not_done", "未履行"),
                                ],
                                max_length=12,
                                verbose_name="履行情况",
                            ),
                        ),
                        (
                            "found",
                            models.JSONField(
                                db_default={}, default=dict, verbose_name="各项履行情况"
                            ),
                        ),
                        (
                            "satisfaction",
                            models.CharField(
                                choices=[
                                    ("satisfied", "满意"),
                                    ("partly", "基本满意"),
                                    ("not", "不满意"),
                                ],
                                max_length=12,
                                verbose_name="满意程度",
                            ),
                        ),
                        (
                            "later_suit",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="此后起诉"
                            ),
                        ),
                        (
                            "hidden_risk",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="有隐患"
                            ),
                        ),
                        ("measures", accounts.fields.EncryptedTextField(verbose_name="措施")),
                        ("notes", accounts.fields.EncryptedTextField(verbose_name="回访情况")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "回访",
                        "ordering": ["visited_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("performance__in", ["done", "on_track", "partly", "not_done"]),
                                    ("satisfaction__in", ["satisfied", "partly", "not"]),
                                    ("way__in", ["home", "phone", "office"]),
                                ),
                                name="follow_up_choices",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GateAnswer",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gate_answers",
                                to="disputes.dispute",
                            ),
                        ),
                        ("act", models.CharField(max_length=12)),
                        ("rule", models.CharField(max_length=20)),
                        (
                            "answer",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="怎样处理的"
                            ),
                        ),
                        ("answered_on", models.DateField()),
                    ],
                    options={
                        "verbose_name": "提醒的答复",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("answer__isnull", False)),
                                name="gate_answer_in_words",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InjuryAppraisal",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisals",
                                to="disputes.protectioncase",
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
                            "body",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="鉴定机构"
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="委托日期")),
                        ("result_on", models.DateField(null=True, verbose_name="出具日期")),
                        ("result", accounts.fields.EncryptedTextField(verbose_name="鉴定意见")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件鉴定",
                        "ordering": ["-asked_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result_on__isnull", True),
                                    models.Q(
                                        ("result_on__gte", models.F("asked_on")),
                                        ("result__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appraisal_result_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeRule",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
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
                        ("version", models.IntegerField(verbose_name="版本")),
                        ("effective_on", models.DateField(verbose_name="生效日期")),
                        (
                            "revisit_days",
                            models.SmallIntegerField(default=90, verbose_name="回访间隔天数"),
                        ),
                        (
                            "twin_days",
                            models.SmallIntegerField(default=180, verbose_name="查重前后天数"),
                        ),
                        (
                            "weekday",
                            models.SmallIntegerField(
                                choices=[
                                    (0, "周一"),
                                    (1, "周二"),
                                    (2, "周三"),
                                    (3, "周四"),
                                    (4, "周五"),
                                ],
                                default=2,
                                verbose_name="接待日",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "来件规则",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "version"), name="intake_rule_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revisit_days__range", (7, 730)),
                                    ("twin_days__range", (7, 730)),
                                    ("weekday__range", (0, 4)),
                                ),
                                name="intake_rule_ranges",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvestigationNote",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="investigations",
                                to="disputes.dispute",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        (
                            "place",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=80, verbose_name="地点"
                            ),
                        ),
                        (
                            "askers",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=80, verbose_name="调查人"
                            ),
                        ),
                        (
                            "name",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="被调查人"
                            ),
                        ),
                        (
                            "asked",
                            models.CharField(
                                choices=[
                                    ("party", "当事人"),
                                    ("kin", "亲属"),
                                    ("neighbour", "邻居"),
                                    ("cadre", "村组干部"),
                                    ("witness", "其他知情人"),
                                ],
                                max_length=12,
                                verbose_name="身份",
                            ),
                        ),
                        (
                            "others",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="在场的人"
                            ),
                        ),
                        (
                            "content",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="调查内容"
                            ),
                        ),
                        (
                            "signed",
                            models.BooleanField(default=False, verbose_name="被调查人已核对签名"),
                        ),
                    ],
                    options={
                        "verbose_name": "调查记录",
                        "ordering": ["at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked__in", ["party", "kin", "neighbour", "cadre", "witness"])
                                ),
                                name="investigation_asked",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalAid",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legal_aids",
                                to="disputes.protectioncase",
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
                            "body",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="法律援助机构"
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="申请日期")),
                        ("result_on", models.DateField(null=True, verbose_name="答复日期")),
                        ("result", accounts.fields.EncryptedTextField(verbose_name="结果")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件援助",
                        "ordering": ["-asked_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result_on__isnull", True),
                                    models.Q(
                                        ("result_on__gte", models.F("asked_on")),
                                        ("result__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="legal_aid_result_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MandatoryReport",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandatory_report",
                                to="disputes.protectioncase",
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
                        ("found_at", models.DateTimeField(verbose_name="得知时间")),
                        ("reported_at", models.DateTimeField(verbose_name="报告时间")),
                        (
                            "station",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="派出所"
                            ),
                        ),
                        (
                            "receiver",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="接报民警或警号"
                            ),
                        ),
                        (
                            "proof_words",
                            accounts.fields.EncryptedTextField(verbose_name="凭证说明"),
                        ),
                        (
                            "proof_photo",
                            accounts.fields.EncryptedBinaryField(verbose_name="凭证照片"),
                        ),
                        (
                            "late_reason",
                            accounts.fields.EncryptedTextField(verbose_name="迟报原因"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件报告",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proof_words__isnull", False),
                                    ("proof_photo__isnull", False),
                                    _connector="OR",
                                ),
                                name="mandatory_report_proven",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("receiver__isnull", False), ("station__isnull", False)
                                ),
                                name="mandatory_report_taken_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterHandler",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlers",
                                to="disputes.matter",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("handler", "经办人"), ("supervisor", "专管人")],
                                max_length=12,
                                verbose_name="职责",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "named_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", accounts.fields.EncryptedTextField(verbose_name="理由")),
                        ("end_reason", accounts.fields.EncryptedTextField(verbose_name="结束理由")),
                    ],
                    options={
                        "verbose_name": "来件知悉人",
                        "ordering": ["until", "-role", "since", "id"],
                        "indexes": [
                            models.Index(fields=["person", "matter"], name="matter_handler_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["handler", "supervisor"])),
                                name="matter_handler_role",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("matter", "person"),
                                name="matter_handler_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "supervisor"), ("until__isnull", True)),
                                fields=("matter",),
                                name="matter_supervisor_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="matter_handler_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterHandOver",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="disputes.matter",
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
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移交人",
                            ),
                        ),
                        (
                            "giver_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="接收单位",
                            ),
                        ),
                        (
                            "taking",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("visit", "来访"),
                                    ("letter", "来信"),
                                    ("hotline", "12338来电"),
                                    ("reception", "主席接待日"),
                                    ("village", "村内发现"),
                                    ("screening", "排查"),
                                    ("court", "法院委派、委托"),
                                    ("police", "公安移送"),
                                    ("hospital", "医院移送"),
                                    ("school", "学校移送"),
                                    ("department", "其他部门移送"),
                                ],
                                max_length=16,
                                verbose_name="来源",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "asked",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="请办理什么"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("consent", "本人同意"),
                                    ("safety", "为保护人身安全"),
                                    ("duty", "法定职责"),
                                    ("same", "本单位内部"),
                                ],
                                max_length=8,
                                verbose_name="移交依据",
                            ),
                        ),
                        ("consent_on", models.DateField(null=True, verbose_name="本人同意日期")),
                        ("ground", accounts.fields.EncryptedTextField(verbose_name="依据说明")),
                        ("urgent", models.BooleanField(default=False, verbose_name="紧急")),
                        ("held", models.BooleanField(default=False)),
                        ("passes_up", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "待接收"),
                                    ("accepted", "已接收"),
                                    ("refused", "未接收"),
                                    ("recalled", "已撤回"),
                                    ("done", "已办完"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        (
                            "offered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("offered_at", models.DateTimeField()),
                        ("offered_on", models.DateField(verbose_name="提出日期")),
                        ("due_at", models.DateTimeField(verbose_name="答复期限")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复")),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("done_words", accounts.fields.EncryptedTextField(verbose_name="办了什么")),
                        ("seen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "移交",
                        "ordering": ["-offered_at", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "status"], name="matter_hand_over_unit"),
                            models.Index(fields=["giver", "status"], name="matter_hand_over_giver"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["waiting", "accepted", "refused", "recalled", "done"],
                                    )
                                ),
                                name="matter_hand_over_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "consent"), ("consent_on__isnull", False)),
                                    models.Q(
                                        ("basis__in", ["safety", "duty"]), ("ground__isnull", False)
                                    ),
                                    ("basis", "same"),
                                    _connector="OR",
                                ),
                                name="matter_hand_over_founded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked__isnull", False),
                                    (
                                        "channel__in",
                                        [
                                            "visit",
                                            "letter",
                                            "hotline",
                                            "reception",
                                            "village",
                                            "screening",
                                            "court",
                                            "police",
                                            "hospital",
                                            "school",
                                            "department",
                                        ],
                                    ),
                                ),
                                name="matter_hand_over_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taking__isnull", True),
                                    models.Q(("taking", models.F("giver")), _negated=True),
                                    _connector="OR",
                                ),
                                name="matter_hand_over_between_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                        ("status", "waiting"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "waiting"), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_hand_over_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["refused", "recalled"]), _negated=True
                                    ),
                                    ("answer__isnull", False),
                                    _connector="OR",
                                ),
                                name="matter_hand_over_no_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                        ("done_words__isnull", False),
                                        ("status", "done"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "done"), _negated=True),
                                        ("done_at__isnull", True),
                                        ("done_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_hand_over_done_told",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("matter",),
                                name="matter_hand_over_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterHold",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="disputes.matter",
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
                            "reason",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="保全理由"
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_on", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_on", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "来件保全",
                        "ordering": ["-placed_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="matter_hold_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("placed_on")),
                                    _connector="OR",
                                ),
                                name="matter_hold_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lifted_by__isnull", True), ("lifted_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("lifted_by__isnull", False), ("lifted_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_hold_lifted_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterOpening",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="disputes.matter",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("granted", "限时授权"), ("emergency", "紧急打开")],
                                max_length=12,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="理由"),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="打开")),
                        ("until", models.DateTimeField(verbose_name="到期")),
                        ("review_due", models.DateField(verbose_name="复核期限")),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("right", "确有必要"), ("wrong", "不应打开")],
                                max_length=8,
                                verbose_name="结论",
                            ),
                        ),
                        (
                            "review_words",
                            accounts.fields.EncryptedTextField(verbose_name="复核意见"),
                        ),
                    ],
                    options={
                        "verbose_name": "来件的打开",
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [
                            models.Index(fields=["person", "matter"], name="matter_opening_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["granted", "emergency"])),
                                name="matter_opening_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["", "right", "wrong"])),
                                name="matter_opening_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("opened_at"))),
                                name="matter_opening_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="matter_opening_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("reviewed_at__isnull", True),
                                        ("reviewed_by__isnull", True),
                                        ("verdict", ""),
                                    ),
                                    models.Q(
                                        ("reviewed_at__isnull", False),
                                        ("reviewed_by__isnull", False),
                                        models.Q(("verdict", ""), _negated=True),
                                        models.Q(
                                            ("reviewed_by", models.F("person")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_opening_reviewed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatterTwin",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "verdict",
                            models.CharField(
                                choices=[("same", "同一件"), ("different", "不是同一件")],
                                max_length=12,
                                verbose_name="结论",
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="依据"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                    ],
                    options={
                        "verbose_name": "重复来件核对",
                        "ordering": ["-on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["same", "different"])),
                                name="matter_twin_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("matter__lt", models.F("other"))),
                                name="matter_twin_older_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="matter_twin_reasoned",
                            ),
                            models.UniqueConstraint(
                                fields=("matter", "other"), name="matter_twin_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MediationSession",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "client_uuid",
                            models.UUIDField(default=uuid.uuid4, null=True, unique=True),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="disputes.dispute",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        ("held_on", models.DateField(verbose_name="调解日期")),
                        ("place", models.CharField(max_length=80, verbose_name="地点")),
                        (
                            "way",
                            models.CharField(
                                choices=[("joint", "双方同场"), ("separate", "分别听取（背对背）")],
                                db_default="joint",
                                default="joint",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "is_open",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="公开进行"
                            ),
                        ),
                        (
                            "attendants",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=200, verbose_name="参加人"
                            ),
                        ),
                        (
                            "notes",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="调解记录"
                            ),
                        ),
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
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "调解笔录",
                        "ordering": ["ordinal"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dispute", "ordinal"), name="session_ordinal_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["agreed", "again", "not_agreed"])
                                ),
                                name="session_result_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["joint", "separate"])),
                                name="session_way_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MediatorContact",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact",
                                to="disputes.mediatorentry",
                            ),
                        ),
                        (
                            "phone",
                            accounts.fields.EncryptedTextField(max_length=20, verbose_name="电话"),
                        ),
                    ],
                    options={
                        "verbose_name": "调解员电话",
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionOrder",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="disputes.protectioncase",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("preparing", "准备材料"),
                                    ("applied", "已申请"),
                                    ("granted", "已作出"),
                                    ("refused", "驳回"),
                                    ("withdrawn", "撤回"),
                                ],
                                default="preparing",
                                max_length=10,
                            ),
                        ),
                        (
                            "applicant",
                            models.CharField(
                                choices=[
                                    ("self", "本人"),
                                    ("kin", "近亲属代为申请"),
                                    ("police", "公安机关代为申请"),
                                    ("federation", "妇联代为申请"),
                                    ("village", "村（居）委会代为申请"),
                                    ("relief", "救助管理机构代为申请"),
                                ],
                                max_length=10,
                                verbose_name="谁申请",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="情况紧急")),
                        (
                            "evidence",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("statement", "当事人的陈述"),
                                        ("warning", "公安机关出具的告诫书、行政处罚决定书"),
                                        (
                                            "police",
                                            "出警记录、讯问笔录、询问笔录、接处警记录、报警回执",
                                        ),
                                        ("promise", "被申请人的悔过书、保证书"),
                                        ("recording", "记录施暴或者事后情况的视听资料"),
                                        ("messages", "电话录音、短信、即时通讯、电子邮件等"),
                                        ("medical", "医疗机构的诊疗记录"),
                                        (
                                            "complaint",
                                            "单位、村居委会、妇联等收到投诉、反映或求助的记录",
                                        ),
                                        ("child", "未成年子女的证言，与年龄、智力相适应"),
                                        ("witness", "亲友、邻居等的证人证言"),
                                        ("appraisal", "伤情鉴定意见"),
                                    ],
                                    max_length=10,
                                ),
                                default=list,
                                size=None,
                                verbose_name="已有证据",
                            ),
                        ),
                        (
                            "court",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="法院"
                            ),
                        ),
                        ("applied_at", models.DateTimeField(null=True, verbose_name="申请时间")),
                        ("decided_on", models.DateField(null=True, verbose_name="裁定日期")),
                        (
                            "number",
                            accounts.fields.EncryptedTextField(
                                max_length=60, verbose_name="裁定书文号"
                            ),
                        ),
                        (
                            "measures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("stop", "禁止施暴"),
                                        ("contact", "禁止骚扰、跟踪、接触"),
                                        ("leave", "责令迁出住所"),
                                        ("other", "保护人身安全的其他措施"),
                                    ],
                                    max_length=8,
                                ),
                                default=list,
                                size=None,
                                verbose_name="措施",
                            ),
                        ),
                        (
                            "months",
                            models.SmallIntegerField(null=True, verbose_name="有效期（月）"),
                        ),
                        ("last_on", models.DateField(null=True, verbose_name="最后有效日")),
                        (
                            "refused_words",
                            accounts.fields.EncryptedTextField(verbose_name="驳回或撤回的理由"),
                        ),
                        (
                            "served_applicant_on",
                            models.DateField(null=True, verbose_name="送达申请人"),
                        ),
                        (
                            "served_respondent_on",
                            models.DateField(null=True, verbose_name="送达被申请人"),
                        ),
                        ("served_police_on", models.DateField(null=True, verbose_name="送达公安")),
                        (
                            "served_village_on",
                            models.DateField(null=True, verbose_name="送达村（社区）"),
                        ),
                        ("review_asked_on", models.DateField(null=True, verbose_name="申请复议")),
                        ("revoked_on", models.DateField(null=True, verbose_name="撤销日期")),
                        (
                            "revoked_words",
                            accounts.fields.EncryptedTextField(verbose_name="撤销情况"),
                        ),
                        (
                            "before",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="after",
                                to="disputes.protectionorder",
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
                        ("recorded_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "来件裁定",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["preparing", "applied", "granted", "refused", "withdrawn"],
                                    )
                                ),
                                name="order_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "applicant__in",
                                        [
                                            "self",
                                            "kin",
                                            "police",
                                            "federation",
                                            "village",
                                            "relief",
                                        ],
                                    )
                                ),
                                name="order_applicant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["preparing", "withdrawn"]),
                                    ("applied_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="order_applied_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_on__isnull", False),
                                        ("last_on__gte", models.F("decided_on")),
                                        ("status", "granted"),
                                        ("months__range", (1, 6)),
                                    ),
                                    models.Q(
                                        models.Q(("status", "granted"), _negated=True),
                                        ("last_on__isnull", True),
                                        ("months__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_granted_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_on__isnull", True),
                                    ("revoked_on__gte", models.F("decided_on")),
                                    _connector="OR",
                                ),
                                name="order_revoked_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderBreach",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="disputes.protectionorder",
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
                        ("happened_on", models.DateField(verbose_name="发生日期")),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="情况"),
                        ),
                        ("police_told_at", models.DateTimeField(verbose_name="报告公安时间")),
                        (
                            "station",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="派出所"
                            ),
                        ),
                        ("result", accounts.fields.EncryptedTextField(verbose_name="处理结果")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件裁定情况",
                        "ordering": ["-happened_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PartyAgent",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agents",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agents",
                                to="disputes.party",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("statutory", "法定代理人（监护人）"),
                                    ("authorised", "委托代理人"),
                                ],
                                max_length=12,
                                verbose_name="代理种类",
                            ),
                        ),
                        (
                            "name",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="代理人姓名"
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("parent", "父母"),
                                    ("spouse", "配偶"),
                                    ("child", "子女"),
                                    ("kin", "其他近亲属"),
                                    ("guardian", "其他监护人"),
                                    ("office", "居（村）民委员会、民政部门"),
                                    ("lawyer", "律师、法律工作者"),
                                    ("other", "其他人"),
                                ],
                                max_length=12,
                                verbose_name="与当事人关系",
                            ),
                        ),
                        (
                            "phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="联系电话"
                            ),
                        ),
                        (
                            "scope",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="授权范围"
                            ),
                        ),
                        ("authorised_on", models.DateField(null=True, verbose_name="授权日期")),
                        (
                            "on_file",
                            models.BooleanField(default=False, verbose_name="证明材料在卷"),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "end_reason",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="结束理由"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "代理人",
                        "ordering": ["until", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["statutory", "authorised"])),
                                name="agent_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "relation__in",
                                        [
                                            "parent",
                                            "spouse",
                                            "child",
                                            "kin",
                                            "guardian",
                                            "office",
                                            "lawyer",
                                            "other",
                                        ],
                                    )
                                ),
                                name="agent_relation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "statutory"),
                                    models.Q(
                                        ("authorised_on__isnull", False), ("scope__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="agent_authorised_in_writing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    models.Q(
                                        ("end_reason__isnull", False),
                                        ("until__gte", models.F("since")),
                                    ),
                                    _connector="OR",
                                ),
                                name="agent_ended_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonNotice",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("key", models.CharField(max_length=80)),
                        ("title", models.CharField(max_length=120, verbose_name="事项")),
                        ("url", models.CharField(blank=True, max_length=200)),
                        ("told_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "个人提醒",
                        "ordering": ["-told_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("read_at", None)),
                                fields=["person"],
                                name="person_notice_unread",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "key"), name="person_notice_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PoliceWarning",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="warnings",
                                to="disputes.protectioncase",
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
                            "number",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="告诫书编号"
                            ),
                        ),
                        (
                            "station",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="出具的派出所"
                            ),
                        ),
                        ("issued_on", models.DateField(verbose_name="出具日期")),
                        (
                            "facts",
                            accounts.fields.EncryptedTextField(verbose_name="告诫书写明的事实"),
                        ),
                        (
                            "served_respondent_on",
                            models.DateField(null=True, verbose_name="送达加害人"),
                        ),
                        (
                            "served_victim_on",
                            models.DateField(null=True, verbose_name="送达受害人"),
                        ),
                        (
                            "copied_village_on",
                            models.DateField(null=True, verbose_name="通知村（社区）"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "来件文书",
                        "ordering": ["-issued_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("served_respondent_on__isnull", True),
                                        ("served_respondent_on__gte", models.F("issued_on")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("served_victim_on__isnull", True),
                                        ("served_victim_on__gte", models.F("issued_on")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("copied_village_on__isnull", True),
                                        ("copied_village_on__gte", models.F("issued_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="police_warning_served_after",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromiseProof",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "promise",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proof",
                                to="disputes.promise",
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
                        ("image", accounts.fields.EncryptedBinaryField()),
                        ("width", models.IntegerField()),
                        ("height", models.IntegerField()),
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
                        "verbose_name": "履行凭证照片",
                    },
                ),
                migrations.CreateModel(
                    name="QualityDraw",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="乡镇",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="起")),
                        ("last", models.DateField(verbose_name="止")),
                        ("seed", models.CharField(max_length=40, verbose_name="随机种子")),
                        ("population", models.IntegerField(verbose_name="卷宗总数")),
                        ("drawn_on", models.DateField(verbose_name="抽取日期")),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "卷宗评查抽样",
                        "ordering": ["-drawn_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="quality_draw_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("population__gte", 1)),
                                name="quality_draw_population",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualityReview",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="disputes.qualitydraw",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="quality_reviews",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("drawn", "待评查"),
                                    ("passed", "合格"),
                                    ("failed", "待整改"),
                                    ("corrected", "待复查"),
                                ],
                                default="drawn",
                                max_length=12,
                            ),
                        ),
                        (
                            "marks",
                            models.JSONField(db_default={}, default=dict, verbose_name="评查项"),
                        ),
                        ("remarks", accounts.fields.EncryptedTextField(verbose_name="评查意见")),
                        ("reviewed_on", models.DateField(null=True, verbose_name="评查日期")),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("correct_by", models.DateField(null=True, verbose_name="整改期限")),
                        ("corrected_on", models.DateField(null=True, verbose_name="整改日期")),
                        (
                            "corrected_words",
                            accounts.fields.EncryptedTextField(verbose_name="整改情况"),
                        ),
                        ("again_on", models.DateField(null=True, verbose_name="复查日期")),
                        (
                            "again_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "again_words",
                            accounts.fields.EncryptedTextField(verbose_name="复查意见"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "卷宗评查",
                        "ordering": ["draw_id", "id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="quality_review_village"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draw", "dispute"), name="quality_review_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["drawn", "passed", "failed", "corrected"])
                                ),
                                name="quality_review_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "drawn"),
                                    models.Q(
                                        ("reviewed_by__isnull", False),
                                        ("reviewed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="quality_review_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["failed", "corrected"]), _negated=True
                                    ),
                                    ("correct_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="quality_review_correct_by",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("again_by__isnull", True),
                                    models.Q(("again_by", models.F("reviewed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="quality_review_again_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionDay",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
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
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("moved_from", models.DateField(null=True, verbose_name="原定日期")),
                        ("hours", models.CharField(max_length=40, verbose_name="时间")),
                        ("room", models.CharField(max_length=80, verbose_name="地点")),
                        ("chair", models.CharField(max_length=40, verbose_name="接待人")),
                        (
                            "called_off",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="不接待的原因"
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "主席接待日",
                        "ordering": ["held_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "held_on"), name="reception_day_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("chair", ""), _negated=True),
                                    models.Q(("room", ""), _negated=True),
                                    models.Q(("hours", ""), _negated=True),
                                ),
                                name="reception_day_told",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionSeat",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="disputes.receptionday",
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
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "duty",
                            models.CharField(blank=True, max_length=60, verbose_name="单位、职务"),
                        ),
                    ],
                    options={
                        "verbose_name": "接待日陪同人",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="reception_seat_named",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recusals",
                                to="disputes.dispute",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="调解员",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("bound", "与当事人有亲属、近邻或利害关系"),
                                    ("asked", "当事人申请回避"),
                                    ("own", "调解员自行回避"),
                                ],
                                max_length=8,
                                verbose_name="理由种类",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.party",
                            ),
                        ),
                        ("reason", accounts.fields.EncryptedTextField(verbose_name="理由")),
                        ("proposed_on", models.DateField(verbose_name="提出日期")),
                        ("due_on", models.DateField(verbose_name="决定期限")),
                        (
                            "proposed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "待决定"),
                                    ("granted", "已回避"),
                                    ("refused", "不需回避"),
                                    ("dropped", "不再需要"),
                                ],
                                default="proposed",
                                max_length=8,
                            ),
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
                        ("decision", accounts.fields.EncryptedTextField(verbose_name="决定理由")),
                        (
                            "replacement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回避",
                        "ordering": ["-proposed_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="recusal_village_status"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["proposed", "granted", "refused", "dropped"]),
                                    ("ground__in", ["bound", "asked", "own"]),
                                ),
                                name="recusal_choices_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ground", "asked"), _negated=True),
                                    models.Q(
                                        ("asked_by__isnull", False), ("reason__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="recusal_asked_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["granted", "refused"]), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        ("decision__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recusal_decided_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="recusal_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "granted"), _negated=True),
                                    ("replacement__isnull", False),
                                    _connector="OR",
                                ),
                                name="recusal_granted_replaced",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "proposed")),
                                fields=("dispute",),
                                name="recusal_one_pending",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="disputes.matter",
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
                            "unit",
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
                                    ("court", "人民法院"),
                                    ("police", "公安机关"),
                                    ("legal_aid", "法律援助机构"),
                                    ("hospital", "医疗机构"),
                                    ("shelter", "庇护、救助机构"),
                                    ("civil", "民政部门"),
                                    ("school", "学校"),
                                    ("other", "其他单位"),
                                ],
                                max_length=12,
                                verbose_name="单位类别",
                            ),
                        ),
                        (
                            "agency",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="接收单位"
                            ),
                        ),
                        (
                            "asked",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="请予办理的事项"
                            ),
                        ),
                        (
                            "named",
                            models.BooleanField(default=False, verbose_name="写明有关人员姓名"),
                        ),
                        (
                            "person_name",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="有关人员"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "不写姓名"),
                                    ("consent", "本人同意"),
                                    ("safety", "为保护人身安全"),
                                    ("duty", "法定职责"),
                                ],
                                max_length=8,
                                verbose_name="写姓名的依据",
                            ),
                        ),
                        ("consent_on", models.DateField(null=True, verbose_name="本人同意日期")),
                        ("ground", accounts.fields.EncryptedTextField(verbose_name="依据说明")),
                        (
                            "contact",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="怎样联系是安全的"
                            ),
                        ),
                        (
                            "phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="联系电话"
                            ),
                        ),
                        ("answer_by", models.DateField(verbose_name="请于此前回复")),
                        (
                            "token_hash",
                            models.BinaryField(
                                max_length=16, null=True, unique=True, verbose_name="链接校验值"
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="链接有效期")),
                        ("issues", models.PositiveSmallIntegerField(default=1)),
                        (
                            "browser_hash",
                            models.BinaryField(
                                max_length=16, null=True, verbose_name="浏览器校验值"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "待签收"),
                                    ("received", "已签收，待回复"),
                                    ("answered", "已回复"),
                                    ("revoked", "已撤回"),
                                ],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField(null=True)),
                        (
                            "receiver",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="签收人"
                            ),
                        ),
                        (
                            "receiver_office",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="科室、部门"
                            ),
                        ),
                        (
                            "receiver_phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="联系电话"
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "已办理"),
                                    ("filed", "已立案或受理"),
                                    ("warned", "已出具告诫书或训诫"),
                                    ("assigned", "已指派人员"),
                                    ("treated", "已诊治"),
                                    ("lodged", "已接收入住"),
                                    ("helped", "已给予救助"),
                                    ("going_on", "正在办理，由本单位跟进"),
                                    ("refused", "不属于本单位，不能办理"),
                                    ("absent", "当事人没有来，联系不上"),
                                ],
                                max_length=10,
                                verbose_name="办理结果",
                            ),
                        ),
                        (
                            "result_words",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="结果说明"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("paper", models.BooleanField(default=False)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revoke_reason",
                            accounts.fields.EncryptedTextField(verbose_name="撤回理由"),
                        ),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "转介单",
                        "ordering": ["-sent_at", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "status"], name="referral_place_status")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["sent", "received", "answered", "revoked"])
                                ),
                                name="referral_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "court",
                                            "police",
                                            "legal_aid",
                                            "hospital",
                                            "shelter",
                                            "civil",
                                            "school",
                                            "other",
                                        ],
                                    )
                                ),
                                name="referral_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "result__in",
                                        [
                                            "",
                                            "done",
                                            "filed",
                                            "warned",
                                            "assigned",
                                            "treated",
                                            "lodged",
                                            "helped",
                                            "going_on",
                                            "refused",
                                            "absent",
                                        ],
                                    )
                                ),
                                name="referral_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agency__isnull", False), ("asked__isnull", False)
                                ),
                                name="referral_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("basis", ""),
                                        ("named", False),
                                        ("person_name__isnull", True),
                                    ),
                                    models.Q(
                                        ("named", True),
                                        ("person_name__isnull", False),
                                        models.Q(
                                            models.Q(
                                                ("basis", "consent"), ("consent_on__isnull", False)
                                            ),
                                            models.Q(
                                                ("basis__in", ["safety", "duty"]),
                                                ("ground__isnull", False),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_named_founded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "received"), _negated=True),
                                    ("received_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="referral_received_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("status", "answered"),
                                        models.Q(("result", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "answered"), _negated=True),
                                        ("answered_at__isnull", True),
                                        ("result", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "revoked"), _negated=True),
                                    ("revoke_reason__isnull", False),
                                    _connector="OR",
                                ),
                                name="referral_revoked_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["sent", "received"]),
                                    models.Q(
                                        ("browser_hash__isnull", True), ("token_hash__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_ended_link_dead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paper", False), ("entered_by__isnull", False), _connector="OR"
                                ),
                                name="referral_paper_entered_by",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralPhoto",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photo",
                                to="disputes.referral",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                        ("image", accounts.fields.EncryptedBinaryField()),
                        ("width", models.IntegerField()),
                        ("height", models.IntegerField()),
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
                        "verbose_name": "回执照片",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="ReporterQuestion",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reporter_questions",
                                to="disputes.protectioncase",
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
                        ("asked_on", models.DateField(verbose_name="日期")),
                        (
                            "asker",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="谁来问"
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件询问",
                        "ordering": ["-asked_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="RightsMatter",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights",
                                to="disputes.matter",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待告知"),
                                    ("accepted", "办理中"),
                                    ("transferred", "已转送"),
                                    ("answered", "已答复"),
                                    ("review", "复查中"),
                                    ("reviewed", "复查已答复"),
                                    ("second", "复核中"),
                                    ("final", "复核终结"),
                                    ("moved", "已改办"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("visitors", models.SmallIntegerField(null=True, verbose_name="联名人数")),
                        (
                            "representatives",
                            models.SmallIntegerField(null=True, verbose_name="代表人数"),
                        ),
                        ("accepted_on", models.DateField(null=True, verbose_name="受理告知日期")),
                        (
                            "transferred_to",
                            accounts.fields.EncryptedTextField(
                                max_length=80, verbose_name="转送单位"
                            ),
                        ),
                        ("transferred_on", models.DateField(null=True, verbose_name="转送日期")),
                        ("moved_at", models.DateTimeField(null=True)),
                        ("more_at", models.DateTimeField(null=True)),
                        ("more_days", models.SmallIntegerField(default=0, verbose_name="延长天数")),
                        (
                            "more_reason",
                            accounts.fields.EncryptedTextField(verbose_name="延长理由"),
                        ),
                        (
                            "more_approver",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="批准人"
                            ),
                        ),
                        ("more_told_on", models.DateField(null=True, verbose_name="告知延长日期")),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复内容")),
                        ("answered_on", models.DateField(null=True, verbose_name="作出答复日期")),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_on", models.DateField(null=True, verbose_name="送达日期")),
                        (
                            "satisfied",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "未问"),
                                    ("yes", "满意"),
                                    ("partly", "基本满意"),
                                    ("no", "不满意"),
                                ],
                                max_length=8,
                                verbose_name="满意程度",
                            ),
                        ),
                        (
                            "leader_name",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="包案领导"
                            ),
                        ),
                        (
                            "leader_post",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="包案领导职务"
                            ),
                        ),
                        ("leader_since", models.DateField(null=True, verbose_name="包案起")),
                        ("leader_until", models.DateField(null=True, verbose_name="包案至")),
                        (
                            "revisit_days",
                            models.SmallIntegerField(null=True, verbose_name="回访间隔天数"),
                        ),
                        ("revisit_from", models.DateField(null=True, verbose_name="回访起算")),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "信访事项",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["place", "status"], name="rights_place_status")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "open",
                                            "accepted",
                                            "transferred",
                                            "answered",
                                            "review",
                                            "reviewed",
                                            "second",
                                            "final",
                                            "moved",
                                        ],
                                    )
                                ),
                                name="rights_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("satisfied__in", ["", "yes", "partly", "no"])),
                                name="rights_satisfied",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("representatives__isnull", True),
                                    models.Q(
                                        ("representatives__range", (1, 5)),
                                        ("visitors__gte", models.F("representatives")),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_representatives",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("more_days", 0),
                                    models.Q(
                                        ("more_days__range", (1, 30)),
                                        ("more_reason__isnull", False),
                                        ("more_told_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_more_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), _negated=True),
                                    ("accepted_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="rights_accepted_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "transferred"), _negated=True),
                                    models.Q(
                                        ("transferred_on__isnull", False),
                                        ("transferred_to__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_transferred_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "status__in",
                                            ["answered", "review", "reviewed", "second", "final"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("answer__isnull", False),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("answered_on__isnull", False),
                                        ("told_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("leader_until__isnull", True),
                                    models.Q(
                                        ("leader_name__isnull", False),
                                        ("leader_since__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_leader_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revisit_days__isnull", True),
                                    models.Q(
                                        ("revisit_days__range", (7, 730)),
                                        ("revisit_from__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_revisit_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightsReview",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "rights",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="disputes.rightsmatter",
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
                        ("level", models.SmallIntegerField(choices=[(1, "复查"), (2, "复核")])),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="申请日期")),
                        (
                            "request",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="申请理由"
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
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "维持原意见"),
                                    ("changed", "变更或者撤销原意见"),
                                ],
                                max_length=8,
                                verbose_name="结论",
                            ),
                        ),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="意见")),
                        ("answered_on", models.DateField(null=True, verbose_name="作出意见日期")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_on", models.DateField(null=True, verbose_name="送达日期")),
                    ],
                    options={
                        "verbose_name": "复查复核",
                        "ordering": ["level"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rights", "level"), name="rights_review_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__in", [1, 2]), ("result__in", ["", "upheld", "changed"])
                                ),
                                name="rights_review_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("result", "")),
                                    models.Q(
                                        models.Q(("result", ""), _negated=True),
                                        ("answer__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("answered_on__isnull", False),
                                        ("told_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_review_answered_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightsVisit",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights_visits",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "rights",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="disputes.rightsmatter",
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
                        ("visited_on", models.DateField(verbose_name="回访日期")),
                        (
                            "way",
                            models.CharField(
                                choices=[("home", "上门"), ("phone", "电话"), ("office", "来单位")],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "state",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="近况"),
                        ),
                        ("needs", accounts.fields.EncryptedTextField(verbose_name="还有什么困难")),
                        (
                            "satisfied",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "未问"),
                                    ("yes", "满意"),
                                    ("partly", "基本满意"),
                                    ("no", "不满意"),
                                ],
                                max_length=8,
                                verbose_name="满意程度",
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
                    ],
                    options={
                        "verbose_name": "信访回访",
                        "ordering": ["-visited_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("way__in", ["home", "phone", "office"]),
                                    ("satisfied__in", ["", "yes", "partly", "no"]),
                                ),
                                name="rights_visit_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__isnull", False)),
                                name="rights_visit_told",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyAssessment",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="disputes.protectioncase",
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
                        ("assessed_on", models.DateField(verbose_name="评估日期")),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("urgency", models.SmallIntegerField(verbose_name="紧急次序")),
                        (
                            "level",
                            models.CharField(
                                choices=[("high", "高"), ("medium", "中"), ("low", "低")],
                                max_length=8,
                                verbose_name="危险等级",
                            ),
                        ),
                        (
                            "reasons",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="理由"),
                        ),
                        ("review_on", models.DateField(verbose_name="下次评估")),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "来件评估",
                        "ordering": ["-assessed_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["high", "medium", "low"])),
                                name="safety_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reasons__isnull", False)),
                                name="safety_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("review_on__gt", models.F("assessed_on"))),
                                name="safety_review_later",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyAnswer",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="disputes.safetyassessment",
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
                        ("factor", models.CharField(max_length=12, verbose_name="因素")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("yes", "有"), ("no", "没有"), ("unknown", "不清楚")],
                                max_length=8,
                                verbose_name="回答",
                            ),
                        ),
                        ("on_day", models.DateField(null=True, verbose_name="最近一次")),
                    ],
                    options={
                        "verbose_name": "来件评估项",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ["yes", "no", "unknown"])),
                                name="safety_answer",
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "factor"), name="safety_factor_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyCheck",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="disputes.dispute",
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="询问日期")),
                        (
                            "subjects",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("property", "财产"),
                                        ("support", "赡养、抚养、扶养费"),
                                        ("visiting", "探望子女"),
                                        ("living", "居住安排"),
                                        ("damage", "人身损害赔偿"),
                                        ("other", "其他事项"),
                                        ("violence", "侵害是否发生、怎样定性"),
                                        ("status", "婚姻效力、收养、亲子等身份关系"),
                                    ],
                                    max_length=12,
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "violence_now",
                            models.BooleanField(verbose_name="正在发生人身侵害或有现实危险"),
                        ),
                        ("violence_known", models.BooleanField(verbose_name="发生过人身侵害")),
                        ("injury_appraisal", models.BooleanField(verbose_name="有伤情需要鉴定")),
                        ("crime_suspected", models.BooleanField(verbose_name="涉嫌违法犯罪")),
                        (
                            "harmed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "police_told_on",
                            models.DateField(null=True, verbose_name="报告公安机关日期"),
                        ),
                        ("reported_on", models.DateField(null=True, verbose_name="强制报告日期")),
                        (
                            "report_proof",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="报告凭据"
                            ),
                        ),
                        (
                            "order_until",
                            models.DateField(null=True, verbose_name="人身安全保护令有效期至"),
                        ),
                        (
                            "safe_contact",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="安全联系约定"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "安全询问",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("subjects__len__gt", 0),
                                    (
                                        "subjects__contained_by",
                                        [
                                            "property",
                                            "support",
                                            "visiting",
                                            "living",
                                            "damage",
                                            "other",
                                            "violence",
                                            "status",
                                        ],
                                    ),
                                ),
                                name="check_subjects_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reported_on__isnull", True),
                                    ("report_proof__isnull", False),
                                    _connector="OR",
                                ),
                                name="check_reported_with_proof",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyStep",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="disputes.protectioncase",
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
                                    ("police", "公安"),
                                    ("medical", "就医"),
                                    ("shelter", "庇护"),
                                    ("legal", "法律帮助"),
                                    ("counsel", "疏导陪伴"),
                                    ("children", "孩子"),
                                    ("living", "生活"),
                                    ("self", "本人安全准备"),
                                ],
                                max_length=10,
                                verbose_name="方面",
                            ),
                        ),
                        (
                            "what",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=200, verbose_name="做什么"
                            ),
                        ),
                        (
                            "who",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="谁来做"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="什么时候前")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        ("done_on", models.DateField(null=True, verbose_name="完成日期")),
                        ("result", accounts.fields.EncryptedTextField(verbose_name="结果")),
                    ],
                    options={
                        "verbose_name": "来件计划",
                        "ordering": ["done_on", "due_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "police",
                                            "medical",
                                            "shelter",
                                            "legal",
                                            "counsel",
                                            "children",
                                            "living",
                                            "self",
                                        ],
                                    )
                                ),
                                name="safety_step_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    ("result__isnull", False),
                                    _connector="OR",
                                ),
                                name="safety_step_done_with_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionHelper",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="helpers",
                                to="disputes.mediationsession",
                            ),
                        ),
                        (
                            "name",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="姓名"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("kin", "亲属"),
                                    ("neighbour", "邻里"),
                                    ("colleague", "同事"),
                                    ("expert", "有专门知识的人"),
                                    ("body", "有关社会组织的人员"),
                                ],
                                max_length=12,
                                verbose_name="身份",
                            ),
                        ),
                        ("consented", models.BooleanField(verbose_name="当事人同意邀请")),
                    ],
                    options={
                        "verbose_name": "邀请参加的人",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["kin", "neighbour", "colleague", "expert", "body"],
                                    )
                                ),
                                name="helper_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("consented", True)), name="helper_with_consent"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionPlan",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="disputes.dispute",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="约定时间")),
                        (
                            "room",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=80, verbose_name="地点"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("joint", "双方同场"), ("separate", "分别听取（背对背）")],
                                default="joint",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=False, verbose_name="公开进行")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "已约定"),
                                    ("no_show", "有人没到"),
                                    ("held", "已进行"),
                                    ("adjourned", "已改期"),
                                    ("dropped", "已取消"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        (
                            "absent",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        ("wait_until", models.DateField(null=True, verbose_name="等到")),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="改期、未到的情况"
                            ),
                        ),
                        (
                            "next",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="before",
                                to="disputes.sessionplan",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="disputes.mediationsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "约定的调解",
                        "ordering": ["at", "id"],
                        "indexes": [
                            models.Index(fields=["village", "status"], name="plan_village_status")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["planned", "no_show", "held", "adjourned", "dropped"],
                                    ),
                                    ("way__in", ["joint", "separate"]),
                                ),
                                name="plan_choices_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["planned", "no_show"])),
                                fields=("dispute",),
                                name="plan_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "no_show"), _negated=True),
                                    models.Q(("absent__len__gt", 0), ("wait_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plan_no_show_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "adjourned"), _negated=True),
                                    ("reason__isnull", False),
                                    _connector="OR",
                                ),
                                name="plan_adjourned_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "held"), _negated=True),
                                    ("session__isnull", False),
                                    _connector="OR",
                                ),
                                name="plan_held_recorded",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShelterStay",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stays",
                                to="disputes.protectioncase",
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
                            "shelter",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="庇护场所"
                            ),
                        ),
                        (
                            "referrer",
                            accounts.fields.EncryptedTextField(
                                max_length=60, verbose_name="谁送来"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="入住")),
                        ("until", models.DateField(null=True, verbose_name="预计到")),
                        ("left_on", models.DateField(null=True, verbose_name="离开")),
                        ("children", models.SmallIntegerField(default=0, verbose_name="同住孩子")),
                        ("health", accounts.fields.EncryptedTextField(verbose_name="身体情况")),
                        ("belongings", accounts.fields.EncryptedTextField(verbose_name="随身物品")),
                        ("risk", accounts.fields.EncryptedTextField(verbose_name="要防范的")),
                        (
                            "exit_plan",
                            accounts.fields.EncryptedTextField(verbose_name="离开后的安排"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "来件安置",
                        "ordering": ["-since", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("until__isnull", True),
                                        ("until__gte", models.F("since")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("left_on__isnull", True),
                                        ("left_on__gte", models.F("since")),
                                        _connector="OR",
                                    ),
                                    ("children__range", (0, 20)),
                                ),
                                name="shelter_stay_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True),
                                    ("exit_plan__isnull", False),
                                    _connector="OR",
                                ),
                                name="shelter_stay_left_with_plan",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("case",),
                                name="shelter_stay_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="disputes.agreement",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.party",
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
                        ("signed_on", models.DateField(verbose_name="签名日期")),
                        (
                            "manner",
                            models.CharField(
                                choices=[("name", "签名"), ("seal", "盖章"), ("finger", "按指印")],
                                max_length=8,
                                verbose_name="方式",
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
                        "verbose_name": "当事人签名",
                        "ordering": ["party_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "party"), name="signature_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("manner__in", ["name", "seal", "finger"])),
                                name="signature_manner",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sorting",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sortings",
                                to="disputes.matter",
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
                            "before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "待分办"),
                                    ("mediation", "调解"),
                                    ("rights", "信访事项"),
                                    ("protection", "权益保护"),
                                    ("advice", "咨询答复"),
                                    ("not_ours", "不属本单位"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("", "待分办"),
                                    ("mediation", "调解"),
                                    ("rights", "信访事项"),
                                    ("protection", "权益保护"),
                                    ("advice", "咨询答复"),
                                    ("not_ours", "不属本单位"),
                                ],
                                max_length=12,
                                verbose_name="分办",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="分办日期")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", accounts.fields.EncryptedTextField(verbose_name="改办理由")),
                        (
                            "told_whom",
                            accounts.fields.EncryptedTextField(
                                max_length=80, verbose_name="告知向谁反映"
                            ),
                        ),
                        ("told_on", models.DateField(null=True, verbose_name="告知日期")),
                        ("handed_on", models.DateField(null=True, verbose_name="转来日期")),
                    ],
                    options={
                        "verbose_name": "分办",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "before__in",
                                        [
                                            "",
                                            "mediation",
                                            "rights",
                                            "protection",
                                            "advice",
                                            "not_ours",
                                        ],
                                    ),
                                    (
                                        "route__in",
                                        ["mediation", "rights", "protection", "advice", "not_ours"],
                                    ),
                                    models.Q(("route", models.F("before")), _negated=True),
                                ),
                                name="sorting_route",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("before", ""), ("reason__isnull", False), _connector="OR"
                                ),
                                name="sorting_again_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("route", "not_ours"), _negated=True),
                                    models.Q(
                                        ("told_on__isnull", False), ("told_whom__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="sorting_elsewhere_told",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupervisionCard",
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
                            "colour",
                            models.CharField(
                                choices=[("yellow", "黄牌"), ("red", "红牌")],
                                max_length=8,
                                verbose_name="颜色",
                            ),
                        ),
                        ("answer_by", models.DateField(verbose_name="答复期限")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("issued", "待答复"),
                                    ("answered", "已答复"),
                                    ("lifted", "已解除"),
                                ],
                                default="issued",
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
                        ("issued_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
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
                        ("version", models.IntegerField(default=1)),
                        (
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="disputes.matter",
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
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
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
                            "asked",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="督办要求"
                            ),
                        ),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复")),
                        (
                            "lift_reason",
                            accounts.fields.EncryptedTextField(verbose_name="解除理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "督办单",
                        "ordering": ["-issued_at", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "status"], name="card_place_status")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["issued", "answered", "lifted"])
                                ),
                                name="card_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("colour__in", ["yellow", "red"])),
                                name="card_colour",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked__isnull", False)), name="card_asked"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "answered"), _negated=True),
                                    models.Q(
                                        ("answer__isnull", False),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="card_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lift_reason__isnull", False),
                                        ("lifted_at__isnull", False),
                                        ("lifted_by__isnull", False),
                                        ("status", "lifted"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "lifted"), _negated=True),
                                        ("lifted_at__isnull", True),
                                        ("lifted_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="card_lifted_reasoned",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "lifted"), _negated=True),
                                fields=("matter",),
                                name="card_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WarningVisit",
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
                            "uid",
                            models.UUIDField(
                                db_default=django.contrib.postgres.functions.RandomUUID(),
                                default=uuid.uuid4,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="disputes.matter",
                            ),
                        ),
                        (
                            "warning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="disputes.policewarning",
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
                        ("due_on", models.DateField(verbose_name="应查访")),
                        ("visited_on", models.DateField(null=True, verbose_name="查访日期")),
                        (
                            "visitors",
                            accounts.fields.EncryptedTextField(
                                max_length=80, verbose_name="谁去的"
                            ),
                        ),
                        ("found", accounts.fields.EncryptedTextField(verbose_name="双方情况")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来件文书走访",
                        "ordering": ["due_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("warning", "due_on"), name="warning_visit_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("recorded_by__isnull", True), ("visited_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("found__isnull", False),
                                        ("recorded_by__isnull", False),
                                        ("visited_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="warning_visit_whole",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
