"""What others than the reviewer gave a line: 自评, 部门评, and the two blind scores of a line that
is scored twice (domain A4, A8; features, wish 23)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet


class Column(models.TextChoices):
    """Who gave the figure. 复核 and 终评 are the line itself."""

    SELF = "self", _("自评")
    DEPARTMENT = "department", _("部门评")
    FIRST = "first", _("评分人甲")
    SECOND = "second", _("评分人乙")


BLIND = (Column.FIRST, Column.SECOND)


class MarkSheet(models.Model):
    """One handing-in of marks: by a unit for itself, by a department (unit: its county, or the
    township whose office scores the villages), by one of two blind scorers. signer: who answers for
    it by name; source: how it came."""

    wall = walls.area("unit_id")

    class Source(models.TextChoices):
        ACCOUNT = "account", _("账号填报")
        LINK = "link", _("链接填报")
        PAPER = "paper", _("纸质录入")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="mark_sheets")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    column = models.CharField(max_length=10, choices=Column.choices)
    department = models.CharField(_("评分部门"), max_length=40, blank=True)
    signer = models.CharField(_("签名"), max_length=40)
    source = models.CharField(max_length=8, choices=Source.choices)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["MarkSheet"].as_manager()

    class Meta:
        verbose_name = _("评分表")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(column__in=["self", "department", "first", "second"])
                & Q(source__in=["account", "link", "paper"])
                & ~Q(signer=""),
                name="mark_sheet_whole",
            ),
            models.CheckConstraint(
                condition=Q(column="department") ^ Q(department=""), name="mark_sheet_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_column_display()} {self.pk}"


class LineMarkQuerySet(ScopedQuerySet["LineMark"]):
    """Marks by state."""

    def standing(self) -> Self:
        """Not taken back; of one column the newest counts."""
        return self.filter(taken_back_at__isnull=True)

    def shown_to(self, user: User) -> Self:
        """What `user` may read now. A blind scorer's figure is absent for everybody else, the other
        scorer first of all, until both are in (KAVS/QAE; features). Units never see the two blind
        scores, only what was made of them."""
        same = {n: OuterRef(n) for n in ("campaign_id", "level", "code")}
        pair = DoubleScoring.objects.filter(**same, ended_at__isnull=True)
        other = (
            LineMark.objects.standing()
            .filter(**same, unit_id=OuterRef("unit_id"), column__in=["department", *BLIND])
            .exclude(column=OuterRef("column"))
        )
        rows = self.visible_to(user)
        if not user.is_system:
            over = Q(pk__in=[])
            for low, high in user.area_spans:
                over |= Q(campaign__county__gte=low, campaign__county__lt=high)
            rows = rows.filter(~Q(column__in=BLIND) | over)
        open_ = ~Exists(pair) | Exists(other)
        return rows.filter(Q(column="self") | Q(by=user) | open_)


class LineMark(models.Model):
    """Points somebody else than the reviewer gave a line of the year, with the reason where they
    differ from the computed figure. It hangs on year, unit and line code: a year computed again
    keeps it. Rows are added, never rewritten; who takes one back leaves the reason.

    computed: the system's figure beside it at that moment, None where there was none; who: scorer
    as printed; shown: when it was taken back its scorer had seen the other's figure already."""

    wall = walls.area("unit_id")

    sheet = models.ForeignKey(MarkSheet, models.PROTECT, related_name="marks")
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    column = models.CharField(max_length=10, choices=Column.choices)
    points = models.DecimalField(_("得分"), max_digits=6, decimal_places=2)
    cap = models.DecimalField(max_digits=6, decimal_places=2)
    computed = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    who = models.CharField(max_length=90)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    back_reason = models.CharField(max_length=300, blank=True)
    shown = models.BooleanField(default=False)

    objects = LineMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("评分")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["campaign", "unit", "code"], name="line_mark_where"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("cap")), name="line_mark_within_cap"
            ),
            models.CheckConstraint(
                condition=Q(column__in=["self", "department", "first", "second"]),
                name="line_mark_column",
            ),
            models.CheckConstraint(
                condition=Q(computed__isnull=True) | Q(computed=F("points")) | ~Q(reason=""),
                name="line_mark_difference_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, back_reason="", shown=False)
                | Q(taken_back_at__isnull=False) & ~Q(back_reason=""),
                name="line_mark_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.points}"


class DoubleScoring(models.Model):
    """A manual line that two score without seeing each other: two reviewers, or the department
    (first is null) and a reviewer. tolerance: points they may lie apart."""

    wall = walls.county("county_id")

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    code = models.CharField(max_length=12)
    first = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    tolerance = models.DecimalField(_("允许相差"), max_digits=4, decimal_places=2)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["DoubleScoring"].as_manager()

    class Meta:
        verbose_name = _("双人评分")
        ordering = ["level", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "level", "code"],
                condition=Q(ended_at__isnull=True),
                name="double_scoring_once",
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True) | ~Q(first=F("second")),
                name="double_scoring_two_people",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="double_scoring_tolerance"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def columns(self) -> tuple[str, str]:
        """The two columns that are filled without seeing each other."""
        return (Column.DEPARTMENT if self.first_id is None else Column.FIRST, Column.SECOND)

    def column_of(self, user: User) -> str | None:
        """The column `user` fills, None for whoever is not one of the two reviewers."""
        if user.pk == self.second_id:
            return Column.SECOND
        return Column.FIRST if self.first_id is not None and user.pk == self.first_id else None


class DepartmentLinkQuerySet(ScopedQuerySet["DepartmentLink"]):
    """Links by state."""

    def open(self) -> Self:
        """Not answered, not revoked, not run out."""
        return self.filter(status=DepartmentLink.Status.OPEN, expires_at__gt=timezone.now())


class DepartmentLink(models.Model):
    """A scoring department hands its marks in once by it (features, wish 16). token_hash: keyed
    hash, kept nowhere else, empty once the link is dead."""

    wall = walls.county("county_id")

    class Status(models.TextChoices):
        OPEN = "open", _("待评")
        ANSWERED = "answered", _("已评")
        REVOKED = "revoked", _("已撤回")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    department = models.CharField(max_length=40)
    token_hash = models.BinaryField(max_length=16, null=True, unique=True, editable=False)
    expires_at = models.DateTimeField(_("有效期"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    sheet = models.OneToOneField(MarkSheet, models.PROTECT, null=True, related_name="link")
    revoke_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)

    objects = DepartmentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门评分链接")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", token_hash__isnull=False, sheet__isnull=True)
                | Q(status="answered", token_hash__isnull=True, sheet__isnull=False)
                | Q(status="revoked", token_hash__isnull=True, sheet__isnull=True)
                & ~Q(revoke_reason=""),
                name="department_link_ended_dead",
            ),
            models.UniqueConstraint(
                fields=["campaign", "department"],
                condition=Q(status="open"),
                name="department_link_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.get_status_display()}"

    @property
    def is_lapsed(self) -> bool:
        """Open, but run out."""
        return self.status == self.Status.OPEN and self.expires_at <= timezone.now()
