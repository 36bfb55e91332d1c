"""通报 with praise and blame, and the ladder 通报 → 约谈 → 挂牌督办 (domain A, J2, F)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models.kept_file import exactly_one
from campaigns.models.task import OFFICE
from campaigns.models.unit import unit_name


class CircularQuerySet(ScopedQuerySet["Circular"]):
    """Circulars by state and reader."""

    def shown_to(self, user: User) -> Self:
        """visible_to; whoever is not of the county's offices reads what was issued."""
        rows = self.visible_to(user)
        if user.is_system or user.roles_today() & OFFICE:
            return rows
        return rows.filter(status__in=[Circular.Status.ISSUED, Circular.Status.WITHDRAWN])


class Circular(models.Model):
    """level: the county's own paper, or one of the city or province that names units here, told
    with its own number. number: from the register (IssuedNumber), given on issue. A withdrawn one
    keeps number, text and the reason."""

    wall = walls.shared("place_id", ("status", ("issued", "withdrawn")))
    frozen = walls.Frozen(
        "{row}.status IN ('issued', 'withdrawn')",
        but=("status", "withdrawn_by_id", "withdrawn_on", "withdraw_reason", "version"),
    )

    class Level(models.TextChoices):
        COUNTY = "county", _("县级")
        CITY = "city", _("市级")
        PROVINCE = "province", _("省级")

    class Status(models.TextChoices):
        DRAFT = "draft", _("起草")
        APPROVED = "approved", _("已审定")
        ISSUED = "issued", _("已印发")
        WITHDRAWN = "withdrawn", _("已撤销")

    ALLOWED = {
        "change": {Status.DRAFT},
        "approve": {Status.DRAFT},
        "return": {Status.APPROVED},
        "issue": {Status.APPROVED},
        "withdraw": {Status.ISSUED},
        "acknowledge": {Status.ISSUED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="circulars")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.CharField(_("发文层级"), max_length=8, choices=Level.choices)
    word = models.CharField(_("机关代字"), max_length=20, blank=True)
    number = models.IntegerField(_("编号"), null=True)
    outer_number = models.CharField(_("来文字号"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=80)
    since = models.DateField(_("时段起"))
    until = models.DateField(_("时段止"))
    opening = models.TextField(_("导语"), max_length=2000)
    demands = models.TextField(_("要求"), max_length=2000, blank=True)
    ranking = models.JSONField(_("排名附件"), default=list)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("印发日期"), null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(_("撤销理由"), max_length=300, blank=True)
    version = models.IntegerField(default=1)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = _("通报")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved", "issued", "withdrawn"]),
                name="circular_status",
            ),
            models.CheckConstraint(
                condition=Q(level="county", outer_number="") & ~Q(word="")
                | (Q(level__in=["city", "province"], number__isnull=True) & ~Q(outer_number="")),
                name="circular_level",
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("until")) & ~Q(title="") & ~Q(opening=""),
                name="circular_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="circular_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", approved_by__isnull=True, issued_on__isnull=True)
                | Q(status="approved", approved_by__isnull=False, issued_on__isnull=True)
                | Q(
                    status__in=["issued", "withdrawn"],
                    approved_by__isnull=False,
                    issued_on__isnull=False,
                    issued_by__isnull=False,
                ),
                name="circular_steps",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "withdrawn"], level="county") | Q(number__gt=0),
                name="circular_issued_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | (Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False))
                & ~Q(withdraw_reason=""),
                name="circular_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def document_number(self) -> str:
        """沛平家督〔2026〕5号; that of the paper itself where it came from above."""
        if self.level != self.Level.COUNTY:
            return self.outer_number
        if self.number is None or self.issued_on is None:
            return str(_("（印发时编号）"))
        return f"{self.word}〔{self.issued_on.year}〕{self.number}号"


