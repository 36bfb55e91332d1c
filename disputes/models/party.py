"""A person in a dispute and whether she consents to mediation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Party(models.Model):
    """A clear refusal forbids mediation (人民调解法 art. 17)."""

    wall = walls.CASE

    class Side(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        RESPONDENT = "respondent", _("被申请人")

    class Consent(models.TextChoices):
        ASKED = "asked", _("待征询")
        GIVEN = "given", _("同意")
        REFUSED = "refused", _("拒绝")

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="parties")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side.choices)
    name = models.CharField(_("姓名"), max_length=40)
    consent = models.CharField(max_length=8, choices=Consent.choices, default=Consent.ASKED)
    consent_on = models.DateField(null=True)

    objects = ScopedQuerySet["Party"].as_manager()

    class Meta:
        verbose_name = _("当事人")
        ordering = ["side", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="party_named"),
            models.CheckConstraint(
                condition=models.Q(consent="asked") | models.Q(consent_on__isnull=False),
                name="party_consent_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=["applicant", "respondent"])
                & models.Q(consent__in=["asked", "given", "refused"]),
                name="party_side_consent_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
