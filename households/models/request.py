"""A family asks to have its record corrected, or to be taken off the list (domain H ⑥)."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class RightsRequestQuerySet(ScopedQuerySet["RightsRequest"]):
    """Requests by state."""

    def open(self) -> RightsRequestQuerySet:
        """Waiting for the township's answer, or for the county's on appeal."""
        return self.filter(status__in=[RightsRequest.Status.OPEN, RightsRequest.Status.APPEALED])


class RightsRequest(models.Model):
    """Recorded by a worker on the family's behalf, answered by the township within 15 working
    days; the family may appeal to the county, with a clock of its own. number: on the receipt,
    drawn by lot, so that it tells neither how many there are nor what about. family: the file
    asked about, where the recorder may know of one."""

    wall = walls.file("family_id")

    class Kind(models.TextChoices):
        CORRECT = "correct", _("更正")
        DELIST = "delist", _("移出")

    class Status(models.TextChoices):
        OPEN = "open", _("待答复")
        GRANTED = "granted", _("已同意")
        REFUSED = "refused", _("未同意")
        APPEALED = "appealed", _("申诉中")
        OVERTURNED = "overturned", _("申诉成立")
        UPHELD = "upheld", _("维持原答复")

    ALLOWED = {
        "answer": {Status.OPEN},
        "appeal": {Status.REFUSED},
        "decide": {Status.APPEALED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=20, unique=True)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="requests")
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, related_name="requests"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("申请"), max_length=8, choices=Kind.choices)
    applicant = EncryptedTextField(_("申请人"), max_length=40, blank=False)
    contact = EncryptedTextField(_("联系方式"), max_length=40)
    words = EncryptedTextField(_("申请内容"), blank=False)
    received_on = models.DateField(_("收到日期"))
    due_on = models.DateField(_("答复期限"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    answer = EncryptedTextField(_("答复"))
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    appeal = EncryptedTextField(_("申诉理由"))
    appealed_on = models.DateField(null=True)
    appeal_due_on = models.DateField(null=True)
    decision = EncryptedTextField(_("申诉答复"))
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("更正、移出申请")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["correct", "delist"]), name="rights_request_kind"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["open", "granted", "refused", "appealed", "overturned", "upheld"]
                ),
                name="rights_request_status",
            ),
            models.CheckConstraint(
                condition=Q(status="open", answered_on__isnull=True)
                | (
                    ~Q(status="open")
                    & Q(answered_on__isnull=False, answered_by__isnull=False, answer__isnull=False)
                ),
                name="rights_request_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "granted", "refused"], appealed_on__isnull=True)
                | Q(
                    status__in=["appealed", "overturned", "upheld"],
                    appealed_on__isnull=False,
                    appeal_due_on__isnull=False,
                ),
                name="rights_request_appealed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["overturned", "upheld"])
                | (
                    Q(decided_on__isnull=False, decided_by__isnull=False, decision__isnull=False)
                    & ~Q(decided_by=F("answered_by"))
                ),
                name="rights_request_decided_by_another",
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="rights_request_village")]

    def __str__(self) -> str:
        return self.number

    @property
    def owed_on(self) -> date | None:
        """The day the present step is owed; None when none is."""
        if self.status == self.Status.OPEN:
            return self.due_on
        return self.appeal_due_on if self.status == self.Status.APPEALED else None

    def is_overdue(self, day: date | None = None) -> bool:
        """Whether the present step is late."""
        owed = self.owed_on
        return owed is not None and owed < (day or timezone.localdate())
