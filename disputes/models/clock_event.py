"""What moves the clock of a mediation."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute

SUSPENDED_MOST = 60  # days until a suspended case is looked at again [C]
EXTENDED_MOST = 60  # days one extension may have [C]


class ClockEvent(OfDispute):
    """Suspended, resumed, extended; acceptance and end stand on the dispute itself. look_on: the
    day a suspended case is looked at again. consents: keys of the parties who agreed to an
    extension, both sides (domain D1, 深圳条例 2022 art. 25)."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("中止")
        RESUMED = "resumed", _("恢复")
        EXTENDED = "extended", _("延长")

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="clock_events")
    kind = models.CharField(_("事项"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("日期"))
    days = models.SmallIntegerField(_("延长天数"), default=0)
    look_on = models.DateField(_("复查日期"), null=True)
    consents = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    reason = EncryptedTextField(_("理由"), blank=False)

    objects = ScopedQuerySet["ClockEvent"].as_manager()

    class Meta:
        verbose_name = _("期限变动")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["suspended", "resumed", "extended"]), name="clock_event_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", days__gt=0, consents__len__gt=1)
                | (~Q(kind="extended") & Q(days=0)),
                name="clock_extended_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind="suspended") | Q(look_on__gt=models.F("on")),
                name="clock_suspended_looked_at",
            ),
            models.CheckConstraint(condition=Q(reason__isnull=False), name="clock_event_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
