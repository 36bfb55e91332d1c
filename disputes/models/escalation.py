"""A dispute that may turn worse, and what was done so that it does not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class EscalationQuerySet(ScopedQuerySet["Escalation"]):
    """Risks by state."""

    def open(self) -> EscalationQuerySet:
        """Not over yet."""
        return self.filter(outcome="")


class Escalation(OfDispute):
    """激化风险 (人民调解法 art. 25). Until a measure is recorded, and for what may become a
    public-security or criminal case the report to the police, nothing is mediated, settled or
    ended. kind follows the columns of the statistics (domain D3: 防止转刑事、自杀、械斗、群体性
    上访); people: how many it concerned."""

    class Kind(models.TextChoices):
        CRIME = "crime", _("可能转为治安、刑事案件")
        HARM = "harm", _("可能伤人")
        SUICIDE = "suicide", _("有自杀、自伤的可能")
        FIGHT = "fight", _("可能引发械斗")
        GATHERING = "gathering", _("可能引发群体性事件")
        OTHER = "other", _("其他激化的可能")

    class Outcome(models.TextChoices):
        OPEN = "", _("存在风险")
        AVERTED = "averted", _("已防止")
        HAPPENED = "happened", _("已发生，由有关部门处理")

    POLICE = (Kind.CRIME, Kind.HARM, Kind.FIGHT)

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="escalations")
    kind = models.CharField(_("风险种类"), max_length=12, choices=Kind.choices)
    people = models.SmallIntegerField(_("涉及人数"), default=1)
    noted_on = models.DateField(_("发现日期"))
    words = EncryptedTextField(_("情况"), blank=False)
    police_told_at = models.DateTimeField(_("报告公安机关"), null=True)
    police_words = EncryptedTextField(_("报给谁、怎样答复"), max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    over_on = models.DateField(_("解除日期"), null=True)
    over_words = EncryptedTextField(_("解除的依据"))

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("激化风险")
        ordering = ["-noted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["crime", "harm", "suicide", "fight", "gathering", "other"])
                & Q(outcome__in=["", "averted", "happened"]),
                name="escalation_choices_known",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="escalation_people"),
            models.CheckConstraint(
                condition=Q(police_told_at__isnull=True) | Q(police_words__isnull=False),
                name="escalation_police_in_words",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", over_on__isnull=True)
                | (~Q(outcome="") & Q(over_on__isnull=False, over_words__isnull=False)),
                name="escalation_over_dated",
            ),
        ]
        indexes = [models.Index(fields=["village", "outcome"], name="escalation_village")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.noted_on}"

    @property
    def wants_police(self) -> bool:
        """Whether the police has to be told and was not yet."""
        return self.kind in self.POLICE and self.police_told_at is None


class EscalationMeasure(OfDispute):
    """What was done about a risk: who, what, when (人民调解法 art. 25)."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="measures")
    taken_on = models.DateField(_("日期"))
    who = EncryptedTextField(_("谁去做"), max_length=80, blank=False)
    what = EncryptedTextField(_("采取的措施"), blank=False)

    objects = ScopedQuerySet["EscalationMeasure"].as_manager()

    class Meta:
        verbose_name = _("防激化措施")
        ordering = ["taken_on", "id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.taken_on}"
