import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.math
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import accounts.fields
import accounts.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        accounts.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Division",
                    fields=[
                        (
                            "code",
                            models.BigIntegerField(
                                primary_key=True, serialize=False, verbose_name="代码"
                            ),
                        ),
                        ("end", models.BigIntegerField()),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
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
                                verbose_name="级别",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="campaigns.division",
                            ),
                        ),
                        ("acts_as_county", models.BooleanField(default=False)),
                        ("pinyin", models.CharField(blank=True, max_length=240)),
                        ("initials", models.CharField(blank=True, max_length=80)),
                        (
                            "grams",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=2), default=list, size=None
                            ),
                        ),
                        ("households", models.IntegerField(null=True, verbose_name="总户数")),
                        ("valid_from", models.DateField(null=True)),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="campaigns.division",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "区划",
                        "ordering": ["code"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["grams"], name="division_grams"
                            ),
                            models.Index(
                                condition=models.Q(("successor__isnull", False)),
                                fields=["successor"],
                                name="division_successor",
                            ),
                            models.Index(fields=["level", "code"], name="division_level_code"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code__gte", 100000000000), ("code__lt", 1000000000000)
                                ),
                                name="division_12_digits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("code"))),
                                name="division_span_forward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="division_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [1, 2, 3, 4, 5])),
                                name="division_level",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Achievement",
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
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("paper", "调研文章"), ("contest", "竞赛活动")],
                                max_length=8,
                                verbose_name="类型",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="题目")),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "authors",
                            models.CharField(blank=True, max_length=80, verbose_name="作者"),
                        ),
                        ("entries", models.IntegerField(default=0, verbose_name="参赛作品")),
                        (
                            "places",
                            models.TextField(blank=True, max_length=1000, verbose_name="名次"),
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
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调研与竞赛",
                        "ordering": ["-day", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "day"], name="achievement_unit_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["paper", "contest"])),
                                name="achievement_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="achievement_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("entries", 0),
                                        ("kind", "paper"),
                                        ("places", ""),
                                        models.Q(("authors", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("authors", ""),
                                        ("entries__range", (1, 100000)),
                                        ("kind", "contest"),
                                    ),
                                    _connector="OR",
                                ),
                                name="achievement_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="achievement_taken_back_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
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
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("street", "集中宣传"),
                                    ("door", "入户宣传"),
                                    ("lecture", "讲座宣讲"),
                                    ("show", "文艺演出"),
                                    ("board", "展板标语"),
                                    ("advice", "现场咨询"),
                                    ("online", "网上宣传"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="形式",
                            ),
                        ),
                        ("theme", models.CharField(max_length=60, verbose_name="主题")),
                        ("day", models.DateField(verbose_name="日期")),
                        ("venue", models.CharField(max_length=60, verbose_name="地点")),
                        (
                            "occasion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0308", "3·8 妇女维权周"),
                                    ("0515", "5·15 国际家庭日"),
                                    ("0626", "6·26 国际禁毒日"),
                                    ("1125", "11·25 反暴力日"),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="集中宣传日",
                            ),
                        ),
                        ("people", models.IntegerField(verbose_name="受众人数")),
                        ("materials", models.IntegerField(default=0, verbose_name="发放资料")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "宣传活动",
                        "ordering": ["-day", "-id"],
                        "indexes": [models.Index(fields=["unit", "day"], name="activity_unit_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "street",
                                            "door",
                                            "lecture",
                                            "show",
                                            "board",
                                            "advice",
                                            "online",
                                            "other",
                                        ],
                                    )
                                ),
                                name="activity_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("occasion__in", ["", "0308", "0515", "0626", "1125"])
                                ),
                                name="activity_occasion",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 1000000))),
                                name="activity_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("materials__range", (0, 1000000))),
                                name="activity_materials",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("theme", ""), _negated=True),
                                name="activity_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_taken_back_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at__isnull", True)),
                                fields=("unit", "day", "theme"),
                                name="activity_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bulletin",
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
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="标题")),
                        ("body", models.TextField(max_length=6000, verbose_name="正文")),
                        ("editor", models.CharField(max_length=20, verbose_name="编辑")),
                        (
                            "report_to",
                            models.CharField(blank=True, max_length=120, verbose_name="报"),
                        ),
                        (
                            "send_to",
                            models.CharField(blank=True, max_length=120, verbose_name="送"),
                        ),
                        (
                            "copy_to",
                            models.CharField(blank=True, max_length=120, verbose_name="发"),
                        ),
                        ("copies", models.SmallIntegerField(default=0, verbose_name="印发份数")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("issued", "已印发"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("year", models.SmallIntegerField(null=True, verbose_name="年度")),
                        ("number", models.SmallIntegerField(null=True, verbose_name="期号")),
                        ("total", models.IntegerField(null=True, verbose_name="总期号")),
                        ("issued_on", models.DateField(null=True, verbose_name="印发日期")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="撤回日期")),
                        (
                            "withdraw_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤回原因"),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "简报",
                        "ordering": ["-issued_on", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "issued_on"], name="bulletin_unit_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "issued", "withdrawn"])
                                ),
                                name="bulletin_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="bulletin_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", True),
                                        ("number__isnull", True),
                                        ("status", "draft"),
                                        ("year__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "draft"), _negated=True),
                                        ("issued_on__isnull", False),
                                        ("number__gte", 1),
                                        ("total__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="bulletin_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "withdrawn"), ("withdrawn_on__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("status", "withdrawn"), _negated=True),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="bulletin_withdrawn_on",
                            ),
                            models.UniqueConstraint(
                                fields=("unit", "year", "number"), name="bulletin_number_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Adoption",
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
                            "bulletin",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="campaigns.bulletin",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="campaigns.achievement",
                            ),
                        ),
                        (
                            "level",
                            models.SmallIntegerField(
                                choices=[
                                    (0, "国家级"),
                                    (1, "省级"),
                                    (2, "市级"),
                                    (3, "县级"),
                                    (4, "乡级"),
                                ],
                                verbose_name="级别",
                            ),
                        ),
                        ("body", models.CharField(max_length=40, verbose_name="采用单位")),
                        ("day", models.DateField(verbose_name="采用日期")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "采用",
                        "ordering": ["day", "id"],
                        "indexes": [models.Index(fields=["unit", "day"], name="adoption_unit_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("bulletin__isnull", False), ("paper__isnull", True)),
                                    models.Q(("bulletin__isnull", True), ("paper__isnull", False)),
                                    _connector="OR",
                                ),
                                name="adoption_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [0, 1, 2, 3, 4])),
                                name="adoption_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True),
                                name="adoption_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="adoption_taken_back_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadingGroup",
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
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "office_at",
                            models.CharField(blank=True, max_length=40, verbose_name="办公室设在"),
                        ),
                        (
                            "paper_number",
                            models.CharField(blank=True, max_length=40, verbose_name="成立文件"),
                        ),
                        ("set_up_on", models.DateField(verbose_name="成立日期")),
                        ("meetings_at", models.DateTimeField(null=True)),
                        ("meetings_before", models.SmallIntegerField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "meetings_a_year",
                            models.SmallIntegerField(default=2, verbose_name="每年会议次数"),
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
                        "verbose_name": "领导小组",
                        "ordering": ["place", "ended_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    ("meetings_a_year__gte", 1),
                                    ("meetings_a_year__lte", 12),
                                ),
                                name="leading_group_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                                    models.Q(
                                        ("ended_on__gte", models.F("set_up_on")),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leading_group_ended_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("place",),
                                name="leading_group_one_a_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="campaigns.leadinggroup",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("full", "全体会议"),
                                    ("joint", "联席会议"),
                                    ("council", "议事会"),
                                ],
                                max_length=8,
                                verbose_name="形式",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("held_at", models.CharField(max_length=40, verbose_name="地点")),
                        ("topic", models.CharField(max_length=80, verbose_name="议题")),
                        ("minutes", models.TextField(max_length=4000, verbose_name="纪要")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "back_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤回原因"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "领导小组会议",
                        "ordering": ["-held_on", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "held_on"], name="meeting_place_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["full", "joint", "council"]),
                                    models.Q(("held_at", ""), _negated=True),
                                    models.Q(("topic", ""), _negated=True),
                                    models.Q(("minutes", ""), _negated=True),
                                ),
                                name="meeting_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("back_reason", ""), ("taken_back_at__isnull", True)),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        models.Q(("back_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meeting_back_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MemberUnit",
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
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="县",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="全称")),
                        ("short_name", models.CharField(max_length=16, verbose_name="简称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("political_legal", "政法委"),
                                    ("federation", "妇联"),
                                    ("organisation", "组织部"),
                                    ("publicity", "宣传部"),
                                    ("court", "法院"),
                                    ("procuratorate", "检察院"),
                                    ("police", "公安"),
                                    ("justice", "司法行政"),
                                    ("civil_affairs", "民政"),
                                    ("education", "教育"),
                                    ("health", "卫生健康"),
                                    ("youth_league", "团委"),
                                    ("petitions", "信访"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="加入日期")),
                        ("is_live", models.BooleanField(default=True, verbose_name="是成员单位")),
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
                        "verbose_name": "成员单位",
                        "ordering": ["county", "-is_live", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "political_legal",
                                            "federation",
                                            "organisation",
                                            "publicity",
                                            "court",
                                            "procuratorate",
                                            "police",
                                            "justice",
                                            "civil_affairs",
                                            "education",
                                            "health",
                                            "youth_league",
                                            "petitions",
                                            "other",
                                        ],
                                    ),
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("short_name", ""), _negated=True),
                                ),
                                name="member_unit_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("end_reason", ""),
                                        ("ended_on__isnull", True),
                                        ("is_live", True),
                                    ),
                                    models.Q(
                                        ("ended_on__gte", models.F("since")),
                                        ("is_live", False),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="member_unit_left_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("county", "name"),
                                name="member_unit_one_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="campaigns.leadinggroup",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "represents",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                                verbose_name="代表单位",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("head", "组长"),
                                    ("deputy", "副组长"),
                                    ("member", "成员"),
                                    ("office_head", "办公室主任"),
                                    ("office_deputy", "办公室副主任"),
                                    ("liaison", "联络员"),
                                    ("lead", "分管负责人"),
                                ],
                                max_length=14,
                                verbose_name="职责",
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="姓名")),
                        ("title", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                        (
                            "office_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="办公电话"),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="离任原因"),
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
                        "verbose_name": "任职席位",
                        "ordering": ["place", "-since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("group__isnull", False),
                                        ("unit__isnull", True),
                                        (
                                            "post__in",
                                            [
                                                "head",
                                                "deputy",
                                                "member",
                                                "office_head",
                                                "office_deputy",
                                                "liaison",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("group__isnull", True),
                                        ("represents__isnull", True),
                                        ("unit__isnull", False),
                                        ("post__in", ["lead", "liaison"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="seat_in_group_or_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(
                                        models.Q(("end_reason", ""), ("until__isnull", True)),
                                        models.Q(
                                            ("until__gte", models.F("since")),
                                            models.Q(("end_reason", ""), _negated=True),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="seat_left_group_with_reason",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("post", "head")),
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("group"),
                                            models.F("group"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("since"),
                                            models.F("until"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="seat_one_head_at_a_time",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("post", "lead")),
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("unit"),
                                            models.F("unit"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("since"),
                                            models.F("until"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="seat_one_lead_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="campaigns.meeting",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.seat",
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
                            "how",
                            models.CharField(
                                choices=[
                                    ("present", "出席"),
                                    ("deputised", "代会"),
                                    ("absent", "缺席"),
                                ],
                                max_length=10,
                                verbose_name="到会",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="代会人或缺席原因"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "到会情况",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "seat"), name="attendance_once_a_seat"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("how", "present"),
                                    models.Q(
                                        ("how__in", ["deputised", "absent"]),
                                        models.Q(("note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_explained",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
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
                                to="campaigns.division",
                                verbose_name="县",
                            ),
                        ),
                        ("year", models.SmallIntegerField(verbose_name="年度")),
                        (
                            "slogan",
                            models.CharField(blank=True, max_length=60, verbose_name="口号"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "进行中"), ("closed", "数据已截止")],
                                default="open",
                                max_length=16,
                            ),
                        ),
                        ("sign_by", models.DateField(verbose_name="责任状签订截止")),
                        ("midyear_on", models.DateField(verbose_name="年中督查")),
                        ("data_closes_on", models.DateField(verbose_name="数据截止")),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "年度创建活动",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "year"), name="campaign_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sign_by__lte", models.F("midyear_on")),
                                    ("midyear_on__lte", models.F("data_closes_on")),
                                ),
                                name="campaign_dates_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "closed"])),
                                name="campaign_status",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circular",
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
                                related_name="circulars",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("county", "县级"),
                                    ("city", "市级"),
                                    ("province", "省级"),
                                ],
                                max_length=8,
                                verbose_name="发文层级",
                            ),
                        ),
                        (
                            "word",
                            models.CharField(blank=True, max_length=20, verbose_name="机关代字"),
                        ),
                        ("number", models.IntegerField(null=True, verbose_name="编号")),
                        (
                            "outer_number",
                            models.CharField(blank=True, max_length=40, verbose_name="来文字号"),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="标题")),
                        ("since", models.DateField(verbose_name="时段起")),
                        ("until", models.DateField(verbose_name="时段止")),
                        ("opening", models.TextField(max_length=2000, verbose_name="导语")),
                        (
                            "demands",
                            models.TextField(blank=True, max_length=2000, verbose_name="要求"),
                        ),
                        ("ranking", models.JSONField(default=list, verbose_name="排名附件")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "起草"),
                                    ("approved", "已审定"),
                                    ("issued", "已印发"),
                                    ("withdrawn", "已撤销"),
                                ],
                                default="draft",
                                max_length=10,
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
                        ("drafted_at", models.DateTimeField()),
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "通报",
                        "ordering": ["-issued_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "approved", "issued", "withdrawn"])
                                ),
                                name="circular_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("level", "county"),
                                        ("outer_number", ""),
                                        models.Q(("word", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("level__in", ["city", "province"]),
                                        ("number__isnull", True),
                                        models.Q(("outer_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="circular_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__lte", models.F("until")),
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("opening", ""), _negated=True),
                                ),
                                name="circular_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("drafted_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="circular_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
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
                                name="circular_steps",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("level", "county"),
                                        ("status__in", ["issued", "withdrawn"]),
                                        _negated=True,
                                    ),
                                    ("number__gt", 0),
                                    _connector="OR",
                                ),
                                name="circular_issued_numbered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True),
                                    models.Q(
                                        ("withdrawn_by__isnull", False),
                                        ("withdrawn_on__isnull", False),
                                        models.Q(("withdraw_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="circular_withdrawn_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                                related_name="inspections",
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
                                    ("midyear", "年中督查"),
                                    ("unannounced", "暗访"),
                                    ("random", "双随机抽查"),
                                ],
                                max_length=12,
                                verbose_name="方式",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        ("starts", models.DateField(verbose_name="开始")),
                        ("ends", models.DateField(verbose_name="结束")),
                        ("village_items", models.JSONField()),
                        ("home_items", models.JSONField()),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "进行中"), ("closed", "已结束")],
                                default="open",
                                max_length=8,
                            ),
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
                        ("closed_on", models.DateField(null=True)),
                        (
                            "close_words",
                            models.CharField(blank=True, max_length=300, verbose_name="结束说明"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "督查",
                        "ordering": ["-starts", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["midyear", "unannounced", "random"])
                                ),
                                name="inspection_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", True), ("status", "open")),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("status", "closed"),
                                        models.Q(("close_words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts__lte", models.F("ends")),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="inspection_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draw",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draws",
                                to="campaigns.inspection",
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
                        ("ordinal", models.SmallIntegerField(verbose_name="第几次")),
                        ("listed", models.TextField(verbose_name="候选名单")),
                        ("homes", models.BinaryField(verbose_name="各村户的候选名单")),
                        ("list_hash", models.CharField(max_length=64, verbose_name="名单校验值")),
                        ("secret", models.CharField(max_length=64, verbose_name="封存的种子")),
                        ("seed_hash", models.CharField(max_length=64, verbose_name="种子校验值")),
                        (
                            "public_words",
                            models.CharField(blank=True, max_length=40, verbose_name="现场公开数"),
                        ),
                        (
                            "sealed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sealed_at", models.DateTimeField()),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drawn_at", models.DateTimeField(null=True)),
                        ("result", models.TextField(blank=True, verbose_name="抽取结果")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="重抽的原因"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sealed", "已封存"),
                                    ("drawn", "已抽取"),
                                    ("replaced", "已重抽"),
                                ],
                                default="sealed",
                                max_length=10,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "抽取",
                        "ordering": ["inspection", "ordinal"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "ordinal"), name="draw_ordinal_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["sealed", "drawn"])),
                                fields=("inspection",),
                                name="draw_one_standing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("drawn_at__isnull", True),
                                        ("result", ""),
                                        ("status", "sealed"),
                                    ),
                                    models.Q(
                                        ("drawn_at__isnull", False),
                                        ("drawn_by__isnull", False),
                                        ("status", "drawn"),
                                        models.Q(("result", ""), _negated=True),
                                    ),
                                    ("status", "replaced"),
                                    _connector="OR",
                                ),
                                name="draw_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ordinal", 1),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="draw_again_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionTarget",
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
                            models.CharField(max_length=8, unique=True, verbose_name="检查编号"),
                        ),
                        ("client_uuid", models.UUIDField(null=True, unique=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="campaigns.inspection",
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="campaigns.draw",
                            ),
                        ),
                        (
                            "shown",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "home",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
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
                        ("household", models.UUIDField(null=True, verbose_name="户")),
                        ("label", models.CharField(blank=True, max_length=20, verbose_name="户号")),
                        ("title", models.CharField(max_length=60, verbose_name="督查名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("midyear", "年中督查"),
                                    ("unannounced", "暗访"),
                                    ("random", "双随机抽查"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("items", models.JSONField(verbose_name="检查项")),
                        ("ends", models.DateField(verbose_name="检查期限")),
                        (
                            "inspector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner_home",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "photos_owed",
                            models.SmallIntegerField(default=0, verbose_name="待补照片"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "待检查"),
                                    ("done", "已检查"),
                                    ("void", "已取消"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        (
                            "words",
                            models.CharField(blank=True, max_length=1000, verbose_name="总的情况"),
                        ),
                        ("visited_on", models.DateField(null=True, verbose_name="检查日期")),
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "检查对象",
                        "ordering": ["inspection_id", "village_id", "label"],
                        "indexes": [
                            models.Index(fields=["inspector", "status"], name="target_inspector")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("status__in", ["waiting", "void"]),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("status", "done"),
                                    ),
                                    _connector="OR",
                                ),
                                name="target_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("household__isnull", True),
                                    models.Q(
                                        ("shown__gt", 0), models.Q(("label", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="target_home_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("partner__isnull", True),
                                    models.Q(("partner", models.F("inspector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="target_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("partner__isnull", True), ("partner_home__isnull", True)
                                    ),
                                    models.Q(
                                        ("partner__isnull", False), ("partner_home__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="target_partner_works_somewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("photos_owed__range", (0, 20))),
                                name="target_photos_owed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RectificationOrder",
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
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="编号")),
                        ("asked", models.CharField(max_length=500, verbose_name="整改要求")),
                        ("due_on", models.DateField(verbose_name="整改时限")),
                        ("issued_on", models.DateField(verbose_name="下达日期")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "整改通知书",
                        "ordering": ["-issued_on", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="order_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gte", models.F("issued_on")), ("number__gt", 0)
                                ),
                                name="order_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                                related_name="findings",
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
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="campaigns.inspectiontarget",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(blank=True, max_length=60, verbose_name="来源"),
                        ),
                        ("words", models.CharField(max_length=500, verbose_name="发现问题")),
                        ("ground", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=40, verbose_name="责任人"),
                        ),
                        ("found_on", models.DateField(verbose_name="发现日期")),
                        (
                            "found_by",
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
                                    ("found", "待下达"),
                                    ("ordered", "整改中"),
                                    ("rectified", "待复查"),
                                    ("closed", "已销号"),
                                    ("dropped", "不成立"),
                                ],
                                default="found",
                                max_length=10,
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="campaigns.rectificationorder",
                            ),
                        ),
                        ("due_on", models.DateField(null=True, verbose_name="整改时限")),
                        (
                            "repeats",
                            models.SmallIntegerField(default=0, verbose_name="复查未改次数"),
                        ),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "drop_reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="不成立的理由"
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "督查问题",
                        "ordering": ["-found_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["place", "status", "due_on"], name="finding_place_state"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["found", "ordered", "rectified", "closed", "dropped"],
                                    )
                                ),
                                name="finding_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("words", ""), _negated=True),
                                    models.Q(("ground", ""), _negated=True),
                                    ("repeats__gte", 0),
                                ),
                                name="finding_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["found", "dropped"]),
                                    models.Q(("due_on__isnull", False), ("order__isnull", False)),
                                    _connector="OR",
                                ),
                                name="finding_ordered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "dropped"), _negated=True),
                                    models.Q(("drop_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="finding_dropped_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("status__in", ["closed", "dropped"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("status__in", ["closed", "dropped"]), _negated=True
                                        ),
                                        ("ended_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_ended",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularEntry",
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
                            "circular",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="campaigns.circular",
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
                                choices=[("praise", "表扬"), ("blame", "批评")], max_length=8
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.finding",
                            ),
                        ),
                        ("words", models.CharField(max_length=500, verbose_name="事项")),
                        (
                            "ground",
                            models.CharField(blank=True, max_length=200, verbose_name="依据"),
                        ),
                        ("due_on", models.DateField(null=True, verbose_name="整改时限")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=40, verbose_name="责任人"),
                        ),
                        (
                            "result",
                            models.CharField(blank=True, max_length=40, verbose_name="复查结果"),
                        ),
                    ],
                    options={
                        "verbose_name": "通报事项",
                        "ordering": ["side", "division", "unit", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("side__in", ["praise", "blame"]),
                                    models.Q(("words", ""), _negated=True),
                                ),
                                name="entry_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("division__isnull", False), ("unit__isnull", True)),
                                    models.Q(("division__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="entry_one_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularPaper",
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
                            "circular",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="campaigns.circular",
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
                            "state",
                            models.CharField(
                                choices=[("issued", "印发时"), ("withdrawn", "撤销时")],
                                max_length=10,
                            ),
                        ),
                        ("data", models.BinaryField()),
                        ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                        ("drawn_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "通报文件",
                        "ordering": ["drawn_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("circular", "state"), name="circular_paper_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["issued", "withdrawn"])),
                                name="circular_paper_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularReceipt",
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
                            "circular",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="campaigns.circular",
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
                        "verbose_name": "通报签收",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("circular", "place"), name="circular_receipt_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeductionScale",
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
                        ("number", models.SmallIntegerField(verbose_name="第几版")),
                        ("starts", models.DateField(verbose_name="起用日期")),
                        (
                            "found",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="发现一个问题"
                            ),
                        ),
                        (
                            "unrectified",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="复查未整改"
                            ),
                        ),
                        (
                            "again",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="再次复查未整改"
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
                        ("set_at", models.DateTimeField()),
                        ("reason", models.CharField(max_length=200, verbose_name="依据")),
                    ],
                    options={
                        "verbose_name": "督查扣分标准",
                        "ordering": ["-starts", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "number"), name="deduction_scale_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("again__gte", models.F("unrectified")),
                                    ("found__gte", 0),
                                    ("unrectified__gte", 0),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="deduction_scale_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deduction",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deductions",
                                to="campaigns.finding",
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
                                    ("found", "发现问题"),
                                    ("unrectified", "复查未整改"),
                                    ("again", "再次复查未整改"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField(verbose_name="第几轮")),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="分值"
                            ),
                        ),
                        (
                            "scale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.deductionscale",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("is_live", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "督查扣分",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("finding", "ordinal"), name="deduction_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["found", "unrectified", "again"]),
                                    ("points__gte", 0),
                                ),
                                name="deduction_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to="campaigns.campaign",
                                verbose_name="年度",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="时间")),
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
                        ("title", models.CharField(max_length=80, verbose_name="事项")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("plan", "方案"),
                                    ("midyear", "年中小结"),
                                    ("final", "年终总结"),
                                    ("ledger", "台账"),
                                    ("other", "其他"),
                                ],
                                default="other",
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "ahead",
                            models.SmallIntegerField(default=14, verbose_name="提前几天提醒"),
                        ),
                        ("is_fixed", models.BooleanField(default=False, verbose_name="固定日期")),
                        ("added_at", models.DateTimeField(null=True)),
                        ("moved_at", models.DateTimeField(null=True)),
                        ("due_before", models.DateField(null=True)),
                        ("first_due_on", models.DateField(null=True, verbose_name="原定时间")),
                        ("lifted_at", models.DateTimeField(null=True)),
                        (
                            "lift_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="取消原因"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "日程事项",
                        "ordering": ["due_on", "level", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("campaign", "due_on", "level", "title"),
                                name="duty_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["plan", "midyear", "final", "ledger", "other"]),
                                    ("level__in", [1, 2, 3, 4, 5]),
                                    ("ahead__gte", 0),
                                    ("ahead__lte", 90),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="duty_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lift_reason", ""), ("lifted_at__isnull", True)),
                                    models.Q(
                                        ("lifted_at__isnull", False),
                                        models.Q(("lift_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_lifted_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyMark",
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
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="campaigns.duty",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("done", "已办"), ("lifted", "免办")],
                                max_length=6,
                                verbose_name="结果",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_marks",
                                to="campaigns.activity",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="办理日期")),
                        ("note", models.CharField(max_length=200, verbose_name="说明")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "back_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤回原因"),
                        ),
                    ],
                    options={
                        "verbose_name": "日程办理",
                        "ordering": ["-at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at__isnull", True)),
                                fields=("duty", "place"),
                                name="duty_mark_once_a_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["done", "lifted"]),
                                    models.Q(("note", ""), _negated=True),
                                ),
                                name="duty_mark_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("back_reason", ""), ("taken_back_at__isnull", True)),
                                    models.Q(
                                        ("taken_back_at__gte", models.F("at")),
                                        models.Q(("back_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_mark_back_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServicePoint",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("station", "维权站"),
                                    ("post", "维权岗"),
                                    ("complaint", "权益保护投诉站"),
                                    ("shelter", "庇护中心"),
                                    ("appraisal", "伤情鉴定"),
                                    ("legal_aid", "法律援助"),
                                    ("mediation", "调解室"),
                                    ("home", "妇女之家"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "address",
                            models.CharField(blank=True, max_length=80, verbose_name="地址"),
                        ),
                        ("phone", models.CharField(max_length=20, verbose_name="电话")),
                        (
                            "hours",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(blank=True, max_length=40), size=7
                            ),
                        ),
                        ("run_by", models.CharField(max_length=40, verbose_name="主办单位")),
                        ("opened_on", models.DateField(verbose_name="开办日期")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "开办"), ("closed", "停办")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("closed_on", models.DateField(null=True, verbose_name="停办日期")),
                        (
                            "close_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="停办原因"),
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
                        "verbose_name": "服务网点",
                        "ordering": ["place", "kind", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "station",
                                            "post",
                                            "complaint",
                                            "shelter",
                                            "appraisal",
                                            "legal_aid",
                                            "mediation",
                                            "home",
                                        ],
                                    )
                                ),
                                name="point_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("close_reason", ""),
                                        ("closed_on__isnull", True),
                                        ("status", "open"),
                                    ),
                                    models.Q(
                                        ("closed_on__gte", models.F("opened_on")),
                                        ("status", "closed"),
                                        models.Q(("close_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="point_closed_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hours__len", 7),
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("run_by", ""), _negated=True),
                                ),
                                name="point_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "shelter"), _negated=True),
                                    models.Q(
                                        ("address", ""),
                                        django.db.models.lookups.Exact(
                                            django.db.models.functions.math.Mod(
                                                "place_id", 1000000
                                            ),
                                            0,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="point_shelter_kept_secret",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("place", "kind", "name"),
                                name="point_one_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyShift",
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
                            "point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="campaigns.servicepoint",
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
                        ("day", models.DateField(verbose_name="日期")),
                        ("starts", models.TimeField(verbose_name="起")),
                        ("ends", models.TimeField(verbose_name="止")),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="值班人",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=20, verbose_name="值班人姓名"),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("called_off_at", models.DateTimeField(null=True)),
                        (
                            "called_off_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "值班",
                        "ordering": ["day", "starts", "id"],
                        "indexes": [models.Index(fields=["point", "day"], name="duty_point_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="duty_forward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), ("person__isnull", False)),
                                    models.Q(
                                        ("person__isnull", True),
                                        models.Q(("name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_one_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("called_off_at__isnull", True),
                                        ("called_off_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("called_off_at__isnull", False),
                                        ("called_off_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_called_off_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("called_off_at__isnull", True)),
                                fields=("point", "day", "starts", "person"),
                                name="duty_user_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("called_off_at__isnull", True),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                fields=("point", "day", "starts", "name"),
                                name="duty_name_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fund",
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
                                related_name="funds",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                                verbose_name="单位",
                            ),
                        ),
                        ("planned", models.BigIntegerField(verbose_name="预算")),
                        ("budget_paper", models.CharField(max_length=60, verbose_name="预算文件")),
                        ("decided_on", models.DateField(verbose_name="下达日期")),
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
                        "verbose_name": "专项经费",
                        "ordering": ["place", "-campaign__year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "place"), name="fund_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("planned__gte", 0),
                                    models.Q(("budget_paper", ""), _negated=True),
                                ),
                                name="fund_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundItem",
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
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="campaigns.fund",
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
                        ("spent_on", models.DateField(verbose_name="日期")),
                        ("amount", models.BigIntegerField(verbose_name="金额")),
                        ("purpose", models.CharField(max_length=80, verbose_name="用途")),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=40, verbose_name="票据号"),
                        ),
                        (
                            "over_words",
                            models.CharField(blank=True, max_length=120, verbose_name="超支说明"),
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
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "back_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤回原因"),
                        ),
                    ],
                    options={
                        "verbose_name": "经费支出",
                        "ordering": ["-spent_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gt", 0), models.Q(("purpose", ""), _negated=True)
                                ),
                                name="fund_item_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("back_reason", ""), ("taken_back_at__isnull", True)),
                                    models.Q(
                                        ("taken_back_at__gte", models.F("recorded_at")),
                                        models.Q(("back_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="fund_item_back_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
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
                                related_name="surveys",
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
                                choices=[("own", "本县组织"), ("third", "第三方调查")],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("title", models.CharField(max_length=40, verbose_name="名称")),
                        ("starts_on", models.DateField(verbose_name="开始")),
                        ("ends_on", models.DateField(verbose_name="结束")),
                        ("margin", models.SmallIntegerField(default=30, verbose_name="要求误差")),
                        (
                            "least",
                            models.SmallIntegerField(default=10, verbose_name="单列所需份数"),
                        ),
                        (
                            "phone_share",
                            models.SmallIntegerField(default=40, verbose_name="电话占比"),
                        ),
                        (
                            "code_share",
                            models.SmallIntegerField(default=30, verbose_name="二维码占比"),
                        ),
                        (
                            "secret",
                            models.CharField(blank=True, max_length=64, verbose_name="封存的种子"),
                        ),
                        (
                            "seed_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="种子校验值"),
                        ),
                        ("seed", models.CharField(blank=True, max_length=110, verbose_name="种子")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "筹备"),
                                    ("open", "调查中"),
                                    ("closed", "已封存"),
                                    ("cancelled", "已取消"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("scored", models.BooleanField(default=False, verbose_name="计入考核")),
                        ("drawn_at", models.DateTimeField(null=True)),
                        ("closed_on", models.DateField(null=True, verbose_name="封存日期")),
                        ("result", models.JSONField(default=dict)),
                        (
                            "cancel_words",
                            models.CharField(blank=True, max_length=200, verbose_name="取消的原因"),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "群众调查",
                        "ordering": ["-starts_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["own", "third"])),
                                name="survey_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "open", "closed", "cancelled"])
                                ),
                                name="survey_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                                name="survey_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least__range", (3, 100)), ("margin__range", (5, 200))
                                ),
                                name="survey_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code_share__range", (0, 80)),
                                    ("phone_share__range", (0, 80)),
                                    (
                                        "phone_share__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(80), "-", models.F("code_share")
                                        ),
                                    ),
                                ),
                                name="survey_shares",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "closed"), ("closed_on__isnull", False)),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True),
                                        ("closed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="survey_closed_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("scored", False),
                                        ("status", "cancelled"),
                                        models.Q(("cancel_words", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "cancelled"), _negated=True),
                                        ("cancel_words", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="survey_cancelled_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seed", ""),
                                    models.Q(
                                        models.Q(("secret", ""), _negated=True),
                                        models.Q(("seed_hash", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="survey_seed_was_sealed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("scored", True)),
                                fields=("campaign",),
                                name="survey_one_scored",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interference",
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interferences",
                                to="campaigns.survey",
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
                            "about",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "words",
                            accounts.fields.EncryptedTextField(max_length=500, verbose_name="情况"),
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
                        ("told_on", models.DateField(verbose_name="反映日期")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待核查"),
                                    ("found", "属实"),
                                    ("not_found", "不属实"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "handling",
                            accounts.fields.EncryptedTextField(
                                max_length=500, verbose_name="核查情况"
                            ),
                        ),
                        (
                            "handled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handled_at", models.DateTimeField(null=True)),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "干扰调查的反映",
                        "ordering": ["-told_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "found", "not_found"])),
                                name="interference_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handled_by__isnull", True), ("status", "open")),
                                    models.Q(
                                        models.Q(("status", "open"), _negated=True),
                                        ("handled_at__isnull", False),
                                        ("handled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="interference_handled_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedNumber",
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
                        ("word", models.CharField(max_length=20, verbose_name="机关代字")),
                        ("year", models.SmallIntegerField(verbose_name="年份")),
                        ("number", models.IntegerField(verbose_name="编号")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "noun",
                            models.CharField(
                                choices=[("circular", "通报"), ("document", "考核文书")],
                                max_length=10,
                            ),
                        ),
                        ("paper", models.UUIDField(unique=True)),
                        ("given_on", models.DateField(verbose_name="印发日期")),
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
                        "verbose_name": "发文字号",
                        "ordering": ["-year", "word", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "word", "year", "number"),
                                name="issued_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gt", 0),
                                    models.Q(("word", ""), _negated=True),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="issued_number_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("noun__in", ["circular", "document"])),
                                name="issued_number_noun",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
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
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="文号"),
                        ),
                        ("issued_on", models.DateField(null=True, verbose_name="印发日期")),
                        (
                            "city_paper",
                            models.CharField(blank=True, max_length=60, verbose_name="上级文件"),
                        ),
                        ("aims", models.TextField(max_length=1000, verbose_name="工作目标")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "年度方案",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issued_on__isnull", True), ("number", "")),
                                    models.Q(
                                        models.Q(("number", ""), _negated=True),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_issued_with_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("aims", ""), _negated=True), name="plan_whole"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgeTemplate",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "rung",
                            models.SmallIntegerField(
                                choices=[
                                    (3, "县（市、区）"),
                                    (4, "镇（街道）"),
                                    (5, "村（社区）"),
                                    (6, "家庭"),
                                ],
                                verbose_name="由谁签订",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("published", "使用中"),
                                    ("replaced", "已被新版代替"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("edition", models.SmallIntegerField(default=0, verbose_name="版次")),
                        ("starts_on", models.DateField(verbose_name="责任期限自")),
                        ("ends_on", models.DateField(verbose_name="责任期限至")),
                        ("opening", models.TextField(blank=True, verbose_name="开头")),
                        ("measures", models.TextField(blank=True, verbose_name="工作措施")),
                        ("appraisal", models.TextField(blank=True, verbose_name="考核办法")),
                        ("rewards", models.TextField(blank=True, verbose_name="奖惩")),
                        ("veto", models.TextField(blank=True, verbose_name="一票否决情形")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
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
                        "verbose_name": "责任状样本",
                        "ordering": ["rung", "owner", "-edition"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "published", "replaced"])
                                ),
                                name="pledge_template_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rung__in", [3, 4, 5, 6])),
                                name="pledge_template_rung",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                                name="pledge_template_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("edition", 0),
                                        ("published_at__isnull", True),
                                        ("status", "draft"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "draft"), _negated=True),
                                        ("edition__gte", 1),
                                        ("published_at__isnull", False),
                                        ("published_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="pledge_template_published_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "draft")),
                                fields=("campaign", "owner", "rung"),
                                name="pledge_template_one_draft",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "published")),
                                fields=("campaign", "owner", "rung"),
                                name="pledge_template_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("campaign__isnull", False), ("rung", 3), _connector="OR"
                                ),
                                name="pledge_template_without_year_above",
                            ),
                            models.UniqueConstraint(
                                models.F("owner"),
                                django.db.models.functions.datetime.ExtractYear("starts_on"),
                                condition=models.Q(("campaign__isnull", True), ("status", "draft")),
                                name="pledge_template_one_draft_above",
                            ),
                            models.UniqueConstraint(
                                models.F("owner"),
                                django.db.models.functions.datetime.ExtractYear("starts_on"),
                                condition=models.Q(
                                    ("campaign__isnull", True), ("status", "published")
                                ),
                                name="pledge_template_one_in_force_above",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pledge",
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
                                related_name="pledges",
                                to="campaigns.campaign",
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
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pledges",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pledges",
                                to="campaigns.pledgetemplate",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("issued", "待签"),
                                    ("signed", "已签"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="issued",
                                max_length=16,
                            ),
                        ),
                        ("issued_on", models.DateField(verbose_name="下发日期")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_on", models.DateField(null=True, verbose_name="签订日期")),
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
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[("app", "在系统里签"), ("paper", "在纸上签")],
                                max_length=8,
                            ),
                        ),
                        (
                            "holder_signatory",
                            models.CharField(blank=True, max_length=40, verbose_name="乙方代表"),
                        ),
                        (
                            "issuer_signatory",
                            models.CharField(blank=True, max_length=40, verbose_name="甲方代表"),
                        ),
                        (
                            "issuer_signed_on",
                            models.DateField(null=True, verbose_name="甲方签字日期"),
                        ),
                        ("issuer_signed_at", models.DateTimeField(null=True)),
                        (
                            "issuer_signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "issuer_way",
                            models.CharField(
                                blank=True,
                                choices=[("app", "在系统里签"), ("paper", "在纸上签")],
                                max_length=8,
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "责任状",
                        "ordering": ["holder"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "withdrawn"), _negated=True),
                                fields=("campaign", "holder"),
                                name="pledge_one_live_per_holder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["issued", "signed", "withdrawn"])
                                ),
                                name="pledge_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("way__in", ["", "app", "paper"]),
                                    ("issuer_way__in", ["", "app", "paper"]),
                                ),
                                name="pledge_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "signed"), _negated=True),
                                    models.Q(
                                        ("issuer_signed_on__isnull", False),
                                        ("signed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="pledge_signed_by_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("signed_by__isnull", True),
                                        ("signed_on__isnull", True),
                                        ("way", ""),
                                    ),
                                    models.Q(
                                        ("signed_by__isnull", False),
                                        ("signed_on__isnull", False),
                                        models.Q(("holder_signatory", ""), _negated=True),
                                        models.Q(("way", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pledge_signed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issuer_signed_by__isnull", True),
                                        ("issuer_signed_on__isnull", True),
                                        ("issuer_way", ""),
                                    ),
                                    models.Q(
                                        ("issuer_signed_by__isnull", False),
                                        ("issuer_signed_on__isnull", False),
                                        models.Q(("issuer_signatory", ""), _negated=True),
                                        models.Q(("issuer_way", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pledge_issuer_signed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rectification",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="campaigns.finding",
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
                        ("ordinal", models.SmallIntegerField(verbose_name="第几轮")),
                        ("due_on", models.DateField(verbose_name="整改时限")),
                        (
                            "words",
                            models.CharField(blank=True, max_length=1000, verbose_name="整改情况"),
                        ),
                        ("done_on", models.DateField(null=True, verbose_name="整改日期")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("done_at", models.DateTimeField(null=True)),
                        ("passed", models.BooleanField(null=True, verbose_name="复查结果")),
                        (
                            "recheck_words",
                            models.CharField(blank=True, max_length=1000, verbose_name="复查情况"),
                        ),
                        ("rechecked_on", models.DateField(null=True, verbose_name="复查日期")),
                        (
                            "rechecked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("rechecked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "整改",
                        "ordering": ["ordinal"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("finding", "ordinal"), name="rectification_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_by__isnull", True),
                                        ("done_on__isnull", True),
                                        ("passed", False),
                                        ("words", ""),
                                    ),
                                    models.Q(
                                        ("done_by__isnull", False),
                                        ("done_on__isnull", False),
                                        models.Q(("words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rectification_done_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("passed__isnull", True), ("rechecked_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("passed__isnull", False),
                                        ("rechecked_by__isnull", False),
                                        models.Q(("recheck_words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rectification_rechecked_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rechecked_by__isnull", True),
                                    ("done_by__isnull", True),
                                    models.Q(("rechecked_by", models.F("done_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="rectification_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                                related_name="tasks",
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
                        ("number", models.IntegerField(verbose_name="序号")),
                        ("title", models.CharField(max_length=120, verbose_name="重点任务")),
                        ("measures", models.TextField(max_length=2000, verbose_name="具体措施")),
                        (
                            "lead_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "lead_place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("responsible", models.CharField(max_length=40, verbose_name="责任人")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("published", "进行中"),
                                    ("done", "已办结"),
                                    ("cancelled", "已取消"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
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
                        ("published_at", models.DateTimeField(null=True)),
                        ("ended_on", models.DateField(null=True, verbose_name="办结日期")),
                        (
                            "end_words",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="办结或取消的说明"
                            ),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "任务",
                        "ordering": ["campaign", "number"],
                        "indexes": [
                            models.Index(
                                fields=["campaign", "status", "due_on"], name="task_state_day"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"), name="task_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "published", "done", "cancelled"])
                                ),
                                name="task_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lead_place__isnull", True), ("lead_unit__isnull", False)
                                    ),
                                    models.Q(
                                        ("lead_place__isnull", False), ("lead_unit__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="task_one_lead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gt", 0),
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("measures", ""), _negated=True),
                                    models.Q(("responsible", ""), _negated=True),
                                ),
                                name="task_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["published", "done"]), _negated=True),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_published_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on__isnull", True),
                                        ("status__in", ["draft", "published"]),
                                    ),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("status__in", ["done", "cancelled"]),
                                        models.Q(("end_words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_ended_with_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskReport",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="campaigns.task",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        ("percent", models.SmallIntegerField(verbose_name="完成（%）")),
                        ("words", models.TextField(max_length=1000, verbose_name="进展情况")),
                        ("reporter", models.CharField(max_length=40, verbose_name="填报人")),
                        ("reported_on", models.DateField(verbose_name="填报日期")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("account", "系统内"),
                                    ("link", "单位链接"),
                                    ("paper", "纸质回报"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "任务进展",
                        "ordering": ["-entered_at", "-id"],
                        "indexes": [
                            models.Index(fields=["task", "-entered_at"], name="task_report_latest")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["account", "link", "paper"])),
                                name="task_report_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent__range", (0, 100)),
                                    models.Q(("words", ""), _negated=True),
                                    models.Q(("reporter", ""), _negated=True),
                                ),
                                name="task_report_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", "link"), _negated=True),
                                    ("unit__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_report_link_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
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
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("topic", models.CharField(max_length=60, verbose_name="内容")),
                        ("teacher", models.CharField(max_length=40, verbose_name="授课人")),
                        ("venue", models.CharField(max_length=60, verbose_name="地点")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "培训",
                        "ordering": ["-day", "-id"],
                        "indexes": [models.Index(fields=["unit", "day"], name="training_unit_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("topic", ""), _negated=True),
                                name="training_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="training_taken_back_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptFile",
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
                            "pledge",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.pledge",
                            ),
                        ),
                        (
                            "task_report",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.taskreport",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.inspectiontarget",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.finding",
                            ),
                        ),
                        (
                            "rectification",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.rectification",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.activity",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.training",
                            ),
                        ),
                        (
                            "adoption",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.adoption",
                            ),
                        ),
                        (
                            "duty_mark",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.dutymark",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.plan",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.meeting",
                            ),
                        ),
                        (
                            "fund_item",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="campaigns.funditem",
                            ),
                        ),
                        (
                            "title",
                            accounts.fields.EncryptedTextField(
                                blank=False, max_length=60, verbose_name="名称"
                            ),
                        ),
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
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "附件",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["place", "added_at"], name="kept_file_place_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", False),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", False),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", False),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", False),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", False),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", False),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", False),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", False),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", False),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", False),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", True),
                                        ("meeting__isnull", False),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    models.Q(
                                        ("activity__isnull", True),
                                        ("adoption__isnull", True),
                                        ("duty_mark__isnull", True),
                                        ("finding__isnull", True),
                                        ("fund_item__isnull", False),
                                        ("meeting__isnull", True),
                                        ("plan__isnull", True),
                                        ("pledge__isnull", True),
                                        ("rectification__isnull", True),
                                        ("target__isnull", True),
                                        ("task_report__isnull", True),
                                        ("training__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="kept_file_one_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("medium__in", ["photo", "pdf"])),
                                name="kept_file_medium",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0), ("pages__gt", 0)),
                                name="kept_file_measured",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                        ("data__isnull", False),
                                    ),
                                    models.Q(
                                        ("data__isnull", True),
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="kept_file_kept_or_taken_back",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderStep",
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
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("circular", "通报批评"),
                                    ("talk", "约谈"),
                                    ("listed", "挂牌督办"),
                                ],
                                max_length=10,
                                verbose_name="措施",
                            ),
                        ),
                        (
                            "circular",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="campaigns.circular",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="campaigns.finding",
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.ladderstep",
                            ),
                        ),
                        (
                            "skip_reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="未经上一步的理由"
                            ),
                        ),
                        ("ground", models.CharField(max_length=500, verbose_name="事由")),
                        ("decided_by", models.CharField(max_length=60, verbose_name="决定机关")),
                        ("from_on", models.DateField(verbose_name="起")),
                        ("conditions", models.CharField(max_length=500, verbose_name="解除条件")),
                        (
                            "talked_by",
                            models.CharField(blank=True, max_length=60, verbose_name="约谈人"),
                        ),
                        (
                            "attendees",
                            models.CharField(blank=True, max_length=200, verbose_name="参加人"),
                        ),
                        (
                            "record",
                            models.TextField(blank=True, max_length=2000, verbose_name="约谈记录"),
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
                        ("ended_on", models.DateField(null=True, verbose_name="解除日期")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="解除理由"),
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
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "问责措施",
                        "ordering": ["-from_on", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "kind"], name="ladder_place_kind")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["circular", "talk", "listed"]),
                                    models.Q(("ground", ""), _negated=True),
                                    models.Q(("decided_by", ""), _negated=True),
                                    models.Q(("conditions", ""), _negated=True),
                                ),
                                name="ladder_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("circular__isnull", False), ("kind", "circular")),
                                    models.Q(
                                        ("before__isnull", False), ("kind__in", ["talk", "listed"])
                                    ),
                                    models.Q(
                                        ("kind__in", ["talk", "listed"]),
                                        models.Q(("skip_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ladder_after_the_one_before",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "talk"), _negated=True),
                                    models.Q(
                                        models.Q(("talked_by", ""), _negated=True),
                                        models.Q(("attendees", ""), _negated=True),
                                        models.Q(("record", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ladder_talk_recorded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_by__isnull", True), ("ended_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("ended_by__isnull", False),
                                        ("ended_on__gte", models.F("from_on")),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ladder_ended_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OccasionWindow",
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
                        ("before", models.SmallIntegerField(verbose_name="提前天数")),
                        ("after", models.SmallIntegerField(verbose_name="之后天数")),
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
                        "verbose_name": "集中宣传日前后",
                        "ordering": ["-set_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("after__range", (0, 20)), ("before__range", (0, 20))
                                ),
                                name="occasion_window_days",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsideResult",
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
                                related_name="outside",
                                to="campaigns.survey",
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
                        ("surveyor", models.CharField(max_length=40, verbose_name="调查机构")),
                        ("file_name", models.CharField(max_length=120, verbose_name="文件")),
                        ("drawn", models.IntegerField(verbose_name="样本")),
                        ("valid", models.IntegerField(verbose_name="有效")),
                        ("aware", models.IntegerField(verbose_name="知晓")),
                        ("took_part", models.IntegerField(verbose_name="参与")),
                        ("satisfied", models.IntegerField(verbose_name="满意")),
                        ("safe", models.IntegerField(verbose_name="安全")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "第三方调查结果",
                        "ordering": ["place", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("drawn__gte", models.F("valid")),
                                    ("valid__gte", 0),
                                    ("aware__range", (0, models.F("valid"))),
                                    ("took_part__range", (0, models.F("valid"))),
                                    ("safe__range", (0, models.F("valid"))),
                                    ("satisfied__range", (0, models.F("valid"))),
                                ),
                                name="outside_result_within",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("surveyor", ""), _negated=True),
                                name="outside_result_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at__isnull", True)),
                                fields=("survey", "place"),
                                name="outside_result_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="campaigns.plan",
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
                        ("name", models.CharField(max_length=20, verbose_name="阶段")),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(verbose_name="止")),
                        ("what", models.CharField(max_length=200, verbose_name="主要工作")),
                    ],
                    options={
                        "verbose_name": "方案阶段",
                        "ordering": ["since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("what", ""), _negated=True),
                                    ("until__gte", models.F("since")),
                                ),
                                name="phase_whole",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("plan"),
                                            models.F("plan"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("since"),
                                            models.F("until"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="phase_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgeClause",
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
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="campaigns.pledgetemplate",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        ("code", models.CharField(max_length=24, verbose_name="指标代码")),
                        ("text", models.CharField(max_length=80, verbose_name="指标")),
                        ("at_least", models.BooleanField(default=True, verbose_name="不低于")),
                        (
                            "target",
                            models.DecimalField(
                                decimal_places=2, max_digits=8, verbose_name="目标值"
                            ),
                        ),
                        ("unit", models.CharField(max_length=8, verbose_name="单位")),
                        (
                            "reaches",
                            models.SmallIntegerField(
                                choices=[
                                    (3, "县（市、区）"),
                                    (4, "镇（街道）"),
                                    (5, "村（社区）"),
                                    (6, "家庭"),
                                ],
                                default=5,
                                verbose_name="落实到",
                            ),
                        ),
                        (
                            "metric",
                            models.CharField(blank=True, max_length=40, verbose_name="统计指标"),
                        ),
                        (
                            "rubric_line",
                            models.CharField(blank=True, max_length=8, verbose_name="考核细则条目"),
                        ),
                        (
                            "weaker_reason",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="低于上级目标的理由"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "责任状条款",
                        "ordering": ["ordinal"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "code"), name="pledge_clause_code_once"
                            ),
                            models.UniqueConstraint(
                                fields=("template", "ordinal"), name="pledge_clause_place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("target__gte", 0)),
                                name="pledge_clause_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reaches__in", [3, 4, 5, 6])),
                                name="pledge_clause_reaches",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgeCount",
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
                        ("households", models.IntegerField(verbose_name="清单签订户数")),
                        ("counted_on", models.DateField(verbose_name="清点日期")),
                        (
                            "counted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.CharField(max_length=120, verbose_name="清单存放处")),
                        ("is_live", models.BooleanField(default=True)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("campaign", "village"),
                                name="pledge_count_one_live",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("households__gte", 0)),
                                name="pledge_count_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgeHandOver",
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
                            "pledge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="campaigns.pledge",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("issuer", "甲方"), ("holder", "乙方")], max_length=8
                            ),
                        ),
                        ("from_name", models.CharField(max_length=40, verbose_name="原责任人")),
                        ("to_name", models.CharField(max_length=40, verbose_name="接任责任人")),
                        ("handed_on", models.DateField(verbose_name="交接日期")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
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
                        "verbose_name": "责任状交接",
                        "ordering": ["handed_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["issuer", "holder"])),
                                name="pledge_hand_over_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("from_name", ""), _negated=True),
                                    models.Q(("to_name", ""), _negated=True),
                                ),
                                name="pledge_hand_over_names",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgePrint",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        ("origin", models.CharField(max_length=120)),
                        ("stopped", models.BooleanField(default=False)),
                        ("papers", models.IntegerField(default=0, verbose_name="份数")),
                        ("pages", models.IntegerField(default=0, verbose_name="页数")),
                        ("size", models.IntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("content", accounts.fields.EncryptedBinaryField()),
                        ("expires_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "责任状批量打印",
                        "ordering": ["-asked_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
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
                        ("kind", models.CharField(max_length=20)),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("file", "文件"), ("pasted", "粘贴")], max_length=8
                            ),
                        ),
                        (
                            "name",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="文件名"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("reading", "核对中"),
                                    ("refused", "没有读成"),
                                    ("waiting", "待确认"),
                                    ("writing", "写入中"),
                                    ("written", "已导入"),
                                    ("returning", "撤销中"),
                                    ("returned", "已撤销"),
                                    ("dropped", "已放弃"),
                                    ("expired", "已过期"),
                                ],
                                default="reading",
                                max_length=12,
                            ),
                        ),
                        (
                            "only_right",
                            models.BooleanField(default=False, verbose_name="只导入正确行"),
                        ),
                        ("notices", models.JSONField(default=list)),
                        ("added", models.IntegerField(default=0, verbose_name="新增")),
                        ("changed", models.IntegerField(default=0, verbose_name="有变化")),
                        ("same", models.IntegerField(default=0, verbose_name="相同")),
                        ("wrong", models.IntegerField(default=0, verbose_name="有错")),
                        ("kept", models.IntegerField(default=0, verbose_name="没有撤销")),
                        ("written_at", models.DateTimeField(null=True)),
                        (
                            "returned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("returned_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "导入的表格",
                        "ordering": ["-asked_at"],
                        "indexes": [
                            models.Index(fields=["place", "-asked_at"], name="sheet_place")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "reading",
                                            "refused",
                                            "waiting",
                                            "writing",
                                            "written",
                                            "returning",
                                            "returned",
                                            "dropped",
                                            "expired",
                                        ],
                                    )
                                ),
                                name="sheet_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["file", "pasted"])),
                                name="sheet_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("stage__in", ["written", "returning", "returned"]),
                                        _negated=True,
                                    ),
                                    ("written_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="sheet_written_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetFile",
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
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="campaigns.sheet",
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
                            "what",
                            models.CharField(
                                choices=[("sent", "原文件"), ("marked", "错误说明")], max_length=8
                            ),
                        ),
                        ("content", accounts.fields.EncryptedBinaryField()),
                    ],
                    options={
                        "verbose_name": "导入的文件",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "what"), name="sheet_file_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what__in", ["sent", "marked"])),
                                name="sheet_file_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetRow",
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
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="campaigns.sheet",
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
                        ("ordinal", models.IntegerField()),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("added", "新增"),
                                    ("changed", "有变化"),
                                    ("same", "相同"),
                                    ("wrong", "有错"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("content", accounts.fields.EncryptedTextField()),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name": "导入的行",
                        "ordering": ["ordinal"],
                        "indexes": [
                            models.Index(
                                fields=["sheet", "verdict", "ordinal"], name="sheet_row_verdict"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "ordinal"), name="sheet_row_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict__in", ["added", "changed", "same", "wrong"])
                                ),
                                name="sheet_row_verdict",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShelterAddress",
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
                            "point",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shelter_address",
                                to="campaigns.servicepoint",
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
                            "address",
                            accounts.fields.EncryptedTextField(
                                max_length=120, verbose_name="保密地址"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保密地址",
                    },
                ),
                migrations.CreateModel(
                    name="ShowPoint",
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
                                verbose_name="所在单位",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("what_for", models.CharField(max_length=120, verbose_name="示范内容")),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
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
                    ],
                    options={
                        "verbose_name": "示范点",
                        "ordering": ["until", "place", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("what_for", ""), _negated=True),
                                    models.Q(
                                        models.Q(("end_reason", ""), ("until__isnull", True)),
                                        models.Q(
                                            ("until__gte", models.F("since")),
                                            models.Q(("end_reason", ""), _negated=True),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="show_point_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("place", "name"),
                                name="show_point_one_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="campaigns.survey",
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
                        ("aware", models.BooleanField(null=True)),
                        ("took_part", models.BooleanField(null=True)),
                        ("satisfied", models.SmallIntegerField(null=True)),
                        ("safe", models.SmallIntegerField(null=True)),
                    ],
                    options={
                        "verbose_name": "调查答卷",
                        "indexes": [
                            models.Index(fields=["survey", "place"], name="survey_answer_place")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("satisfied__isnull", True),
                                    ("satisfied__range", (1, 5)),
                                    _connector="OR",
                                ),
                                name="survey_answer_satisfied",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("safe__isnull", True), ("safe__range", (1, 5)), _connector="OR"
                                ),
                                name="survey_answer_safe",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("aware__isnull", False),
                                    ("took_part__isnull", False),
                                    ("satisfied__isnull", False),
                                    ("safe__isnull", False),
                                    _connector="OR",
                                ),
                                name="survey_answer_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyDraw",
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
                            "survey",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draw",
                                to="campaigns.survey",
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
                        ("listed", models.TextField(verbose_name="抽样名单")),
                        ("homes", models.BinaryField(verbose_name="各村的户")),
                    ],
                    options={
                        "verbose_name": "样本抽取",
                    },
                ),
                migrations.CreateModel(
                    name="SurveyQuestion",
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="campaigns.survey",
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
                            "rate",
                            models.CharField(
                                choices=[
                                    ("aware", "知晓率"),
                                    ("took_part", "参与率"),
                                    ("satisfied", "满意率"),
                                    ("safe", "安全感"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("wording", models.CharField(max_length=80, verbose_name="问题")),
                        ("version", models.SmallIntegerField(default=1)),
                        (
                            "worded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("worded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "调查问题",
                        "ordering": ["survey", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rate__in", ["aware", "took_part", "satisfied", "safe"])
                                ),
                                name="survey_question_rate",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wording", ""), _negated=True),
                                name="survey_question_worded",
                            ),
                            models.UniqueConstraint(
                                fields=("survey", "rate", "version"),
                                name="survey_question_version_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyStratum",
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
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="strata",
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
                        ("households", models.IntegerField(verbose_name="总户数")),
                        ("drawn", models.IntegerField(verbose_name="样本")),
                        ("codes", models.IntegerField(default=0, verbose_name="二维码")),
                        ("pooled", models.BooleanField(default=False, verbose_name="并入乡镇")),
                    ],
                    options={
                        "verbose_name": "样本分配",
                        "ordering": ["village"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("survey", "village"), name="survey_stratum_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("codes__gte", 0),
                                    ("drawn__gte", models.F("codes")),
                                    ("households__gte", models.F("drawn")),
                                ),
                                name="survey_stratum_drawn",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TokenBatch",
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
                                related_name="batches",
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
                        ("count", models.SmallIntegerField(verbose_name="张数")),
                        (
                            "printed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("printed_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "调查二维码",
                        "ordering": ["-printed_at", "-id"],
                        "indexes": [
                            models.Index(fields=["survey", "village"], name="token_batch_village")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("count__range", (1, 500))),
                                name="token_batch_count",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyToken",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="campaigns.tokenbatch",
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
                        ("token_hash", models.BinaryField(max_length=32, unique=True)),
                        ("used", models.BooleanField(default=False)),
                        ("told", models.SmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "答卷口令",
                    },
                ),
                migrations.CreateModel(
                    name="TaskAssist",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assists",
                                to="campaigns.task",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.division",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "配合单位",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("township__isnull", True), ("unit__isnull", False)),
                                    models.Q(("township__isnull", False), ("unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="task_assist_one",
                            ),
                            models.UniqueConstraint(
                                fields=("task", "unit"), name="task_assist_unit_once"
                            ),
                            models.UniqueConstraint(
                                fields=("task", "township"), name="task_assist_township_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskCard",
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
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cards",
                                to="campaigns.task",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.memberunit",
                            ),
                        ),
                        ("asked", models.CharField(max_length=500, verbose_name="督办要求")),
                        (
                            "answer",
                            models.CharField(blank=True, max_length=1000, verbose_name="答复"),
                        ),
                        (
                            "lift_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="解除理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "任务督办单",
                        "ordering": ["-issued_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["issued", "answered", "lifted"])
                                ),
                                name="task_card_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("colour__in", ["yellow", "red"]),
                                    models.Q(("asked", ""), _negated=True),
                                ),
                                name="task_card_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "answered"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_card_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "lifted"), _negated=True),
                                    models.Q(
                                        ("lifted_at__isnull", False),
                                        ("lifted_by__isnull", False),
                                        models.Q(("lift_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_card_lifted_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "lifted"), _negated=True),
                                fields=("task",),
                                name="task_card_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskChange",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="campaigns.task",
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
                        ("before", models.JSONField()),
                        ("after", models.JSONField()),
                        ("reason", models.CharField(max_length=300, verbose_name="调整原因")),
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
                        "verbose_name": "任务调整",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="task_change_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskLink",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="campaigns.task",
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
                                to="campaigns.memberunit",
                            ),
                        ),
                        ("token_hash", models.BinaryField(max_length=16, null=True, unique=True)),
                        ("expires_at", models.DateTimeField(verbose_name="有效期")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待回报"),
                                    ("answered", "已回报"),
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
                        ("issued_at", models.DateTimeField()),
                        (
                            "report",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="link",
                                to="campaigns.taskreport",
                            ),
                        ),
                        (
                            "revoke_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="撤回理由"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "任务回报链接",
                        "ordering": ["-issued_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "answered", "revoked"])),
                                name="task_link_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("report__isnull", True),
                                        ("status", "open"),
                                        ("token_hash__isnull", False),
                                    ),
                                    models.Q(
                                        ("report__isnull", False),
                                        ("status", "answered"),
                                        ("token_hash__isnull", True),
                                    ),
                                    models.Q(
                                        ("report__isnull", True),
                                        ("status", "revoked"),
                                        ("token_hash__isnull", True),
                                        models.Q(("revoke_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_link_ended_dead",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trainee",
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
                            "training",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainees",
                                to="campaigns.training",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="姓名")),
                        ("came", models.BooleanField(default=False, verbose_name="参加")),
                    ],
                    options={
                        "verbose_name": "应参训人员",
                        "ordering": ["place", "name", "id"],
                        "indexes": [models.Index(fields=["place"], name="trainee_place")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="trainee_named",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("training", "person"),
                                name="trainee_user_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True)),
                                fields=("training", "place", "name"),
                                name="trainee_name_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerTeam",
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
                        ("name", models.CharField(max_length=30, verbose_name="队名")),
                        ("since", models.DateField(verbose_name="组建日期")),
                        ("until", models.DateField(null=True, verbose_name="撤销日期")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="撤销原因"),
                        ),
                        ("version", models.IntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "志愿队",
                        "ordering": ["place", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="team_named"
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
                                name="team_ended_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("place", "name"),
                                name="team_one_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Volunteer",
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
                        ("name", models.CharField(max_length=20, verbose_name="姓名")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lawyer", "律师"),
                                    ("judge", "法官"),
                                    ("prosecutor", "检察官"),
                                    ("assessor", "人民陪审员"),
                                    ("counsellor", "心理咨询师"),
                                    ("invited", "特邀调解员"),
                                    ("mediator", "调解员"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "employer",
                            models.CharField(blank=True, max_length=40, verbose_name="工作单位"),
                        ),
                        (
                            "skills",
                            models.CharField(blank=True, max_length=60, verbose_name="擅长"),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="campaigns.volunteerteam",
                                verbose_name="志愿队",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(null=True, verbose_name="止")),
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
                        "verbose_name": "志愿者",
                        "ordering": ["place", "kind", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "lawyer",
                                            "judge",
                                            "prosecutor",
                                            "assessor",
                                            "counsellor",
                                            "invited",
                                            "mediator",
                                            "other",
                                        ],
                                    )
                                ),
                                name="volunteer_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(
                                        models.Q(("end_reason", ""), ("until__isnull", True)),
                                        ("until__gte", models.F("since")),
                                        _connector="OR",
                                    ),
                                ),
                                name="volunteer_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerContact",
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
                            "volunteer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact",
                                to="campaigns.volunteer",
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
                            "phone",
                            accounts.fields.EncryptedTextField(max_length=20, verbose_name="电话"),
                        ),
                    ],
                    options={
                        "verbose_name": "志愿者电话",
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerLimit",
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
                        ("hours", models.SmallIntegerField(verbose_name="每月上限（小时）")),
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
                        "verbose_name": "志愿服务上限",
                        "ordering": ["-set_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("hours__range", (1, 300))),
                                name="volunteer_limit_hours",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerWork",
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
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="works",
                                to="campaigns.volunteer",
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
                            "team",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="works",
                                to="campaigns.volunteerteam",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="volunteer_works",
                                to="campaigns.servicepoint",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "走访陪伴"),
                                    ("law", "法律咨询"),
                                    ("counsel", "心理疏导"),
                                    ("mediation", "参与调解"),
                                    ("court", "特邀调解案件"),
                                    ("trial", "人民陪审案件"),
                                    ("duty", "网点值班"),
                                    ("publicity", "宣传培训"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="做了什么",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1, max_digits=4, verbose_name="小时"
                            ),
                        ),
                        ("cases", models.SmallIntegerField(default=0, verbose_name="案件数")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "志愿服务",
                        "ordering": ["-day", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "day"], name="volunteer_work_place_day"),
                            models.Index(fields=["volunteer", "day"], name="volunteer_work_of_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "visit",
                                            "law",
                                            "counsel",
                                            "mediation",
                                            "court",
                                            "trial",
                                            "duty",
                                            "publicity",
                                            "other",
                                        ],
                                    )
                                ),
                                name="volunteer_work_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hours__gt", 0), ("hours__lte", 24)),
                                name="volunteer_hours",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cases__range", (1, 20)), ("kind__in", ["court", "trial"])
                                    ),
                                    models.Q(
                                        models.Q(("kind__in", ["court", "trial"]), _negated=True),
                                        ("cases", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="volunteer_work_cases",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="volunteer_work_taken_back_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkdayException",
                    fields=[
                        (
                            "day",
                            models.DateField(
                                primary_key=True, serialize=False, verbose_name="日期"
                            ),
                        ),
                        ("is_workday", models.BooleanField(verbose_name="上班")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                    ],
                    options={
                        "ordering": ["day"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkRecord",
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
                            "point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="campaigns.servicepoint",
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
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reception", "接待"),
                                    ("consult", "咨询"),
                                    ("referral", "转介"),
                                    ("mediation", "调解"),
                                    ("appraisal", "鉴定"),
                                    ("shelter", "庇护咨询"),
                                    ("publicity", "宣传"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="做了什么",
                            ),
                        ),
                        ("people", models.IntegerField(verbose_name="人数")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "网点工作",
                        "ordering": ["-day", "-id"],
                        "indexes": [
                            models.Index(fields=["place", "day"], name="work_place_day"),
                            models.Index(fields=["point", "day"], name="work_point_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "reception",
                                            "consult",
                                            "referral",
                                            "mediation",
                                            "appraisal",
                                            "shelter",
                                            "publicity",
                                            "other",
                                        ],
                                    )
                                ),
                                name="work_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 5000))), name="work_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_back_at__isnull", True),
                                        ("taken_back_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("taken_back_at__isnull", False),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_taken_back_by_somebody",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="VolunteerTeam",
            name="leader",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.volunteer",
                verbose_name="队长",
            ),
        ),
    ]
