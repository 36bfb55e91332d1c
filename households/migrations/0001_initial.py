import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.fields
import accounts.tables
import households.models.multirange
import households.models.rule


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
                    name="AwardNotice",
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
                            "code",
                            models.CharField(
                                editable=False, max_length=22, unique=True, verbose_name="公示码"
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("village", "村级"),
                                    ("township", "乡级"),
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                max_length=8,
                                verbose_name="公示级别",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("list", "名单公示"),
                                    ("correction", "摘牌公告"),
                                    ("honours", "荣誉公示"),
                                ],
                                default="list",
                                max_length=12,
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="公示起")),
                        ("until", models.DateField(verbose_name="公示止")),
                        ("days", models.PositiveSmallIntegerField(verbose_name="工作日")),
                        ("board", models.CharField(max_length=80, verbose_name="公示地点")),
                        ("phone", models.CharField(max_length=20, verbose_name="异议电话")),
                        ("unit", models.CharField(max_length=60, verbose_name="受理单位")),
                        ("lines", models.JSONField(default=list, verbose_name="名单")),
                        (
                            "awards",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        (
                            "honours",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        ("printed", accounts.fields.EncryptedBinaryField(verbose_name="打印件")),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "公示",
                        "ordering": ["-starts", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "starts"], name="notice_place_starts")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("starts"))),
                                name="notice_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__in", ["village", "township", "county"])),
                                name="notice_rank",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["list", "correction", "honours"])),
                                name="notice_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("awards", []), ("kind", "honours")),
                                    models.Q(
                                        models.Q(("kind", "honours"), _negated=True),
                                        ("honours", []),
                                    ),
                                    _connector="OR",
                                ),
                                name="notice_of_one_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("board", ""), _negated=True),
                                    models.Q(("phone", ""), _negated=True),
                                    models.Q(("unit", ""), _negated=True),
                                ),
                                name="notice_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardRules",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("body", models.JSONField()),
                        (
                            "note",
                            models.CharField(blank=True, max_length=120, verbose_name="依据文件"),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "创评办法",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="award_rules_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Household",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="户号")),
                        ("grid", models.CharField(blank=True, max_length=40, verbose_name="网格")),
                        ("head_name", models.CharField(max_length=40, verbose_name="户主")),
                        ("head_pinyin", models.CharField(blank=True, max_length=120)),
                        ("head_initials", models.CharField(blank=True, max_length=20)),
                        (
                            "grams",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=2), default=list, size=None
                            ),
                        ),
                        ("people", models.SmallIntegerField(default=1, verbose_name="人口")),
                        ("is_resident", models.BooleanField(default=True, verbose_name="常住")),
                        ("registered_on", models.DateField(verbose_name="登记日期")),
                        ("left_at", models.DateTimeField(null=True)),
                        (
                            "left_on",
                            models.DateField(blank=True, null=True, verbose_name="迁出日期"),
                        ),
                        (
                            "address",
                            accounts.fields.EncryptedTextField(max_length=120, verbose_name="住址"),
                        ),
                        (
                            "safe_phone",
                            accounts.fields.EncryptedTextField(
                                max_length=20, verbose_name="安全电话"
                            ),
                        ),
                        (
                            "safe_hours",
                            accounts.fields.EncryptedTextField(
                                max_length=60, verbose_name="方便的时间"
                            ),
                        ),
                        (
                            "safe_person",
                            accounts.fields.EncryptedTextField(max_length=40, verbose_name="找谁"),
                        ),
                        (
                            "safe_words",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="怎么说"
                            ),
                        ),
                        (
                            "may_message",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="可以留言、发短信"
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "家庭",
                        "ordering": ["village", "number"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["grams"], name="household_grams"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["keys"], name="household_keys"
                            ),
                            models.Index(
                                fields=["head_pinyin"],
                                name="household_pinyin",
                                opclasses=["text_pattern_ops"],
                            ),
                            models.Index(
                                fields=["head_initials"],
                                name="household_initials",
                                opclasses=["text_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("village", "number"), name="household_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 60))),
                                name="household_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("head_name", ""), _negated=True),
                                name="household_has_head",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
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
                        ("notice_from", models.DateField(null=True, verbose_name="公示起")),
                        ("notice_planned", models.DateField(null=True, verbose_name="原定公示止")),
                        ("notice_until", models.DateField(null=True, verbose_name="公示止")),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.awardnotice",
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="households.household",
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
                            "rank",
                            models.CharField(
                                choices=[
                                    ("village", "村级"),
                                    ("township", "乡级"),
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                db_default="village",
                                default="village",
                                max_length=8,
                                verbose_name="级别",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("self", "本户申请"),
                                    ("village", "村里推荐"),
                                    ("above", "上级命名"),
                                ],
                                db_default="village",
                                default="village",
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "rules",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="households.awardrules",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("nominated", "已推荐"),
                                    ("voted", "已评议"),
                                    ("noticed", "公示中"),
                                    ("reviewed", "乡镇已审"),
                                    ("approved", "县已批准"),
                                    ("plated", "已授牌"),
                                    ("rejected", "未通过"),
                                    ("town_noticed", "乡镇公示中"),
                                    ("county_noticed", "县公示中"),
                                    ("improving", "整改中"),
                                    ("revoked", "已摘牌"),
                                    ("closed", "已终止"),
                                ],
                                default="nominated",
                                max_length=16,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("harmony", "邻里和睦"),
                                    ("care", "尊老爱幼"),
                                    ("tradition", "家风传承"),
                                    ("safety", "安全防范"),
                                    ("lawful", "勤劳守法"),
                                ],
                                db_default="",
                                default="",
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("story", models.TextField(verbose_name="事迹")),
                        ("nominated_on", models.DateField(verbose_name="推荐日期")),
                        (
                            "nominated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consented_on",
                            models.DateField(null=True, verbose_name="同意公示和核查"),
                        ),
                        (
                            "residence_on",
                            models.DateField(null=True, verbose_name="居住证明核对日期"),
                        ),
                        (
                            "ticked",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        ("group_on", models.DateField(null=True, verbose_name="小组初评日期")),
                        (
                            "group_opinion",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="小组意见"
                            ),
                        ),
                        ("vote_on", models.DateField(null=True, verbose_name="评议日期")),
                        ("vote_due", models.SmallIntegerField(null=True, verbose_name="应到")),
                        ("vote_present", models.SmallIntegerField(null=True, verbose_name="实到")),
                        ("vote_for", models.SmallIntegerField(null=True, verbose_name="同意")),
                        ("vote_against", models.SmallIntegerField(null=True, verbose_name="反对")),
                        ("vote_abstain", models.SmallIntegerField(null=True, verbose_name="弃权")),
                        (
                            "notice_place",
                            models.CharField(blank=True, max_length=80, verbose_name="公示地点"),
                        ),
                        (
                            "notice_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="异议电话"),
                        ),
                        ("review_opinion", models.TextField(blank=True, verbose_name="乡镇意见")),
                        ("reviewed_on", models.DateField(null=True)),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("approve_opinion", models.TextField(blank=True, verbose_name="县级意见")),
                        ("approved_on", models.DateField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plate_number",
                            models.CharField(blank=True, max_length=40, verbose_name="牌号"),
                        ),
                        (
                            "verify_code",
                            models.CharField(
                                max_length=22, null=True, unique=True, verbose_name="查验码"
                            ),
                        ),
                        ("plated_on", models.DateField(null=True, verbose_name="授牌日期")),
                        ("rejected_on", models.DateField(null=True)),
                        (
                            "reject_reason",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="未通过原因"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                        (
                            "end_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("moved", "迁往他处"),
                                    ("split", "分户"),
                                    ("merged", "并户"),
                                    ("gone", "已迁出或户已不存"),
                                    ("wish", "本户不再参加"),
                                ],
                                db_default="",
                                default="",
                                max_length=8,
                                verbose_name="终止原因",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "示范户",
                        "ordering": ["village", "-nominated_on", "id"],
                        "indexes": [
                            models.Index(fields=["village", "status"], name="award_village_status")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["rejected", "closed", "revoked"]), _negated=True
                                ),
                                fields=("campaign", "household", "rank"),
                                name="award_once_a_year",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("plate_number", ""), _negated=True),
                                fields=("campaign", "plate_number"),
                                name="award_plate_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["nominated", "rejected", "closed"]),
                                    ("source", "above"),
                                    models.Q(
                                        (
                                            "vote_for__gt",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("vote_against"),
                                                "+",
                                                models.F("vote_abstain"),
                                            ),
                                        ),
                                        (
                                            "vote_present",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("vote_for"),
                                                    "+",
                                                    models.F("vote_against"),
                                                ),
                                                "+",
                                                models.F("vote_abstain"),
                                            ),
                                        ),
                                        ("vote_present__lte", models.F("vote_due")),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_vote_adds_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("notice_until__isnull", True),
                                    ("notice_until__gte", models.F("notice_from")),
                                    _connector="OR",
                                ),
                                name="award_notice_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("notice_planned__isnull", True),
                                    ("notice_until__gte", models.F("notice_planned")),
                                    _connector="OR",
                                ),
                                name="award_notice_only_longer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rank__in",
                                        ["village", "township", "county", "city", "province"],
                                    )
                                ),
                                name="award_rank",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["self", "village", "above"])),
                                name="award_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "end_ground__in",
                                        ["", "moved", "split", "merged", "gone", "wish"],
                                    )
                                ),
                                name="award_end_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["plated", "improving", "revoked"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("plated_on__isnull", False),
                                        models.Q(("plate_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_title_numbered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["revoked", "closed"]), _negated=True),
                                    ("ended_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="award_end_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardCheck",
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
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="households.award",
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
                        ("year", models.SmallIntegerField(verbose_name="年度")),
                        ("checked_on", models.DateField(verbose_name="复核日期")),
                        (
                            "result",
                            models.CharField(
                                choices=[("keep", "继续保持"), ("improve", "限期整改")],
                                max_length=8,
                                verbose_name="复核结果",
                            ),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="复核情况"
                            ),
                        ),
                        ("improve_by", models.DateField(null=True, verbose_name="整改到期")),
                        ("improved_on", models.DateField(null=True, verbose_name="整改合格日期")),
                        (
                            "improved_words",
                            accounts.fields.EncryptedTextField(verbose_name="整改情况"),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "年度复核",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award", "year"), name="award_check_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("improve_by__isnull", True), ("result", "keep")),
                                    models.Q(
                                        ("improve_by__gt", models.F("checked_on")),
                                        ("result", "improve"),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_check_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardSlip",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "body",
                            models.CharField(
                                choices=[
                                    ("police", "公安派出所"),
                                    ("justice", "司法所"),
                                    ("governance", "综治中心"),
                                    ("civil", "民政办"),
                                    ("emergency", "应急管理部门"),
                                    ("other", "其他部门"),
                                ],
                                max_length=12,
                                verbose_name="部门",
                            ),
                        ),
                        ("agency", models.CharField(max_length=40, verbose_name="单位名称")),
                        ("answer_by", models.DateField(verbose_name="请于此前答复")),
                        ("token_hash", models.BinaryField(max_length=16, null=True, unique=True)),
                        ("expires_at", models.DateTimeField(verbose_name="链接有效期")),
                        ("issues", models.PositiveSmallIntegerField(default=1)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "待答复"),
                                    ("answered", "已答复"),
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
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answerer",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="答复人"
                            ),
                        ),
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
                            models.CharField(blank=True, max_length=200, verbose_name="撤回原因"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "联审单",
                        "ordering": ["-sent_at", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "status"], name="award_slip_place")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["sent", "answered", "revoked"])),
                                name="award_slip_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "body__in",
                                        [
                                            "police",
                                            "justice",
                                            "governance",
                                            "civil",
                                            "emergency",
                                            "other",
                                        ],
                                    )
                                ),
                                name="award_slip_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "sent"),
                                    ("token_hash__isnull", True),
                                    _connector="OR",
                                ),
                                name="award_slip_ended_link_dead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "answered"), _negated=True),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="award_slip_answer_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paper", False), ("entered_by__isnull", False), _connector="OR"
                                ),
                                name="award_slip_paper_entered_by",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "revoked"), _negated=True),
                                    models.Q(("revoke_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="award_slip_revoked_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardPhoto",
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
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="households.awardnotice",
                            ),
                        ),
                        (
                            "award",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="households.award",
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="households.awardslip",
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
                        "verbose_name": "创评照片",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("award__isnull", True),
                                        ("notice__isnull", False),
                                        ("slip__isnull", True),
                                    ),
                                    models.Q(
                                        ("award__isnull", False),
                                        ("notice__isnull", True),
                                        ("slip__isnull", True),
                                    ),
                                    models.Q(
                                        ("award__isnull", True),
                                        ("notice__isnull", True),
                                        ("slip__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_photo_one_owner",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardQuota",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("village", "村级"),
                                    ("township", "乡级"),
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                max_length=8,
                                verbose_name="级别",
                            ),
                        ),
                        ("places", models.PositiveSmallIntegerField(verbose_name="名额")),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "名额",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "village", "rank"), name="quota_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__in", ["village", "township", "county"])),
                                name="quota_rank",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardRevocation",
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
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revocations",
                                to="households.award",
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
                                    ("facts", "已立，待村里意见"),
                                    ("village", "待乡镇提出建议"),
                                    ("proposed", "待听取本户意见"),
                                    ("heard", "待县里决定"),
                                    ("revoked", "已决定摘牌"),
                                    ("kept", "已决定保留"),
                                ],
                                default="facts",
                                max_length=10,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("law", "有权机关已依法认定的违法行为"),
                                    ("accident", "因疏忽发生严重责任事故"),
                                    ("false", "申报材料不实"),
                                    ("check", "复核整改后仍不符合条件"),
                                ],
                                max_length=10,
                                verbose_name="情形",
                            ),
                        ),
                        (
                            "facts",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="事实和依据"
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="提出日期")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "village_opinion",
                            accounts.fields.EncryptedTextField(verbose_name="村里意见"),
                        ),
                        ("village_on", models.DateField(null=True)),
                        ("proposal", accounts.fields.EncryptedTextField(verbose_name="乡镇建议")),
                        ("proposed_on", models.DateField(null=True)),
                        (
                            "hearing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spoken", "当面听取"),
                                    ("written", "书面陈述"),
                                    ("declined", "已告知，本户不陈述"),
                                ],
                                max_length=10,
                                verbose_name="听取方式",
                            ),
                        ),
                        ("heard_on", models.DateField(null=True, verbose_name="听取日期")),
                        (
                            "heard_words",
                            accounts.fields.EncryptedTextField(verbose_name="本户意见"),
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
                        ("plate_back_on", models.DateField(null=True, verbose_name="收回牌匾")),
                        (
                            "correction",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.awardnotice",
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "摘牌",
                        "ordering": ["-opened_on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["facts", "village", "proposed", "heard"])
                                ),
                                fields=("award",),
                                name="award_revocation_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "facts",
                                            "village",
                                            "proposed",
                                            "heard",
                                            "revoked",
                                            "kept",
                                        ],
                                    )
                                ),
                                name="award_revocation_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ground__in", ["law", "accident", "false", "check"])
                                ),
                                name="award_revocation_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["heard", "revoked", "kept"]), _negated=True
                                    ),
                                    models.Q(
                                        ("heard_on__isnull", False),
                                        models.Q(("hearing", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_revocation_heard_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["revoked", "kept"]), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False), ("decided_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="award_revocation_decided",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardSlipLine",
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
                            "slip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="households.awardslip",
                            ),
                        ),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slip_lines",
                                to="households.award",
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
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("", "未答复"), ("pass", "通过"), ("fail", "不通过")],
                                max_length=4,
                                verbose_name="答复",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联审对象",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("slip", "award"), name="award_slip_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result__in", ["", "pass", "fail"])),
                                name="award_slip_line_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="households.household",
                                verbose_name="家庭",
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
                        ("person_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("pinyin", models.CharField(blank=True, max_length=120)),
                        ("initials", models.CharField(blank=True, max_length=20)),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("head", "户主"),
                                    ("spouse", "配偶"),
                                    ("son", "子"),
                                    ("daughter", "女"),
                                    ("child_in_law", "儿媳、女婿"),
                                    ("grandchild", "孙子女、外孙子女"),
                                    ("parent", "父母"),
                                    ("parent_in_law", "公婆、岳父母"),
                                    ("grandparent", "祖父母、外祖父母"),
                                    ("sibling", "兄弟姐妹"),
                                    ("other", "其他亲属"),
                                    ("none", "非亲属"),
                                    ("unknown", "待核对"),
                                ],
                                max_length=16,
                                verbose_name="与户主关系",
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "男"), ("female", "女"), ("unknown", "未填")],
                                default="unknown",
                                max_length=8,
                                verbose_name="性别",
                            ),
                        ),
                        (
                            "birth_date",
                            models.DateField(blank=True, null=True, verbose_name="出生日期"),
                        ),
                        (
                            "document",
                            models.CharField(
                                choices=[
                                    ("id", "居民身份证"),
                                    ("book", "户口簿"),
                                    ("birth", "出生医学证明"),
                                    ("permit", "港澳台居民证件"),
                                    ("passport", "护照"),
                                    ("later", "证件待补"),
                                    ("none", "没有证件"),
                                ],
                                max_length=16,
                                verbose_name="证件",
                            ),
                        ),
                        (
                            "id_number",
                            accounts.fields.EncryptedTextField(
                                max_length=18, verbose_name="身份证号"
                            ),
                        ),
                        ("id_hash", models.BinaryField(max_length=16, null=True)),
                        (
                            "document_number",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="证件号码"
                            ),
                        ),
                        (
                            "document_reason",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="没有身份证号的原因"
                            ),
                        ),
                        (
                            "phone",
                            accounts.fields.EncryptedTextField(max_length=20, verbose_name="电话"),
                        ),
                        (
                            "consent",
                            models.CharField(
                                blank=True,
                                choices=[("guardian", "监护人同意"), ("duty", "履行法定职责")],
                                max_length=16,
                                verbose_name="登记依据",
                            ),
                        ),
                        (
                            "consent_note",
                            models.CharField(blank=True, max_length=100, verbose_name="依据说明"),
                        ),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("joined_on", models.DateField(verbose_name="加入日期")),
                        (
                            "left_on",
                            models.DateField(blank=True, null=True, verbose_name="离开日期"),
                        ),
                        (
                            "died_on",
                            models.DateField(blank=True, null=True, verbose_name="死亡日期"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "家庭成员",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["keys"], name="member_keys"
                            ),
                            models.Index(fields=["id_hash"], name="member_id_hash"),
                            models.Index(fields=["person_key"], name="member_person"),
                            models.Index(fields=["name", "birth_date"], name="member_name_birth"),
                            models.Index(
                                fields=["pinyin"],
                                name="member_pinyin",
                                opclasses=["text_pattern_ops"],
                            ),
                            models.Index(
                                fields=["initials"],
                                name="member_initials",
                                opclasses=["text_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="member_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "relation__in",
                                        [
                                            "head",
                                            "spouse",
                                            "son",
                                            "daughter",
                                            "child_in_law",
                                            "grandchild",
                                            "parent",
                                            "parent_in_law",
                                            "grandparent",
                                            "sibling",
                                            "other",
                                            "none",
                                            "unknown",
                                        ],
                                    )
                                ),
                                name="member_relation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sex__in", ["male", "female", "unknown"])),
                                name="member_sex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("document", "id"),
                                        ("id_hash__isnull", False),
                                        ("id_number__isnull", False),
                                    ),
                                    models.Q(
                                        (
                                            "document__in",
                                            [
                                                "book",
                                                "birth",
                                                "permit",
                                                "passport",
                                                "later",
                                                "none",
                                            ],
                                        ),
                                        ("id_hash__isnull", True),
                                        ("id_number__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="member_document",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("document", "id"),
                                    models.Q(("document_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="member_document_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("consent__in", ["", "guardian", "duty"])),
                                name="member_consent",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("died_on__isnull", True),
                                    ("left_on__isnull", True),
                                    ("relation", "head"),
                                ),
                                fields=("household",),
                                name="member_one_head",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("died_on__isnull", True),
                                    ("left_on__isnull", True),
                                    ("id_hash__isnull", False),
                                ),
                                fields=("household", "id_hash"),
                                name="member_once_in_household",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRecord",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="care_records",
                                to="households.household",
                                verbose_name="家庭",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="care_records",
                                to="households.member",
                                verbose_name="本人",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("child", "留守、困境儿童"),
                                    ("woman", "留守妇女"),
                                    ("elder", "空巢、独居、失能老人"),
                                ],
                                max_length=6,
                                verbose_name="对象",
                            ),
                        ),
                        (
                            "carer",
                            models.CharField(blank=True, max_length=40, verbose_name="谁在照看"),
                        ),
                        (
                            "carer_relation",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="和本人的关系"
                            ),
                        ),
                        ("contact", accounts.fields.EncryptedTextField(verbose_name="联系电话")),
                        ("need", accounts.fields.EncryptedTextField(verbose_name="困难和诉求")),
                        ("since", models.DateField(verbose_name="登记日期")),
                        ("ended_on", models.DateField(null=True, verbose_name="退出日期")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="退出原因"),
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
                        "verbose_name": "关爱对象",
                        "ordering": ["village", "kind", "id"],
                        "indexes": [
                            models.Index(fields=["village", "kind"], name="care_village_kind")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["child", "woman", "elder"])),
                                name="care_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    models.Q(
                                        ("ended_on__gte", models.F("since")),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="care_ended_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("member", "kind"),
                                name="care_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareVisit",
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
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="households.carerecord",
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
                        ("visited_on", models.DateField(verbose_name="哪天")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("home", "上门"),
                                    ("phone", "电话、视频"),
                                    ("school", "到校"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("found", accounts.fields.EncryptedTextField(verbose_name="情况")),
                        (
                            "visitor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "关爱探访",
                        "ordering": ["-visited_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["home", "phone", "school"])),
                                name="care_visit_way",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TierScale",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("number", models.SmallIntegerField(verbose_name="版次")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("published", "已发布"),
                                    ("dropped", "已作废"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("body", models.JSONField(verbose_name="内容")),
                        ("effective_from", models.DateField(null=True, verbose_name="施行日期")),
                        ("reason", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "分级办法",
                        "ordering": ["county", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "number"), name="tier_scale_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "published")),
                                fields=("county", "effective_from"),
                                name="tier_scale_one_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "draft")),
                                fields=("county",),
                                name="tier_scale_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "dropped"]),
                                    models.Q(
                                        ("effective_from__isnull", False),
                                        ("published_at__isnull", False),
                                        ("published_by__isnull", False),
                                        ("status", "published"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="tier_scale_published_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListedFamily",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="households.household",
                                verbose_name="家庭",
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
                                choices=[("listed", "在册"), ("closed", "已销号")],
                                default="listed",
                                max_length=16,
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("01", "家庭暴力"),
                                        ("02", "婚恋纠纷"),
                                        ("03", "赡养抚养抚育继承纠纷"),
                                        ("04", "赌博"),
                                        ("05", "酗酒"),
                                        ("06", "涉毒家庭帮扶"),
                                        ("07", "精神障碍患者看护困难"),
                                        ("08", "留守、困境儿童"),
                                        ("09", "留守妇女"),
                                        ("10", "空巢、独居、失能老人"),
                                        ("11", "邻里纠纷"),
                                        ("12", "土地、宅基地、山林纠纷"),
                                        ("13", "债务、借贷纠纷"),
                                        ("14", "经济特困"),
                                        ("15", "家庭重大变故"),
                                        ("16", "其他"),
                                    ],
                                    max_length=2,
                                ),
                                size=None,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "other_words",
                            accounts.fields.EncryptedTextField(
                                max_length=60, verbose_name="其他（说明）"
                            ),
                        ),
                        ("grave", models.BooleanField(default=False, verbose_name="重大隐患")),
                        ("hardship", models.BooleanField(default=False, verbose_name="特别困难")),
                        (
                            "sealed",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="受保护档案"
                            ),
                        ),
                        (
                            "situation",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="简要情况"
                            ),
                        ),
                        ("plan", accounts.fields.EncryptedTextField(verbose_name="一户一策")),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                                verbose_name="等级",
                            ),
                        ),
                        (
                            "scale",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.tierscale",
                            ),
                        ),
                        ("tier_since", models.DateField(verbose_name="定级日期")),
                        ("planned_from", models.DateField(null=True)),
                        ("review_due", models.DateField(verbose_name="复核期限")),
                        ("listed_on", models.DateField(verbose_name="列入日期")),
                        (
                            "listed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("closed_on", models.DateField(null=True, verbose_name="销号日期")),
                        (
                            "close_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("quiet", "稳定达标"),
                                    ("moved", "迁出移交"),
                                    ("ended", "死亡或并户"),
                                    ("mistake", "误报"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("close_reason", accounts.fields.EncryptedTextField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "在册家庭",
                        "ordering": ["village", "-tier_since", "id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status", "tier"], name="family_village_tier"
                            ),
                            models.Index(
                                condition=models.Q(("sealed", True)),
                                fields=["village"],
                                name="family_sealed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("sealed", False), ("status", "listed")),
                                fields=("household",),
                                name="family_listed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("categories__contains", ["01"]), _negated=True),
                                    ("sealed", True),
                                    _connector="OR",
                                ),
                                name="family_violence_sealed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["listed", "closed"])),
                                name="family_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tier__in", ["red", "orange", "yellow", "blue", "green"])
                                ),
                                name="family_tier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "categories__contained_by",
                                        [
                                            "01",
                                            "02",
                                            "03",
                                            "04",
                                            "05",
                                            "06",
                                            "07",
                                            "08",
                                            "09",
                                            "10",
                                            "11",
                                            "12",
                                            "13",
                                            "14",
                                            "15",
                                            "16",
                                        ],
                                    ),
                                    ("categories__len__gte", 1),
                                ),
                                name="family_categories_whitelisted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("categories__contains", ["16"]), _negated=True),
                                    ("other_words__isnull", False),
                                    _connector="OR",
                                ),
                                name="family_other_described",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", True), ("status", "listed")),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("status", "closed"),
                                        models.Q(("close_ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="family_closed_with_ground",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
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
                                    ("hazard", "重大隐患"),
                                    ("grave", "列入在册（重大隐患）"),
                                    ("listed", "列入在册"),
                                    ("hotline", "12338 来电"),
                                    ("police", "公安移送"),
                                    ("court", "法院移交"),
                                    ("department", "其他部门移送"),
                                    ("dispute", "村内纠纷"),
                                ],
                                max_length=12,
                                verbose_name="性质",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="发生日期")),
                        ("known_at", models.DateTimeField(verbose_name="知悉时间")),
                        ("source_noun", models.CharField(max_length=40)),
                        ("source_key", models.CharField(max_length=40)),
                        (
                            "family",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="households.listedfamily",
                            ),
                        ),
                        ("sealed", models.BooleanField(default=False, verbose_name="受保护档案")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("handled_at", models.DateTimeField(null=True)),
                        (
                            "handled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "村内情况",
                        "ordering": ["-happened_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "happened_on"], name="incident_village_day"
                            ),
                            models.Index(
                                fields=["source_noun", "source_key"], name="incident_source"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "hazard",
                                            "grave",
                                            "listed",
                                            "hotline",
                                            "police",
                                            "court",
                                            "department",
                                            "dispute",
                                        ],
                                    )
                                ),
                                name="incident_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("handled_at__isnull", True), ("handled_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("handled_at__isnull", False), ("handled_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="incident_handled_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SensitivePeriod",
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
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("month", "月报"),
                                    ("half", "半月报"),
                                    ("week", "周报"),
                                    ("day", "日报"),
                                ],
                                max_length=8,
                                verbose_name="报告周期",
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="开始")),
                        ("ends", models.DateField(verbose_name="结束")),
                        ("planned_end", models.DateField(verbose_name="原定结束")),
                        ("reason", models.TextField(verbose_name="依据")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("end_reason", models.TextField(blank=True, verbose_name="提前结束的原因")),
                    ],
                    options={
                        "verbose_name": "敏感时期",
                        "ordering": ["-starts"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("cadence__in", ["half", "week", "day"])),
                                name="sensitive_cadence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends__gte", models.F("starts")),
                                    ("planned_end__gte", models.F("ends")),
                                ),
                                name="sensitive_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ends", models.F("planned_end")),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sensitive_ended_with_reason",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("county"),
                                            models.F("county"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("starts"),
                                            models.F("ends"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="sensitive_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingPeriod",
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
                                related_name="periods",
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
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("month", "月报"),
                                    ("half", "半月报"),
                                    ("week", "周报"),
                                    ("day", "日报"),
                                ],
                                db_default="month",
                                default="month",
                                max_length=8,
                                verbose_name="周期",
                            ),
                        ),
                        (
                            "sensitive",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="households.sensitiveperiod",
                            ),
                        ),
                        ("starts", models.DateField()),
                        ("ends", models.DateField()),
                        (
                            "days",
                            households.models.multirange.DateMultirangeField(
                                verbose_name="覆盖日期"
                            ),
                        ),
                        ("village_due", models.DateTimeField(verbose_name="村级截止")),
                        ("township_due", models.DateTimeField(verbose_name="乡级截止")),
                        ("county_due", models.DateTimeField(verbose_name="县级截止")),
                        ("opened_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "报告周期",
                        "ordering": ["starts"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "cadence", "starts"), name="period_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))),
                                name="period_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cadence__in", ["month", "half", "week", "day"])
                                ),
                                name="period_cadence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("township_due__lte", models.F("county_due")),
                                    ("village_due__lte", models.F("township_due")),
                                ),
                                name="period_dues_climb",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("county"),
                                            models.F("county"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    ("days", "&&"),
                                ],
                                name="period_days_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ZeroReport",
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
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="households.reportingperiod",
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
                                choices=[("nil", "零报告"), ("found", "有情况")],
                                max_length=8,
                                verbose_name="有无重大隐患",
                            ),
                        ),
                        ("found", models.SmallIntegerField(default=0, verbose_name="重大隐患数量")),
                        (
                            "checks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("keepers", "走访在册家庭"),
                                        ("visited", "入户排查"),
                                        ("screened", "半月排查"),
                                        ("police", "问过派出所、司法所"),
                                        ("grid", "问过网格员、志愿者"),
                                        ("hotline", "查过来访、12338 登记"),
                                        ("school", "问过学校、卫生室"),
                                        ("groups", "开过小组长碰头会"),
                                    ],
                                    max_length=12,
                                ),
                                default=list,
                                size=None,
                                verbose_name="查过的内容",
                            ),
                        ),
                        (
                            "households_visited",
                            models.IntegerField(default=0, verbose_name="走访户数"),
                        ),
                        (
                            "doors",
                            models.IntegerField(db_default=0, default=0, verbose_name="入户户数"),
                        ),
                        (
                            "difference",
                            models.TextField(
                                blank=True, db_default="", verbose_name="与系统记录不同的原因"
                            ),
                        ),
                        (
                            "supplementary",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="补报"
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="摘要")),
                        ("measures", models.TextField(blank=True, verbose_name="处置")),
                        ("signer", models.CharField(max_length=40, verbose_name="签发人")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("first_received_at", models.DateTimeField()),
                        ("revision", models.SmallIntegerField(default=1)),
                        (
                            "amends",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amended_by",
                                to="households.zeroreport",
                            ),
                        ),
                        ("amend_reason", models.TextField(blank=True)),
                        ("is_live", models.BooleanField(default=True)),
                        ("untrue_at", models.DateTimeField(null=True)),
                        (
                            "untrue_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("untrue_reason", models.TextField(blank=True)),
                        ("returned_at", models.DateTimeField(null=True)),
                        (
                            "returned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned_reason",
                            models.TextField(blank=True, db_default="", verbose_name="退回原因"),
                        ),
                        ("correct_by", models.DateTimeField(null=True, verbose_name="重报期限")),
                    ],
                    options={
                        "verbose_name": "零报告",
                        "ordering": ["-period", "village"],
                        "indexes": [
                            models.Index(fields=["village", "period"], name="report_village_period")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("period", "village"),
                                name="report_one_live",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("checks__len__gte", 1), ("found", 0), ("kind", "nil")
                                    ),
                                    models.Q(("found__gte", 1), ("kind", "found")),
                                    _connector="OR",
                                ),
                                name="report_nil_names_checks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "checks__contained_by",
                                        [
                                            "keepers",
                                            "visited",
                                            "screened",
                                            "police",
                                            "grid",
                                            "hotline",
                                            "school",
                                            "groups",
                                        ],
                                    )
                                ),
                                name="report_checks_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("signer", ""), _negated=True),
                                name="report_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amends__isnull", True),
                                    models.Q(("amend_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="report_amended_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("untrue_at__isnull", True), ("untrue_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("untrue_at__isnull", False),
                                        ("untrue_by__isnull", False),
                                        models.Q(("untrue_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_untrue_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("returned_at__isnull", True), ("returned_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("correct_by__isnull", False),
                                        ("returned_by__isnull", False),
                                        models.Q(("returned_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_returned_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contradiction",
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contradictions",
                                to="households.zeroreport",
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.reportingperiod",
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
                            "incident",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.incident",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.listedfamily",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "待村里说明"),
                                    ("replied", "已说明，待核定"),
                                    ("confirmed", "认定失实"),
                                    ("cleared", "核定不失实"),
                                ],
                                default="asked",
                                max_length=12,
                            ),
                        ),
                        ("grounds", models.TextField(blank=True, verbose_name="查到的情况")),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reply_by", models.DateField(verbose_name="说明期限")),
                        ("reply", models.TextField(blank=True, verbose_name="村里的说明")),
                        ("replied_at", models.DateTimeField(null=True)),
                        (
                            "replied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("finding", models.TextField(blank=True, verbose_name="核定理由")),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "零报告与情况不符",
                        "ordering": ["-asked_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "period"], name="contradiction_village_period"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "incident"), name="contradiction_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["asked", "replied", "confirmed", "cleared"])
                                ),
                                name="contradiction_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("incident__isnull", False),
                                    models.Q(("grounds", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contradiction_grounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "replied"), _negated=True),
                                    models.Q(
                                        ("replied_at__isnull", False),
                                        models.Q(("reply", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="contradiction_reply_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("status__in", ["asked", "replied"]),
                                    ),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("status__in", ["confirmed", "cleared"]),
                                        ("decided_at__isnull", False),
                                        models.Q(("finding", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="contradiction_decision_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyOpening",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.household",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", accounts.fields.EncryptedTextField(verbose_name="理由")),
                        ("opened_at", models.DateTimeField(verbose_name="打开")),
                        ("until", models.DateTimeField(verbose_name="到期")),
                        (
                            "review_place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
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
                        "verbose_name": "紧急打开",
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [
                            models.Index(fields=["person", "household"], name="emergency_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["", "right", "wrong"])),
                                name="emergency_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("opened_at"))),
                                name="emergency_in_order",
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
                                name="emergency_reviewed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("rule_version", models.IntegerField(verbose_name="保存期限版本")),
                        ("plain_years", models.SmallIntegerField()),
                        ("long_years", models.SmallIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("drawn", "待确认"),
                                    ("confirmed", "已确认，待执行"),
                                    ("dropped", "已作废"),
                                    ("done", "已执行"),
                                ],
                                default="drawn",
                                max_length=10,
                            ),
                        ),
                        ("drawn_on", models.DateField(verbose_name="清单日期")),
                        (
                            "families",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        (
                            "households",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("others", models.JSONField(db_default={}, default=dict)),
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
                        ("decided_why", models.CharField(blank=True, max_length=200)),
                        (
                            "seconded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seconded_at", models.DateTimeField(null=True)),
                        (
                            "number",
                            models.CharField(blank=True, max_length=30, verbose_name="证明编号"),
                        ),
                        ("done_at", models.DateTimeField(null=True)),
                        ("rows", models.JSONField(default=dict)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "到期清除",
                        "ordering": ["-drawn_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["drawn", "confirmed", "dropped", "done"])
                                ),
                                name="erasure_status",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["drawn", "confirmed"])),
                                fields=("county",),
                                name="erasure_one_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("county", "number"),
                                name="erasure_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("status", "drawn")),
                                    models.Q(
                                        models.Q(("status", "drawn"), _negated=True),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="erasure_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("seconded_at__isnull", True), ("seconded_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("seconded_at__isnull", False),
                                        ("seconded_by__isnull", False),
                                        models.Q(
                                            ("seconded_by", models.F("decided_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="erasure_seconded_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("status", "done"),
                                        models.Q(("number", ""), _negated=True),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "done"), _negated=True),
                                        ("done_at__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="erasure_certified",
                            ),
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
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="households.reportingperiod",
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
                            "step",
                            models.CharField(
                                choices=[
                                    ("remind", "到期提醒"),
                                    ("village", "逾期提醒"),
                                    ("township", "报告乡镇"),
                                    ("county", "报告县里（黄牌）"),
                                    ("supervise", "督办（红牌）"),
                                    ("chased", "催报"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField()),
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
                        "verbose_name": "催报和督办",
                        "ordering": ["at", "id"],
                        "indexes": [
                            models.Index(fields=["unit", "period"], name="escalation_unit_period")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "step__in",
                                        [
                                            "remind",
                                            "village",
                                            "township",
                                            "county",
                                            "supervise",
                                            "chased",
                                        ],
                                    )
                                ),
                                name="escalation_step",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("step", "chased"), _negated=True),
                                fields=("period", "unit", "step"),
                                name="escalation_step_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exemption",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="自")),
                        ("last", models.DateField(verbose_name="至")),
                        ("reason", models.TextField(verbose_name="原因")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("granted_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("end_reason", models.TextField(blank=True, verbose_name="提前结束的原因")),
                    ],
                    options={
                        "verbose_name": "免报",
                        "ordering": ["-first", "village"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last__gte", models.F("first")),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="exemption_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True), ("ended_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="exemption_ended_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpectedReport",
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
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expected",
                                to="households.reportingperiod",
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
                            "standing",
                            models.CharField(
                                choices=[
                                    ("owed", "应报"),
                                    ("exempt", "免报"),
                                    ("struck", "撤出应报"),
                                ],
                                db_default="owed",
                                default="owed",
                                max_length=8,
                            ),
                        ),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("missing_at", models.DateTimeField(null=True)),
                        (
                            "missing_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "missing_reason",
                            models.TextField(blank=True, db_default="", verbose_name="未报的原因"),
                        ),
                        ("locked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "应报",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("period", "village"), name="expected_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("standing__in", ["owed", "exempt", "struck"])),
                                name="expected_standing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("missing_at__isnull", True), ("missing_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("missing_at__isnull", False),
                                        ("missing_by__isnull", False),
                                        models.Q(("missing_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="expected_missing_by_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpectedChange",
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
                            "expected",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="households.expectedreport",
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
                                    ("added", "补入应报"),
                                    ("struck", "撤出应报"),
                                    ("restored", "恢复应报"),
                                    ("exempted", "免报"),
                                    ("missing", "标记未报"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="原因")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "应报名单变更",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["added", "struck", "restored", "exempted", "missing"],
                                    )
                                ),
                                name="expected_change_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="expected_change_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactorSheet",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="factor_sheets",
                                to="households.household",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="households.listedfamily",
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
                            "scale",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.tierscale",
                            ),
                        ),
                        ("points", models.SmallIntegerField(verbose_name="因素分")),
                        (
                            "suggested",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                                verbose_name="建议等级",
                            ),
                        ),
                        (
                            "reported_on",
                            models.DateField(blank=True, null=True, verbose_name="报案日期"),
                        ),
                        (
                            "filled_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("filled_on", models.DateField(verbose_name="填表日期")),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "风险因素表",
                        "ordering": ["-filled_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["household", "-filled_on"], name="factor_sheet_home"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("suggested", ""),
                                    ("suggested__in", ["red", "orange", "yellow", "blue", "green"]),
                                    _connector="OR",
                                ),
                                name="factor_sheet_suggested",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactorAnswer",
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
                                related_name="answers",
                                to="households.factorsheet",
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
                            "factor",
                            models.CharField(
                                choices=[
                                    ("weapon", "出现凶器"),
                                    ("threat", "扬言杀人或自杀自伤"),
                                    ("injury", "受伤"),
                                    ("vulnerable", "受害人是未成年人或不能辨认自己行为的人"),
                                    ("order_breach", "违反保护令"),
                                    ("earlier_order", "有过告诫书或保护令"),
                                    ("police", "一年内报警"),
                                    ("drinking", "酒后起冲突"),
                                    ("debt", "赌博或债务压力"),
                                    ("divorce", "离婚或抚养争议"),
                                    ("separation", "分居不满三个月"),
                                    ("no_support", "没有外界支持"),
                                    ("child_witness", "孩子在场目睹"),
                                    ("care", "照料重病家人而无人分担"),
                                    ("quiet", "九十天内没有再发生"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("answer", models.CharField(max_length=10)),
                        ("on_day", models.DateField(null=True, verbose_name="哪天")),
                        (
                            "evidence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("police", "派出所告知"),
                                    ("seen", "自己看到"),
                                    ("party", "当事人说"),
                                    ("neighbour", "邻居、亲友说"),
                                    ("paper", "文书、病历单据"),
                                    ("hotline", "热线、来访"),
                                ],
                                max_length=10,
                                verbose_name="依据",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "风险因素",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "factor"), name="factor_answer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "factor__in",
                                        [
                                            "weapon",
                                            "threat",
                                            "injury",
                                            "vulnerable",
                                            "order_breach",
                                            "earlier_order",
                                            "police",
                                            "drinking",
                                            "debt",
                                            "divorce",
                                            "separation",
                                            "no_support",
                                            "child_witness",
                                            "care",
                                            "quiet",
                                        ],
                                    )
                                ),
                                name="factor_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer__in", ["no", "unknown"]),
                                    models.Q(
                                        ("on_day__isnull", False),
                                        (
                                            "evidence__in",
                                            [
                                                "police",
                                                "seen",
                                                "party",
                                                "neighbour",
                                                "paper",
                                                "hotline",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="factor_yes_with_evidence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FamilyFigure",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("year", models.SmallIntegerField(verbose_name="列入年度")),
                        ("closed_year", models.SmallIntegerField(verbose_name="销号年度")),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=2), size=None
                            ),
                        ),
                        ("tier", models.CharField(max_length=8)),
                        ("ground", models.CharField(max_length=16)),
                        ("visits", models.SmallIntegerField(verbose_name="走访次数")),
                    ],
                    options={
                        "verbose_name": "已清除档案的统计",
                    },
                ),
                migrations.CreateModel(
                    name="FamilyText",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_texts",
                                to="households.listedfamily",
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
                        ("version", models.IntegerField()),
                        ("situation", accounts.fields.EncryptedTextField(verbose_name="简要情况")),
                        ("plan", accounts.fields.EncryptedTextField(verbose_name="一户一策")),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "改前的情况和计划",
                        "ordering": ["-replaced_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("family", "version"), name="family_text_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileHandler",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlers",
                                to="households.listedfamily",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlings",
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
                        "verbose_name": "知悉人",
                        "ordering": ["until", "-role", "since", "id"],
                        "indexes": [
                            models.Index(fields=["person", "family"], name="file_handler_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["handler", "supervisor"])),
                                name="file_handler_role",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("family", "person"),
                                name="file_handler_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "supervisor"), ("until__isnull", True)),
                                fields=("family",),
                                name="file_supervisor_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="file_handler_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileOpening",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="households.listedfamily",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(
                                max_length=200, verbose_name="查阅事由"
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="打开")),
                        ("until", models.DateTimeField(verbose_name="到期")),
                    ],
                    options={
                        "verbose_name": "档案查阅",
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [
                            models.Index(fields=["person", "family"], name="file_opening_person")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="file_opening_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("opened_at"))),
                                name="file_opening_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilingException",
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
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.reportingperiod",
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
                        ("reason", models.TextField(verbose_name="原因")),
                        ("until", models.DateTimeField(verbose_name="有效至")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("granted_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "补报、更正许可",
                        "ordering": ["-granted_at"],
                        "indexes": [
                            models.Index(fields=["period", "unit"], name="filing_exception_unit")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__gt", models.F("granted_at")),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="filing_exception_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
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
                        ("batch", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="households.listedfamily",
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
                            "leaving",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移交人",
                            ),
                        ),
                        (
                            "taking",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs_to_answer",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="families_held",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="原因"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "待接收"),
                                    ("accepted", "已接收"),
                                    ("refused", "未接收"),
                                    ("recalled", "已撤回"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("due_on", models.DateField(verbose_name="答复期限")),
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
                    ],
                    options={
                        "verbose_name": "移交包户",
                        "ordering": ["-proposed_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="hand_over_village_status"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["waiting", "accepted", "refused", "recalled"])
                                ),
                                name="hand_over_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("leaving__isnull", False),
                                    ("taking__isnull", False),
                                    _connector="OR",
                                ),
                                name="hand_over_of_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("leaving__isnull", True),
                                    ("taking__isnull", True),
                                    models.Q(("leaving", models.F("taking")), _negated=True),
                                    _connector="OR",
                                ),
                                name="hand_over_between_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taking__isnull", False),
                                    models.Q(
                                        ("holder__isnull", False),
                                        ("status__in", ["waiting", "recalled"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="hand_over_taken_or_held",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="hand_over_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("status", "waiting")),
                                    models.Q(
                                        models.Q(("status", "waiting"), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="hand_over_answered_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("family", "leaving"),
                                name="hand_over_waiting_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("family", "taking"),
                                name="hand_over_asked_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="households.listedfamily",
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
                        ("visited_on", models.DateField(verbose_name="走访日期")),
                        (
                            "visitor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("home", "入户"), ("phone", "电话"), ("meeting", "约见")],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "met",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=80, verbose_name="见到谁"
                            ),
                        ),
                        (
                            "state",
                            accounts.fields.EncryptedTextField(blank=False, verbose_name="现状"),
                        ),
                        ("needs", accounts.fields.EncryptedTextField(verbose_name="诉求")),
                        (
                            "change",
                            models.CharField(
                                choices=[("better", "好转"), ("same", "平稳"), ("worse", "加重")],
                                max_length=8,
                                verbose_name="风险变化",
                            ),
                        ),
                        ("measures", accounts.fields.EncryptedTextField(verbose_name="措施")),
                        ("next_on", models.DateField(null=True, verbose_name="下次走访")),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "走访",
                        "ordering": ["-visited_on", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "visited_on"], name="visit_village_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hazard",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="households.household",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="households.listedfamily",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="households.visit",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="households.zeroreport",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("family", "在册家庭"),
                                    ("visit", "走访发现"),
                                    ("report", "零报告"),
                                    ("dispute", "纠纷调解"),
                                    ("direct", "直接上报"),
                                ],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待填专报"),
                                    ("filed", "处置中"),
                                    ("asked", "待确认解除"),
                                    ("ended", "已结束"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("known_at", models.DateTimeField(verbose_name="知悉时间")),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reporter", accounts.fields.EncryptedTextField(verbose_name="谁反映的")),
                        (
                            "dangers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("life", "可能出人命"),
                                        ("injury", "可能伤人"),
                                        ("arson", "可能纵火"),
                                        ("self", "可能自伤、轻生"),
                                    ],
                                    max_length=8,
                                ),
                                default=list,
                                size=None,
                                verbose_name="危险",
                            ),
                        ),
                        ("occurred_at", models.DateTimeField(null=True, verbose_name="发生时间")),
                        ("place", accounts.fields.EncryptedTextField(verbose_name="地点")),
                        ("persons", accounts.fields.EncryptedTextField(verbose_name="涉及人员")),
                        ("course", accounts.fields.EncryptedTextField(verbose_name="经过")),
                        ("measures", accounts.fields.EncryptedTextField(verbose_name="已采取措施")),
                        ("next_steps", accounts.fields.EncryptedTextField(verbose_name="下一步")),
                        ("support", accounts.fields.EncryptedTextField(verbose_name="请求支持")),
                        (
                            "signed_by",
                            models.CharField(blank=True, max_length=40, verbose_name="签发"),
                        ),
                        ("filed_at", models.DateTimeField(null=True)),
                        (
                            "filed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "protected",
                            models.BooleanField(
                                default=False,
                                verbose_name="受害人是未成年人或无、限制民事行为能力人",
                            ),
                        ),
                        ("police_at", models.DateTimeField(null=True, verbose_name="报警时间")),
                        (
                            "police_unit",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="向哪里报的警"
                            ),
                        ),
                        ("written_at", models.DateTimeField(null=True)),
                        ("received_at", models.DateTimeField(null=True)),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[("lifted", "险情解除"), ("mistake", "误报")],
                                max_length=8,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "重大隐患",
                        "ordering": ["-known_at", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "status"], name="hazard_village_status")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["open", "filed", "asked", "ended"])
                                ),
                                name="hazard_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        ["family", "visit", "report", "dispute", "direct"],
                                    )
                                ),
                                name="hazard_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dangers__contained_by", ["life", "injury", "arson", "self"])
                                ),
                                name="hazard_dangers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("filed_at__isnull", True),
                                        models.Q(("status", "filed"), _negated=True),
                                    ),
                                    models.Q(
                                        ("dangers__len__gte", 1),
                                        ("filed_at__isnull", False),
                                        ("filed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="hazard_filed_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("protected", False),
                                    ("police_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="hazard_police_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ending", ""),
                                        models.Q(("status", "ended"), _negated=True),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ending__in", ["lifted", "mistake"]),
                                        ("status", "ended"),
                                    ),
                                    _connector="OR",
                                ),
                                name="hazard_ended_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "ended"), _negated=True),
                                fields=("family",),
                                name="hazard_open_once_a_family",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HazardCall",
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
                            "hazard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="households.hazard",
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
                        ("called_at", models.DateTimeField(verbose_name="电话时间")),
                        ("person", models.CharField(max_length=40, verbose_name="谁接的")),
                        ("unit", models.CharField(max_length=60, verbose_name="单位")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "隐患电话报告",
                        "ordering": ["called_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("called_at__lte", models.F("recorded_at"))),
                                name="hazard_call_not_ahead",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HazardNote",
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
                            "hazard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="households.hazard",
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
                                    ("written", "书面续报"),
                                    ("progress", "续报"),
                                    ("asked", "申请解除"),
                                    ("declined", "暂不解除"),
                                    ("ended", "确认结束"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("text", accounts.fields.EncryptedTextField(verbose_name="内容")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "隐患处置记录",
                        "ordering": ["at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["written", "progress", "asked", "declined", "ended"],
                                    )
                                ),
                                name="hazard_note_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pairing",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairings",
                                to="households.household",
                                verbose_name="对象",
                            ),
                        ),
                        (
                            "helper_kind",
                            models.CharField(
                                choices=[
                                    ("person", "干部、党员个人"),
                                    ("mother", "爱心妈妈"),
                                    ("unit", "机关单位"),
                                    ("enterprise", "企业"),
                                    ("team", "志愿服务队"),
                                ],
                                max_length=12,
                                verbose_name="帮扶人",
                            ),
                        ),
                        ("helper_name", models.CharField(max_length=60, verbose_name="姓名或单位")),
                        ("contact", accounts.fields.EncryptedTextField(verbose_name="联系电话")),
                        ("need", accounts.fields.EncryptedTextField(verbose_name="困难")),
                        ("measures", accounts.fields.EncryptedTextField(verbose_name="措施")),
                        ("since", models.DateField(verbose_name="结对日期")),
                        ("consent_on", models.DateField(null=True, verbose_name="同意公开日期")),
                        (
                            "consent_by",
                            models.CharField(blank=True, max_length=40, verbose_name="谁签字同意"),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_on", models.DateField(null=True, verbose_name="结束日期")),
                        ("effect", accounts.fields.EncryptedTextField(verbose_name="成效")),
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
                        "verbose_name": "结对帮扶",
                        "ordering": ["-since", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "since"], name="pairing_village_since")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "helper_kind__in",
                                        ["person", "mother", "unit", "enterprise", "team"],
                                    )
                                ),
                                name="pairing_helper_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("helper_name", ""), _negated=True),
                                name="pairing_has_helper",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("ended_on__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="pairing_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("consent_by", ""), ("consent_on__isnull", True)),
                                    models.Q(
                                        ("consent_on__isnull", False),
                                        models.Q(("consent_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pairing_consent_signed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("household", "helper_name"),
                                name="pairing_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpEvent",
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
                            "pairing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="households.pairing",
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
                        ("happened_on", models.DateField(verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "慰问金"),
                                    ("goods", "物资"),
                                    ("job", "就业、项目"),
                                    ("study", "助学"),
                                    ("medical", "就医"),
                                    ("company", "陪伴、家务"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="帮了什么",
                            ),
                        ),
                        ("what", accounts.fields.EncryptedTextField(verbose_name="内容")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="折合金额（元）",
                            ),
                        ),
                        ("signed_by", models.CharField(max_length=40, verbose_name="签收人")),
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
                        "verbose_name": "帮扶记录",
                        "ordering": ["-happened_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "happened_on"], name="help_event_village_day"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "money",
                                            "goods",
                                            "job",
                                            "study",
                                            "medical",
                                            "company",
                                            "other",
                                        ],
                                    )
                                ),
                                name="help_event_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="help_event_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "money"), _negated=True),
                                    ("amount__isnull", False),
                                    _connector="OR",
                                ),
                                name="help_event_money_counted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("signed_by", ""), _negated=True),
                                name="help_event_signed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Honour",
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
                        ("notice_from", models.DateField(null=True, verbose_name="公示起")),
                        ("notice_planned", models.DateField(null=True, verbose_name="原定公示止")),
                        ("notice_until", models.DateField(null=True, verbose_name="公示止")),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.awardnotice",
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
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
                                    ("village", "平安家庭示范村（社区）"),
                                    ("township", "平安家庭示范乡镇（街道）"),
                                    ("quiet", "零家暴社区"),
                                    ("team", "平安家庭创建先进集体"),
                                    ("worker", "平安家庭创建先进工作者"),
                                    ("mediator", "十佳人民调解员"),
                                    ("neighbour", "十佳好邻居"),
                                    ("family", "十佳平安家庭"),
                                ],
                                max_length=12,
                                verbose_name="荣誉",
                            ),
                        ),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("village", "村级"),
                                    ("township", "乡级"),
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                max_length=8,
                                verbose_name="级别",
                            ),
                        ),
                        (
                            "recipient",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="集体或个人名称"
                            ),
                        ),
                        (
                            "award",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.award",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="推荐理由")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "已推荐"),
                                    ("noticed", "公示中"),
                                    ("granted", "已命名"),
                                    ("refused", "未通过"),
                                    ("revoked", "已撤销"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("proposed_on", models.DateField(verbose_name="推荐日期")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("consented_on", models.DateField(null=True, verbose_name="本人同意公示")),
                        (
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="证书编号"),
                        ),
                        ("granted_on", models.DateField(null=True, verbose_name="命名日期")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(blank=True, max_length=400, verbose_name="意见"),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="撤销日期")),
                        (
                            "verify_code",
                            models.CharField(
                                max_length=22, null=True, unique=True, verbose_name="查验码"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "集体和个人荣誉",
                        "ordering": ["kind", "place_id", "id"],
                        "indexes": [
                            models.Index(fields=["campaign", "place"], name="honour_place")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind__in", ["village", "township", "quiet"]),
                                    ("status__in", ["proposed", "noticed", "granted"]),
                                ),
                                fields=("campaign", "place", "kind", "rank"),
                                name="honour_of_a_place_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("campaign", "number"),
                                name="honour_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "village",
                                            "township",
                                            "quiet",
                                            "team",
                                            "worker",
                                            "mediator",
                                            "neighbour",
                                            "family",
                                        ],
                                    )
                                ),
                                name="honour_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rank__in",
                                        ["village", "township", "county", "city", "province"],
                                    )
                                ),
                                name="honour_rank",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["proposed", "noticed", "granted", "refused", "revoked"],
                                    )
                                ),
                                name="honour_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["granted", "revoked"]), _negated=True),
                                    models.Q(
                                        ("granted_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="honour_granted_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["noticed", "granted", "revoked"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("notice__isnull", False),
                                        ("notice_from__isnull", False),
                                        ("notice_planned__gte", models.F("notice_from")),
                                        ("notice_planned__isnull", False),
                                        ("notice_until__gte", models.F("notice_planned")),
                                        ("notice_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="honour_noticed_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["proposed", "refused"]),
                                    models.Q(
                                        ("kind__in", ["worker", "mediator", "neighbour", "family"]),
                                        _negated=True,
                                    ),
                                    ("consented_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="honour_person_agreed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("award__isnull", False), ("kind", "family")),
                                    models.Q(
                                        models.Q(("kind", "family"), _negated=True),
                                        ("award__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="honour_family_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HouseholdChange",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="households.household",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="households.member",
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
                            "fields",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        ("before", accounts.fields.EncryptedTextField()),
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
                        "verbose_name": "家庭信息改动",
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HouseholdMove",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "from_village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="households.household",
                                verbose_name="家庭",
                            ),
                        ),
                        (
                            "new_household",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_by",
                                to="households.household",
                            ),
                        ),
                        ("head_name", models.CharField(max_length=40, verbose_name="户主")),
                        ("people", models.SmallIntegerField(verbose_name="人口")),
                        (
                            "tier",
                            models.CharField(blank=True, max_length=8, verbose_name="在册等级"),
                        ),
                        (
                            "address",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="迁入后的住址"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="迁移原因")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("offered", "等待接收"),
                                    ("accepted", "已接收"),
                                    ("declined", "已退回"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="offered",
                                max_length=16,
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
                        ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "answer",
                            models.CharField(blank=True, max_length=200, verbose_name="答复"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "迁移移交",
                        "ordering": ["-offered_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["village", "status"], name="move_to"),
                            models.Index(fields=["from_village", "status"], name="move_from"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["offered", "accepted", "declined", "withdrawn"])
                                ),
                                name="move_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("village", models.F("from_village")), _negated=True
                                ),
                                name="move_elsewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("status", "offered")),
                                    models.Q(
                                        models.Q(("status", "offered"), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="move_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), _negated=True),
                                    ("new_household__isnull", False),
                                    _connector="OR",
                                ),
                                name="move_accepted_household",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "offered")),
                                fields=("household",),
                                name="move_offered_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HouseholdPledge",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pledges",
                                to="households.household",
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
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="签订日期")),
                        ("signatory", models.CharField(max_length=40, verbose_name="签字人")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "template",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.pledgetemplate",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("one", "逐户登记"),
                                    ("roster", "按名册登记"),
                                    ("door", "上门登记"),
                                ],
                                db_default="one",
                                default="one",
                                max_length=8,
                            ),
                        ),
                        (
                            "kept_at",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=120,
                                verbose_name="存放处",
                            ),
                        ),
                        ("client_uuid", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "家庭承诺书",
                        "indexes": [
                            models.Index(
                                fields=["campaign", "village"], name="household_pledge_village"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "household"), name="household_pledge_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["one", "roster", "door"])),
                                name="household_pledge_way",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImpactAssessment",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("version", models.IntegerField(verbose_name="版本")),
                        (
                            "purpose",
                            models.TextField(verbose_name="处理目的、方式是否合法、正当、必要"),
                        ),
                        ("impact", models.TextField(verbose_name="对个人权益的影响和安全风险")),
                        (
                            "measures",
                            models.TextField(verbose_name="保护措施是否合法、有效，与风险相适应"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "待批准"),
                                    ("approved", "已批准"),
                                    ("returned", "退回修改"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "opinion",
                            models.CharField(blank=True, max_length=400, verbose_name="意见"),
                        ),
                    ],
                    options={
                        "verbose_name": "影响评估",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "version"), name="assessment_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "approved", "returned"])
                                ),
                                name="assessment_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("status", "draft")),
                                    models.Q(
                                        models.Q(("status", "draft"), _negated=True),
                                        ("decided_by__isnull", False),
                                        models.Q(
                                            ("decided_by", models.F("written_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_approved_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incentive",
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
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incentives",
                                to="households.award",
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
                                    ("points", "道德银行积分"),
                                    ("loan", "贷款优惠、贴息"),
                                    ("health", "免费体检"),
                                    ("visit", "走访慰问"),
                                    ("goods", "物品奖励"),
                                    ("money", "奖金"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="种类",
                            ),
                        ),
                        ("what", models.CharField(max_length=80, verbose_name="内容")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="折合金额（元）",
                            ),
                        ),
                        (
                            "points",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="积分"),
                        ),
                        ("giver", models.CharField(max_length=40, verbose_name="发放单位")),
                        ("given_on", models.DateField(verbose_name="发放日期")),
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
                        "verbose_name": "奖励",
                        "ordering": ["-given_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "given_on"], name="incentive_village_day"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "points",
                                            "loan",
                                            "health",
                                            "visit",
                                            "goods",
                                            "money",
                                            "other",
                                        ],
                                    )
                                ),
                                name="incentive_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gte", 0), _connector="OR"
                                ),
                                name="incentive_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Keeper",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keepers",
                                to="households.listedfamily",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keepings",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "verbose_name": "包户责任人",
                        "ordering": ["until", "since", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("family", "person"),
                                name="keeper_once_per_family",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="keeper_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kinship",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kinships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kinships",
                                to="households.household",
                            ),
                        ),
                        ("person_hash", models.BinaryField(max_length=16, null=True)),
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
                                    ("self", "本人家庭"),
                                    ("kin", "亲属"),
                                    ("neighbour", "近邻"),
                                    ("opponent", "有纠纷或利害关系"),
                                ],
                                max_length=12,
                                verbose_name="关系",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("end_asked_on", models.DateField(null=True, verbose_name="申请解除")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="解除理由"),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回避申报",
                        "ordering": ["until", "-since", "id"],
                        "indexes": [models.Index(fields=["household"], name="kinship_household")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["self", "kin", "neighbour", "opponent"])
                                ),
                                name="kinship_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("household__isnull", False), ("person_hash__isnull", True)
                                    ),
                                    models.Q(
                                        ("household__isnull", True), ("person_hash__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="kinship_to_one",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("person", "person_hash"),
                                name="kinship_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("person", "household"),
                                name="kinship_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="kinship_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    models.Q(
                                        ("ended_by__isnull", False),
                                        models.Q(("ended_by", models.F("person")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="kinship_ended_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="households.listedfamily",
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
                        ("until", models.DateField(blank=True, null=True, verbose_name="止")),
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
                        "verbose_name": "档案保全",
                        "ordering": ["-placed_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="legal_hold_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("placed_on")),
                                    _connector="OR",
                                ),
                                name="legal_hold_in_order",
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
                                name="legal_hold_lifted_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterPrint",
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
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.pledgetemplate",
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
                        ("origin", models.CharField(max_length=120)),
                        (
                            "only_missing",
                            models.BooleanField(default=False, verbose_name="只印没有签的"),
                        ),
                        ("stopped", models.BooleanField(default=False)),
                        ("letters", models.IntegerField(default=0, verbose_name="份数")),
                    ],
                    options={
                        "verbose_name": "承诺书批量打印",
                        "ordering": ["-asked_at"],
                    },
                ),
                migrations.CreateModel(
                    name="LetterPart",
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
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="households.letterprint",
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
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.pledgetemplate",
                            ),
                        ),
                        ("origin", models.CharField(max_length=120)),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("letters", models.IntegerField(verbose_name="份数")),
                        ("by_hand", models.IntegerField(default=0)),
                        ("size", models.IntegerField()),
                        ("content", accounts.fields.EncryptedBinaryField()),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "一个村的承诺书",
                        "ordering": ["village"],
                        "indexes": [
                            models.Index(fields=["village", "-made_at"], name="letter_part_village")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("job", "village"), name="letter_part_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by_hand__gte", 0), ("letters__gt", 0)),
                                name="letter_part_counts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("county_federation", "县妇联"),
                                    ("township_federation", "乡镇妇联"),
                                    ("village_mediator", "村调解员"),
                                    ("governance_reviewer", "平安办"),
                                    ("auditor", "督查员"),
                                    ("upper_federation", "市（省）妇联"),
                                    ("upper_governance", "市（省）平安办"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("audit_admin", "审计管理员"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("key", models.CharField(max_length=80)),
                        ("title", models.CharField(max_length=120, verbose_name="事项")),
                        ("url", models.CharField(blank=True, max_length=200)),
                        ("grave", models.BooleanField(default=False)),
                        ("told_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "提醒",
                        "ordering": ["-told_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "role", "key"), name="notice_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeRead",
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
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reads",
                                to="households.notice",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("read_at", models.DateTimeField()),
                        ("dismissed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "提醒已阅",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "user"), name="notice_read_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
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
                            "award",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="households.award",
                            ),
                        ),
                        (
                            "honour",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="households.honour",
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
                            "rank",
                            models.CharField(
                                choices=[
                                    ("village", "村级"),
                                    ("township", "乡级"),
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                db_default="village",
                                default="village",
                                max_length=8,
                                verbose_name="公示级别",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("desk", "当面、来电、来信"), ("web", "公示网页")],
                                db_default="desk",
                                default="desk",
                                max_length=8,
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="异议内容"
                            ),
                        ),
                        (
                            "objector",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="提出人"
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
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复")),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("upheld", models.BooleanField(null=True)),
                        (
                            "stopped",
                            models.SmallIntegerField(
                                db_default=0, default=0, verbose_name="停的工作日"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "异议",
                        "ordering": ["received_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rank__in", ["village", "township", "county"])),
                                name="objection_rank",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["desk", "web"])),
                                name="objection_channel",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonMatch",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.member",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.member",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("id", "身份证号相同"),
                                    ("name_birth", "姓名和出生日期相同"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("same", "同一人"), ("different", "不是同一人")],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="依据")),
                        ("former_key", models.UUIDField(null=True)),
                        (
                            "moved",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
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
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "undo_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
                        ),
                    ],
                    options={
                        "verbose_name": "人员核对",
                        "ordering": ["-decided_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ground__in", ["id", "name_birth"])),
                                name="person_match_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["same", "different"])),
                                name="person_match_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))),
                                name="person_match_ordered",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("first", "second"),
                                name="person_match_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScreeningRound",
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
                                related_name="rounds",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regular", "定期排查"),
                                    ("full", "全面排查"),
                                    ("extra", "专项排查"),
                                ],
                                max_length=8,
                                verbose_name="种类",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("starts", models.DateField(verbose_name="开始")),
                        ("ends", models.DateField(verbose_name="结束")),
                        ("due", models.DateTimeField(verbose_name="截止")),
                        ("reason", models.TextField(blank=True, verbose_name="说明")),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "排查轮次",
                        "ordering": ["-starts", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "kind", "starts"), name="round_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))),
                                name="round_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["regular", "full", "extra"])),
                                name="round_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VillageScreening",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="villages",
                                to="households.screeninground",
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
                        ("expected", models.IntegerField(verbose_name="总户数")),
                        ("screened", models.IntegerField(default=0, verbose_name="排查户数")),
                        ("counted", models.BooleanField(default=False, verbose_name="按清单计数")),
                        (
                            "signer",
                            models.CharField(blank=True, max_length=40, verbose_name="排查人"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("filed_at", models.DateTimeField(null=True)),
                        (
                            "filed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "村级排查",
                        "ordering": ["village"],
                        "indexes": [
                            models.Index(
                                fields=["village", "round"], name="screening_village_round"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "village"), name="screening_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("screened__gte", 0), ("screened__lte", models.F("expected"))
                                ),
                                name="screening_not_above_all",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("filed_at__isnull", True), ("filed_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("filed_at__isnull", False),
                                        ("filed_by__isnull", False),
                                        models.Q(("signer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="screening_filed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("list", "列入"),
                                    ("raise", "升级"),
                                    ("lower", "降级"),
                                    ("close", "销号"),
                                ],
                                max_length=8,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("lead", "线索"),
                                    ("pending", "待核实"),
                                    ("returned", "已退回"),
                                    ("confirmed", "已审定"),
                                    ("dismissed", "误报"),
                                    ("withdrawn", "已撤回"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="households.household",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="households.listedfamily",
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
                            "found_in",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="households.villagescreening",
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("01", "家庭暴力"),
                                        ("02", "婚恋纠纷"),
                                        ("03", "赡养抚养抚育继承纠纷"),
                                        ("04", "赌博"),
                                        ("05", "酗酒"),
                                        ("06", "涉毒家庭帮扶"),
                                        ("07", "精神障碍患者看护困难"),
                                        ("08", "留守、困境儿童"),
                                        ("09", "留守妇女"),
                                        ("10", "空巢、独居、失能老人"),
                                        ("11", "邻里纠纷"),
                                        ("12", "土地、宅基地、山林纠纷"),
                                        ("13", "债务、借贷纠纷"),
                                        ("14", "经济特困"),
                                        ("15", "家庭重大变故"),
                                        ("16", "其他"),
                                    ],
                                    max_length=2,
                                ),
                                default=list,
                                size=None,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "other_words",
                            accounts.fields.EncryptedTextField(
                                max_length=60, verbose_name="其他（说明）"
                            ),
                        ),
                        ("situation", accounts.fields.EncryptedTextField(verbose_name="简要情况")),
                        ("grave", models.BooleanField(default=False, verbose_name="重大隐患")),
                        ("hardship", models.BooleanField(default=False, verbose_name="特别困难")),
                        ("sealed", models.BooleanField(default=False, verbose_name="受保护档案")),
                        ("plan", accounts.fields.EncryptedTextField(verbose_name="一户一策")),
                        (
                            "tier",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                                verbose_name="初定等级",
                            ),
                        ),
                        (
                            "tier_before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "keepers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=list,
                                size=None,
                                verbose_name="包户人",
                            ),
                        ),
                        ("reason", accounts.fields.EncryptedTextField(verbose_name="理由")),
                        (
                            "against",
                            accounts.fields.EncryptedTextField(verbose_name="与建议不同的理由"),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_on", models.DateField(verbose_name="提出日期")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_on", models.DateField(null=True)),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复")),
                        (
                            "tier_set",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                                verbose_name="审定等级",
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "列入、定级申请",
                        "ordering": ["-proposed_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="proposal_village_status"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("sealed", False),
                                    ("status__in", ["lead", "pending", "returned"]),
                                ),
                                fields=("household", "kind"),
                                name="proposal_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "lead",
                                            "pending",
                                            "returned",
                                            "confirmed",
                                            "dismissed",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="proposal_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "list"), ("family__isnull", False), _connector="OR"
                                ),
                                name="proposal_about_a_family",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "lead"),
                                    models.Q(("kind", "list"), _negated=True),
                                    models.Q(
                                        models.Q(("tier", ""), _negated=True),
                                        ("reason__isnull", False),
                                        ("situation__isnull", False),
                                    ),
                                    ("status__in", ["dismissed", "withdrawn"]),
                                    _connector="OR",
                                ),
                                name="proposal_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "categories__contained_by",
                                        [
                                            "01",
                                            "02",
                                            "03",
                                            "04",
                                            "05",
                                            "06",
                                            "07",
                                            "08",
                                            "09",
                                            "10",
                                            "11",
                                            "12",
                                            "13",
                                            "14",
                                            "15",
                                            "16",
                                        ],
                                    )
                                ),
                                name="proposal_categories_whitelisted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("categories__contains", ["16"]), _negated=True),
                                    ("other_words__isnull", False),
                                    _connector="OR",
                                ),
                                name="proposal_other_described",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["lead", "pending"]),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        models.Q(
                                            ("status", "confirmed"),
                                            ("answer__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_answered_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingRule",
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
                        ("version", models.IntegerField(default=1)),
                        ("effective_from", models.DateField(verbose_name="起用日期")),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("month", "月报"),
                                    ("half", "半月报"),
                                    ("week", "周报"),
                                    ("day", "日报"),
                                ],
                                default="month",
                                max_length=8,
                                verbose_name="平时周期",
                            ),
                        ),
                        (
                            "due",
                            models.JSONField(
                                default=households.models.rule.default_due, verbose_name="截止时间"
                            ),
                        ),
                        (
                            "steps",
                            models.JSONField(
                                default=households.models.rule.default_steps,
                                verbose_name="提醒和升级",
                            ),
                        ),
                        (
                            "shift",
                            models.CharField(
                                choices=[
                                    ("none", "不顺延"),
                                    ("later", "顺延到下一个工作日"),
                                    ("earlier", "提前到上一个工作日"),
                                ],
                                default="none",
                                max_length=8,
                                verbose_name="遇节假日",
                            ),
                        ),
                        (
                            "checks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("keepers", "走访在册家庭"),
                                        ("visited", "入户排查"),
                                        ("screened", "半月排查"),
                                        ("police", "问过派出所、司法所"),
                                        ("grid", "问过网格员、志愿者"),
                                        ("hotline", "查过来访、12338 登记"),
                                        ("school", "问过学校、卫生室"),
                                        ("groups", "开过小组长碰头会"),
                                    ],
                                    max_length=12,
                                ),
                                default=households.models.rule.default_checks,
                                size=None,
                                verbose_name="表上可选的核对内容",
                            ),
                        ),
                        (
                            "contradicting",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("hazard", "重大隐患"),
                                        ("grave", "列入在册（重大隐患）"),
                                        ("listed", "列入在册"),
                                        ("hotline", "12338 来电"),
                                        ("police", "公安移送"),
                                        ("court", "法院移交"),
                                        ("department", "其他部门移送"),
                                        ("dispute", "村内纠纷"),
                                    ],
                                    max_length=12,
                                ),
                                default=households.models.rule.default_kinds,
                                size=None,
                                verbose_name="哪些情况与零报告不符",
                            ),
                        ),
                        (
                            "reply_days",
                            models.SmallIntegerField(default=3, verbose_name="村里说明的工作日"),
                        ),
                        (
                            "radar_run",
                            models.SmallIntegerField(default=6, verbose_name="连续零报告期数"),
                        ),
                        (
                            "radar_odds",
                            models.SmallIntegerField(default=50, verbose_name="可能性（千分之）"),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="修改原因")),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "报告规则",
                        "ordering": ["-effective_from", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "version"), name="rule_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cadence__in", ["month", "half", "week", "day"])
                                ),
                                name="rule_cadence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shift__in", ["none", "later", "earlier"])),
                                name="rule_shift",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "checks__contained_by",
                                        [
                                            "keepers",
                                            "visited",
                                            "screened",
                                            "police",
                                            "grid",
                                            "hotline",
                                            "school",
                                            "groups",
                                        ],
                                    ),
                                    ("checks__len__gte", 1),
                                ),
                                name="rule_checks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "contradicting__contained_by",
                                        [
                                            "hazard",
                                            "grave",
                                            "listed",
                                            "hotline",
                                            "police",
                                            "court",
                                            "department",
                                            "dispute",
                                        ],
                                    )
                                ),
                                name="rule_contradicting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("radar_odds__range", (1, 200)),
                                    ("radar_run__range", (3, 60)),
                                    ("reply_days__range", (1, 15)),
                                ),
                                name="rule_figures",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRule",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("version", models.IntegerField(verbose_name="版本")),
                        ("effective_on", models.DateField(verbose_name="生效日期")),
                        (
                            "plain_years",
                            models.SmallIntegerField(default=2, verbose_name="普通档案保存年数"),
                        ),
                        (
                            "long_years",
                            models.SmallIntegerField(
                                default=5, verbose_name="红·高和受保护档案保存年数"
                            ),
                        ),
                        ("basis", models.CharField(max_length=200, verbose_name="依据")),
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
                        "verbose_name": "保存期限",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "version"), name="retention_rule_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("plain_years__range", (1, 30)),
                                    ("long_years__range", (1, 30)),
                                    ("long_years__gte", models.F("plain_years")),
                                ),
                                name="retention_rule_years",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis", ""), _negated=True),
                                name="retention_rule_based",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightsRequest",
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
                            "number",
                            models.CharField(max_length=20, unique=True, verbose_name="编号"),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="households.household",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="households.listedfamily",
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
                                choices=[("correct", "更正"), ("delist", "移出")],
                                max_length=8,
                                verbose_name="申请",
                            ),
                        ),
                        (
                            "applicant",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=40, verbose_name="申请人"
                            ),
                        ),
                        (
                            "contact",
                            accounts.fields.EncryptedTextField(
                                max_length=40, verbose_name="联系方式"
                            ),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="申请内容"
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("due_on", models.DateField(verbose_name="答复期限")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待答复"),
                                    ("granted", "已同意"),
                                    ("refused", "未同意"),
                                    ("appealed", "申诉中"),
                                    ("overturned", "申诉成立"),
                                    ("upheld", "维持原答复"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("answer", accounts.fields.EncryptedTextField(verbose_name="答复")),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("appeal", accounts.fields.EncryptedTextField(verbose_name="申诉理由")),
                        ("appealed_on", models.DateField(null=True)),
                        ("appeal_due_on", models.DateField(null=True)),
                        ("decision", accounts.fields.EncryptedTextField(verbose_name="申诉答复")),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "更正、移出申请",
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "status"], name="rights_request_village"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["correct", "delist"])),
                                name="rights_request_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "open",
                                            "granted",
                                            "refused",
                                            "appealed",
                                            "overturned",
                                            "upheld",
                                        ],
                                    )
                                ),
                                name="rights_request_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("status", "open")),
                                    models.Q(
                                        models.Q(("status", "open"), _negated=True),
                                        ("answer__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_request_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("appealed_on__isnull", True),
                                        ("status__in", ["open", "granted", "refused"]),
                                    ),
                                    models.Q(
                                        ("appeal_due_on__isnull", False),
                                        ("appealed_on__isnull", False),
                                        ("status__in", ["appealed", "overturned", "upheld"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_request_appealed_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ["overturned", "upheld"]), _negated=True
                                    ),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        ("decision__isnull", False),
                                        models.Q(
                                            ("decided_by", models.F("answered_by")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_request_decided_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafeFamily",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.household",
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
                        ("joined_on", models.DateField(verbose_name="参与日期")),
                        ("met_on", models.DateField(null=True, verbose_name="达标日期")),
                        ("met_at", models.DateTimeField(null=True)),
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
                        "verbose_name": "平安家庭",
                        "indexes": [
                            models.Index(fields=["campaign", "village"], name="safe_family_village")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "household"), name="safe_family_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("met_on__isnull", True),
                                    ("met_on__gte", models.F("joined_on")),
                                    _connector="OR",
                                ),
                                name="safe_family_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("met_at__isnull", True), ("met_on__isnull", True)),
                                    models.Q(("met_at__isnull", False), ("met_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="safe_family_met_timed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SampledHousehold",
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.survey",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="samplings",
                                to="households.household",
                            ),
                        ),
                        ("rank", models.SmallIntegerField(verbose_name="抽签序")),
                        (
                            "way",
                            models.CharField(
                                choices=[("door", "上门"), ("phone", "电话"), ("code", "二维码")],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待调查"),
                                    ("done", "已答"),
                                    ("missed", "没有调查到"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_on", models.DateField(null=True, verbose_name="调查日期")),
                        ("client_uuid", models.UUIDField(null=True)),
                    ],
                    options={
                        "verbose_name": "调查样本户",
                        "ordering": ["village", "rank"],
                        "indexes": [
                            models.Index(
                                fields=["survey", "village", "state"], name="sampled_village"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("survey", "household"), name="sampled_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["door", "phone", "code"])),
                                name="sampled_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("asked_by__isnull", True),
                                        ("asked_on__isnull", True),
                                        ("state", "waiting"),
                                    ),
                                    models.Q(
                                        ("state__in", ["done", "missed"]),
                                        ("asked_by__isnull", False),
                                        ("asked_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="sampled_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScreenedHome",
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
                            "screening",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="homes",
                                to="households.villagescreening",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.household",
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
                        ("marked_at", models.DateTimeField()),
                        (
                            "marked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "已排查家庭",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("screening", "household"), name="screened_home_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceActivity",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="主办单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("training", "技能培训"),
                                    ("jobs", "就业帮扶"),
                                    ("health", "健康体检"),
                                    ("counsel", "心理疏导"),
                                    ("law", "法律宣传"),
                                    ("care", "关爱陪伴"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="类型",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="主题")),
                        ("happened_on", models.DateField(verbose_name="日期")),
                        ("venue", models.CharField(max_length=60, verbose_name="地点")),
                        ("people", models.IntegerField(verbose_name="参加人数")),
                        ("notes", models.TextField(blank=True, verbose_name="内容")),
                        (
                            "publicity",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.activity",
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
                    ],
                    options={
                        "verbose_name": "服务活动",
                        "ordering": ["-happened_on", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "happened_on"], name="service_unit_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "training",
                                            "jobs",
                                            "health",
                                            "counsel",
                                            "law",
                                            "care",
                                            "other",
                                        ],
                                    )
                                ),
                                name="service_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 100000))),
                                name="service_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="service_titled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceUse",
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
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="households.serviceactivity",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_uses",
                                to="households.household",
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
                        ("people", models.SmallIntegerField(default=1, verbose_name="人数")),
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
                        "verbose_name": "参加服务的家庭",
                        "ordering": ["village", "household"],
                        "indexes": [
                            models.Index(fields=["household"], name="service_use_household")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "household"), name="service_use_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 60))),
                                name="service_use_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpotCheck",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
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
                            "status",
                            models.CharField(
                                choices=[("open", "待走访"), ("done", "已走访")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="走访期限")),
                        ("since", models.DateField()),
                        ("zeros", models.SmallIntegerField()),
                        ("households", models.IntegerField()),
                        ("peers", models.IntegerField()),
                        ("peer_filed", models.IntegerField()),
                        ("peer_found", models.IntegerField()),
                        ("odds", models.SmallIntegerField()),
                        ("result", models.TextField(blank=True, verbose_name="走访情况和帮助")),
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
                    ],
                    options={
                        "verbose_name": "静默走访",
                        "ordering": ["status", "-raised_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("village",),
                                name="spot_check_open_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("status", "open")),
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                        ("status", "done"),
                                        models.Q(("result", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="spot_check_done_with_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SyncItem",
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
                        ("client_uuid", models.UUIDField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        ("kind", models.CharField(max_length=24, verbose_name="表格")),
                        ("form_version", models.SmallIntegerField()),
                        ("base_version", models.IntegerField(null=True)),
                        ("key", models.CharField(max_length=16)),
                        ("owner", models.CharField(max_length=32)),
                        ("digest", models.CharField(max_length=64)),
                        ("sealed", models.TextField(blank=True)),
                        (
                            "written_at",
                            models.DateTimeField(null=True, verbose_name="手机上的时间"),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="收到")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "刚收到"),
                                    ("accepted", "已入账"),
                                    ("refused", "没有入账"),
                                    ("quarantined", "前后内容不同"),
                                    ("settled", "已处理"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        ("code", models.SmallIntegerField(default=0)),
                        ("sentence", models.TextField(blank=True)),
                        ("url", models.CharField(blank=True, max_length=200)),
                        (
                            "contradicts",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.syncitem",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settlement",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("again", "改好后已入账"),
                                    ("entered", "已在别处登记"),
                                    ("dropped", "不再需要"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("settle_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "补传的表",
                        "ordering": ["-received_at", "-id"],
                        "indexes": [
                            models.Index(fields=["village", "state"], name="sync_village_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("contradicts__isnull", True)),
                                fields=("by", "client_uuid"),
                                name="sync_item_once",
                            ),
                            models.UniqueConstraint(
                                fields=("by", "client_uuid", "digest"), name="sync_content_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "received",
                                            "accepted",
                                            "refused",
                                            "quarantined",
                                            "settled",
                                        ],
                                    )
                                ),
                                name="sync_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["accepted", "settled"]), _negated=True),
                                    ("sealed", ""),
                                    _connector="OR",
                                ),
                                name="sync_kept_while_needed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("state", "settled"),
                                        models.Q(("settlement", ""), _negated=True),
                                        models.Q(("settle_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "settled"), _negated=True),
                                        ("settled_at__isnull", True),
                                        ("settlement", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="sync_settled_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settlement__in", ["", "again", "entered", "dropped"])
                                ),
                                name="sync_settlement",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TierDecision",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="households.listedfamily",
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
                            "before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("red", "红·高"),
                                    ("orange", "橙·较高"),
                                    ("yellow", "黄·中"),
                                    ("blue", "蓝·较低"),
                                    ("green", "绿·低"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "scale",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.tierscale",
                            ),
                        ),
                        (
                            "reason",
                            accounts.fields.EncryptedTextField(
                                blank=False, verbose_name="定级理由"
                            ),
                        ),
                        ("decided_on", models.DateField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("review_due", models.DateField()),
                        (
                            "sheet",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="households.factorsheet",
                            ),
                        ),
                        (
                            "against",
                            accounts.fields.EncryptedTextField(verbose_name="与建议不同的理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "定级",
                        "ordering": ["-decided_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__isnull", False)),
                                name="tier_decision_reasoned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("after__in", ["red", "orange", "yellow", "blue", "green"])
                                ),
                                name="tier_decision_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitReturn",
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
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returns",
                                to="households.reportingperiod",
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
                            "level",
                            models.SmallIntegerField(
                                choices=[
                                    (1, "省级"),
                                    (2, "地级"),
                                    (3, "县级"),
                                    (4, "乡级"),
                                    (5, "村级"),
                                ],
                                verbose_name="层级",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("filed", "已报，待审核"),
                                    ("returned", "退回"),
                                    ("accepted", "已审核，锁定"),
                                    ("missing", "标记未报"),
                                ],
                                default="filed",
                                max_length=12,
                            ),
                        ),
                        ("revision", models.SmallIntegerField(default=1)),
                        ("is_live", models.BooleanField(default=True)),
                        ("supplementary", models.BooleanField(default=False, verbose_name="补报")),
                        ("figures", models.JSONField(default=dict, verbose_name="数字")),
                        ("words", models.TextField(blank=True, verbose_name="综合情况")),
                        (
                            "signer",
                            models.CharField(blank=True, max_length=40, verbose_name="签发人"),
                        ),
                        ("change_reason", models.TextField(blank=True, verbose_name="更正原因")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("filed_at", models.DateTimeField()),
                        ("first_filed_at", models.DateTimeField(null=True)),
                        ("returned_at", models.DateTimeField(null=True)),
                        (
                            "returned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("returned_reason", models.TextField(blank=True, verbose_name="退回原因")),
                        ("correct_by", models.DateTimeField(null=True, verbose_name="重报期限")),
                        ("accepted_at", models.DateTimeField(null=True)),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "零报告汇总",
                        "ordering": ["-period__starts", "unit", "-revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("period", "unit"),
                                name="return_one_live",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["filed", "returned", "accepted", "missing"])
                                ),
                                name="return_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [3, 4])), name="return_level"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("first_filed_at__isnull", True),
                                        ("status", "missing"),
                                        models.Q(("words", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "missing"), _negated=True),
                                        ("first_filed_at__isnull", False),
                                        models.Q(("signer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "returned"), _negated=True),
                                    models.Q(
                                        ("correct_by__isnull", False),
                                        ("returned_by__isnull", False),
                                        models.Q(("returned_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_returned_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), _negated=True),
                                    ("accepted_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="return_accepted_by_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitDuty",
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
                            "family",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit_duties",
                                to="households.listedfamily",
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
                        ("opens_on", models.DateField()),
                        ("due_on", models.DateField(verbose_name="应访日期")),
                        (
                            "visit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fulfils",
                                to="households.visit",
                            ),
                        ),
                        ("dropped_at", models.DateTimeField(null=True)),
                        ("dropped", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                fields=["village", "due_on"], name="visit_duty_village_due"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dropped", False)),
                                fields=("family", "due_on"),
                                name="visit_duty_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("opens_on"))),
                                name="visit_duty_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Urge",
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
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urges",
                                to="households.visitduty",
                            ),
                        ),
                        (
                            "hand_over",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urges",
                                to="households.handover",
                            ),
                        ),
                        (
                            "hazard",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urges",
                                to="households.hazard",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urges",
                                to=settings.AUTH_USER_MODEL,
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
                        ("at", models.DateTimeField()),
                        ("on", models.DateField()),
                        (
                            "words",
                            models.CharField(blank=True, max_length=200, verbose_name="说明"),
                        ),
                    ],
                    options={
                        "verbose_name": "催办",
                        "ordering": ["-at", "-id"],
                        "indexes": [models.Index(fields=["person", "on"], name="urge_person_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("duty__isnull", False),
                                        ("hand_over__isnull", True),
                                        ("hazard__isnull", True),
                                    ),
                                    models.Q(
                                        ("duty__isnull", True),
                                        ("hand_over__isnull", False),
                                        ("hazard__isnull", True),
                                    ),
                                    models.Q(
                                        ("duty__isnull", True),
                                        ("hand_over__isnull", True),
                                        ("hazard__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="urge_about_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person", models.F("by")), _negated=True),
                                name="urge_not_oneself",
                            ),
                            models.UniqueConstraint(
                                fields=("duty", "person", "by", "on"), name="urge_duty_once_a_day"
                            ),
                            models.UniqueConstraint(
                                fields=("hand_over", "person", "by", "on"),
                                name="urge_hand_over_once_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("hazard", "person", "by", "on"),
                                name="urge_hazard_once_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitPhoto",
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
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="households.visit",
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
                        "verbose_name": "走访照片",
                        "ordering": ["id"],
                    },
                ),
            ],
        ),
    ]
