"""风险因素表: what is known about a family, factor by factor, with date and evidence."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.models.family import Tier
from households.models.scale import scale_of
from households.scales.factors import BY_KEY, FACTORS
from households.suggesting import NO, UNKNOWN, Suggestion, suggest


class FactorSheet(models.Model):
    """One filling-in. points and suggested are what suggesting.suggest said that day under
    `scale`; family: the stay it was filled in for, which closes the sheet to others where the file
    is sealed; reported_on: the day the police were told where the law asks it
    (反家庭暴力法 art. 14, 未成年人保护法 art. 11)."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="factor_sheets"
    )
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    scale = models.ForeignKey(
        "households.TierScale", models.PROTECT, null=True, blank=True, related_name="+"
    )
    points = models.SmallIntegerField(_("因素分"))
    suggested = models.CharField(_("建议等级"), max_length=8, choices=Tier.choices, blank=True)
    reported_on = models.DateField(_("报案日期"), null=True, blank=True)
    filled_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    filled_on = models.DateField(_("填表日期"))
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["FactorSheet"].as_manager()

    class Meta:
        verbose_name = _("风险因素表")
        ordering = ["-filled_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggested="") | models.Q(suggested__in=[t.value for t in Tier]),
                name="factor_sheet_suggested",
            ),
        ]
        indexes = [models.Index(fields=["household", "-filled_on"], name="factor_sheet_home")]

    def __str__(self) -> str:
        return f"{self.filled_on} {self.points}"

    @property
    def suggestion(self) -> Suggestion:
        """The sum in words, from the answers as they stand."""
        given = {row.factor: row.answer for row in self.answers.all()}
        return suggest(given, scale_of(self.scale_id))

    @property
    def must_report(self) -> bool:
        """Whether the law asks for a report to the police that nobody has noted yet."""
        if self.reported_on is not None:
            return False
        return any(a.factor == "vulnerable" and a.is_yes for a in self.answers.all())


class FactorAnswer(models.Model):
    """yes (an option of the factor), no or unknown; a yes has a day and a kind of evidence.
    A factor without a row is unknown."""

    wall = walls.file("sheet__family_id")

    class Evidence(models.TextChoices):
        POLICE = "police", _("派出所告知")
        SEEN = "seen", _("自己看到")
        PARTY = "party", _("当事人说")
        NEIGHBOUR = "neighbour", _("邻居、亲友说")
        PAPER = "paper", _("文书、病历单据")
        HOTLINE = "hotline", _("热线、来访")

    sheet = models.ForeignKey(FactorSheet, models.PROTECT, related_name="answers")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    factor = models.CharField(max_length=16, choices=[(f.key, f.words) for f in FACTORS])
    answer = models.CharField(max_length=10)
    on_day = models.DateField(_("哪天"), null=True)
    evidence = models.CharField(_("依据"), max_length=10, choices=Evidence.choices, blank=True)

    objects = ScopedQuerySet["FactorAnswer"].as_manager()

    class Meta:
        verbose_name = _("风险因素")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "factor"], name="factor_answer_once"),
            models.CheckConstraint(
                condition=models.Q(factor__in=[f.key for f in FACTORS]), name="factor_known"
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=[NO, UNKNOWN])
                | (
                    models.Q(on_day__isnull=False)
                    & models.Q(
                        evidence__in=["police", "seen", "party", "neighbour", "paper", "hotline"]
                    )
                ),
                name="factor_yes_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor} {self.answer}"

    @property
    def is_yes(self) -> bool:
        """Whether the answer is one of the options, not no or unknown."""
        return self.answer not in (NO, UNKNOWN)

    @property
    def answer_words(self) -> str:
        """有, 去治过, 没有, 还不清楚."""
        if self.answer == NO:
            return str(_("没有"))
        options = dict(BY_KEY[self.factor].options)
        return str(options.get(self.answer, _("还不清楚")))
