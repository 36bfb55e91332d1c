import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.math
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import accounts.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "code",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="代码"),
                ),
                ("end", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[(1, "省级"), (2, "地级"), (3, "县级"), (4, "乡级"), (5, "村级")],
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
                        condition=models.Q(("name", ""), _negated=True), name="division_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [1, 2, 3, 4, 5])), name="division_level"
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("slogan", models.CharField(blank=True, max_length=60, verbose_name="口号")),
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
                    models.UniqueConstraint(fields=("county", "year"), name="campaign_once_a_year"),
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
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="campaigns.campaign",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="时间")),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[(1, "省级"), (2, "地级"), (3, "县级"), (4, "乡级"), (5, "村级")],
                        verbose_name="层级",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="事项")),
            ],
            options={
                "ordering": ["due_on", "level"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "due_on", "level", "title"), name="duty_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePoint",
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
                ("address", models.CharField(blank=True, max_length=80, verbose_name="地址")),
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
                        choices=[("open", "开办"), ("closed", "停办")], default="open", max_length=8
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
                                    django.db.models.functions.math.Mod("place_id", 1000000), 0
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("name", models.CharField(blank=True, max_length=20, verbose_name="值班人姓名")),
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
                        condition=models.Q(("ends__gt", models.F("starts"))), name="duty_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("person__isnull", False)),
                            models.Q(
                                ("person__isnull", True), models.Q(("name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="duty_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("called_off_at__isnull", True), ("called_off_by__isnull", True)
                            ),
                            models.Q(
                                ("called_off_at__isnull", False), ("called_off_by__isnull", False)
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
                            ("called_off_at__isnull", True), models.Q(("name", ""), _negated=True)
                        ),
                        fields=("point", "day", "starts", "name"),
                        name="duty_name_once",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "status",
                    models.CharField(
                        choices=[("issued", "待签"), ("signed", "已签"), ("withdrawn", "已撤回")],
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
                (
                    "issuer_signatory",
                    models.CharField(blank=True, max_length=40, verbose_name="甲方代表"),
                ),
                (
                    "holder_signatory",
                    models.CharField(blank=True, max_length=40, verbose_name="乙方代表"),
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
                        condition=models.Q(("status__in", ["issued", "signed", "withdrawn"])),
                        name="pledge_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "signed"), _negated=True),
                            models.Q(
                                ("signed_by__isnull", False),
                                ("signed_on__isnull", False),
                                models.Q(("holder_signatory", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pledge_signed_by_somebody",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        condition=models.Q(("households__gte", 0)), name="pledge_count_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.CharField(choices=[("file", "文件"), ("pasted", "粘贴")], max_length=8),
                ),
                ("name", accounts.fields.EncryptedTextField(max_length=120, verbose_name="文件名")),
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
                ("only_right", models.BooleanField(default=False, verbose_name="只导入正确行")),
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
                "indexes": [models.Index(fields=["place", "-asked_at"], name="sheet_place")],
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
                        condition=models.Q(("source__in", ["file", "pasted"])), name="sheet_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stage__in", ["written", "returning", "returned"]), _negated=True
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.UniqueConstraint(fields=("sheet", "what"), name="sheet_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["sent", "marked"])), name="sheet_file_what"
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.Index(fields=["sheet", "verdict", "ordinal"], name="sheet_row_verdict")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "ordinal"), name="sheet_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["added", "changed", "same", "wrong"])),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    accounts.fields.EncryptedTextField(max_length=120, verbose_name="保密地址"),
                ),
            ],
            options={
                "verbose_name": "保密地址",
            },
        ),
        migrations.CreateModel(
            name="VolunteerTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("employer", models.CharField(blank=True, max_length=40, verbose_name="工作单位")),
                ("skills", models.CharField(blank=True, max_length=60, verbose_name="擅长")),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("phone", accounts.fields.EncryptedTextField(max_length=20, verbose_name="电话")),
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
                        condition=models.Q(("hours__range", (1, 300))), name="volunteer_limit_hours"
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="小时")),
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
                            models.Q(("cases__range", (1, 20)), ("kind__in", ["court", "trial"])),
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
                                ("taken_back_at__isnull", True), ("taken_back_by__isnull", True)
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False), ("taken_back_by__isnull", False)
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
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                                ("taken_back_at__isnull", True), ("taken_back_by__isnull", True)
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False), ("taken_back_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="work_taken_back_by_somebody",
                    ),
                ],
            },
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
