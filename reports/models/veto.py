"""A one-vote veto (一票否决) as a case, from the first hint to its lifting."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.roles import Role

# Who knows of a hint before it is verified; the unit learns of it with the notice to be heard.
OFFICE = frozenset({Role.GOVERNANCE_REVIEWER, Role.COUNTY_FEDERATION, Role.AUDITOR})


class VetoQuerySet(ScopedQuerySet["Veto"]):
    """Cases by state."""

    def visible_to(self, user: User) -> Self:
        """Inside the reach; for the units themselves from the notice on (A5: a finding comes
        first, and a hint that proved empty harms nobody)."""
        rows = super().visible_to(user)
        if user.is_system or user.roles_today() & OFFICE:
            return rows
        return rows.exclude(status__in=[Veto.Status.SUSPECTED, Veto.Status.UNFOUNDED])

    def pending(self) -> Self:
        """Not decided yet."""
        return self.filter(status__in=[Veto.Status.SUSPECTED, Veto.Status.HEARING])

    def decided(self) -> Self:
        """Decided, lifted since or not."""
        return self.filter(status__in=[Veto.Status.DECIDED, Veto.Status.LIFTED])

    def counting(self) -> Self:
        """Those that take rank and grade in their year: decided, also when lifted later because
        things were put right; not one that was wrong."""
        return self.filter(
            Q(status=Veto.Status.DECIDED)
            | Q(status=Veto.Status.LIFTED, lift_ground=Veto.LiftGround.PUT_RIGHT)
        )


class Veto(models.Model):
    """一票否决 of a unit for a year (domain A5, A6; features, wish 7): a hint is verified, the unit
    told and heard for five working days, then it is decided with document number, ground, reason
    and body, by somebody else than whoever verified. It hangs on the year, not on a run, so that
    a new computation changes nothing of it. The score stays and is printed.

    status is what somebody did; that the statement period ran out is a question of the day.
    A decided one is frozen but for its lifting."""

    wall = walls.area("unit_id")
    frozen = walls.Frozen(
        "{row}.status IN ('decided', 'lifted')",
        but=(
            "status",
            "lift_ground",
            "lifted_number",
            "lifted_reason",
            "lifted_on",
            "lifted_by_id",
            "lifted_at",
        ),
    )

    class Ground(models.TextChoices):
        GRAVE_EVENT = "a", _("应尽未尽职责致家庭矛盾引发命案或自杀")
        FALSE_ZERO = "b", _("瞒报、虚报重大隐患造成严重后果")
        MISSED_REPORT = "c", _("未履行强制报告造成严重后果")
        LEAK = "d", _("泄露台账信息造成严重后果")
        FABRICATION = "e", _("弄虚作假或干扰测评")

    class Status(models.TextChoices):
        SUSPECTED = "suspected", _("线索核查")
        UNFOUNDED = "unfounded", _("查无实据")
        HEARING = "hearing", _("听取陈述")
        SPARED = "spared", _("不予否决")
        DECIDED = "decided", _("已否决")
        LIFTED = "lifted", _("已解除")

    class LiftGround(models.TextChoices):
        WRONG = "wrong", _("决定有误，撤销")
        PUT_RIGHT = "put_right", _("整改到位，解除")

    class Heard(models.TextChoices):
        SELF = "self", _("单位在系统中提交")
        PAPER = "paper", _("按书面陈述录入")

    ALLOWED = {
        "verify": (Status.SUSPECTED,),
        "state": (Status.HEARING,),
        "decide": (Status.HEARING,),
        "lift": (Status.DECIDED,),
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="vetoes")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    number = models.IntegerField(_("案号"))
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SUSPECTED)
    ground = models.CharField(_("情形"), max_length=2, choices=Ground.choices)
    source = models.CharField(_("线索来源"), max_length=60)
    clue = models.TextField(_("线索内容"))
    verify_by = models.DateField(_("核实期限"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    finding = models.TextField(_("核实情况"), blank=True)
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    told_on = models.DateField(_("告知日期"), null=True)
    statement_until = models.DateField(_("陈述期至"), null=True)
    decide_by = models.DateField(_("决定期限"), null=True)
    statement = models.TextField(_("陈述意见"), blank=True)
    heard_how = models.CharField(max_length=8, choices=Heard.choices, blank=True)
    stated_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)
    document_number = models.CharField(_("决定文号"), max_length=60, blank=True)
    reason = models.TextField(_("责任认定"), blank=True)
    decided_body = models.CharField(_("决定机关"), max_length=60, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    lift_ground = models.CharField(max_length=12, choices=LiftGround.choices, blank=True)
    lifted_number = models.CharField(_("解除文号"), max_length=60, blank=True)
    lifted_reason = models.TextField(_("解除理由"), blank=True)
    lifted_on = models.DateField(_("解除日期"), null=True)
    lifted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = VetoQuerySet.as_manager()

    class Meta:
        verbose_name = _("一票否决")
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=Q(status__in=["suspected", "hearing", "decided"]),
                name="veto_one_live_per_unit",
            ),
            models.UniqueConstraint(fields=["campaign", "number"], name="veto_number_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["suspected", "unfounded", "hearing", "spared", "decided", "lifted"]
                ),
                name="veto_status",
            ),
            models.CheckConstraint(
                condition=Q(status="suspected")
                | (Q(verified_by__isnull=False, verified_at__isnull=False) & ~Q(finding="")),
                name="veto_verified_by_somebody",
            ),
            # Nobody is vetoed who was not told, and not before the statement period is over.
            models.CheckConstraint(
                condition=Q(status__in=["suspected", "unfounded"])
                | Q(statement_until__isnull=False, statement_until__gt=F("told_on")),
                name="veto_told_before_heard",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["suspected", "unfounded", "hearing"])
                | (
                    Q(decided_on__isnull=False, decided_on__gt=F("statement_until"))
                    & ~Q(reason="")
                    & ~Q(decided_body="")
                ),
                name="veto_heard_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["suspected", "unfounded", "hearing", "spared"])
                | ~Q(document_number=""),
                name="veto_documented",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("verified_by")),
                name="veto_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["suspected", "unfounded", "hearing"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="veto_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(statement="", heard_how="", stated_by__isnull=True)
                | (Q(heard_how__in=["self", "paper"], stated_by__isnull=False) & ~Q(statement="")),
                name="veto_statement_signed",
            ),
            models.CheckConstraint(
                condition=(~Q(status="lifted") & Q(lifted_by__isnull=True, lift_ground=""))
                | (
                    Q(status="lifted", lifted_on__isnull=False, lifted_by__isnull=False)
                    & Q(lift_ground__in=["wrong", "put_right"])
                    & ~Q(lifted_number="")
                    & ~Q(lifted_reason="")
                ),
                name="veto_lifted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.case_number}"

    @property
    def case_number(self) -> str:
        """否审〔2026〕1号."""
        return f"否审〔{self.campaign.year}〕{self.number}号"

    def heard_out(self, today: date) -> bool:
        """Whether the statement period is over, so that it may be decided."""
        return self.statement_until is not None and today > self.statement_until

    @property
    def in_force(self) -> bool:
        """Decided and not lifted."""
        return self.status == Veto.Status.DECIDED
