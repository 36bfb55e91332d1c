import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
                    name="Posting",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to=settings.AUTH_USER_MODEL,
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
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="campaigns.division",
                                verbose_name="区划",
                            ),
                        ),
                        ("span", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                        (
                            "days",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                verbose_name="起止"
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("granted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "任职",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "county_federation",
                                            "township_federation",
                                            "village_mediator",
                                            "governance_reviewer",
                                            "auditor",
                                            "upper_federation",
                                            "upper_governance",
                                            "system_admin",
                                            "security_admin",
                                            "audit_admin",
                                        ],
                                    )
                                ),
                                name="posting_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("user", models.F("granted_by")), _negated=True),
                                name="posting_not_by_oneself",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("user"),
                                            models.F("user"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    ("span", "="),
                                    ("days", "&&"),
                                ],
                                name="posting_once_at_a_time",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
