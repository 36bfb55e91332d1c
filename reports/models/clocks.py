"""The windows and clocks of a year's scoring: how many days each takes (domain A6, A8)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet

STATEMENT_LEAST = 5  # domain A6: nobody is heard for less
DAYS_MOST = 60


class ScoreClocksQuerySet(ScopedQuerySet["ScoreClocks"]):
    """Versions by the day."""

    def on(self, campaign_id: int, day: date) -> ScoreClocks:
        """What holds for a window that opens on `day`: the newest row that has begun, else the
        present numbers of the house (unsaved)."""
        rows = self.filter(campaign_id=campaign_id, starts__lte=day).order_by("-starts", "-pk")
        return rows.first() or ScoreClocks(campaign_id=campaign_id, starts=day)


class ScoreClocks(models.Model):
    """From `starts` on, windows that open take so many days; one that is open keeps its own, since
    its last day is written with it. Working days, but for link_days. Append only.

    statement: 陈述期 of a veto; verify, decide: the office's own clocks; appeal: 申诉期; reply:
    答复; consult: 征求意见 as proposed; link: how long a department's link lives."""

    wall = walls.county("county_id")
    frozen = walls.Frozen("{row}.id > 0")

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="score_clocks")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    starts = models.DateField(_("自哪一天起"))
    verify_days = models.SmallIntegerField(_("否决线索核实"), default=10)
    statement_days = models.SmallIntegerField(_("听取陈述"), default=5)
    decide_days = models.SmallIntegerField(_("陈述期满后作决定"), default=10)
    appeal_days = models.SmallIntegerField(_("申诉期"), default=10)
    reply_days = models.SmallIntegerField(_("申诉答复"), default=15)
    consult_days = models.SmallIntegerField(_("征求意见"), default=5)
    link_days = models.SmallIntegerField(_("部门评分链接有效（自然日）"), default=14)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScoreClocksQuerySet.as_manager()

    BOUNDS = {
        "verify_days": (1, DAYS_MOST), "statement_days": (STATEMENT_LEAST, DAYS_MOST),
        "decide_days": (1, DAYS_MOST), "appeal_days": (5, DAYS_MOST),
        "reply_days": (5, DAYS_MOST), "consult_days": (1, 30), "link_days": (1, DAYS_MOST),
    }  # fmt: skip

    class Meta:
        verbose_name = _("考核期限")
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verify_days__range=(1, 60), statement_days__range=(5, 60))
                & Q(decide_days__range=(1, 60), appeal_days__range=(5, 60))
                & Q(reply_days__range=(5, 60), consult_days__range=(1, 30))
                & Q(link_days__range=(1, 60)),
                name="score_clocks_bounds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="score_clocks_reasoned"),
            models.UniqueConstraint(fields=["campaign", "starts"], name="score_clocks_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.starts}"