class CircularEntry(models.Model):
    """One unit praised or blamed; the columns of domain J2."""

    wall = walls.shared("place_id", ("circular__status", ("issued", "withdrawn")))
    frozen = walls.Frozen("{row}.status IN ('issued', 'withdrawn')", on="circular")

    class Side(models.TextChoices):
        PRAISE = "praise", _("表扬")
        BLAME = "blame", _("批评")

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="entries")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    division = models.ForeignKey("campaigns.Division", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    finding = models.ForeignKey("campaigns.Finding", models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("事项"), max_length=500)
    ground = models.CharField(_("依据"), max_length=200, blank=True)
    due_on = models.DateField(_("整改时限"), null=True)
    responsible = models.CharField(_("责任人"), max_length=40, blank=True)
    result = models.CharField(_("复查结果"), max_length=40, blank=True)

    objects = ScopedQuerySet["CircularEntry"].as_manager()

    class Meta:
        verbose_name = _("通报事项")
        ordering = ["side", "division", "unit", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["praise", "blame"]) & ~Q(words=""), name="entry_side"
            ),
            models.CheckConstraint(
                condition=exactly_one(("division", "unit")), name="entry_one_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.holder}"

    @property
    def holder(self) -> str:
        """Whom it names."""
        return unit_name(self.unit, self.division)


class CircularPaper(models.Model):
    """The PDF as it went out, byte for byte: drawn once when the circular was issued, and once more
    with the notice on it when it was withdrawn. The first stays."""

    wall = walls.shared("place_id", ("circular__status", ("issued", "withdrawn")))
    frozen = walls.Frozen("{row}.id > 0")

    class State(models.TextChoices):
        ISSUED = "issued", _("印发时")
        WITHDRAWN = "withdrawn", _("撤销时")

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="papers")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    data = models.BinaryField()
    digest = models.CharField(_("校验值"), max_length=64)
    drawn_at = models.DateTimeField()

    objects = ScopedQuerySet["CircularPaper"].as_manager()

    class Meta:
        verbose_name = _("通报文件")
        ordering = ["drawn_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "state"], name="circular_paper_once"),
            models.CheckConstraint(
                condition=Q(state__in=["issued", "withdrawn"]), name="circular_paper_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.state}"


class CircularReceipt(models.Model):
    """A unit named in a circular has read it."""

    wall = walls.area("place_id")

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="receipts")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet["CircularReceipt"].as_manager()

    class Meta:
        verbose_name = _("通报签收")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "place"], name="circular_receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.place_id}"


class LadderQuerySet(ScopedQuerySet["LadderStep"]):
    """Steps by state."""

    def standing(self) -> Self:
        """Not ended."""
        return self.filter(ended_on__isnull=True)


class LadderStep(models.Model):
    """One step on the ladder of one unit; a step on it touches the unit and never a family.
    skip_reason: why it does not stand on the step before."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        CIRCULAR = "circular", _("通报批评")
        TALK = "talk", _("约谈")
        LISTED = "listed", _("挂牌督办")

    BEFORE = {Kind.TALK: Kind.CIRCULAR, Kind.LISTED: Kind.TALK}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.MemberUnit", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("措施"), max_length=10, choices=Kind.choices)
    circular = models.ForeignKey(Circular, models.PROTECT, null=True, related_name="steps")
    finding = models.ForeignKey(
        "campaigns.Finding", models.PROTECT, null=True, related_name="steps"
    )
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    skip_reason = models.CharField(_("未经上一步的理由"), max_length=300, blank=True)
    ground = models.CharField(_("事由"), max_length=500)
    decided_by = models.CharField(_("决定机关"), max_length=60)
    from_on = models.DateField(_("起"))
    conditions = models.CharField(_("解除条件"), max_length=500)
    talked_by = models.CharField(_("约谈人"), max_length=60, blank=True)
    attendees = models.CharField(_("参加人"), max_length=200, blank=True)
    record = models.TextField(_("约谈记录"), max_length=2000, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(_("解除日期"), null=True)
    end_reason = models.CharField(_("解除理由"), max_length=300, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    objects = LadderQuerySet.as_manager()

    class Meta:
        verbose_name = _("问责措施")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["circular", "talk", "listed"])
                & ~Q(ground="")
                & ~Q(decided_by="")
                & ~Q(conditions=""),
                name="ladder_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="circular", circular__isnull=False)
                | Q(kind__in=["talk", "listed"], before__isnull=False)
                | (Q(kind__in=["talk", "listed"]) & ~Q(skip_reason="")),
                name="ladder_after_the_one_before",
            ),
            models.CheckConstraint(
                condition=~Q(kind="talk") | (~Q(talked_by="") & ~Q(attendees="") & ~Q(record="")),
                name="ladder_talk_recorded",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | (Q(ended_on__gte=F("from_on"), ended_by__isnull=False) & ~Q(end_reason="")),
                name="ladder_ended_why",
            ),
        ]
        indexes = [models.Index(fields=["place", "kind"], name="ladder_place_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"

    @property
    def holder(self) -> str:
        """Whose step it is."""
        return unit_name(self.unit, self.place)
