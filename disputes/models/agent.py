"""Who acts for a party."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class PartyAgentQuerySet(ScopedQuerySet["PartyAgent"]):
    """Agents by state."""

    def acting(self) -> PartyAgentQuerySet:
        """Who acts today."""
        return self.filter(until__isnull=True)


class PartyAgent(OfDispute):
    """代理人. Statutory: the guardian of a child or of somebody without capacity (民法典 art. 23,
    27–28). Authorised: entrusted in writing with a scope (民法典 art. 165); on_file: the paper
    lies in the file (domain D2 no. 5)."""

    class Kind(models.TextChoices):
        STATUTORY = "statutory", _("法定代理人（监护人）")
        AUTHORISED = "authorised", _("委托代理人")

    class Relation(models.TextChoices):
        PARENT = "parent", _("父母")
        SPOUSE = "spouse", _("配偶")
        CHILD = "child", _("子女")
        KIN = "kin", _("其他近亲属")
        GUARDIAN = "guardian", _("其他监护人")
        OFFICE = "office", _("居（村）民委员会、民政部门")
        LAWYER = "lawyer", _("律师、法律工作者")
        OTHER = "other", _("其他人")

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="agents")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="agents")
    kind = models.CharField(_("代理种类"), max_length=12, choices=Kind.choices)
    name = EncryptedTextField(_("代理人姓名"), max_length=40, blank=False)
    relation = models.CharField(_("与当事人关系"), max_length=12, choices=Relation.choices)
    phone = EncryptedTextField(_("联系电话"), max_length=20)
    scope = EncryptedTextField(_("授权范围"), max_length=200)
    authorised_on = models.DateField(_("授权日期"), null=True)
    on_file = models.BooleanField(_("证明材料在卷"), default=False)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    end_reason = EncryptedTextField(_("结束理由"), max_length=200)

    objects = PartyAgentQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理人")
        ordering = ["until", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["statutory", "authorised"]), name="agent_kind"
            ),
            models.CheckConstraint(
                condition=Q(
                    relation__in=[
                        "parent",
                        "spouse",
                        "child",
                        "kin",
                        "guardian",
                        "office",
                        "lawyer",
                        "other",
                    ]
                ),
                name="agent_relation",
            ),
            models.CheckConstraint(
                condition=Q(kind="statutory") | Q(authorised_on__isnull=False, scope__isnull=False),
                name="agent_authorised_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(until__gte=models.F("since"), end_reason__isnull=False),
                name="agent_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
