"""A case a court sends to be mediated (特邀调解: 委派, 委托)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.clocks.court import Invitation, invited_rule
from disputes.clocks.mediation import Clock, Event, Happened, read


class CourtReferralQuerySet(ScopedQuerySet["CourtReferral"]):
    """Referrals by state."""

    def owed(self) -> CourtReferralQuerySet:
        """In mediation for the court, or ended without agreement and the papers not yet back."""
        back = Q(status__in=CourtReferral.FAILED, papers_back_on=None)
        return self.filter(Q(status=CourtReferral.Status.OPEN) | back)


class CourtReferral(models.Model):
    """最高人民法院关于人民法院特邀调解的规定 (2016) art. 11–28. The clock begins with the signed
    receipt of the papers: 委派 30 days, 委托 15 in ordinary and 7 in summary procedure; both
    parties may extend it. Ended without agreement, the papers go back to the court. The mediation
    and its result are not public; the mediator may not later be assessor, agent or witness in the
    case."""

    wall = walls.matter(column="village_id")

    class Kind(models.TextChoices):
        BEFORE_FILING = "before_filing", _("委派调解（立案前）")
        ORDINARY = "ordinary", _("委托调解（立案后，普通程序）")
        SUMMARY = "summary", _("委托调解（立案后，简易程序）")

    class Status(models.TextChoices):
        OPEN = "open", _("调解中")
        AGREED = "agreed", _("达成协议")
        FAILED = "failed", _("调解不成")
        WITHDRAWN = "withdrawn", _("当事人不愿继续")

    FAILED = (Status.FAILED, Status.WITHDRAWN)
    ALLOWED = {
        "extend": {Status.OPEN},
        "finish": {Status.OPEN},
        "return": {Status.FAILED, Status.WITHDRAWN},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.OneToOneField(
        "disputes.Dispute", models.PROTECT, related_name="court_referral"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=16, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    court = models.CharField(_("人民法院"), max_length=60)
    number = models.CharField(_("法院案号"), max_length=60)
    received_on = models.DateField(_("签收材料日期"))
    papers = EncryptedTextField(_("收到的材料"), max_length=500)
    extended_on = models.DateField(_("双方同意延长日期"), null=True)
    extended_days = models.SmallIntegerField(_("延长天数"), default=0, db_default=0)
    finished_on = models.DateField(_("结束日期"), null=True)
    papers_back_on = models.DateField(_("材料退回法院日期"), null=True)
    words = EncryptedTextField(_("情况"), max_length=500)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = CourtReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("特邀调解")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["before_filing", "ordinary", "summary"])
                & Q(status__in=["open", "agreed", "failed", "withdrawn"]),
                name="court_referral_choices",
            ),
            models.CheckConstraint(
                condition=Q(status="open", finished_on__isnull=True)
                | (~Q(status="open") & Q(finished_on__gte=F("received_on"))),
                name="court_referral_finished",
            ),
            models.CheckConstraint(
                condition=Q(papers_back_on__isnull=True) | Q(papers_back_on__gte=F("finished_on")),
                name="court_referral_back_after",
            ),
            models.CheckConstraint(
                condition=Q(extended_days=0, extended_on__isnull=True)
                | Q(extended_days__gt=0, extended_on__gte=F("received_on")),
                name="court_referral_extended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on}"

    def clock(self, today: date) -> Clock:
        """Where the court's limit stands, with its sum."""
        events = [Event(Happened.ACCEPTED, self.received_on)]
        if self.extended_on:
            events.append(
                Event(Happened.EXTENDED, self.extended_on, self.extended_days, consented=True)
            )
        if self.finished_on:
            events.append(Event(Happened.ENDED, self.finished_on))
        return read(events, invited_rule(Invitation(self.kind)), today)
